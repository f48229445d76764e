"""What would have been sent: the page, its JSON twin and the push service on this machine."""

import base64
import hashlib
import http.client
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.waiting import LIMIT
from tools.front_door import as_page
from tools.front_door.door import Door
from tools.front_door.outbox import KEPT, Outbox
from tools.front_door.outbox_page import HEADERS, SCRIPT, STYLE
from tools.front_door.server import Server
from tools.front_door.settings import Settings
from tools.front_door.site import Site
from tools.machine.paths import ROOT

WEB = ROOT / "web"


class Town:
    """A stand-in engine with its list of text messages, and the front door before it."""

    def __init__(self, folder):
        self.listed: dict[str, list[dict[str, str]]] = {}
        town = self

        class Engine(BaseHTTPRequestHandler):
            def do_GET(self):
                content = json.dumps({"sms_messages": town.listed}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.servers = [ThreadingHTTPServer(("127.0.0.1", 0), Engine)]
        settings = folder / "door.json"
        settings.write_text(json.dumps({"engine": f"http://127.0.0.1:{self.servers[0].server_address[1]}"}))
        (folder / "dist").mkdir()
        facts = {"settings": Settings(settings), "site": Site(folder / "dist"), "outbox": Outbox()}
        self.servers.append(Server(("127.0.0.1", 0), type("Handler", (Door,), facts)))
        for server in self.servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.port = self.servers[1].server_address[1]

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        connection.request(method, path, body=body, headers={n.replace("_", "-"): v for n, v in headers.items()})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def sms(self, phone, message):
        own = self.listed.setdefault(phone, [])
        own.append({"MessageId": f"{phone}-{len(own)}", "Message": message})

    def push(self, device, body=b"sealed", **headers):
        return self.ask("POST", f"/_push/{device}", body, **headers)[0].status

    @property
    def shown(self):
        return json.loads(self.ask("GET", "/outbox.json")[1])


@pytest.fixture
def town(tmp_path: Path):
    made = Town(tmp_path)
    yield made
    for server in made.servers:
        server.shutdown()
        server.server_close()


def test_an_empty_outbox_says_so(town):
    answer, page = town.ask("GET", "/outbox")
    assert answer.status == 200
    assert "Chưa có tin nhắn nào" in page.decode()
    assert "Chưa có thông báo đẩy nào" in page.decode()
    assert town.shown == {"messages": [], "pushes": []}


def test_a_text_message_is_shown_as_text(town):
    town.sms("+84900000001", "Ma <b>123456</b>")
    page = town.ask("GET", "/outbox")[1].decode()
    assert "Ma &lt;b&gt;123456&lt;/b&gt;" in page
    assert "+84900000001" in page


def test_the_newest_stands_first(town):
    for number in range(3):
        town.sms("+84900000001", f"one {number}")
        town.sms("+84900000002", f"two {number}")
        assert town.shown["messages"][0]["message"].endswith(str(number))
    assert [sms["message"] for sms in town.shown["messages"]] == ["two 2", "one 2", "two 1", "one 1", "two 0", "one 0"]


def test_a_message_keeps_the_time_it_was_first_seen(town):
    town.sms("+84900000001", "first")
    (before,) = town.shown["messages"]
    town.sms("+84900000001", "second")
    assert town.shown["messages"][1] == before


def test_the_journeys_list_is_oldest_first_and_can_be_asked_for_one_phone(town):
    town.sms("+84900000001", "first")
    town.sms("+84900000002", "other")
    town.sms("+84900000001", "second")
    listed = json.loads(town.ask("GET", "/_outbox.json?phone=900000001")[1])
    assert listed == {"messages": [{"phone": "+84900000001", "message": text} for text in ("first", "second")]}


def test_a_push_is_kept_with_what_its_service_would_see(town):
    status = town.push(
        "browser-1",
        b"\0sealed\xff",
        TTL="259200",
        Urgency="high",
        Topic="abc",
        Authorization="vapid t=x,k=y",
        Cookie="no",
    )
    assert status == 201
    (push,) = town.shown["pushes"]
    assert push.pop("at")[10] == "T"
    assert push == {
        "device": "browser-1",
        "size": 8,
        "answer": 201,
        "headers": {"ttl": "259200", "urgency": "high", "topic": "abc", "authorization": "vapid t=x,k=y"},
    }
    page = town.ask("GET", "/outbox")[1].decode()
    assert "browser-1" in page
    assert "gấp · giữ 72 giờ · chủ đề abc" in page
    assert "201 đã nhận" in page
    assert "sealed" not in page


def test_a_push_that_asks_for_nothing_is_shown_too(town):
    town.push("plain", TTL="soon", Urgency="<i>")
    assert "&lt;i&gt;" in town.ask("GET", "/outbox")[1].decode()


def test_a_device_may_play_a_troubled_one(town):
    assert [town.push(name) for name in ("gone-1", "busy-1", "fine")] == [410, 429, 201]
    assert [push["answer"] for push in town.shown["pushes"]] == [201, 429, 410]


def test_the_last_pushes_are_kept(town):
    outbox = Outbox()
    for number in range(KEPT + 5):
        outbox.take(f"d{number}", {}, b"")
    assert [len(outbox.pushes()), outbox.pushes()[0].device, outbox.pushes()[-1].device] == [
        KEPT, f"d{KEPT + 4}", "d5",
    ]  # fmt: skip


def test_a_device_name_is_shown_as_text(town):
    town.push("%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    page = town.ask("GET", "/outbox")[1].decode()
    assert page.count("<script") == 1, "the page's own"
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_push_service_is_posted_to(town, method):
    assert town.ask(method, "/_push/x")[0].status == 405
    assert town.shown["pushes"] == []


@pytest.mark.parametrize("path", ["/outbox", "/outbox.json", "/_outbox", "/_outbox.json"])
def test_the_outbox_is_only_read(town, path):
    assert town.ask("POST", path, b"")[0].status == 405


def test_nothing_is_loaded_and_nothing_runs_on_the_page_but_what_looks_again(town):
    answer, page = town.ask("GET", "/outbox")
    policy = answer.getheader("content-security-policy")
    for kind, text in (("style", STYLE), ("script", SCRIPT)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert {name: answer.getheader(name) for name, _ in HEADERS} == dict(HEADERS)
    others = page.decode().replace(f"<script type=module>{SCRIPT}</script>", "")
    assert not re.search(r"<script|<img|<link|style=|https?://", others)


def test_the_page_speaks_vietnamese(town):
    assert "<html lang=vi>" in town.ask("GET", "/outbox")[1].decode()


def test_a_dead_engine_is_a_problem_document(town):
    engine = town.servers[0]
    engine.shutdown()
    engine.server_close()
    answer, body = town.ask("GET", "/outbox")
    assert (answer.status, json.loads(body)["code"]) == (502, "cloud-unreachable")


def test_what_looks_again_can_be_stopped(town):
    page = town.ask("GET", "/outbox")[1].decode()
    assert "http-equiv" not in page, "a page that reloads by itself cannot be stopped by whoever reads it"
    assert "Tự tải lại mỗi 5 giây" in page
    assert SCRIPT in page
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in dict(HEADERS)["Content-Security-Policy"]


def test_once_a_story_was_told_its_reader_s_inbox_is_a_link(town, tmp_path):
    assert "/as#" not in town.ask("GET", "/outbox")[1].decode()
    (tmp_path / "outbreak.json").write_text(json.dumps({"reader": "ey.to'ken"}), encoding="utf-8")
    assert "href='/as#ey.to&#x27;ken'" in town.ask("GET", "/outbox")[1].decode()


def test_the_page_that_becomes_somebody_sends_the_token_to_this_machine_alone(town):
    answer, page = town.ask("GET", "/as")
    assert answer.status == 200
    policy = answer.getheader("content-security-policy")
    assert "connect-src 'self'" in policy
    (script,) = re.findall(r"<script type=module>(.*?)</script>", page.decode(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "http" not in script


def test_it_fills_the_shelves_that_the_pages_open():
    shelves = re.search(r"const KEYS = \{([^}]*)\}", (WEB / "parts" / "store.mjs").read_text("utf-8"))
    assert shelves
    for shelf, key in re.findall(r'(\w+): "(\w+)"', shelves[1]):
        assert f'["{shelf}", "{key}"]' in as_page.SCRIPT


def test_nothing_that_is_deployed_knows_the_page():
    """It opens anybody's inbox to whoever holds a token, and belongs to the local stage alone."""
    roots = [ROOT / name for name in ("functions", "infra", "adapters", "domain", "web", "app.py")]
    sources = [
        file
        for root in roots
        for file in ([root] if root.is_file() else root.rglob("*"))
        if file.suffix in {".py", ".mjs", ".js", ".html"}
        and "node_modules" not in file.parts
        and "dist" not in file.parts
    ]
    assert len(sources) > 100
    knowing = [file for file in sources if re.search(r"as_page|[\"'/]as#", file.read_text("utf-8"))]
    assert not knowing
