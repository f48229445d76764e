"""A person (người dân), the handles that find one, and the proof of a phone."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import OtpExpired, OtpTooMany, OtpWrong
from domain.identity import CardCode, PersonId
from domain.period import local_day
from domain.policy import OtpPolicy

OLDEST_AGE = 130


class HandleKind(StrEnum):
    """What a person can be found by. The value itself is never a key: a keyed hash of it is."""

    PHONE = "PHONE"
    IDENTITY = "IDENTITY"
    CARD = "CARD"


@dataclass(frozen=True, slots=True)
class Handle:
    """One way to find a person: normalised value, e.g. `+84912345678`, `CCCD:001093029317`, `36j3x7cwhnqw`."""

    kind: HandleKind
    value: str


@dataclass(frozen=True, slots=True)
class Person:
    """A pseudonymous individual. `registered_by` is a staff id when someone helped; `phone` may be absent then."""

    person_id: PersonId
    full_name: str
    year_of_birth: int
    unit_path: str
    unit_name: str
    card: CardCode
    registered_at: datetime
    phone: str | None = None
    phone_verified_at: datetime | None = None
    identity: str | None = None
    registered_by: str | None = None
    revision: int = 1

    @property
    def handles(self) -> tuple[Handle, ...]:
        """Every handle this person can be found by."""
        found = [Handle(HandleKind.CARD, str(self.card))]
        if self.phone:
            found.append(Handle(HandleKind.PHONE, self.phone))
        if self.identity:
            found.append(Handle(HandleKind.IDENTITY, self.identity))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Registration:
    """A person as registered by one request of one device; a retry of that request finds it again."""

    person: Person
    device: str
    is_new: bool = True


def birth_year_rule(year: int, *, today: date) -> str | None:
    """The rule a year of birth breaks on that local day, or None."""
    return None if today.year - OLDEST_AGE <= year <= today.year else "birth-year"


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


class PersonFinder(Protocol):
    """Read side, for those who record somebody else's visit."""

    def by_id(self, person: PersonId) -> Person | None: ...

    def by_ids(self, people: Sequence[PersonId]) -> Mapping[PersonId, Person]:
        """Those that exist."""
        ...

    def by_handle(self, handle: Handle) -> Sequence[Person]:
        """Everybody who claims this handle; a phone may be shared."""
        ...


class Residences(Protocol):
    """Where people live, for those who need to know nothing else of them."""

    def units_of(self, people: Sequence[PersonId]) -> Mapping[PersonId, str]:
        """Unit path of each person that exists."""
        ...


class PersonRegister(PersonFinder, Protocol):
    """The register of persons."""

    def register(self, person: Person, *, device: str, registration: str) -> Registration:
        """Stores a person and the handles atomically; the same `registration` again returns what it made first.

        An identity number belongs to one person: the registration of a known one returns that person (is_new False).
        """
        ...

    def challenge(self, person: PersonId) -> OtpChallenge | None:
        """The code in flight for this person's phone."""
        ...

    def save_challenge(self, person: PersonId, challenge: OtpChallenge) -> None: ...

    def count_try(self, person: PersonId) -> None:
        """One more wrong code, counted atomically so that parallel guesses are all seen."""
        ...

    def prove_phone(self, person: PersonId, *, now: datetime) -> Person:
        """Marks the phone as proved and drops the challenge; repeating it changes nothing."""
        ...
