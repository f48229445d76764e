"""Persons, their handles, and the one-time code that proves a phone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.base.period import LOCAL
from domain.people.errors import OtpExpired, OtpTooMany, OtpWrong
from domain.people.otp import OtpChallenge, check_otp, next_challenge, otp_digest
from domain.people.person import Handle, HandleKind, birth_year_rule
from domain.people.policy import OTP
from tests.builders.base import NOW
from tests.builders.people import a_person, a_person_id

SENT = OtpChallenge("right", NOW, NOW + OTP.lives)


@pytest.mark.parametrize(
    ("year", "rule"), [(1891, None), (1890, "birth-year"), (2021, None), (2022, "birth-year"), (1987, None)]
)
def test_a_year_of_birth_is_plausible(year, rule):
    assert birth_year_rule(year, today=date(2021, 10, 2)) == rule


def test_a_person_is_found_by_card_phone_and_identity_number():
    person = a_person(identity="CCCD:001093029317")
    assert set(person.handles) == {
        Handle(HandleKind.CARD, str(person.card)),
        Handle(HandleKind.PHONE, "+84912345001"),
        Handle(HandleKind.IDENTITY, "CCCD:001093029317"),
    }


def test_a_person_without_a_phone_is_found_by_card_alone():
    assert [handle.kind for handle in a_person(phone=None).handles] == [HandleKind.CARD]


def test_the_right_code_passes_in_silence():
    check_otp(SENT, "right", policy=OTP, now=NOW + OTP.lives - timedelta(seconds=1))


def test_a_wrong_code_is_refused():
    with pytest.raises(OtpWrong):
        check_otp(SENT, "wrong", policy=OTP, now=NOW)


def test_a_code_expires_at_the_end_of_its_life_even_if_right():
    with pytest.raises(OtpExpired):
        check_otp(SENT, "right", policy=OTP, now=NOW + OTP.lives)


def test_no_code_in_flight_is_an_expired_one():
    with pytest.raises(OtpExpired):
        check_otp(None, "right", policy=OTP, now=NOW)


def test_after_five_wrong_tries_even_the_right_code_is_refused():
    with pytest.raises(OtpTooMany):
        check_otp(replace(SENT, tries=OTP.tries), "right", policy=OTP, now=NOW)


def test_a_new_code_starts_its_own_tries():
    tired = replace(SENT, tries=4)
    assert next_challenge(tired, "new", policy=OTP, now=NOW).tries == 0


def test_the_sixth_message_of_a_day_is_refused():
    last = None
    for _ in range(OTP.sends_per_day):
        last = next_challenge(last, "d", policy=OTP, now=NOW)
    with pytest.raises(OtpTooMany):
        next_challenge(last, "d", policy=OTP, now=NOW)


def test_the_day_of_messages_is_the_local_day():
    evening = datetime(2021, 10, 2, 16, 59, 59, tzinfo=UTC)  # 23:59:59 in Việt Nam
    last = OtpChallenge("d", evening, evening, sends_today=OTP.sends_per_day)
    with pytest.raises(OtpTooMany):
        next_challenge(last, "d", policy=OTP, now=evening.replace(hour=1))
    assert next_challenge(last, "d", policy=OTP, now=evening + timedelta(seconds=1)).sends_today == 1


def test_the_offset_in_which_a_moment_is_written_does_not_matter():
    last = OtpChallenge("d", NOW.astimezone(LOCAL), NOW, sends_today=1)
    assert next_challenge(last, "d", policy=OTP, now=NOW).sends_today == 2


def test_a_digest_is_tied_to_person_phone_code_and_key():
    base = otp_digest(a_person_id(1), "+84912345678", "402817", b"key")
    others = {
        otp_digest(a_person_id(2), "+84912345678", "402817", b"key"),
        otp_digest(a_person_id(1), "+84912345679", "402817", b"key"),
        otp_digest(a_person_id(1), "+84912345678", "402818", b"key"),
        otp_digest(a_person_id(1), "+84912345678", "402817", b"yek"),
    }
    assert base not in others
    assert len(others) == 4
