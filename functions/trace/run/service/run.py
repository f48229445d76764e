"""The steps of a tracing run. Each may be repeated, killed at any moment and begun again: it compares and mends.

Only the run that holds the case writes edges, and a step is shorter than the lease it renews as it begins.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from domain.base.errors import Busy
from domain.people.codes import PersonId
from domain.people.human.records import Records
from domain.people.human.standing import Standing
from domain.people.person import Residences
from domain.presence.visit import Flag, VisitLog
from domain.telling.exposure import ExposureNotices, owed
from domain.tracing.case import Case, CaseState, HeldGroup, Trace, infectious_window, kept_until, next_retrace
from domain.tracing.contact import ContactBook, Edge, Grade, HandOver, strongest
from domain.tracing.errors import CaseUnknown
from domain.tracing.meeting import MeetingLog, MeetingSource
from domain.tracing.milestone import policy_of
from domain.tracing.policy import RULE_VERSION, TracePolicy
from domain.tracing.registers.cases import CaseRegister
from domain.tracing.registers.waiting import WaitingList
from domain.tracing.run import LeaseAnswer, Run
from domain.tracing.search.circles import Graded
from domain.tracing.search.humans import changes
from domain.tracing.search.overlap import CoPresence
from functions.kit.beside import beside, each_beside
from functions.trace.of_humans import OfHumans
from functions.trace.run.service.evidence import Gathered, gathered, meetings_stated
from functions.trace.run.service.own_cases import waiting_for, wake

LEASE = timedelta(minutes=8)  # a step ends within five
_SLICE = 1_000
_CALLED_FIRST = 200  # ids that stand in the case's own item

HasTime = Callable[[], bool]


class StepOutcome(StrEnum):
    """How a step ended; the workflow chooses by it."""

    READY = "READY"
    BUSY = "BUSY"
    SUPERSEDED = "SUPERSEDED"
    DONE = "DONE"
    PARTIAL = "PARTIAL"
    PUBLISHED = "PUBLISHED"
    HELD = "HELD"
    WINDOW_EMPTY = "WINDOW_EMPTY"
    RETRACTED = "RETRACTED"


@dataclass(frozen=True, slots=True)
class Ports:
    """All that a run reads and writes. `meetings` are all sources of nearness: interviews, later encounters."""

    cases: CaseRegister
    visits: VisitLog
    present: CoPresence
    meetings: Sequence[MeetingSource]
    contacts: ContactBook
    interviews: MeetingLog
    notices: ExposureNotices
    residences: Residences
    standing: Standing
    waiting_list: WaitingList


class Pinned(NamedTuple):
    """What all steps of a run use alike."""

    now: datetime
    policy: TracePolicy


class NoticesMade(NamedTuple):
    """What queueing notices came to, and the moments of the first and last notice the case's people ever got."""

    outcome: StepOutcome
    made: int
    first_at: datetime | None = None
    last_at: datetime | None = None


class Published(NamedTuple):
    """What finding the contacts came to; numbers and venues only, never people."""

    outcome: StepOutcome
    written: int
    held: tuple[HeldGroup, ...]
    held_people: int
    declined: tuple[HeldGroup, ...] = ()


def establish_milestones(run: Run, *, ports: Ports, now: datetime) -> tuple[StepOutcome, TracePolicy | None]:
    """Takes the case for this run, pins the policy of its confirmation and records the interview facts."""
    case = ports.cases.find(run.case)
    if case is None:
        return StepOutcome.SUPERSEDED, None
    answer = ports.cases.lease(run, until=now + LEASE, now=now)
    if answer is not LeaseAnswer.READY:
        return StepOutcome(answer.value), None
    policy = policy_of(case.dates)
    stands = case.state is CaseState.CONFIRMED
    ports.interviews.restate(case.code, meetings_stated(case, policy) if stands else [])
    return StepOutcome.READY, policy


