"""Which addresses and keys are taken for a browser's push subscription."""

from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.telling.push import (
    LONGEST_ENDPOINT,
    Subscription,
    browser_key_rule,
    browser_secret_rule,
    endpoint_rule,
    is_subscription_id,
    subscription_id,
)
from tests.builders.base import NOW


def text(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def a_point():
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dXk3:APA91b-_x",
        "https://fcm.googleapis.com/wp/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAC%2bx",
        "https://web.push.apple.com/QPa1",
        "https://FCM.googleapis.com/fcm/send/1",
    ],
)
def test_the_services_of_the_browsers_makers_are_taken(endpoint):
    assert endpoint_rule(endpoint, loopback=False) is None


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "x",
        "https://",
        "https:///fcm/send/1",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "http://fcm.googleapis.com/fcm/send/1",
        "ftp://fcm.googleapis.com/fcm/send/1",
        "https://fcm.googleapis.com:8443/fcm/send/1",
        "https://fcm.googleapis.com:443/fcm/send/1",
        "https://fcm.googleapis.com:x/1",
        "https://user@fcm.googleapis.com/1",
        "https://fcm.googleapis.com@evil.example/1",
        "https://fcm.googleapis.com#@evil.example/1",
        "https://fcm.googleapis.com/1#part",
        "https://fcm.googleapis.com.evil.example/1",
        "https://evilfcm.googleapis.com/1",
        "https://evil.example/fcm.googleapis.com/1",
        "https://push.services.mozilla.com/1",
        "https://xpush.services.mozilla.com/1",
        "https://notify.windows.com/1",
        "https://.notify.windows.com/1",
        "https://.notify.windows.com.example/1",
        "https://[::1]/1",
        "https://[fe80/1",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/1",
        "http://127.0.0.1:8080/_push/1",
        "https://fcm.googleapis.com/\r\nX-Injected: 1",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/é",
        "https://ｆcm.googleapis.com/1",
        "https://fcm.googleapis.com/" + "x" * LONGEST_ENDPOINT,
    ],
)
def test_no_other_address_is_ever_called(endpoint):
    assert endpoint_rule(endpoint, loopback=False) == "push-endpoint"


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:8080/_push/1", "http://localhost:8080/_push/1"])
def test_this_machine_is_a_push_service_where_the_stage_says_so(endpoint):
    assert endpoint_rule(endpoint, loopback=True) is None


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:8080/",
        "http://127.0.0.1@evil.example/x",
        "http://127.0.0.1.evil.example/x",
        "http://10.0.0.1/x",
        "http://0.0.0.0/x",
        "http://evil.example/x",
        "file://127.0.0.1/etc/passwd",
        "https://evil.example/x",
    ],
)
def test_the_local_stage_opens_no_other_door(endpoint):
    assert endpoint_rule(endpoint, loopback=True) == "push-endpoint"


def test_every_point_of_the_curve_is_a_key_with_and_without_padding():
    for _ in range(8):
        point = text(a_point())
        assert browser_key_rule(point) is None
        assert browser_key_rule(point + "=") is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p[:0],
        lambda p: p[:-1],
        lambda p: p + b"\0",
        lambda p: b"\x02" + p[1:33],
        lambda p: b"\x05" + p[1:],
        lambda p: p[:-1] + bytes([p[-1] ^ 1]),
        lambda p: p[:1] + bytes(64),
        lambda p: p[:1] + b"\xff" * 64,
    ],
)
def test_what_is_no_point_of_the_curve_is_no_key(spoil):
    assert browser_key_rule(text(spoil(a_point()))) == "push-key"


@pytest.mark.parametrize("wrong", ["", "=", "!" * 87, "é" * 87, "A", "AAAA BBBB", "+/" * 43 + "A"])
def test_what_is_not_base64url_is_no_key(wrong):
    assert browser_key_rule(wrong) == "push-key"
    assert browser_secret_rule(wrong) == "push-key"


def test_a_secret_has_sixteen_bytes():
    assert [browser_secret_rule(text(bytes(n))) for n in (15, 16, 17)] == ["push-key", None, "push-key"]
    assert browser_secret_rule(text(bytes(16)) + "==") is None


def test_a_subscription_is_known_by_its_endpoint():
    one = Subscription("https://fcm.googleapis.com/1", "k", "a", NOW)
    assert one.subscription_id == subscription_id("https://fcm.googleapis.com/1")
    assert is_subscription_id(one.subscription_id)
    assert subscription_id("https://fcm.googleapis.com/2") != one.subscription_id


@pytest.mark.parametrize("wrong", ["", "0" * 15, "0" * 17, "g" * 16, "0000-0000-0000-0", "PROFILE"])
def test_what_is_no_id_is_told(wrong):
    assert not is_subscription_id(wrong)
