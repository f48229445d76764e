"""Whom to call in an administrative unit: the bodies it lists, nearest first, and above all units the nation's.

A number is looked for from the commune upwards, one of each kind: a commune that lists no station is spoken for by
whatever lies above it, and nobody is left without a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.base.unit import UnitKey


class BodyKind(StrEnum):
    """What answers a number, in the order in which people are told of them."""

    STATION = "station"  # the health station of a commune
    COMMITTEE = "committee"  # the steering committee, or the people's committee that it sits at
    CDC = "cdc"  # the centre for disease control
    HOTLINE = "hotline"
    EMERGENCY = "emergency"  # an ambulance: the nation's, no unit lists it


LISTED_BY_UNITS = (BodyKind.STATION, BodyKind.COMMITTEE, BodyKind.CDC, BodyKind.HOTLINE)


class Said(NamedTuple):
    """What is said of a body. `phone` as `helpline_number` gives it; `is_listed` False: nobody is to call it any more."""

    name: str
    phone: str
    hours: str = ""
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class UnitContact:
    """One body of one kind of a unit: what is said of it since when, by whom. `revision` counts from 1."""

    kind: BodyKind
    said: Said
    revision: int
    since: datetime
    by: str


class Helpline(NamedTuple):
    """A body that somebody is told to call: of which unit, or of none where it is the nation's; `when` says for what."""

    kind: BodyKind
    said: Said
    unit: UnitKey | None = None
    when: tuple[str, str] = ("", "")


def following(stands: UnitContact | None, kind: BodyKind, said: Said, *, by: str, now: datetime) -> UnitContact:
    """What stands once this is said; the same again changes nothing."""
    if stands is None:
        return UnitContact(kind, said, 1, now, by)
    if stands.said == said:
        return stands
    return replace(stands, said=said, revision=stands.revision + 1, since=now, by=by)


def nearest(
    line: Sequence[UnitKey], listed: Mapping[UnitKey, Sequence[UnitContact]], nation: Iterable[Helpline]
) -> list[Helpline]:
    """One of each kind: of the first unit of `line` (the unit itself, then what it lies in) that lists one, else the
    nation's."""
    found: dict[BodyKind, Helpline] = {}
    for unit in line:
        for contact in listed.get(unit, ()):
            if contact.said.is_listed:
                found.setdefault(contact.kind, Helpline(contact.kind, contact.said, unit))
    for helpline in nation:
        found.setdefault(helpline.kind, helpline)
    return [found[kind] for kind in BodyKind if kind in found]


class UnitContacts(Protocol):
    """The bodies that units list. Nothing of it is secret: it is printed on posters."""

    def of_units(self, units: Sequence[UnitKey]) -> Mapping[UnitKey, Sequence[UnitContact]]:
        """What these units say, also of what is listed no more; in one read, whatever their number up to a hundred."""
        ...


class UnitContactBook(UnitContacts, Protocol):
    """The same, for those who say what stands in it."""

    def put(self, unit: UnitKey, contact: UnitContact) -> None:
        """Stores revision n on n-1, and keeps both; the same again changes nothing. Raises UnitContactChanged where
        another one stands."""
        ...

    def changes(self, unit: UnitKey, *, limit: int) -> Sequence[UnitContact]:
        """What was said of the unit's bodies, newest first."""
        ...
