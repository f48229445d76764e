"""A contact as staff of a unit see it: edge, follow-up, person and notice joined for one page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.base.unit import path_is_within
from domain.people.audit import AuditLog
from domain.people.caller import Staff
from domain.people.codes import PersonId
from domain.people.human.records import Records
from domain.people.human.standing import Standing
from domain.people.person import Person, PersonFinder
from domain.telling.exposure import ExposureNotice, ExposureNotices
from domain.telling.reach import Word, WordState, word_of
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactBook, Edge, Grade
from domain.tracing.follow_up import FollowUp, FollowUpState, going_on
from domain.tracing.milestone import policy_of
from domain.tracing.policy import TracePolicy
from domain.tracing.registers.cases import CaseRegister
from functions.kit.beside import beside
from functions.trace.asked import Asked
from functions.trace.of_humans import OfHumans

_OFFSET = re.compile(r"[0-9]{1,6}")


class Contact(NamedTuple):
    """One contact as staff of a unit see it. `through`: of those by whom somebody is an F2, whom these staff may list."""

    case: Case
    edge: Edge
    follow_up: FollowUp
    person: Person
    told: ExposureNotice | None
    became: CaseCode | None
    due_at: datetime
    elsewhere: bool
    through: Mapping[str, Person]

    @property
    def is_to_call(self) -> bool:
        """True while nobody has reached the person; an F0 is not called as a contact."""
        return self.became is None and self.follow_up.state is FollowUpState.TO_CALL

    @property
    def word(self) -> Word:
        """How far word of it has come."""
        return word_of(self.told, has_phone=self._has_phone, number_is_wrong=self.follow_up.number_is_wrong)

    @property
    def _has_phone(self) -> bool:
        return self.person.phone is not None and self.person.phone_lost_at is None

    @property
    def number_reaches(self) -> bool:
        """There is a number, it was not lost to somebody else, and nobody found it wrong."""
        return self._has_phone and not self.follow_up.number_is_wrong

    @property
    def call_by(self) -> datetime:
        """When it is time: as the policy says, or as the person asked for."""
        return self.follow_up.call_at or self.due_at

    @property
    def is_unreachable(self) -> bool:
        """True where only somebody who goes there can tell."""
        return self.word.state is WordState.UNREACHABLE

    def is_theirs(self, now: datetime) -> bool:
        """Lives elsewhere, and was accepted there, or not yet so long ago that it comes back to the sender."""
        waits_until = self.edge.found_at + policy_of(self.case.dates).accept_within
        return self.elsewhere and (self.follow_up.accepted_at is not None or now <= waits_until)

    def is_overdue(self, now: datetime) -> bool:
        """True when nobody has reached the person although it is time."""
        return self.is_to_call and now > self.call_by


class ContactKey(NamedTuple):
    """A contact by case and person."""

    case: CaseCode
    person: PersonId


class Wanted(NamedTuple):
    """Filters of a list; `states` empty: any. `to_be_called`: without those who have an open case of their own.

    `word`: how far word has come; `venue` and `unit` (a code): where they were met, where they live. `assigned`: whose
    task it is, empty: nobody's.
    """

    states: frozenset[FollowUpState] = frozenset()
    grade: Grade | None = None
    to_be_called: bool = False
    word: WordState | None = None
    venue: str = ""
    unit: str = ""
    assigned: str | None = None

    def takes(self, contact: Contact) -> bool:
        return (
            (not self.states or contact.follow_up.state in self.states)
            and (self.grade is None or contact.edge.grade is self.grade)
            and not (self.to_be_called and contact.became)
            and (self.word is None or contact.word.state is self.word)
            and (self.assigned is None or contact.follow_up.assigned == self.assigned)
            and (not self.venue or any(piece.venue == self.venue for piece in contact.edge.pieces))
            and (not self.unit or self.unit in contact.person.unit_path.split("/")[1:])
        )


class Listed(NamedTuple):
    """A page of contacts; `cursor` None: no more."""

    contacts: Sequence[Contact]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Ports:
    """What contacts are read from and followed up in."""

    cases: CaseRegister
    contacts: ContactBook
    notices: ExposureNotices
    persons: PersonFinder
    audit: AuditLog
    standing: Standing


def handed_to(code: CaseCode, staff: Staff, contacts: ContactBook) -> list[PersonId]:
    theirs = (h.people for h in contacts.handed_over(code) if path_is_within(h.unit_path, staff.unit))
    return sorted({person for people in theirs for person in people})


def joined(
    case: Case,
    edges: Sequence[Edge],
    follow_ups: Mapping[PersonId, FollowUp],
    asked: Asked,
    ports: Ports,
) -> list[Contact]:
    """Three reads for a page, at once, whatever its size. People who were erased since are left out.

    Who stands between an F0 and an F2 has a name for the case's own unit, and for the unit where that person lives.
    """
    people = [edge.person for edge in edges]
    if not people:
        return []
    of_humans = OfHumans(ports.standing.stand().records)
    told = beside(lambda: of_humans.told(case.code, people, notices=ports.notices))
    open_cases = beside(lambda: of_humans.open_cases(people, cases=ports.cases, now=asked.now))
    follow_ups = work_of_humans(follow_ups, people, of_humans.records, case, asked.now, ports.contacts)
    vias = {piece.via for edge in edges for piece in edge.pieces if piece.via}
    persons = ports.persons.by_ids([*people, *sorted(map(PersonId, vias))])
    own = path_is_within(case.unit_path, asked.staff.unit)
    through = {
        via: person
        for via in vias
        if (person := persons.get(PersonId(via))) and (own or path_is_within(person.unit_path, asked.staff.unit))
    }
    policy = policy_of(case.dates)
    return [
        Contact(
            case=case,
            edge=edge,
            follow_up=follow_ups.get(edge.person) or not_begun(edge),
            person=person,
            told=told().get(edge.person),
            became=open_cases().get(edge.person),
            due_at=due_at(edge, policy),
            elsewhere=not path_is_within(person.unit_path, asked.staff.unit),
            through=through,
        )
        for edge in edges
        if (person := persons.get(edge.person))
    ]


def work_of_humans(
    own: Mapping[PersonId, FollowUp],
    people: Sequence[PersonId],
    records: Records,
    case: Case,
    now: datetime,
    contacts: ContactBook,
) -> Mapping[PersonId, FollowUp]:
    """What was done for any record of a person goes on under the one that speaks."""
    others = {person: records.members(person)[1:] for person in people if len(records.members(person)) > 1}
    if not others:
        return own
    work = contacts.follow_ups(case.code, [record for more in others.values() for record in more], now=now)
    found = {
        person: going_on(person, own.get(person), [work[r] for r in more if r in work])
        for person, more in others.items()
    }
    return {**own, **{person: follow_up for person, follow_up in found.items() if follow_up}}


def not_begun(edge: Edge) -> FollowUp:
    return FollowUp(edge.case, edge.person, expires_at=edge.expires_at)


def filtered(contacts: Iterable[Contact], wanted: Wanted) -> list[Contact]:
    return [contact for contact in contacts if wanted.takes(contact)]


def due_at(edge: Edge, policy: TracePolicy) -> datetime:
    return edge.found_at + (policy.call_close_within if edge.is_close else policy.call_within)


def offset(cursor: str | None) -> int:
    text = cursor or "0"
    if not _OFFSET.fullmatch(text):
        raise InvalidInput.of("cursor", "cursor")
    return int(text)
