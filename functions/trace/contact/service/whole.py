"""All contacts of a case or of a unit's open cases at once, up to a bound: counted, and put in the order of urgency.

A list page by page knows neither how many there are nor who comes first. What is read here is bounded by people and by
cases, however large the outbreak; beyond the bound the answer says so.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.base.unit import path_is_within
from domain.people.errors import OutsideJurisdiction
from domain.tracing.case import Case, CaseState
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactPage, Grade
from domain.tracing.errors import CaseUnknown
from functions.kit.beside import each_beside
from functions.trace.asked import Asked, require_may_list
from functions.trace.contact.service.view import (
    Contact,
    Listed,
    Ports,
    Wanted,
    filtered,
    handed_to,
    joined,
    offset,
)

MOST_PEOPLE = 1_000
MOST_CASES = 100
_AT_ONCE = 10
_URGENT = "urgent:"


class Counts(NamedTuple):
    """Open work: who is to be called, who of them is overdue, whom nothing but a visit can tell. `matching`: who fits the
    filters. `is_whole` False: there are more than were counted."""

    to_call: int
    overdue: int
    unreachable: int
    matching: int
    is_whole: bool


class Whole(NamedTuple):
    """Contacts as read, and whether these are all."""

    contacts: Sequence[Contact]
    is_whole: bool = True


def counts_of(whole: Whole, wanted: Wanted, *, now: datetime) -> Counts:
    to_call = [contact for contact in whole.contacts if contact.is_to_call]
    return Counts(
        to_call=len(to_call),
        overdue=sum(contact.is_overdue(now) for contact in to_call),
        unreachable=sum(contact.is_unreachable for contact in to_call),
        matching=sum(wanted.takes(contact) for contact in whole.contacts),
        is_whole=whole.is_whole,
    )


def is_urgent(cursor: str | None) -> bool:
    """Whether a list in the order of urgency goes on there."""
    return cursor is not None and cursor.startswith(_URGENT)


def urgent(whole: Whole, wanted: Wanted, *, limit: int, cursor: str | None, now: datetime) -> Listed:
    """Whom nobody could tell first, then who is overdue, then by the time they are due. Raises InvalidInput (`cursor`)."""
    start = offset(cursor.removeprefix(_URGENT) if cursor else None)
    ordered = sorted(filtered(whole.contacts, wanted), key=lambda contact: _urgency(contact, now))
    following = start + limit
    return Listed(ordered[start:following], f"{_URGENT}{following}" if following < len(ordered) else None)


def _urgency(contact: Contact, now: datetime) -> tuple[bool, bool, bool, datetime, str, str]:
    return (
        not contact.is_to_call,
        not contact.is_unreachable,
        not contact.is_overdue(now),
        contact.call_by,
        str(contact.case.code),
        str(contact.edge.person),
    )


def of_case(code: CaseCode, asked: Asked, ports: Ports) -> Whole:
    """Those whom the caller's unit sees of it. Raises CaseUnknown, OutsideJurisdiction."""
    case = ports.cases.find(code)
    if case is None:
        raise CaseUnknown
    page = _read(case, MOST_PEOPLE, asked, ports)
    if page is None:
        raise OutsideJurisdiction
    return Whole(joined(case, page.edges, page.follow_ups, asked, ports), is_whole=page.cursor is None)


def of_unit(asked: Asked, unit_path: str, ports: Ports) -> Whole:
    """Who is to be followed up of the open cases of a unit, newest case first."""
    require_may_list(unit_path, asked.staff, now=asked.now)
    found: list[Contact] = []
    seen, cursor = 0, None
    while True:
        listed = ports.cases.in_unit(unit_path, limit=_AT_ONCE, cursor=cursor, now=asked.now)
        waiting: Sequence[Case] = [
            case for case in listed.cases if case.state is not CaseState.RETRACTED and case.trace
        ]
        while waiting:
            left = MOST_PEOPLE - len(found)
            batch, waiting = _within(waiting, left)
            pages = each_beside(lambda case: _read(case, left, asked, ports), batch)  # noqa: B023 - used up at once
            for case, page in zip(batch, pages, strict=True):
                if page is None:  # a hand-over taken back that the index still lists
                    continue
                contacts = joined(case, page.edges, page.follow_ups, asked, ports)
                found += [contact for contact in contacts if contact.became is None]
                if page.cursor is not None or len(found) > MOST_PEOPLE:
                    return Whole(found[:MOST_PEOPLE], is_whole=False)
        seen, cursor = seen + len(listed.cases), listed.cursor
        if cursor is None or seen >= MOST_CASES or len(found) == MOST_PEOPLE:
            return Whole(found, is_whole=cursor is None)


def _within(cases: Sequence[Case], most: int) -> tuple[Sequence[Case], Sequence[Case]]:
    """So many cases as have about `most` contacts together, one at least; and the others."""
    total = 0
    for place, case in enumerate(cases):
        total += sum((case.trace.counts if case.trace else {}).get(grade, 0) for grade in Grade)
        if total > most and place:
            return cases[:place], cases[place:]
    return cases, ()


def _read(case: Case, most: int, asked: Asked, ports: Ports) -> ContactPage | None:
    """At most so many contacts; None where the caller's unit has nothing to do with the case."""
    if path_is_within(case.unit_path, asked.staff.unit):
        return ports.contacts.page(case.code, limit=max(most, 1), cursor=None, now=asked.now)
    theirs = handed_to(case.code, asked.staff, ports.contacts)
    if not theirs:
        return None
    page = ports.contacts.some(case.code, theirs[:most], now=asked.now)
    return page._replace(cursor="more" if len(theirs) > most else None)
