"""Use cases of contacts: whom to call, what is known of each, and what was done. Who lives elsewhere is handed over."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.base.period import epoch, local_day
from domain.base.unit import path_is_within
from domain.people.audit import AccessRecord, AuditLog
from domain.people.caller import Staff
from domain.people.codes import PersonId
from domain.people.errors import OutsideJurisdiction
from domain.people.person import Person, PersonFinder
from domain.telling.exposure import ExposureNotice, ExposureNotices
from domain.tracing.case import Case, CaseRegister, CaseState
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactBook, ContactPage, Edge, Grade
from domain.tracing.errors import CaseUnknown, ContactChanged, ContactUnknown, HandedOver
from domain.tracing.follow_up import FollowUp, FollowUpState, Outcome, followed_up
from domain.tracing.policy import TracePolicy, trace_policy
from functions.kit.beside import beside, each_beside

_ROUNDS = 4  # pages read for one page shown, when a filter leaves most of them out
_CASES = 10  # read at once
_BATCHES = 5
_EDGES = 1_000  # read at once
_PIECES = 12_000  # of evidence in one answer: with one more reading it stays below the six megabytes a function may say
_FIRST, _REST, _ALL_SEEN = "first", "rest", "end"
_OFFSET = re.compile(r"[0-9]{1,6}")
_CASE_PLACE = re.compile(r"([0-9]{11}[0-9a-z]{8})?")


class Contact(NamedTuple):
    """One contact as staff of a unit see it."""

    case: Case
    edge: Edge
    follow_up: FollowUp
    person: Person
    told: ExposureNotice | None
    became: CaseCode | None
    due_at: datetime
    elsewhere: bool

    def is_overdue(self, now: datetime) -> bool:
        """True when nobody has reached the person although it is time."""
        return self.follow_up.state is FollowUpState.TO_CALL and now > self.due_at


class Wanted(NamedTuple):
    """Filters of a list; `states` empty: any."""

    states: frozenset[FollowUpState] = frozenset()
    grade: Grade | None = None


class Found(NamedTuple):
    """A page of contacts; `cursor` None: no more."""

    contacts: Sequence[Contact]
    cursor: str | None


class Registers(NamedTuple):
    """What contacts are read from."""

    cases: CaseRegister
    contacts: ContactBook
    notices: ExposureNotices
    persons: PersonFinder


def policy_of(case: Case) -> TracePolicy:
    """The rules the case is traced by."""
    return trace_policy(local_day(case.dates.confirmed_at))


def of_case(
    code: CaseCode, staff: Staff, wanted: Wanted, *, limit: int, cursor: str | None, registers: Registers, now: datetime
) -> Found:
    """Contacts of one case: all of them for the case's own unit, those who live there for another one.

    Raises CaseUnknown, OutsideJurisdiction.
    """
    case = registers.cases.find(code)
    if case is None:
        raise CaseUnknown
    return _of_case(case, staff, wanted, limit, cursor, registers, now)


def _of_case(
    case: Case, staff: Staff, wanted: Wanted, limit: int, cursor: str | None, registers: Registers, now: datetime
) -> Found:
    if path_is_within(case.unit_path, staff.unit):
        return _own(case, staff, wanted, limit, cursor, registers, now)
    theirs = _handed_to(case.code, staff, registers.contacts)
    if not theirs:
        raise OutsideJurisdiction
    start = _offset(cursor)
    page = registers.contacts.some(case.code, theirs[start : start + limit], now=now)
    following = start + limit
    shown = _shown(case, page.edges, page.follow_ups, staff, registers, now)
    return Found(_filtered(shown, wanted), f"{following}" if following < len(theirs) else None)


def _own(
    case: Case, staff: Staff, wanted: Wanted, limit: int, cursor: str | None, registers: Registers, now: datetime
) -> Found:
    """First those to be called first, then the others in the order of the book."""
    first = case.trace.first if case.trace else ()
    part, _, place = (cursor or f"{_FIRST}:0").partition(":")
    found: list[Contact] = []
    if part == _FIRST:
        start = _offset(place)
        page = registers.contacts.some(case.code, first[start : start + limit], now=now)
        found = _filtered(_shown(case, page.edges, page.follow_ups, staff, registers, now), wanted)
        if start + limit < len(first):
            return Found(found, f"{_FIRST}:{start + limit}")
        part, place = _REST, ""
        if len(found) >= limit:
            return Found(found, f"{_REST}:")
    if part != _REST:
        raise InvalidInput.of("cursor", "cursor")
    rest = _rest(case, staff, wanted, limit - len(found), place or None, registers, now)
    return rest._replace(contacts=[*found, *rest.contacts])


def _rest(
    case: Case, staff: Staff, wanted: Wanted, limit: int, place: str | None, registers: Registers, now: datetime
) -> Found:
    called_first = set(case.trace.first) if case.trace else set()
    found: list[Contact] = []
    for _ in range(_ROUNDS):
        page = registers.contacts.page(case.code, limit=limit - len(found), cursor=place, now=now)
        edges = [edge for edge in page.edges if edge.person not in called_first]
        found += _filtered(_shown(case, edges, page.follow_ups, staff, registers, now), wanted)
        place = page.cursor
        if place is None or len(found) >= limit:
            break
    return Found(found, f"{_REST}:{place}" if place is not None else None)


def evidence_page(case: Case, *, limit: int, cursor: str | None, contacts: ContactBook, now: datetime) -> ContactPage:
    """Active edges alone, those to be called first before the others; nobody's record is read."""
    first = case.trace.first if case.trace else ()
    part, _, place = (cursor or f"{_FIRST}:0").partition(":")
    edges: Sequence[Edge] = ()
    if part == _FIRST:
        start = _offset(place)
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


