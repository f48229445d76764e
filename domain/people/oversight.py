"""Looking through the record of access: by whose data, by which member of staff, by which unit; and checks of its seals."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.base.errors import InvalidInput
from domain.people.audit import AccessPage, Alteration, Seal

# A search names its days, so that it reads a bounded part of five years.
MOST_DAYS = 31
# Records that one check reads; whole days at a time, and one day at least.
MOST_CHECKED = 20_000


class By(StrEnum):
    """What a search goes by."""

    SUBJECT = "subject"
    ACTOR = "actor"
    UNIT = "unit"


class Search(NamedTuple):
    """Everything on record of one subject, actor or unit, as records name them, on local days from `first` to `last`."""

    by: By
    value: str
    first: date
    last: date


class Days(NamedTuple):
    """Local days, both included."""

    first: date
    last: date


def days(first: date, last: date, *, until: date, rule: str) -> Days:
    """Raises InvalidInput (`rule`) for days in the wrong order, too many, or later than `until`."""
    if last > until:
        raise InvalidInput.of("to", rule)
    if first > last or (last - first).days >= MOST_DAYS:
        raise InvalidInput.of("from", rule)
    return Days(first, last)


class AccessIndex(Protocol):
    """The record of access, read by others than its subject."""

    def search(self, wanted: Search, *, limit: int, cursor: str | None, now: datetime) -> AccessPage:
        """Newest first; a page may hold fewer than asked for and yet go on. Raises InvalidInput (`cursor`)."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """That somebody checked whether the records of these days are whole, and how many things did not hold."""

    first: date
    last: date
    findings: int
    by: str
    at: datetime


class SealBook(Protocol):
    """The closed books of days and the checks of them."""

    def seals(self, first: date, last: date) -> list[Seal]:
        """In the order of days."""
        ...

    def alterations(self, first: date, last: date) -> list[Alteration]: ...

    def note_check(self, check: Check) -> None:
        """Kept as long as the records."""
        ...

    def last_check(self) -> Check | None:
        """The newest."""
        ...
