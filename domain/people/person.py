"""A person (người dân) and the handles that find one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.people.codes import CardCode, PersonId
from domain.people.phone.numbers import NumberFact

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
    """A pseudonymous individual. `registered_by` is a staff id when someone helped; `phone` may be absent then.

    `unit_assumed`: nobody has said that they live there; it is the unit of the venue where the device was registered.
    `pending_phone` becomes the phone once it is proved. `phone_lost_at`: somebody else proved the phone since; a note
    for readers of the person alone, where the facts of the number decide (domain/people/phone/numbers.py).
    """

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
    pending_phone: str | None = None
    phone_lost_at: datetime | None = None
    unit_assumed: bool = False

    @property
    def phone_is_proved(self) -> bool:
        """Proved, and by nobody else since."""
        return self.phone_verified_at is not None and self.phone_lost_at is None

    @property
    def phone_to_prove(self) -> str | None:
        """The number that a code goes to."""
        return self.pending_phone or self.phone

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
    """A person as registered by one request of one device; a retry of that request finds it again.

    Neither new nor a repeat: the identity number was known.
    """

    person: Person
    device: str
    is_new: bool = True
    is_repeat: bool = False


class Claimants(NamedTuple):
    """Some of those who may be meant by a handle; `cursor` continues, None: there is nobody else. It may be a page of
    nobody, and go on."""

    people: Sequence[Person]
    cursor: str | None = None


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
        """The first MOST_CLAIMANTS of `claimants`."""
        ...

    def claimants(self, handle: Handle, *, limit: int, cursor: str | None = None) -> Claimants:
        """Who may be meant by this handle. Of a phone those who hold it first, then those who claim it and proved
        nothing; not who lost it. Raises InvalidInput (`cursor`)."""
        ...

    def number(self, phone: str, *, of: Sequence[PersonId] = ()) -> Sequence[NumberFact]:
        """What is known of a phone number, of each person in order; consistent.

        Whole of those who ever proved it and of the people in `of`; of others who claim it MOST_CLAIMS_READ at most.
        """
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

    def registered(self, registration: str) -> Registration | None:
        """What an earlier request of this name made."""
        ...
