"""One local address for the site and the API, as CloudFront is on AWS. Loopback only, started by tools/local_cloud.py.

It serves the built pages with the headers of web/dist/headers.json, passes /api/* to the deployed HTTP API and
/auth/ to the user pool's sign-in calls, and shows what the local cloud did not really send.
"""

import argparse
import json
import os
import signal
import sys
import threading
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

from tools import front_door_outbox as sent
from tools.front_door_site import Site

ADDRESS = "127.0.0.1"
API_PREFIX = "/api/"
# The largest body that API Gateway takes.
MAX_BODY = 10 * 1024 * 1024
API_SECONDS = 30.0
IDLE_UPSTREAM_SECONDS = 20.0
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
# Meaningful for one connection only, or set again by this server.
NOT_FORWARDED = frozenset(
    [
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "host",
        "content-length",
        "expect",
        "date",
        "server",
    ]
)
TEXTS = {
    "cloud-unreachable": (
        HTTPStatus.BAD_GATEWAY,
        "Máy chủ tạm thời không trả lời. Hãy thử lại sau ít phút.",
        "The local cloud does not answer. Start it with: make up",
    ),
    "cloud-too-slow": (
        HTTPStatus.GATEWAY_TIMEOUT,
        "Máy chủ trả lời quá lâu. Hãy thử lại.",
        "The local cloud took too long to answer.",
    ),
    "body-too-large": (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "Dữ liệu gửi lên quá lớn.",
        "The request body is larger than 10 MB.",
    ),
    "length-required": (
        HTTPStatus.LENGTH_REQUIRED,
        "Yêu cầu phải có độ dài (Content-Length).",
        "The request needs a Content-Length header.",
    ),
    "bad-path": (HTTPStatus.BAD_REQUEST, "Đường dẫn không hợp lệ.", "The path is not valid."),
    "not-found": (HTTPStatus.NOT_FOUND, "Không có trang này.", "There is no such page."),
    "method-not-allowed": (
        HTTPStatus.METHOD_NOT_ALLOWED,
        "Địa chỉ này không nhận phương thức đó.",
        "This address does not take that method.",
    ),
    "sign-in-call-not-allowed": (
        HTTPStatus.FORBIDDEN,
        "Không được gọi thao tác này tại đây.",
        "Only sign-in calls pass here.",
    ),
}


class Settings:
    """The file that the launcher writes, read again when a deployment changed it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = 0
        self._values: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        changed = self._path.stat().st_mtime_ns
        if changed != self._read_at:
            self._values = json.loads(self._path.read_text(encoding="utf-8"))
            self._read_at = changed
        return self._values[name]


class Upstream:
    """A connection to the engine, kept by the thread that serves one client connection."""

    def __init__(self) -> None:
        self._kept: HTTPConnection | None = None
        self._used = 0.0

    def send(self, netloc: str, method: str, path: str, headers: dict[str, str], body: bytes) -> HTTPResponse:
        if self._kept is not None and monotonic() - self._used > IDLE_UPSTREAM_SECONDS:
            self.close()
        if self._kept is None:
            self._kept = HTTPConnection(netloc, timeout=API_SECONDS)
        try:
            self._kept.request(method, path, body=body, headers=headers)
            answer = self._kept.getresponse()
        except (OSError, HTTPException):
            self.close()
            raise
        self._used = monotonic()
        return answer

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None


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
        if any(part in (".", "..") for part in path.replace("\\", "/").split("/")):
            self._problem("bad-path")
            return
        target = f"/_aws/execute-api/{self.settings['api_id']}{self.path}"
        headers = self._request_headers()
        headers["X-Forwarded-For"] = str(self.client_address[0])
        headers["X-Forwarded-Proto"] = "http"
        self._forward(target, headers, body)

    def _sign_in(self, body: bytes) -> None:
        call = self.headers.get("x-amz-target", "")
        if self.command != "POST":
            self._problem("method-not-allowed")
        elif not call.startswith(SIGN_IN_SERVICE) or call.removeprefix(SIGN_IN_SERVICE) not in SIGN_IN_CALLS:
            self._problem("sign-in-call-not-allowed")
        else:
            self._forward("/", {"X-Amz-Target": call, "Content-Type": "application/x-amz-json-1.1"}, body)

    def _request_headers(self) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in self.headers.items():
            lower = name.lower()
            # An AWS signature or target would let a caller speak to the engine itself.
            if lower in NOT_FORWARDED or lower.startswith(("x-amz-", "x-forwarded-")):
                continue
            if lower == "authorization" and value.startswith("AWS4-"):
                continue
            kept[lower] = f"{kept[lower]}, {value}" if lower in kept else value
        return kept

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
        kept = [(n, v) for n, v in answer.getheaders() if n.lower() not in NOT_FORWARDED]
        self._send(answer.status, kept, content)

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
            self._send_json(HTTPStatus.OK, sent.plain(messages))
        elif path == "/outbox.json":
            self._send_json(HTTPStatus.OK, sent.full(messages, self.outbox.pushes()))
        else:
            self._send(HTTPStatus.OK, sent.HEADERS, sent.page(messages, self.outbox.pushes()))

    def _problem(self, code: str) -> None:
        status, vi, en = TEXTS[code]
        problem = {
            "type": f"urn:vungxanh:problem:{code}",
            "title": status.phrase,
            "status": int(status),
            "code": code,
            "detail": en,
            "text": {"vi": vi, "en": en},
            "errors": [],
            "request_id": str(uuid4()),
        }
        self._send_json(status, problem, "application/problem+json")

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


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--settings", type=Path, required=True)
    options = parser.parse_args()
    Door.settings = Settings(options.settings)
    Door.site = Site(Path(Door.settings["dist"]))
    server = _Server((ADDRESS, options.port), Door)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    try:
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
    return os.EX_OK


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128


if __name__ == "__main__":
    sys.exit(main())
