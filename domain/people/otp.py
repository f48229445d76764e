"""One-time codes that prove a phone number."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from domain.base.period import local_day
from domain.people.codes import PersonId
from domain.people.errors import OtpExpired, OtpTooMany, OtpWrong
from domain.people.policy import OtpPolicy


@dataclass(frozen=True, slots=True)
class OtpChallenge:
    """A code that was sent and not used. Only its digest is stored."""

    digest: str
    sent_at: datetime
    expires_at: datetime
    tries: int = 0
    sends_today: int = 1


def otp_digest(person: PersonId, phone: str, otp: str, key: bytes) -> str:
    """Keyed digest that ties a code to one person and one phone."""
    return hmac.new(key, f"otp-v1|{person}|{phone}|{otp}".encode(), hashlib.sha256).hexdigest()


def next_challenge(last: OtpChallenge | None, digest: str, *, policy: OtpPolicy, now: datetime) -> OtpChallenge:
    """A new code in place of the last one; raises OtpTooMany beyond the day's number of messages."""
    sends = 1
    if last is not None and local_day(last.sent_at) == local_day(now):
        sends = last.sends_today + 1
    if sends > policy.sends_per_day:
        raise OtpTooMany
    return OtpChallenge(digest, now, now + policy.lives, sends_today=sends)


def check_otp(challenge: OtpChallenge | None, digest: str, *, policy: OtpPolicy, now: datetime) -> None:
    """Passes in silence when the code is the one sent; raises OtpExpired, OtpTooMany or OtpWrong."""
    if challenge is None or now >= challenge.expires_at:
        raise OtpExpired
    if challenge.tries >= policy.tries:
        raise OtpTooMany
    if not hmac.compare_digest(challenge.digest, digest):
        raise OtpWrong
