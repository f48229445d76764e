"""The cases of a unit: a page of them, by day or by what is left to do, each with its F0."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.base.period import local_day
from domain.base.unit import Unit, path_is_within
from domain.people.codes import PersonId
from domain.people.person import Person
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from domain.tracing.policy import trace_policy
from domain.tracing.registers.cases import CasePage
from domain.tracing.review.listing import CaseCounts, CasesWanted, followed_since
from functions.kit.beside import beside
from functions.trace.asked import Asked, require_may_list
from functions.trace.contact.service.view import Ports
from functions.trace.listing.service.left import Left, Unreached, counted, left_of, unreached_of

MOST_CASES = 100
MOST_PEOPLE = 2_000
"""A unit with more cases, or more people to call, is listed by day: who has most of them would take reading them all."""
_BY_LEFT = re.compile(r"most:([0-9]{1,3})")


class Wanted(NamedTuple):
    """Which cases, and whether what is left to do is told with each, and puts them in order."""

    cases: CasesWanted
    with_left: bool = False
    by_left: bool = False


class UnitCases(NamedTuple):
    """A page of cases with the F0 of each; `counts` with the first page alone. `is_by_left`: most to call first."""

    page: CasePage
    people: Mapping[PersonId, Person]
    counts: CaseCounts | None = None
    left: Mapping[CaseCode, Left] | None = None
    is_by_left: bool = False


def of_unit(unit: Unit, wanted: Wanted, *, limit: int, cursor: str | None, asked: Asked, ports: Ports) -> UnitCases:
    """Cases of a unit, and those with contacts handed over to it. By day, a page costs the same however many there are.

    Raises OutsideJurisdiction, UnitEnded, InvalidInput (`cursor`).
    """
    require_may_list(unit.path, asked.staff, now=asked.now)
    counting = beside(lambda: _counts(unit, asked.now, ports)) if cursor is None else None
    found = _by_left(unit, wanted.cases, limit, cursor, asked, ports) if wanted.by_left else None
    if found is None:
        page = ports.cases.in_unit(unit.path, limit=limit, cursor=cursor, now=asked.now, wanted=wanted.cases)
        left = left_of(page.cases, asked, ports) if wanted.with_left or wanted.by_left else None
        found = UnitCases(page, {}, left=left)
    people = f0s_of(found.page.cases, asked, ports)
    return found._replace(people=people, counts=counting() if counting else None)


def f0s_of(cases: Sequence[Case], asked: Asked, ports: Ports) -> Mapping[PersonId, Person]:
    """Of the cases of the caller's unit; of another's, it is told who was handed over and not by whom."""
    own = [case.person for case in cases if path_is_within(case.unit_path, asked.staff.unit)]
    return ports.persons.by_ids(own) if own else {}


def _counts(unit: Unit, now: datetime, ports: Ports) -> CaseCounts:
    return ports.cases.counted(unit.path, followed_since=followed_since(trace_policy(local_day(now)), now=now))


def _by_left(
    unit: Unit, wanted: CasesWanted, limit: int, cursor: str | None, asked: Asked, ports: Ports
) -> UnitCases | None:
    """None where that order would not be true: beyond the bounds, and where a list by day goes on."""
    start = _start(cursor)
    if start is None:
        return None
    read = ports.cases.in_unit(
        unit.path, limit=MOST_CASES, cursor=None, now=asked.now, wanted=wanted._replace(oldest_first=False)
    )
    found = unreached_of(read.cases, asked, ports)
    is_beyond = read.cursor is not None or sum(len(one.contacts) for one in found) > MOST_PEOPLE
    if is_beyond and start == 0:
        return None
    left = counted(found, asked, ports)
    ordered = [one.case for one in sorted(found, key=lambda one: -_weight(one, left))]
    following = start + limit
    page = CasePage(ordered[start:following], f"most:{following}" if following < len(ordered) else None, read.handed)
    return UnitCases(page, {}, left=left, is_by_left=True)


def _weight(one: Unreached, left: Mapping[CaseCode, Left]) -> int:
    """Beyond what is counted, those found; the order of the days stays among equals."""
    own = left[one.case.code]
    return own.to_call if own.is_whole else len(one.contacts)


def _start(cursor: str | None) -> int | None:
    if cursor is None:
        return 0
    place = _BY_LEFT.fullmatch(cursor)
    return int(place[1]) if place else None
