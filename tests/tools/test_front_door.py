"""The local front door in front of a stand-in engine."""

import gzip
import http.client
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tests.waiting import LIMIT
from tools.front_door.door import AT_ONCE, Door
from tools.front_door.server import Server
from tools.front_door.settings import Settings
from tools.front_door.site import Site
from tools.front_door.upstream import viewer


class _Engine(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []

    def _answer(self):
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.command, self.path, headers, body))
        content = b'{"sms_messages": {"+84900000001": [{"Message": "Ma <b>123456</b>"}]}}'
        self.send_response(201 if self.command == "POST" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Kept", "yes")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = _answer

    def log_message(self, *_):
        pass


def _serving(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    return server.server_address[1]


@pytest.fixture
def engine():
    _Engine.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Engine)
    server.daemon_threads = True
    port = _serving(server)
    yield port
    server.shutdown()
    server.server_close()


@pytest.fixture
def door(engine, tmp_path: Path):
    dist = tmp_path / "dist"
    (dist / "c").mkdir(parents=True)
    (dist / "assets").mkdir()
    (dist / "index.html").write_text("<h1>Vùng Xanh</h1>", encoding="utf-8")
    (dist / "c" / "index.html").write_text("check in", encoding="utf-8")
    (dist / "c" / "index.html.gz").write_bytes(gzip.compress(b"check in"))
    (dist / "assets" / "app.js").write_text("1")
    (dist / "headers.json").write_text(
        json.dumps(
            {
                "/*": {"X-Frame-Options": "DENY", "Cache-Control": "no-cache"},
                "/assets/*": {"Cache-Control": "immutable"},
            }
        )
    )
    (tmp_path / "secret.txt").write_text("outside")
    settings = tmp_path / "door.json"
    values = {
        "engine": f"http://127.0.0.1:{engine}",
        "api_id": "abc",
        "client_id": "client",
        "entrance": "a-key",
        "scheme": "VN-2025H2",
    }
    settings.write_text(json.dumps(values))
    handler = type("Handler", (Door,), {"settings": Settings(settings), "site": Site(dist)})
    server = Server(("127.0.0.1", 0), handler)
    connection = http.client.HTTPConnection("127.0.0.1", _serving(server), timeout=LIMIT)
    yield connection
    connection.close()
    server.shutdown()
    server.server_close()


def ask(door, method, path, body=None, **headers):
    door.request(method, path, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = door.getresponse()
    return answer, answer.read()


@pytest.mark.parametrize("path", ["/c", "/C", "/c/", "/C/", "/C?x=1"])
def test_both_spellings_answer_the_check_in_page_without_a_redirect(door, path):
    answer, body = ask(door, "GET", path)

    assert (answer.status, body) == (200, b"check in")
    assert answer.getheader("content-type") == "text/html; charset=utf-8"


def test_stated_headers_travel_and_a_later_rule_wins(door):
    page, _ = ask(door, "GET", "/")
    asset, _ = ask(door, "GET", "/assets/app.js")

    assert (page.getheader("x-frame-options"), page.getheader("cache-control")) == ("DENY", "no-cache")
    assert (asset.getheader("x-frame-options"), asset.getheader("cache-control")) == ("DENY", "immutable")


def test_a_precompressed_twin_is_used_when_accepted(door):
    answer, body = ask(door, "GET", "/c", Accept_Encoding="gzip")

    assert answer.getheader("content-encoding") == "gzip"
    assert gzip.decompress(body) == b"check in"


def test_an_unchanged_page_is_not_sent_again(door):
    first, _ = ask(door, "GET", "/")
    again, body = ask(door, "GET", "/", If_None_Match=first.getheader("etag"))

    assert (again.status, body) == (304, b"")


def test_head_answers_without_a_body(door):
    answer, body = ask(door, "HEAD", "/")

    assert (answer.status, body) == (200, b"")
    assert int(answer.getheader("content-length")) > 0


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/headers.json", "/no", "/%00"]
)
def test_nothing_outside_the_site_is_served(door, path):
    answer, body = ask(door, "GET", path)

    assert answer.status == 404
    assert json.loads(body)["code"] == "not-found"


def test_the_api_gets_method_query_body_and_token(door):
    answer, _ = ask(
        door, "POST", "/api/visits?a=1&b=%C3%A1", body=b'{"code": "x"}', Authorization="Bearer t", X_Amz_Target="bad"
    )

    method, path, headers, body = _Engine.seen[-1]
    assert (answer.status, answer.getheader("x-kept")) == (201, "yes")
    assert (method, path, body) == ("POST", "/_aws/execute-api/abc/api/visits?a=1&b=%C3%A1", b'{"code": "x"}')
    assert headers["authorization"] == "Bearer t"
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["cloudfront-viewer-address"] == f"127.0.0.1:{door.sock.getsockname()[1]}"
    assert "x-amz-target" not in headers


def test_the_api_is_shown_the_key_and_the_visitor_s_address_whatever_the_visitor_says(door):
    ask(door, "GET", "/api/health", X_Vungxanh_Entrance="guessed", CloudFront_Viewer_Address="203.0.113.9:1")

    _, _, headers, _ = _Engine.seen[-1]
    assert headers["x-vungxanh-entrance"] == "a-key"
    assert headers["cloudfront-viewer-address"] == f"127.0.0.1:{door.sock.getsockname()[1]}"


def test_nobody_else_is_shown_the_key(door):
    ask(door, "POST", "/auth/", body=b"{}", X_Amz_Target="AWSCognitoIdentityProviderService.InitiateAuth")

    assert "x-vungxanh-entrance" not in _Engine.seen[-1][2]


@pytest.mark.parametrize("path", ["/", "/api/health", "/api/nothing"])
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get"])
def test_a_method_that_nobody_knows_is_a_problem_document(door, method, path):
    answer, body = ask(door, method, path)

    assert (answer.status, json.loads(body)["code"]) == (405, "method-not-allowed")
    assert answer.getheader("content-type") == "application/problem+json"
    assert _Engine.seen == []


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET /" + 70_000 * b"a" + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + 70_000 * b"a" + b"\r\n\r\n", 431),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/9\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_a_problem_document(door, line, status):
    with socket.create_connection((door.host, door.port), timeout=LIMIT) as raw:
        raw.sendall(line)
        answer = raw.makefile("rb").read()

    head, _, body = answer.partition(b"\r\n\r\n")
    assert json.loads(body or head)["status"] == status


@pytest.mark.parametrize("path", ["/api/venues/%00", "/api/%00", "/api/venues/a%00b?x=1"])
def test_a_path_with_a_nul_is_refused(door, path):
    answer, body = ask(door, "GET", path)

    assert (answer.status, json.loads(body)["code"]) == (400, "bad-path")
    assert _Engine.seen == []


def test_the_api_is_asked_by_a_few_at_once_and_the_others_wait_their_turn(door, monkeypatch):
    under_way, most, together = [], [], threading.Barrier(AT_ONCE)

    def slow(self):
        under_way.append(self)
        most.append(len(under_way))
        together.wait(LIMIT)  # as many as may are there at once, or this would never end
        under_way.remove(self)
        _Engine._answer(self)

    monkeypatch.setattr(_Engine, "do_GET", slow)
    statuses = []

    def one():
        connection = http.client.HTTPConnection(door.host, door.port, timeout=LIMIT)
        statuses.append(ask(connection, "GET", "/api/health")[0].status)
        connection.close()

    visitors = [threading.Thread(target=one) for _ in range(4 * AT_ONCE)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert statuses == 4 * AT_ONCE * [200]
    assert max(most) <= AT_ONCE


@pytest.mark.parametrize("named", ["203.0.113.7", "203.0.113.7, 198.51.100.9", " 2001:db8::1 "])
def test_a_client_of_this_machine_says_from_where_it_comes(door, named):
    ask(door, "GET", "/api/visits", X_Forwarded_For=named)

    _, _, headers, _ = _Engine.seen[-1]
    said, _, port = headers["cloudfront-viewer-address"].rpartition(":")
    assert said == named.partition(",")[0].strip()
    assert port == str(door.sock.getsockname()[1])


@pytest.mark.parametrize("named", ["", "unknown", "127.0.0.1:80", "203.0.113.7\tx"])
def test_what_is_no_address_is_not_passed_for_one(door, named):
    ask(door, "GET", "/api/visits", X_Forwarded_For=named, CloudFront_Viewer_Address="198.51.100.9:1")

    _, _, headers, _ = _Engine.seen[-1]
    assert headers["cloudfront-viewer-address"].rpartition(":")[0] == "127.0.0.1"


def test_nobody_else_is_believed():
    assert viewer(("192.0.2.4", 5), "203.0.113.7") == "192.0.2.4:5"


@pytest.mark.parametrize(
    "path", ["/api/../_ministack/reset", "/api/%2e%2e/%2e%2e/_ministack/reset", "/api/..%2f..%2freset"]
)
def test_no_path_leads_to_the_engine_itself(door, path):
    answer, body = ask(door, "POST", path, body=b"")

    assert (answer.status, json.loads(body)["code"]) == (400, "bad-path")
    assert _Engine.seen == []


@pytest.mark.parametrize("path", ["/_ministack/reset", "/_local/save", "/restapis/x", "/_aws/execute-api/abc/api/x"])
def test_admin_paths_are_not_forwarded(door, path):
    answer, _ = ask(door, "POST", path, body=b"")

    assert answer.status == 405
    assert _Engine.seen == []


@pytest.mark.parametrize(
    ("call", "status"), [("InitiateAuth", 201), ("AdminCreateUser", 403), ("ListUsers", 403), ("", 403)]
)
def test_only_sign_in_calls_reach_the_user_pool(door, call, status):
    answer, _ = ask(door, "POST", "/auth/", body=b"{}", X_Amz_Target=f"AWSCognitoIdentityProviderService.{call}")

    assert answer.status == status
    assert len(_Engine.seen) == (1 if status == 201 else 0)


def test_another_service_is_refused_at_the_sign_in_address(door):
    answer, _ = ask(door, "POST", "/auth/", body=b"{}", X_Amz_Target="DynamoDB_20120810.InitiateAuth")

    assert answer.status == 403


def test_the_page_settings_name_no_secret(door):
    _, body = ask(door, "GET", "/config.json")

    assert json.loads(body) == {"auth_url": "/auth/", "client_id": "client", "scheme": "VN-2025H2", "stage": "local"}


def test_the_outbox_shows_messages_as_text(door):
    _, page = ask(door, "GET", "/_outbox")
    _, listed = ask(door, "GET", "/_outbox.json?phone=900000001")

    assert b"&lt;b&gt;123456" in page
    assert json.loads(listed) == {"messages": [{"phone": "+84900000001", "message": "Ma <b>123456</b>"}]}


def test_a_body_that_is_too_large_is_refused_before_it_is_read(door):
    door.putrequest("POST", "/api/venue-imports")
    door.putheader("Content-Length", str(11 * 1024 * 1024))
    door.endheaders()
    answer = door.getresponse()

    assert (answer.status, json.loads(answer.read())["code"]) == (413, "body-too-large")


def test_an_expected_continue_is_answered(door):
    door.putrequest("POST", "/api/visits")
    door.putheader("Content-Length", "2")
    door.putheader("Expect", "100-continue")
    door.endheaders()
    door.send(b"{}")

    assert door.getresponse().status == 201
    assert _Engine.seen[-1][3] == b"{}"


def test_connections_are_kept(door):
    ask(door, "GET", "/")
    socket = door.sock
    ask(door, "GET", "/api/health")
    ask(door, "POST", "/api/visits", body=b"{}")

    assert door.sock is socket


def test_a_dead_engine_is_a_problem_document_in_two_languages(door, tmp_path: Path):
    settings = tmp_path / "door.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "engine": "http://127.0.0.1:9"}))

    answer, body = ask(door, "GET", "/api/health")

    problem = json.loads(body)
    assert answer.status == 502
    assert answer.getheader("content-type") == "application/problem+json"
    assert problem["code"] == "cloud-unreachable"
    assert set(problem["text"]) == {"vi", "en"}
