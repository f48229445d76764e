"""The one-time code that proves a phone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.base.period import LOCAL, at_epoch, epoch
from domain.people.codes import RecoveryKey
from domain.people.errors import OtpExpired, OtpTooMany, OtpWrong
from domain.people.phone.otp import OtpChallenge, Spent, check_otp, next_challenge, otp_digest, refused, tried
from domain.people.policy import OTP
from tests.builders.base import NOW
from tests.builders.people import a_person_id

SECOND = timedelta(seconds=1)
SENT = OtpChallenge("digest of 402817", NOW, NOW + OTP.lives, code="402817")


def digest_of(code):
    return f"digest of {code}"


def following(last, now=NOW, code="111111", digest_of=digest_of):
    return next_challenge(last, code, digest_of, policy=OTP, now=now)


def test_the_right_code_passes_in_silence():
    check_otp(SENT, "digest of 402817", most=5)


def test_a_wrong_code_is_refused():
    with pytest.raises(OtpWrong) as refusal:
        check_otp(tried(tried(SENT)), "digest of 402818", most=5)
    assert refusal.value.facts == {"tries_left": "3"}


@pytest.mark.parametrize(
    "challenge",
    [None, replace(SENT, expires_at=NOW), replace(SENT, digest=""), replace(SENT, expires_at=NOW, tries=OTP.tries)],
)
def test_what_cannot_be_tried_has_expired(challenge):
    assert isinstance(refused(challenge, now=NOW), OtpExpired)


def test_a_code_that_is_good_and_cannot_be_tried_was_tried_too_often():
    assert isinstance(refused(replace(SENT, tries=OTP.tries), now=NOW), OtpTooMany)
    assert tried(SENT) == replace(SENT, tries=1)


def test_the_code_that_is_on_its_way_stands():
    tired = replace(SENT, tries=4)
    for passed in (0 * SECOND, SECOND, OTP.again_after - SECOND):
        assert following(tired, NOW + passed) == tired


def test_then_a_new_code_takes_its_place_and_starts_its_own_tries():
    later = NOW + OTP.again_after
    assert following(replace(SENT, tries=4), later) == OtpChallenge(
        "digest of 111111", later, later + OTP.lives, sends_today=2, code="111111"
    )


@pytest.mark.parametrize(
    "last",
    [
        replace(SENT, digest="", code=""),
        replace(SENT, code="", spent=Spent("request", a_person_id(), "d1")),
        replace(SENT, expires_at=NOW),
        replace(SENT, code=""),
        replace(SENT, digest="of another number"),
    ],
    ids=["used", "spent", "expired", "of a time when codes were not kept", "for another number"],
)
def test_a_code_that_would_not_be_taken_does_not_stand(last):
    assert following(last, NOW).code == "111111"
    assert following(last, NOW).name != last.name


def test_moments_are_whole_seconds_as_they_are_stored():
    made = following(None, NOW + timedelta(microseconds=999_999))
    assert (made.sent_at, made.expires_at) == (at_epoch(epoch(NOW)), at_epoch(epoch(NOW)) + OTP.lives)


def test_the_sixth_message_of_a_day_is_refused():
    last = None
    for number in range(OTP.sends_per_day):
        last = following(last, NOW + number * OTP.again_after)
    with pytest.raises(OtpTooMany):
        following(last, NOW + OTP.sends_per_day * OTP.again_after)


def test_the_day_of_messages_is_the_local_day():
    evening = datetime(2021, 10, 2, 16, 59, 59, tzinfo=UTC)  # 23:59:59 in Việt Nam
    last = OtpChallenge("d", evening, evening, sends_today=OTP.sends_per_day)
    with pytest.raises(OtpTooMany):
        following(last, evening.replace(hour=1))
    assert following(last, evening + SECOND).sends_today == 1


def test_the_offset_in_which_a_moment_is_written_does_not_matter():
    last = OtpChallenge("d", NOW.astimezone(LOCAL), NOW, sends_today=1)
    assert following(last).sends_today == 2


def test_a_digest_is_tied_to_subject_phone_code_and_key():
    base = otp_digest(a_person_id(1), "+84912345678", "402817", b"key")
    others = {
        otp_digest(a_person_id(2), "+84912345678", "402817", b"key"),
        otp_digest(RecoveryKey.from_random(1), "+84912345678", "402817", b"key"),
        otp_digest(a_person_id(1), "+84912345679", "402817", b"key"),
        otp_digest(a_person_id(1), "+84912345678", "402818", b"key"),
        otp_digest(a_person_id(1), "+84912345678", "402817", b"yek"),
    }
    assert base not in others
    assert len(others) == 5