def queue(
    staff: Staff, unit_path: str, wanted: Wanted, *, limit: int, cursor: str | None, registers: Registers, now: datetime
) -> Found:
    """The contacts of all open cases of a unit, newest case first."""
    staff.require_within(unit_path)
    at = _Place.read(cursor)
    found: list[Contact] = []
    for _ in range(_BATCHES):
        page = registers.cases.in_unit(unit_path, limit=_CASES, cursor=at.batch or None, now=now)
        for case in _from(page.cases, at.case):
            inner = at.inner if _order(case) == at.case else ""
            some = _open_contacts(case, staff, wanted, limit - len(found), inner or None, registers, now)
            found += some.contacts
            if some.cursor is not None or len(found) >= limit:
                return Found(found, _Place(at.batch, _order(case), some.cursor or _ALL_SEEN).text)
        if page.cursor is None:
            return Found(found, None)
        at = at._replace(batch=page.cursor)
    return Found(found, at.text)


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


def _open_contacts(
    case: Case, staff: Staff, wanted: Wanted, limit: int, cursor: str | None, registers: Registers, now: datetime
) -> Found:
    """Nobody's, when the case was retracted, or a hand-over taken back that the index still lists."""
    if case.state is CaseState.RETRACTED or cursor == _ALL_SEEN:
        return Found([], None)
    try:
        return _of_case(case, staff, wanted, limit, cursor, registers, now)
    except OutsideJurisdiction:
        return Found([], None)


def opened(
    code: CaseCode,
    person: PersonId,
    staff: Staff,
    *,
    access: AccessRecord,
    registers: Registers,
    audit: AuditLog,
    now: datetime,
) -> Contact:
    """One contact with name and number; the opening is on record before it is shown."""
    contact = _one(code, person, staff, registers, now)
    audit.append(replace(access, subject=f"P#{person}"))
    return contact


def update(
    code: CaseCode,
    person: PersonId,
    staff: Staff,
    *,
    state: FollowUpState,
    outcome: Outcome | None,
    note: str,
    revision: int | None,
    access: AccessRecord,
    registers: Registers,
    audit: AuditLog,
    now: datetime,
) -> Contact:
    """One more step of the follow-up. Raises HandedOver for who lives elsewhere and was taken over there."""
    contact = _one(code, person, staff, registers, now)
    if contact.elsewhere and _is_theirs(contact, now):
        raise HandedOver
    if revision is not None and revision != contact.follow_up.revision:
        raise ContactChanged
    changed = followed_up(
        contact.follow_up,
        state,
        outcome=outcome,
        note=note,
        by=staff.actor,
        accepts=not contact.elsewhere and contact.person.unit_path != contact.case.unit_path,
        now=now,
    )
    if changed is not contact.follow_up:
        audit.append(replace(access, subject=f"P#{person}"))
        registers.contacts.follow_up(changed)
    return contact._replace(follow_up=changed)


