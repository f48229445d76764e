"""A person (người dân) and the handles that find one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.people.codes import CardCode, PersonId
from domain.people.otp import OtpChallenge

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
