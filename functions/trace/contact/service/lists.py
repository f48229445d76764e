"""Lists of contacts: of a case, of a unit, and the evidence of a trace. A page costs the same however many there are."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.base.period import epoch
from domain.base.unit import path_is_within
from domain.people.errors import OutsideJurisdiction
from domain.tracing.case import Case, CaseState
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactBook, ContactPage, Edge
from domain.tracing.errors import CaseUnknown
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

_ROUNDS = 4  # pages read for one page shown, when a filter leaves most of them out
_CASES = 10  # read at once
_BATCHES = 5
_EDGES = 1_000  # read at once
_PIECES = 12_000  # of evidence in one answer: with one more reading it stays below the six megabytes a function may say
_FIRST, _REST, _ALL_SEEN = "first", "rest", "end"
_CASE_PLACE = re.compile(r"([0-9]{11}[0-9a-z]{8})?")


def of_case(code: CaseCode, asked: Asked, wanted: Wanted, *, limit: int, cursor: str | None, ports: Ports) -> Listed:
    """Contacts of one case: all of them for the case's own unit, those who live there for another one.

    Raises CaseUnknown, OutsideJurisdiction.
    """
    case = ports.cases.find(code)
    if case is None:
        raise CaseUnknown
    return _of_case(case, asked, wanted, limit, cursor, ports)


def _of_case(case: Case, asked: Asked, wanted: Wanted, limit: int, cursor: str | None, ports: Ports) -> Listed:
    if path_is_within(case.unit_path, asked.staff.unit):
        return _own(case, asked, wanted, limit, cursor, ports)
    theirs = handed_to(case.code, asked.staff, ports.contacts)
    if not theirs:
        raise OutsideJurisdiction
    start = offset(cursor)
    page = ports.contacts.some(case.code, theirs[start : start + limit], now=asked.now)
    following = start + limit
    shown = joined(case, page.edges, page.follow_ups, asked, ports)
    return Listed(filtered(shown, wanted), f"{following}" if following < len(theirs) else None)


def _own(case: Case, asked: Asked, wanted: Wanted, limit: int, cursor: str | None, ports: Ports) -> Listed:
    """First those to be called first, then the others in the order of the book."""
    first = case.trace.first if case.trace else ()
    part, _, place = (cursor or f"{_FIRST}:0").partition(":")
    found: list[Contact] = []
    if part == _FIRST:
        start = offset(place)
        page = ports.contacts.some(case.code, first[start : start + limit], now=asked.now)
        found = filtered(joined(case, page.edges, page.follow_ups, asked, ports), wanted)
        if start + limit < len(first):
            return Listed(found, f"{_FIRST}:{start + limit}")
        part, place = _REST, ""
        if len(found) >= limit:
            return Listed(found, f"{_REST}:")
    if part != _REST:
        raise InvalidInput.of("cursor", "cursor")
    rest = _rest(case, asked, wanted, limit - len(found), place or None, ports)
    return rest._replace(contacts=[*found, *rest.contacts])


def _rest(case: Case, asked: Asked, wanted: Wanted, limit: int, place: str | None, ports: Ports) -> Listed:
    called_first = set(case.trace.first) if case.trace else set()
    found: list[Contact] = []
    for _ in range(_ROUNDS):
        page = ports.contacts.page(case.code, limit=limit - len(found), cursor=place, now=asked.now)
        edges = [edge for edge in page.edges if edge.person not in called_first]
        found += filtered(joined(case, edges, page.follow_ups, asked, ports), wanted)
        place = page.cursor
        if place is None or len(found) >= limit:
            break
    return Listed(found, f"{_REST}:{place}" if place is not None else None)


def evidence_page(case: Case, *, limit: int, cursor: str | None, contacts: ContactBook, now: datetime) -> ContactPage:
    """Active edges alone, those to be called first before the others; nobody's record is read."""
    first = case.trace.first if case.trace else ()
    part, _, place = (cursor or f"{_FIRST}:0").partition(":")
    edges: Sequence[Edge] = ()
    if part == _FIRST:
        start = offset(place)
        edges = contacts.some(case.code, first[start : start + limit], now=now).edges
        if start + limit < len(first):
            return ContactPage(edges, {}, f"{_FIRST}:{start + limit}")
        if len(edges) >= limit:
            return ContactPage(edges, {}, f"{_REST}:")
        part, place = _REST, ""
    if part != _REST:
        raise InvalidInput.of("cursor", "cursor")
    found, called_first, at = list(edges), set(first), place or None
    while len(found) < limit and sum(len(edge.pieces) for edge in found) < _PIECES:
        page = contacts.page(case.code, limit=min(limit - len(found), _EDGES), cursor=at, now=now)
        found += [edge for edge in page.edges if edge.person not in called_first]
        if page.cursor is None:
            return ContactPage(found, {}, None)
        at = page.cursor
    return ContactPage(found, {}, f"{_REST}:{at or ''}")


def queue(asked: Asked, unit_path: str, wanted: Wanted, *, limit: int, cursor: str | None, ports: Ports) -> Listed:
    """The contacts of all open cases of a unit who are to be called, newest case first."""
    require_may_list(unit_path, asked.staff, now=asked.now)
    wanted = wanted._replace(to_be_called=True)
    at = _Place.read(cursor)
    found: list[Contact] = []
    for _ in range(_BATCHES):
        page = ports.cases.in_unit(unit_path, limit=_CASES, cursor=at.batch or None, now=asked.now)
        for case in _from(page.cases, at.case):
            inner = at.inner if _order(case) == at.case else ""
            some = _open_contacts(case, asked, wanted, limit - len(found), inner or None, ports)
            found += some.contacts
            if some.cursor is not None or len(found) >= limit:
                return Listed(found, _Place(at.batch, _order(case), some.cursor or _ALL_SEEN).text)
        if page.cursor is None:
            return Listed(found, None)
        at = at._replace(batch=page.cursor)
    return Listed(found, at.text)


class _Place(NamedTuple):
    """Where a queue goes on: a batch of cases, a case by its place among all, a place within that."""

    batch: str = ""
    case: str = ""
    inner: str = ""

    @classmethod
    def read(cls, cursor: str | None) -> "_Place":
        parts = (cursor or "||").split("|")
        if len(parts) != len(cls._fields) or not _CASE_PLACE.fullmatch(parts[1]):
            raise InvalidInput.of("cursor", "cursor")
        return cls(*parts)

    @property
    def text(self) -> str:
        return "|".join(self)


def _from(cases: Sequence[Case], place: str) -> Sequence[Case]:
    """From that place on: however many cases were confirmed since, and whatever became of the one that stood there."""
    return [case for case in cases if _order(case) >= place]


def _order(case: Case) -> str:
    """Newest confirmation first, as the register lists them."""
    return f"{10**10 - epoch(case.dates.confirmed_at):011d}{case.code}"


def _open_contacts(case: Case, asked: Asked, wanted: Wanted, limit: int, cursor: str | None, ports: Ports) -> Listed:
    """Nobody's, when the case was retracted, or a hand-over taken back that the index still lists."""
    if case.state is CaseState.RETRACTED or cursor == _ALL_SEEN:
        return Listed([], None)
    try:
        return _of_case(case, asked, wanted, limit, cursor, ports)
    except OutsideJurisdiction:
        return Listed([], None)
