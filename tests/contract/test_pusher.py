"""Pusher: encrypted for one browser, signed by us, understood by a push service (a stand-in on this machine)."""

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece  # type: ignore[import-untyped]
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.aws import push
from adapters.aws.push import VapidPusher, encrypted, topic
from adapters.memory.secrets import MemorySecrets
from adapters.memory.subscriptions import MemoryPusher
from domain.errors import Busy
from domain.period import epoch
from domain.push import Delivery, Pusher, Subscription, browser_key_rule
from domain.secret import Key, Purpose
from functions.notify.service import LEASE
from tests.contract.samples import NOW, Clock
from tests.waiting import LIMIT

MESSAGE = '{"id": "4t9k2m7x0qhw"}'
ONCE = "we8vshvj:pfghnbvpram4z:1"
SITE = "https://vungxanh.example"
AUTH = bytes(range(16))


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


class Service:
    """A push service that answers as it is told: a status, a redirect, or silence."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, str], bytes]] = []
        self.answer: int | str = 201
        self.asked, self.over = threading.Event(), threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                service.seen.append((self.path, {n.lower(): v for n, v in self.headers.items()}, body))
                service.asked.set()
                if service.answer == "silence":
                    service.over.wait()
                    return
                status = 307 if service.answer == "redirect" else int(service.answer)
                self.send_response(status)
                if service.answer == "redirect":
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                del args

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = False  # closing waits for every request that came
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def ends(self) -> None:
        """Everything that was asked has been seen then."""
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.ends()


@pytest.fixture
def browser_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def browser(service: Service, browser_key: ec.EllipticCurvePrivateKey) -> Subscription:
    return Subscription(f"{service.origin}/send/one", text(raw(browser_key.public_key())), text(AUTH), NOW)


@pytest.fixture
def keys(clock: Clock) -> MemorySecrets:
    return MemorySecrets(clock=clock)


@pytest.fixture
def pusher(keys: MemorySecrets, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> VapidPusher:
    """Patient: the service may stand on a busy machine."""
    monkeypatch.setattr(push, "CONNECT_S", LIMIT)
    monkeypatch.setattr(push, "READ_S", LIMIT)
    return VapidPusher(keys, contact=SITE, clock=clock)


# The port.


@pytest.fixture(params=["memory", "vapid"])
def either(request: pytest.FixtureRequest, pusher: VapidPusher) -> Pusher:
    return MemoryPusher() if request.param == "memory" else pusher


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        (200, Delivery.TAKEN), (201, Delivery.TAKEN), (202, Delivery.TAKEN), (204, Delivery.TAKEN),
        (404, Delivery.GONE), (410, Delivery.GONE),
        (400, Delivery.REFUSED), (401, Delivery.REFUSED), (403, Delivery.REFUSED), (413, Delivery.REFUSED),
    ],
)  # fmt: skip
def test_what_a_service_says_of_a_browser(
    either: Pusher, service: Service, browser: Subscription, status: int, delivery: Delivery
) -> None:
    service.answer = status
    if isinstance(either, MemoryPusher):
        either.answers[browser.endpoint] = delivery
    assert either.push(browser, MESSAGE, once=ONCE) is delivery


def test_a_browser_would_take_the_public_key(either: Pusher) -> None:
    key = either.public_key()
    assert browser_key_rule(key) is None
    assert "=" not in key
    assert either.public_key() == key


# The wire.


@pytest.mark.parametrize("status", [429, 500, 502, 503, 599])
def test_a_service_that_is_busy_is_asked_again(
    pusher: VapidPusher, service: Service, browser: Subscription, status: int
) -> None:
    service.answer = status
    with pytest.raises(Busy):
        pusher.push(browser, MESSAGE, once=ONCE)
    assert len(service.seen) == 1


def test_a_service_that_is_silent_is_asked_again_soon(
    keys: MemorySecrets, clock: Clock, service: Service, browser: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "READ_S", 0.1)
    service.answer = "silence"
    with pytest.raises(Busy):
        VapidPusher(keys, contact=SITE, clock=clock).push(browser, MESSAGE, once=ONCE)
    assert service.asked.wait(LIMIT)
    service.ends()
    assert len(service.seen) == 1


def test_a_service_that_is_down_is_asked_again(pusher: VapidPusher, browser: Subscription, service: Service) -> None:
    service.ends()
    with pytest.raises(Busy):
        pusher.push(browser, MESSAGE, once=ONCE)


def test_all_attempts_of_a_batch_end_before_the_claim() -> None:
    assert timedelta(seconds=push.CONNECT_S + push.READ_S) * 10 < LEASE


def test_no_redirect_leads_to_another_address(pusher: VapidPusher, service: Service, browser: Subscription) -> None:
    service.answer = "redirect"
    assert pusher.push(browser, MESSAGE, once=ONCE) is Delivery.REFUSED
    assert [path for path, _, _ in service.seen] == ["/send/one"]


def test_only_the_browser_reads_the_message(
    pusher: VapidPusher, service: Service, browser: Subscription, browser_key: ec.EllipticCurvePrivateKey
) -> None:
    pusher.push(browser, MESSAGE, once=ONCE)
    ((_, headers, body),) = service.seen
    assert headers["content-encoding"] == "aes128gcm"
    assert b"4t9k2m7x0qhw" not in body
    read = http_ece.decrypt(body, private_key=browser_key, auth_secret=AUTH, version="aes128gcm")
    assert json.loads(read) == json.loads(MESSAGE)
    another = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(http_ece.ECEException):
        http_ece.decrypt(body, private_key=another, auth_secret=AUTH, version="aes128gcm")
    with pytest.raises(http_ece.ECEException):
        http_ece.decrypt(body, private_key=browser_key, auth_secret=bytes(16), version="aes128gcm")


def test_two_pushes_of_one_message_share_nothing_but_their_topic(
    pusher: VapidPusher, service: Service, browser: Subscription
) -> None:
    for _ in range(2):
        pusher.push(browser, MESSAGE, once=ONCE)
    (_, first, body), (_, second, other_body) = service.seen
    assert body[:16] != other_body[:16]  # the salt
    assert first["topic"] == second["topic"] == topic(ONCE)


def test_the_sender_names_itself_with_a_token_that_verifies(
    pusher: VapidPusher, service: Service, browser: Subscription
) -> None:
    pusher.push(browser, MESSAGE, once=ONCE)
    ((_, headers, _),) = service.seen
    scheme, _, rest = headers["authorization"].partition(" ")
    parts = dict(part.split("=", 1) for part in rest.split(","))
    assert scheme == "vapid"
    assert parts["k"].rstrip("=") == pusher.public_key()
    point = urlsafe_b64decode(parts["k"] + "=" * (-len(parts["k"]) % 4))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(parts["t"], key, algorithms=["ES256"], audience=service.origin, options={"verify_exp": False})
    assert claims == {"aud": service.origin, "sub": SITE, "exp": epoch(NOW + timedelta(hours=12))}


def test_the_key_is_the_platforms_own_and_of_one_purpose(keys: MemorySecrets, clock: Clock) -> None:
    ours = VapidPusher(keys, contact=SITE, clock=clock).public_key()
    assert VapidPusher(keys, contact=SITE, clock=clock).public_key() == ours
    keys.rotate(Purpose.PUSH, now=NOW + timedelta(days=4000))
    assert VapidPusher(keys, contact=SITE, clock=clock).public_key() == ours
    assert VapidPusher(MemorySecrets(clock=clock), contact=SITE, clock=clock).public_key() != ours


def test_a_service_learns_neither_case_nor_person(pusher: VapidPusher, service: Service, browser: Subscription) -> None:
    pusher.push(browser, MESSAGE, once=ONCE)
    ((path, headers, body),) = service.seen
    seen = f"{path} {headers} {body!r}"
    assert all(part not in seen for part in ONCE.split(":")[:2])
    assert set(headers) - {"host", "accept-encoding", "content-length", "user-agent"} == {
        "authorization", "ttl", "urgency", "topic", "content-encoding", "content-type",
    }  # fmt: skip
    assert (headers["urgency"], headers["ttl"]) == ("high", str(3 * 24 * 3600))


def test_every_message_has_the_same_size(browser: Subscription) -> None:
    assert {len(encrypted(MESSAGE, browser)) for _ in range(5)} == {len(encrypted(MESSAGE, browser))}


def test_a_topic_is_what_a_push_service_takes() -> None:
    assert len(topic(ONCE)) == 32
    assert topic(ONCE).replace("-", "").replace("_", "").isalnum()
    assert topic(ONCE) != topic(ONCE + "0")


def test_every_key_material_makes_a_key() -> None:
    for material in (bytes(32), b"\xff" * 32, bytes(31) + b"\1"):
        assert push._private(Key("k1", material, NOW)).private_numbers().private_value > 0
