"""Searching the record of access: each search is on record before it is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.base.unit import UnitKey, UnitRegister
from domain.people.acts import LOG_SEARCHED
from domain.people.audit import AccessPage, AuditLog
from domain.people.caller import Staff
from domain.people.errors import OutsideJurisdiction
from domain.people.finding import Sought, the_one
from domain.people.human.standing import Standing
from domain.people.oversight import AccessIndex, By, Days, Search
from domain.people.person import Person, PersonFinder
from functions.kit.errands import staff_errand


@dataclass(frozen=True, slots=True)
class Sources:
    """What a search reads and writes."""

    index: AccessIndex
    audit: AuditLog
    persons: PersonFinder
    standing: Standing
    units: UnitRegister


class Found(NamedTuple):
    """A page of records; `person` where one was searched for."""

    page: AccessPage
    person: Person | None = None


def of_person(
    wanted: Sought, span: Days, auditor: Staff, why: str, *, cursor: str, limit: int, sources: Sources, now: datetime
) -> Found:
    """What was done with the data of a human, one record after the other. On record before it is told; the person sees it."""
    errand = staff_errand(auditor, LOG_SEARCHED, why, now=now)
    person = the_one(wanted, persons=sources.persons, audit=sources.audit, errand=errand)
    auditor.require_within(person.unit_path)
    own = list(sources.standing.stand().records.members(person.person_id)) or [person.person_id]
    number, _, inner = cursor.partition(":") if cursor else ("0", "", "")
    if number not in map(str, range(len(own))):
        raise InvalidInput.of("cursor", "cursor")
    place = int(number)
    search = Search(By.SUBJECT, f"P#{own[place]}", *span)
    page = sources.index.search(search, limit=limit, cursor=inner or None, now=now)
    on = f"{place}:{page.cursor}" if page.cursor else f"{place + 1}:" if place + 1 < len(own) else None
    return Found(AccessPage(page.records, on), person)


def of_staff(
    staff_id: str, span: Days, auditor: Staff, why: str, *, cursor: str, limit: int, sources: Sources, now: datetime
) -> Found:
    """What one member of staff did, as far as it was done for the auditor's unit or one below."""
    subject = f"S#{staff_id}"
    page = sources.index.search(Search(By.ACTOR, subject, *span), limit=limit, cursor=cursor or None, now=now)
    sources.audit.append(staff_errand(auditor, LOG_SEARCHED, why, now=now).on(subject))
    within = [record for record in page.records if _is_within(record.unit, auditor, sources.units)]
    return Found(AccessPage(within, page.cursor))


def of_unit(
    unit: UnitKey, span: Days, auditor: Staff, why: str, *, cursor: str, limit: int, sources: Sources, now: datetime
) -> Found:
    """What was done for a unit. Raises InvalidInput (`unit`), OutsideJurisdiction."""
    if sources.units.find(unit) is None:
        raise InvalidInput.of("unit.code", "unit")
    if not _is_within(str(unit), auditor, sources.units):
        raise OutsideJurisdiction
    page = sources.index.search(Search(By.UNIT, str(unit), *span), limit=limit, cursor=cursor or None, now=now)
    sources.audit.append(staff_errand(auditor, LOG_SEARCHED, why, now=now).on(f"U#{unit}"))
    return Found(page)


def _is_within(unit: str, auditor: Staff, units: UnitRegister) -> bool:
    """Whoever acts for no unit, the owner of a venue, is in nobody's."""
    found = units.find(UnitKey.parse(unit)) if unit else None
    if found is None:
        return False
    try:
        auditor.require_within(found.path)
    except OutsideJurisdiction:
        return False
    return True
