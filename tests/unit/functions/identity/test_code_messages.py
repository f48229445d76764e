"""Messages with codes: read by people first, and in their last line by the phone, which offers the code to our pages alone."""

from urllib.parse import urlsplit

import pytest

from domain.people.phone.otp import bound_to
from infra.stage import STAGES, make_stage
from tests.builders.telling import segments
from tests.doors.identity import OTP
from tests.doors.venue import SITE_URL
from tests.unit.functions.identity.phones import LAN, asks, delivered, registered

HOST = urlsplit(SITE_URL).hostname or ""


def proof(house):
    _, token = registered(house)
    assert house.call("requestPhoneOtp", {}, token=token).status == 202
    ((_, text, _),) = delivered(house)
    return text


def recovery(house):
    registered(house)
    assert asks(house, LAN).status == 202
    ((_, text, _),) = delivered(house)
    return text


@pytest.mark.parametrize("message", [proof, recovery])
def test_the_last_line_binds_the_code_to_the_site(house, message):
    words, bound = message(house).split("\n")
    assert bound == f"@{HOST} #{OTP}"
    assert words.startswith("Vung Xanh: ma ")
    assert OTP in words  # for whoever reads it out and types it elsewhere


@pytest.mark.parametrize("message", [proof, recovery])
def test_a_message_with_a_code_is_one_message(house, message):
    text = message(house)
    assert segments(text) == 1
    for name in STAGES:
        host = urlsplit(make_stage(name).site_url).hostname
        assert segments(text.replace(HOST, host or "")) == 1, name


def test_the_host_is_said_without_scheme_or_port():
    for site in ("https://vungxanh.example", "https://vungxanh.example/", "https://VungXanh.example:8443"):
        assert bound_to(site, "048291") == "@vungxanh.example #048291"


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 159 + "€", 2), ("ă" * 70, 1), ("ă" * 71, 2), ("@#\n", 1), ("a" * 307, 3)],
)
def test_segments_are_counted_as_networks_do(text, count):
    assert segments(text) == count