def find_contacts(run: Run, pinned: Pinned, *, ports: Ports, now: datetime, has_time: HasTime) -> Published:
    """F1, F2, the gate, and the difference to what is stored, which alone is written."""
    standing = beside(partial(ports.standing.stand, fresh=True))
    case = _leased(run, ports, now)
    found = gathered(
        case,
        pinned.policy,
        visits=ports.visits,
        present=ports.present,
        meetings=ports.meetings,
        contacts=ports.contacts,
        records=standing().records,
        now=pinned.now,
    )
    wanted = {person: _edge(case, person, graded, pinned, run) for person, graded in found.graded.items()}
    f0 = found.f0 if case.state is CaseState.CONFIRMED else ""
    differing = changes(wanted, found.stored, revision=run.revision, spoken=found.spoken, f0=f0)
    for start in range(0, len(differing), _SLICE):
        ports.contacts.save(differing[start : start + _SLICE])
        if not has_time() and start + _SLICE < len(differing):
            return _published(StepOutcome.PARTIAL, start + _SLICE, found)
    return _published(StepOutcome.DONE, len(differing), found)


def hand_over(run: Run, pinned: Pinned, *, ports: Ports, now: datetime) -> int:
    """Tells the communes in which contacts live who they are. Returns how many communes were written."""
    case = _leased(run, ports, now)
    edges = ports.contacts.of_case(case.code, now=now).edges
    active = {person for person, edge in edges.items() if edge.active}
    listed = {h.unit_path: set(h.people) for h in ports.contacts.handed_over(case.code)}
    known = set().union(*listed.values())
    fresh = [e.person for e in _since_last_run(edges.values(), case) if e.active and e.person not in known]
    wanted = {path: people & active for path, people in listed.items()}
    for person, path in ports.residences.units_of(fresh).items():
        if path != case.unit_path:
            wanted.setdefault(path, set()).add(person)
    differing = [path for path in sorted(wanted) if wanted[path] != listed.get(path, set())]
    for path in differing:
        ports.contacts.hand_over(
            HandOver(case.code, path, tuple(sorted(wanted[path]))),
            confirmed_at=case.dates.confirmed_at,
            expires_at=kept_until(case.dates, pinned.policy),
        )
    return len(differing)


def queue_notices(run: Run, pinned: Pinned, *, ports: Ports, now: datetime, has_time: HasTime) -> NoticesMade:
    """Moves what each person has been told towards what stands on the edge now, but for those who are F0 themselves."""
    standing = beside(partial(ports.standing.stand, fresh=True))
    case = _leased(run, ports, now)
    on_record = ports.contacts.of_case(case.code, now=now).edges
    of_humans = OfHumans(standing().records)
    waiting = waiting_for(case.code, cases=ports.cases, waiting_list=ports.waiting_list, of_humans=of_humans, now=now)
    edges = waiting.beside(_to_be_told(on_record, case, of_humans.records), on_record)
    done = NoticesMade(StepOutcome.DONE, 0)
    for some in _sliced(edges):
        if done.made and not has_time():
            return done._replace(outcome=StepOutcome.PARTIAL)
        told = of_humans.told(case.code, [edge.person for edge in some], notices=ports.notices)
        due = {e.person: n for e in some if (n := owed(e, told.get(e.person), pinned.policy, now=now))}
        free = waiting.free(due, expires_at=kept_until(case.dates, pinned.policy))
        made = sum(each_beside(ports.notices.tell, free.values()))
        waiting.end(some, due, free)
        moments = [version.at for notice in (*told.values(), *free.values()) for version in notice.versions]
        done = NoticesMade(
            StepOutcome.DONE,
            done.made + made,
            min([m for m in (done.first_at, *moments) if m], default=None),
            max([m for m in (done.last_at, *moments) if m], default=None),
        )
    return done


