"""Laws of typed codes and of the QR's token, for every code there is."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.base.codes import ALPHABET, is_valid, normalised
from domain.base.errors import Busy
from domain.people.codes import CardCode, PersonId
from domain.people.papers import ZerosLost, contact_number, identity_number, phone_e164
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueCodeForged
from domain.presence.venue import read_token, signed_token
from domain.presence.visit import VisitKey

KINDS = st.sampled_from([PersonId, VenueId, VenueCode, CardCode])
NUMBERS = st.integers(min_value=0, max_value=2**80)
SYMBOLS = st.sampled_from(ALPHABET)
KEYS = st.binary(min_size=32, max_size=32)


@given(KINDS, NUMBERS)
def test_a_code_survives_being_shown_and_typed(kind, number):
    code = kind.from_random(number)
    assert kind.parse(code.shown) == kind.parse(str(code)) == code


@given(KINDS, NUMBERS, st.data(), SYMBOLS)
def test_one_wrong_symbol_is_always_caught(kind, number, data, wrong):
    code = str(kind.from_random(number))
    place = data.draw(st.integers(0, len(code) - 1))
    assume(code[place] != wrong)
    with pytest.raises(ValueError):
        kind(code[:place] + wrong + code[place + 1 :])


@given(KINDS, NUMBERS, st.data())
def test_one_swap_of_neighbours_is_always_caught(kind, number, data):
    code = str(kind.from_random(number))
    place = data.draw(st.integers(0, len(code) - 2))
    assume(code[place] != code[place + 1])
    with pytest.raises(ValueError):
        kind(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@given(st.text(ALPHABET, min_size=1, max_size=16), st.integers(0, 31), st.integers(0, 31))
def test_a_code_is_valid_for_one_seed_at_most(symbols, one, other):
    assume(one != other)
    assert not (is_valid(symbols, one) and is_valid(symbols, other))


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_a_value_error(text):
    for kind in (PersonId, VenueId, VenueCode, CardCode):
        try:
            assert str(kind.parse(text)) == normalised(text)
        except ValueError:
            continue


@given(NUMBERS, SYMBOLS, KEYS)
def test_a_signed_token_is_read_back_in_either_case(number, kid, key):
    code = VenueCode.from_random(number)
    token = signed_token(code, kid, key)
    for text in (token, token.lower(), f"HTTPS://X/C#{token}"):
        assert read_token(text, {kid: key}) == (code, True)


@given(NUMBERS, KEYS, KEYS)
def test_a_token_opens_under_its_own_key_alone(number, key, other):
    assume(key != other)
    with pytest.raises(VenueCodeForged):
        read_token(signed_token(VenueCode.from_random(number), "1", key), {"1": other})


@given(NUMBERS, KEYS, st.sets(st.integers(1, len(ALPHABET) - 1), min_size=2))
def test_a_token_whose_key_is_lost_waits_for_it_and_a_key_that_never_was_is_forged(number, key, made):
    lost, newest = min(made), max(made)
    token = signed_token(VenueCode.from_random(number), ALPHABET[lost], key)
    with pytest.raises(Busy):
        read_token(token, {ALPHABET[each]: key for each in made - {lost}})
    for unmade in (0, *([newest + 1] if newest + 1 < len(ALPHABET) else [])):
        token = signed_token(VenueCode.from_random(number), ALPHABET[unmade], key)
        with pytest.raises(VenueCodeForged):
            read_token(token, {ALPHABET[each]: key for each in made})


@given(NUMBERS, KEYS, st.data(), SYMBOLS)
def test_an_altered_token_is_never_taken_for_a_signed_one(number, key, data, wrong):
    token = signed_token(VenueCode.from_random(number), "1", key).lower()
    place = data.draw(st.integers(0, len(token) - 1))
    assume(token[place] != wrong)
    with pytest.raises((ValueError, VenueCodeForged)):
        read_token(token[:place] + wrong + token[place + 1 :], {"1": key})


@given(st.text(max_size=130))
def test_any_text_is_a_token_a_forgery_or_a_value_error(text):
    with suppress(ValueError, VenueCodeForged):
        assert not read_token(text, {"1": b"k" * 32}).signed


@given(NUMBERS, st.integers(-86_400, 10**10 - 1), NUMBERS)
def test_a_visit_id_is_read_back(person, second, venue):
    key = VisitKey(PersonId.from_random(person), second, VenueId.from_random(venue))
    assert VisitKey.of(key.person, key.visit_id) == key


@given(st.text(max_size=30))
def test_any_text_is_a_visit_id_or_a_value_error(text):
    with suppress(ValueError):
        assert VisitKey.of(PersonId.from_random(1), text).visit_id


@given(
    st.sampled_from("35789"),
    st.integers(0, 10**8 - 1),
    st.sampled_from(["0", "84", "+84", "0084", "+84(0)", "+840", ""]),
    st.sampled_from([" ", ".", "-", ""]),
)
def test_every_spelling_of_a_mobile_is_one_number(prefix, rest, country, between):
    digits = f"{prefix}{rest:08d}"
    spelled = country + between + between.join((digits[:3], digits[3:6], digits[6:]))
    assert phone_e164(spelled) == f"+84{digits}"
    assert phone_e164(phone_e164(spelled)) == phone_e164(spelled)


@given(st.text(max_size=20))
def test_any_text_is_a_phone_or_a_value_error(text):
    try:
        found = phone_e164(text)
    except ValueError:
        return
    assert found.isascii()
    assert len(found) == 12


@given(st.sampled_from("35789"), st.integers(0, 10**8 - 1))
def test_a_mobile_that_lost_its_zero_is_the_one_it_was(prefix, rest):
    digits = f"{prefix}{rest:08d}"
    assert phone_e164(digits) == phone_e164(f"0{digits}") == contact_number(digits)


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,13}", fullmatch=True))
def test_whatever_is_a_persons_number_is_a_venues_number_too(text):
    try:
        found = phone_e164(text)
    except ValueError:
        return
    assert contact_number(text) == found


@given(st.text(max_size=20) | st.from_regex(r"[0-9 .+]{1,14}", fullmatch=True))
def test_any_text_is_a_venues_number_or_a_value_error_and_kept_numbers_stay(text):
    with suppress(ValueError):
        found = contact_number(text)
        assert found.isascii()
        assert contact_number(found) == found


PROVINCES = st.sampled_from(["001", "002", "004", "006", "008", "010", "046", "079", "096"])


@given(PROVINCES, st.integers(0, 3), st.integers(0, 10**8 - 1))
def test_a_paper_that_lost_its_zeros_is_never_taken_for_another(province, century, rest):
    whole = f"{province}{century}{rest:08d}"
    assert identity_number(whole) == f"CCCD:{whole}"
    with pytest.raises(ZerosLost):
        identity_number(whole.lstrip("0"))


@given(st.integers(0, 10**10 - 1))
def test_an_insurance_number_that_says_so_is_taken_at_its_word(number):
    said = f"{number:010d}"
    assert identity_number(f"BHYT {said}") == f"BHYT:{said}"
    with suppress(ZerosLost):
        assert identity_number(said) == f"BHYT:{said}"


@given(st.text(max_size=20) | st.from_regex(r"[A-Za-z]{0,2}[0-9]{5,15}", fullmatch=True))
def test_any_text_is_a_paper_or_a_value_error_and_kept_papers_hold_their_kind(text):
    with suppress(ValueError):
        kind, _, number = identity_number(text).partition(":")
        assert kind in {"CCCD", "CMND", "BHYT", "PASSPORT"}
        assert number.isascii()
        assert number.isalnum()