def _is_theirs(contact: Contact, now: datetime) -> bool:
    """Handed over, and accepted, or not yet so long ago that it comes back to the sender."""
    waits_until = contact.edge.found_at + policy_of(contact.case).accept_within
    return contact.follow_up.accepted_at is not None or now <= waits_until


def export(
    code: CaseCode,
    staff: Staff,
    *,
    limit: int,
    cursor: str | None,
    access: AccessRecord,
    registers: Registers,
    audit: AuditLog,
    now: datetime,
) -> Found:
    """Contacts with name and number for a file; each person in it is on record before the file is made."""
    found: list[Contact] = []
    while len(found) < limit:
        page = of_case(
            code, staff, Wanted(), limit=min(100, limit - len(found)), cursor=cursor, registers=registers, now=now
        )
        found += page.contacts
        cursor = page.cursor
        if cursor is None:
            break
    _note_all(found, access, audit)
    return Found(found, cursor)


def _note_all(contacts: Iterable[Contact], access: AccessRecord, audit: AuditLog) -> None:
    records = [
        replace(access, subject=f"P#{contact.person.person_id}", nonce=f"{access.nonce}{place:04x}")
        for place, contact in enumerate(contacts)
    ]
    each_beside(audit.append, records)


def _one(code: CaseCode, person: PersonId, staff: Staff, registers: Registers, now: datetime) -> Contact:
    case = registers.cases.find(code)
    if case is None:
        raise CaseUnknown
    page = registers.contacts.some(code, [person], now=now)
    found = _shown(case, page.edges, page.follow_ups, staff, registers, now)
    if not found:
        staff.require_within(case.unit_path)
        raise ContactUnknown
    contact = found[0]
    if contact.elsewhere:
        staff.require_within(case.unit_path)
    return contact


def _handed_to(code: CaseCode, staff: Staff, contacts: ContactBook) -> list[PersonId]:
    theirs = (h.people for h in contacts.handed_over(code) if path_is_within(h.unit_path, staff.unit))
    return sorted({person for people in theirs for person in people})


def _shown(
    case: Case,
    edges: Sequence[Edge],
    follow_ups: Mapping[PersonId, FollowUp],
    staff: Staff,
    registers: Registers,
    now: datetime,
) -> list[Contact]:
    """Three reads for a page, at once, whatever its size. People who were erased since are left out."""
    people = [edge.person for edge in edges]
    if not people:
        return []
    told = beside(lambda: registers.notices.of_case(case.code, people))
    open_cases = beside(lambda: registers.cases.open_of(people))
    persons = registers.persons.by_ids(people)
    policy = policy_of(case)
    return [
        Contact(
            case=case,
            edge=edge,
            follow_up=follow_ups.get(edge.person) or _not_begun(edge),
            person=person,
            told=told().get(edge.person),
            became=open_cases().get(edge.person),
            due_at=_due(edge, policy),
            elsewhere=not path_is_within(person.unit_path, staff.unit),
        )
        for edge in edges
        if (person := persons.get(edge.person))
    ]


def _not_begun(edge: Edge) -> FollowUp:
    return FollowUp(edge.case, edge.person, expires_at=edge.expires_at)


def _filtered(contacts: Iterable[Contact], wanted: Wanted) -> list[Contact]:
    return [
        c
        for c in contacts
        if (not wanted.states or c.follow_up.state in wanted.states)
        and (wanted.grade is None or c.edge.grade is wanted.grade)
    ]


def _due(edge: Edge, policy: TracePolicy) -> datetime:
    return edge.found_at + (policy.call_close_within if edge.is_close else policy.call_within)


def _offset(cursor: str | None) -> int:
    text = cursor or "0"
    if not _OFFSET.fullmatch(text):
        raise InvalidInput.of("cursor", "cursor")
    return int(text)