def record_outcome(
    run: Run, pinned: Pinned, published: Published, told: NoticesMade, *, ports: Ports, now: datetime
) -> StepOutcome:
    """Writes the summary a tracer sees, plans the next look at late facts, and lets the case go."""
    done = ports.cases.find(run.case)
    if done is not None and done.trace is not None and done.trace.revision >= run.revision:
        return _outcome(done)  # the step's first answer was lost
    case = _leased(run, ports, now)
    edges = [e for e in ports.contacts.of_case(case.code, now=now).edges.values() if e.active]
    before = case.trace
    trace = Trace(
        revision=run.revision,
        at=now,
        rule_version=RULE_VERSION,
        policy_version=pinned.policy.version,
        window=infectious_window(case, pinned.policy, now=pinned.now),
        counts=_counts(edges),
        held=published.held,
        held_people=published.held_people,
        first=tuple(sorted(e.person for e in edges if e.is_close))[:_CALLED_FIRST],
        first_notice_at=before.first_notice_at if before and before.first_notice_at else told.first_at,
        last_notice_at=told.last_at or (before.last_notice_at if before else None),
        declined=published.declined,
    )
    if case.state is CaseState.RETRACTED:
        people = ports.standing.stand(fresh=True).records.members(case.person)
        wake(run, people, cases=ports.cases, waiting_list=ports.waiting_list, now=now)
    ports.cases.finish(run, trace, retrace_at=next_retrace(case, pinned.policy, now=now))
    return _outcome(replace(case, trace=trace))


def _outcome(case: Case) -> StepOutcome:
    if case.state is CaseState.RETRACTED:
        return StepOutcome.RETRACTED
    if case.trace and case.trace.window.is_empty:
        return StepOutcome.WINDOW_EMPTY
    return StepOutcome.HELD if case.trace and case.trace.held else StepOutcome.PUBLISHED


def _leased(run: Run, ports: Ports, now: datetime) -> Case:
    """The case, with the lease renewed. Raises Busy when the run has lost it: the workflow tries the step again."""
    if ports.cases.lease(run, until=now + LEASE, now=now) is not LeaseAnswer.READY:
        raise Busy
    case = ports.cases.find(run.case)
    if case is None:
        raise CaseUnknown
    return case


def _edge(case: Case, person: str, graded: Graded, pinned: Pinned, run: Run) -> Edge:
    return Edge(
        case=case.code,
        person=PersonId(person),
        grade=graded.grade,
        pieces=strongest(graded.pieces),
        rule_version=RULE_VERSION,
        policy_version=pinned.policy.version,
        found_at=pinned.now,
        expires_at=kept_until(case.dates, pinned.policy),
        revision=run.revision,
    )


def _published(outcome: StepOutcome, written: int, found: Gathered) -> Published:
    return Published(outcome, written, found.held, found.held_people, found.declined)


def _since_last_run(edges: Iterable[Edge], case: Case) -> list[Edge]:
    """Edges written since the last run that came to its end: what an interrupted one left undone is among them."""
    done = case.trace.revision if case.trace else 0
    return sorted((edge for edge in edges if edge.revision > done), key=lambda edge: edge.person)


def _to_be_told(on_record: Mapping[PersonId, Edge], case: Case, records: Records) -> list[Edge]:
    """Edges written since the last run, and those of everybody whose records were joined or parted since it read them;
    an edge that another one covers says nothing."""
    fresh = {edge.person: edge for edge in _since_last_run(on_record.values(), case)}
    moved = records.changed_since(case.trace.at - LEASE) if case.trace else frozenset()
    edges = fresh | {person: on_record[person] for person in sorted(moved & on_record.keys())}
    return [edge for edge in edges.values() if edge.covered_by is None]


def _sliced(edges: Sequence[Edge]) -> Iterator[Sequence[Edge]]:
    for start in range(0, len(edges), _SLICE):
        yield edges[start : start + _SLICE]


def _counts(edges: Iterable[Edge]) -> dict[str, int]:
    """Active contacts by grade and by the strongest class of their evidence; of them, those whom visits that predate the
    registration alone make one, where there are any."""
    counts = Counter({Grade.F1.value: 0, Grade.F2.value: 0})
    for edge in edges:
        counts.update((edge.grade.value, edge.closeness.value))
        if edge.predates:
            counts.update((Flag.PREDATES_REGISTRATION.value,))
    return dict(counts)
