"""One-time codes that prove a phone number."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from domain.base.period import at_epoch, epoch, left_of_local_day, local_day
from domain.people.codes import PersonId, RecoveryKey
from domain.people.errors import OtpExpired, OtpTooMany, OtpWrong
from domain.people.policy import OtpPolicy

Subject = PersonId | RecoveryKey
"""Whose phone a code is to prove: a person, or somebody who wants to come back."""


class Spent(NamedTuple):
    """What came of a code that was used: the request that used it, whom it brought back, and the device it was for."""

    request: str
    person: PersonId
    device: str


@dataclass(frozen=True, slots=True)
class OtpChallenge:
    """A code that was sent. Moments in whole seconds.

    The code itself is kept as long as it is good, sealed, so that a request repeated a moment later sends the same one;
    `digest` is what an answer is compared with, and empty once the code has proved a person's phone.
    """

    digest: str
    sent_at: datetime
    expires_at: datetime
    tries: int = 0
    sends_today: int = 1
    code: str = ""
    spent: Spent | None = None

    @property
    def name(self) -> str:
        """Tells the codes of one subject apart."""
        return f"{epoch(self.sent_at)}-{self.sends_today}"

    def is_living(self, now: datetime) -> bool:
        """Whether an answer may be compared with it, were there tries left."""
        return bool(self.digest) and now < self.expires_at


def bound_to(site_url: str, code: str) -> str:
    """The last line of a message with a code: by it a phone offers the code to the pages of that site and to no other."""
    return f"@{urlsplit(site_url).hostname} #{code}"


def otp_digest(subject: Subject, phone: str, otp: str, key: bytes) -> str:
    """Keyed digest that ties a code to one subject and one phone."""
    return hmac.new(key, f"otp-v1|{subject}|{phone}|{otp}".encode(), hashlib.sha256).hexdigest()


def next_challenge(
    last: OtpChallenge | None, code: str, digest_of: Callable[[str], str], *, policy: OtpPolicy, now: datetime
) -> OtpChallenge:
    """A new code in place of the last one; one that went to this phone a moment ago stands: its message is on the way.

    `digest_of` ties a code to the phone. Raises OtpTooMany beyond the day's number of messages.
    """
    sent_at = at_epoch(epoch(now))
    if last is not None and _is_on_its_way(last, digest_of, policy=policy, now=sent_at):
        return last
    sends = 1
    if last is not None and local_day(last.sent_at) == local_day(now):
        sends = last.sends_today + 1
    if sends > policy.sends_per_day:
        raise OtpTooMany(left_of_local_day(now))
    return OtpChallenge(digest_of(code), sent_at, sent_at + policy.lives, sends_today=sends, code=code)


def _is_on_its_way(last: OtpChallenge, digest_of: Callable[[str], str], *, policy: OtpPolicy, now: datetime) -> bool:
    if not last.code or last.spent is not None or not last.is_living(now):
        return False
    return now - last.sent_at < policy.again_after and last.digest == digest_of(last.code)


def refused(challenge: OtpChallenge | None, *, now: datetime) -> OtpExpired | OtpTooMany:
    """Why a code may not be tried: none is good any more, or all tries are used until it is not."""
    if challenge is None or not challenge.is_living(now):
        return OtpExpired()
    return OtpTooMany(ceil((challenge.expires_at - now).total_seconds()))


def check_otp(challenge: OtpChallenge, digest: str, *, most: int) -> None:
    """Passes in silence when the code is the one sent; raises OtpWrong. `most`: how many answers may be tried."""
    if not hmac.compare_digest(challenge.digest, digest):
        raise wrong(challenge, most=most)


def wrong(challenge: OtpChallenge, *, most: int) -> OtpWrong:
    """The refusal of an answer that was compared; `tries_left` says how many more will be."""
    return OtpWrong(tries_left=str(max(most - challenge.tries, 0)))


def tried(challenge: OtpChallenge) -> OtpChallenge:
    """With one try less left."""
    return replace(challenge, tries=challenge.tries + 1)


class Challenges(Protocol):
    """The codes in flight, one for each subject."""

    def of(self, subject: Subject) -> OtpChallenge | None:
        """The last one, used up or expired as it may be: it still carries the day's number of messages."""
        ...

    def replace(self, subject: Subject, challenge: OtpChallenge, *, last: OtpChallenge | None) -> OtpChallenge:
        """Stores it in place of the last one; returns what stands then, which is another's where that one was faster."""
        ...

    def take_try(self, subject: Subject, *, most: int, now: datetime) -> OtpChallenge | None:
        """Counts a try, and then shows what to compare with; None when none is left or no code is good any more.

        One conditional write: of guesses made at once no more are ever compared than there are tries.
        """
        ...
