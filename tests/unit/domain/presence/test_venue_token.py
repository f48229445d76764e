"""The token in a venue's QR: what a scan gives, and what a forger gives."""

import pytest

from domain.presence.codes import VenueCode
from domain.presence.errors import VenueCodeForged
from domain.presence.venue import Scanned, read_token, signed_token

CODE = VenueCode("mhjy4aa8")
KEYS = {"1": b"a" * 32, "2": b"b" * 32}
TOKEN = signed_token(CODE, "2", KEYS["2"])


def test_a_token_is_upper_case_alphanumeric_so_that_a_qr_stores_it_densely():
    assert TOKEN.isalnum()
    assert TOKEN.upper() == TOKEN
    assert len(TOKEN) == 8 + 1 + 12
    assert TOKEN.startswith("MHJY4AA82")


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        TOKEN.lower(),
        f"HTTPS://VUNGXANH.EXAMPLE/C#{TOKEN}",
        f"https://vungxanh.example/c#{TOKEN.lower()}",
        f"http://127.0.0.1:8080/C#{TOKEN}",
        f"#{TOKEN}",
        f" {TOKEN[:4]}-{TOKEN[4:]} ",
    ],
)
def test_a_scan_in_any_spelling_is_the_signed_code(text):
    assert read_token(text, KEYS) == Scanned(CODE, signed=True)


@pytest.mark.parametrize("text", ["MHJY-4AA8", "mhjy4aa8", "mhjy 4aa8", "https://x/c#mhjy-4aa8"])
def test_the_typed_code_alone_is_accepted_and_known_as_typed(text):
    assert read_token(text, KEYS) == Scanned(CODE, signed=False)


def test_a_token_signed_with_an_older_living_key_still_opens():
    assert read_token(signed_token(CODE, "1", KEYS["1"]), KEYS).signed


def test_every_altered_symbol_of_the_mac_is_a_forgery():
    for place in range(9, 21):
        for wrong in "0Z":
            if TOKEN[place] != wrong:
                with pytest.raises(VenueCodeForged):
                    read_token(TOKEN[:place] + wrong + TOKEN[place + 1 :], KEYS)


def test_another_code_under_the_same_mac_is_a_forgery():
    other = VenueCode.from_random(99)
    with pytest.raises(VenueCodeForged):
        read_token(f"{other}{TOKEN[8:]}", KEYS)


@pytest.mark.parametrize("kid", ["1", "3", "z"])
def test_another_key_id_is_a_forgery(kid):
    with pytest.raises(VenueCodeForged):
        read_token(TOKEN[:8] + kid + TOKEN[9:], KEYS)


def test_a_token_of_a_key_that_is_gone_is_refused():
    with pytest.raises(VenueCodeForged):
        read_token(TOKEN, {"1": KEYS["1"]})


def test_a_token_made_with_a_guessed_key_is_refused():
    with pytest.raises(VenueCodeForged):
        read_token(signed_token(CODE, "2", b"guess"), KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "MHJY-4AA9",
        "MHJY4AA",
        TOKEN[:-1],
        TOKEN + "0",
        f"MHJY4AA9{TOKEN[8:]}",
        "https://vungxanh.example/",
        "ú" * 21,
        TOKEN[:-1] + "U",
        "\ud800" * 8,
    ],
)
def test_a_mistyped_code_is_refused_before_any_signature_is_looked_at(text):
    with pytest.raises(ValueError):
        read_token(text, KEYS)
