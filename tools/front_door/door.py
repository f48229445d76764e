"""The handler of one client connection: pages, the API, sign-in calls, and what was not really sent."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler
from threading import Semaphore
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from functions.kit.entrance import HEADER, VIEWER
from tools.front_door import as_page, outbox_page
from tools.front_door import outbox as sent
from tools.front_door.problems import problem
from tools.front_door.settings import Settings
from tools.front_door.site import Site
from tools.front_door.upstream import Upstream, answer_headers, request_headers, viewer

API_PREFIX = "/api/"
REFUSED: Mapping[int, str] = {
    HTTPStatus.NOT_IMPLEMENTED: "method-not-allowed",
    HTTPStatus.REQUEST_URI_TOO_LONG: "address-too-long",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "headers-too-large",
}
# The largest body that API Gateway takes.
MAX_BODY = 10 * 1024 * 1024
# A machine is no region: functions that all start at once on a few cores would take longer than they may.
AT_ONCE = 8
SIGN_IN_SERVICE = "AWSCognitoIdentityProviderService."
SIGN_IN_CALLS = frozenset(
    {
        "InitiateAuth",
        "RespondToAuthChallenge",
        "RevokeToken",
        "GlobalSignOut",
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
        "ForgotPassword",
        "ConfirmForgotPassword",
    }
)


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "VungXanhLocal"
    sys_version = ""
    timeout = 75
    # Without it the end of a small answer waits for the client's delayed acknowledgement.
    disable_nagle_algorithm = True
    wbufsize = -1
    site: Site
    settings: Settings
    outbox = sent.Outbox()
    turns = Semaphore(AT_ONCE)

    def setup(self) -> None:
        super().setup()
        self.upstream = Upstream()

    def finish(self) -> None:
        self.upstream.close()
        super().finish()

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library refuses by itself, such as a method without a name here: a problem document as well."""
        del message, explain  # in English, for nobody
        self.close_connection = True
        self.command = self.command or "GET"
        self._problem(REFUSED.get(code, "bad-request"))

    def _route(self) -> None:
        body = self._body()
        if body is None:
            return
        path = urlsplit(self.path).path
        if path.startswith(API_PREFIX):
            self._api(body)
        elif path == "/auth/":
            self._sign_in(body)
        elif path.startswith(sent.PUSH_PREFIX):
            self._push(path, body)
        elif self.command not in ("GET", "HEAD"):
            self._problem("method-not-allowed")
        elif path == "/config.json":
            self._config()
        elif path == as_page.PATH:
            self._send(HTTPStatus.OK, as_page.HEADERS, as_page.page())
        elif path in sent.PAGES:
            self._outbox(path)
        else:
            self._page(path)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _route

    def _body(self) -> bytes | None:
        if "transfer-encoding" in self.headers:
            self.close_connection = True
            self._problem("length-required")
            return None
        length = self.headers.get("content-length", "0")
        if not length.isdecimal():
            self.close_connection = True
            self._problem("length-required")
            return None
        if int(length) > MAX_BODY:
            self.close_connection = True
            self._problem("body-too-large")
            return None
        return self.rfile.read(int(length))

    def handle_expect_100(self) -> bool:
        # A body that will be refused is refused before it is sent.
        length = self.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > MAX_BODY:
            self.close_connection = True
            self._problem("body-too-large")
            return False
        return super().handle_expect_100()

    def _api(self, body: bytes) -> None:
        path = unquote(urlsplit(self.path).path)
        if "\0" in path or any(part in (".", "..") for part in path.replace("\\", "/").split("/")):
            self._problem("bad-path")
            return
        target = f"/_aws/execute-api/{self.settings['api_id']}{self.path}"
        headers = request_headers(self.headers.items())
        headers["X-Forwarded-For"] = str(self.client_address[0])
        headers[VIEWER] = viewer(self.client_address[:2], self.headers.get("x-forwarded-for", ""))
        headers["X-Forwarded-Proto"] = "http"
        headers[HEADER] = self.settings["entrance"]
        with self.turns:
            self._forward(target, headers, body)

    def _sign_in(self, body: bytes) -> None:
        call = self.headers.get("x-amz-target", "")
        if self.command != "POST":
            self._problem("method-not-allowed")
        elif not call.startswith(SIGN_IN_SERVICE) or call.removeprefix(SIGN_IN_SERVICE) not in SIGN_IN_CALLS:
            self._problem("sign-in-call-not-allowed")
        else:
            self._forward("/", {"X-Amz-Target": call, "Content-Type": "application/x-amz-json-1.1"}, body)

    def _forward(self, target: str, headers: dict[str, str], body: bytes) -> None:
        netloc = urlsplit(self.settings["engine"]).netloc
        try:
            answer = self.upstream.send(netloc, self.command, target, headers, body)
            content = answer.read()
        except TimeoutError:
            self.upstream.close()
            self._problem("cloud-too-slow")
            return
        except (OSError, HTTPException):
            self.upstream.close()
            self._problem("cloud-unreachable")
            return
        self._send(answer.status, answer_headers(answer), content)

    def _page(self, path: str) -> None:
        page = self.site.find(unquote(path), self.headers.get("accept-encoding", ""))
        if page is None:
            missing = self.site.find("/404.html", self.headers.get("accept-encoding", ""))
            if missing is None:
                self._problem("not-found")
            else:
                self._send(HTTPStatus.NOT_FOUND, missing.headers, missing.read())
        elif page.etag in self.headers.get("if-none-match", ""):
            self._send(HTTPStatus.NOT_MODIFIED, page.headers, b"")
        else:
            self._send(HTTPStatus.OK, page.headers, page.read())

    def _config(self) -> None:
        config = {
            "auth_url": "/auth/",
            "client_id": self.settings["client_id"],
            "scheme": self.settings["scheme"],
            "stage": "local",
        }
        self._send_json(HTTPStatus.OK, config)

    def _push(self, path: str, body: bytes) -> None:
        if self.command != "POST":
            self._problem("method-not-allowed")
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        status = self.outbox.take(unquote(path.removeprefix(sent.PUSH_PREFIX)), headers, body)
        self._send(status, [("Cache-Control", "no-store")], b"")

    def _outbox(self, path: str) -> None:
        netloc = urlsplit(self.settings["engine"]).netloc
        wanted = parse_qs(urlsplit(self.path).query).get("phone", [""])[0]
        try:
            answer = self.upstream.send(netloc, "GET", sent.ENGINE_LIST, {}, b"")
            messages = self.outbox.messages(json.loads(answer.read()), wanted)
        except (OSError, HTTPException, ValueError, KeyError):
            self.upstream.close()
            self._problem("cloud-unreachable")
            return
        if path == "/_outbox.json":
            self._send_json(HTTPStatus.OK, outbox_page.plain(messages))
        elif path == "/outbox.json":
            self._send_json(HTTPStatus.OK, outbox_page.full(messages, self.outbox.pushes()))
        else:
            self._send(
                HTTPStatus.OK,
                outbox_page.HEADERS,
                outbox_page.page(messages, self.outbox.pushes(), self.settings.reader),
            )

    def _problem(self, code: str) -> None:
        status, document = problem(code)
        self._send_json(status, document, "application/problem+json")

    def _send_json(self, status: int, value: Any, kind: str = "application/json") -> None:
        headers = [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        self._send(status, headers, json.dumps(value, ensure_ascii=False).encode())

    def _send(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a query may hold a person's words."""
