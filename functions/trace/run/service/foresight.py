"""Looking before anything is done: what a confirmation would find, and what a held crowd looks like.

Both find anew with the code of a run, read no more than a bound, and write nothing but that somebody looked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from domain.people.codes import PersonId
from domain.people.human.standing import Standing
from domain.people.person import Person, Residences
from domain.presence.visit import VisitLog
from domain.tracing.case import Case, CaseState, Change, Window
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactBook, Grade, Piece
from domain.tracing.meeting import Meeting, MeetingSource
from domain.tracing.milestone import Dates, Milestone, policy_of
from domain.tracing.review.decision import Group, Rest
from domain.tracing.review.shape import Shape, shape_of
from domain.tracing.search.gate import group_of
from domain.tracing.search.overlap import CoPresence
from functions.trace.run.service.evidence import Gathered, gathered, meetings_stated

MOST_STAYS = 20_000
"""Read at venues for one look; a run reads some 15,000 for a whole case."""
MOST_PEOPLE = 500
"""Beyond these it only says that there are more."""
_MOST_HOMES = 3_000


@dataclass(frozen=True, slots=True)
class Ports:
    """What is read to find people, as a run reads it."""

    visits: VisitLog
    present: CoPresence
    meetings: Sequence[MeetingSource]
    contacts: ContactBook
    standing: Standing
    residences: Residences


class Foreseen(NamedTuple):
    """What a run would find now. `more`: there are more people than `people`, or not everything was read."""

    people: int
    more: bool
    f1: int
    f2: int
    places: int
    held_people: int
    window: Window


def foreseen(person: Person, dates: Dates, milestones: Sequence[Milestone], *, ports: Ports, now: datetime) -> Foreseen:
    """What confirming these facts would lead to."""
    case = Case(
        code=CaseCode.from_random(0),  # of no case: nothing is stored under it
        person=person.person_id,
        unit_path=person.unit_path,
        unit_name=person.unit_name,
        dates=dates,
        milestones=tuple(milestones),
        state=CaseState.CONFIRMED,
        change=Change.CONFIRMED,
        recorded_at=now,
        asked_by="",
        changed_by="",
        changed_at=now,
    )
    stated = meetings_stated(case, policy_of(dates))
    found = _found(case, replace(ports, meetings=(*ports.meetings, _Stated(stated))), now)
    grades = [graded.grade for graded in found.graded.values()]
    people = len(grades) + found.held_people
    return Foreseen(
        people=min(people, MOST_PEOPLE),
        more=found.cut or people > MOST_PEOPLE,
        f1=grades.count(Grade.F1),
        f2=grades.count(Grade.F2),
        places=len({piece.venue for pieces in found.first.values() for piece in pieces if piece.venue}),
        held_people=found.held_people,
        window=found.window,
    )


class HeldShapes(NamedTuple):
    """What waits now, by group; `cut`: not everything was read, so that there may be more."""

    groups: Mapping[Group, Shape]
    cut: bool


def held_shapes(case: Case, *, ports: Ports, now: datetime) -> HeldShapes:
    """The shape of each group that waits, found anew; of those whom a decision lets be told, nothing."""
    found = _found(case, ports, now)
    waiting: dict[Group, dict[str, list[Piece]]] = {held.group: {} for held in found.held}
    for person, pieces in found.first.items():
        for piece in pieces:
            if (group := group_of(piece)) in waiting:
                waiting[group].setdefault(person, []).append(piece)
    for group, people in waiting.items():
        approval = case.approvals.get(group)
        if approval and approval.rest is Rest.HELD and any(h.group == group and h.released for h in found.held):
            waiting[group] = {person: pieces for person, pieces in people.items() if not approval.lets(pieces)}
    everybody = sorted({person for people in waiting.values() for person in people})[:_MOST_HOMES]
    lives = {str(p): path for p, path in ports.residences.units_of([PersonId(person) for person in everybody]).items()}
    return HeldShapes({group: shape_of(people, lives) for group, people in waiting.items()}, found.cut)


def _found(case: Case, ports: Ports, now: datetime) -> Gathered:
    return gathered(
        case,
        policy_of(case.dates),
        visits=ports.visits,
        present=ports.present,
        meetings=ports.meetings,
        contacts=ports.contacts,
        records=ports.standing.stand().records,
        now=now,
        most=MOST_STAYS,
    )


class _Stated(MeetingSource):
    """What an interview says that is not stored yet, from both sides."""

    def __init__(self, stated: Sequence[Meeting]) -> None:
        self._both = [side for meeting in stated for side in (meeting, meeting.reversed)]

    def of(self, people: Iterable[PersonId], *, now: int) -> Mapping[PersonId, Sequence[Meeting]]:
        wanted = set(people)
        found: dict[PersonId, list[Meeting]] = {}
        for meeting in self._both:
            if meeting.person in wanted and meeting.expires > now:
                found.setdefault(meeting.person, []).append(meeting)
        return found
