"""Use cases of whom to call."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.base.period import local_day
from domain.base.unit import Unit, UnitKey
from domain.people.audit import AccessRecord, AuditLog
from domain.telling.errors import UnitContactChanged
from domain.telling.policy import nation_policy
from domain.telling.unit_contact import (
    BodyKind,
    Helpline,
    Said,
    UnitContact,
    UnitContactBook,
    UnitContacts,
    following,
    nearest,
)

MOST_CHANGES = 20


class Book(NamedTuple):
    """What a unit lists, and what was said of it, newest first."""

    stands: Sequence[UnitContact]
    changes: Sequence[UnitContact]


def whom_to_call(unit: Unit | None, *, contacts: UnitContacts, now: datetime) -> list[Helpline]:
    """One body of each kind, from the unit upwards to the nation: one read."""
    line = [UnitKey(unit.key.scheme, code) for code in unit.lineage] if unit else []
    listed = contacts.of_units(line) if line else {}
    return nearest(line, listed, nation_policy(local_day(now)).helplines)


def book(unit: UnitKey, *, contacts: UnitContactBook) -> Book:
    """As the unit's staff see it."""
    return Book(contacts.of_units([unit]).get(unit, ()), contacts.changes(unit, limit=MOST_CHANGES))


def set_contact(
    unit: UnitKey, kind: BodyKind, said: Said, access: AccessRecord, *, revision: int | None,
    contacts: UnitContactBook, audit: AuditLog,
) -> UnitContact:  # fmt: skip
    """What stands afterwards; the same again changes nothing. Raises UnitContactChanged where somebody was faster than
    `revision`. On record before it is done."""
    stands = next((contact for contact in contacts.of_units([unit]).get(unit, ()) if contact.kind is kind), None)
    following_one = following(stands, kind, said, by=access.actor, now=access.at)
    if following_one == stands:
        return following_one
    if revision not in (None, stands.revision if stands else 0):
        raise UnitContactChanged
    audit.append(access)
    contacts.put(unit, following_one)
    return following_one
