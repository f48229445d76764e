"""A town in which people check in, cases are confirmed and traced, and everything that can go wrong may do so.

The workflow's own file is played state by state over the memory twins. Every call of a port may be refused, lose its
answer, end the process, or be overtaken by a second attempt at the same step.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple, TypeVar

import pytest

import domain.tracing.policy
from adapters.memory.faults import FaultPlan
from domain.base.errors import Busy
from domain.base.period import epoch
from domain.base.unit import UnitKey
from domain.people.codes import PersonId
from domain.people.person import Person, Registration
from domain.people.roles import Role
from domain.presence.codes import VenueId
from domain.presence.policy import CATEGORIES_2021
from domain.presence.visit import Corrected, Flag, Source, Visit, VisitKey, arrival, left
from domain.telling.exposure import ExposureNotice, Told
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Edge
from domain.tracing.events import RetraceDue
from domain.tracing.follow_up import FollowUp, FollowUpState, followed_up
from domain.tracing.milestone import CLINICAL, Dates, Milestone
from domain.tracing.policy import TRACE_POLICIES, TracePolicy
from domain.tracing.review.decision import RELEASE
from domain.tracing.warnings import WarningCode
from functions.trace.asked import Asked
from functions.trace.case import service
from functions.trace.review import service as review
from functions.trace.run import inbox, steps, wiring
from functions.trace.run.service import evidence, repair, run
from tests.builders.base import HAI_VAN, KIM_LONG, VY_DA, a_unit
from tests.builders.people import a_person, a_person_id, a_staff
from tests.builders.presence import POLICY, a_venue_id
from tests.doors.capabilities import always
from tests.doors.house import House
from tests.doors.trace import case_ports
from tests.doors.trace_run import step_parts
from tests.runs import Context, Play
from tests.unit.domain.tracing.traces import moment

Answer = TypeVar("Answer")

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MORNING = moment("9 9:00")
PEOPLE = tuple(a_person_id(number) for number in range(1, 9))
HOMES = (VY_DA, VY_DA, KIM_LONG, VY_DA, HAI_VAN)
PLACES = {a_venue_id(1): "market", a_venue_id(2): "food", a_venue_id(3): "shop"}
NOBODY_IS_HELD = tuple(replace(row, hold_group_above=10**6, hold_run_above=10**6) for row in TRACE_POLICIES)
CROWDS_ARE_HELD = tuple(replace(row, hold_group_above=2, hold_run_above=4) for row in TRACE_POLICIES)
_MOST_TRIES = 50
_MOST_STEPS = 600


class Crash(BaseException):
    """The process dies here."""


class Lapse(Enum):
    """What befalls one call of a port."""

    REFUSED = "refused"
    ANSWER_LOST = "answer lost"
    CRASH = "crash before"
    CRASH_AFTER = "crash after"
    OVERTAKEN = "overtaken"  # the platform gave up waiting and started the step a second time


class Trouble(FaultPlan):
    """Counts the calls of all ports, and commits the lapse planned for a call, by its number from now."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()
        self.number = 0
        self._at: dict[int, Lapse] = {}
        self.overtake: Callable[[], None] | None = None

    def after(self, calls: int, lapse: Lapse) -> None:
        self._at[self.number + calls] = lapse

    def forget(self) -> None:
        self._at.clear()

    @property
    def is_over(self) -> bool:
        """True when nothing more is planned."""
        return not self._at

    @contextmanager
    def around(self, method: str) -> Iterator[None]:
        lapse = self._at.pop(self.number, None)
        self.number += 1
        self.calls[method] += 1
        if lapse is Lapse.REFUSED:
            raise Busy
        if lapse is Lapse.CRASH:
            raise Crash
        if lapse is Lapse.OVERTAKEN and (second := self.overtake):
            self.overtake = None
            second()
        yield
        if lapse is Lapse.ANSWER_LOST:
            raise Busy
        if lapse is Lapse.CRASH_AFTER:
            raise Crash


class Claimed(NamedTuple):
    """One version of a notice that somebody claimed."""

    case: CaseCode
    person: PersonId
    number: int


class Town:
    """The house, what the stream has told of its cases, and the executions under way."""

    def __init__(self, house: House, trouble: Trouble) -> None:
        self.house, self.trouble = house, trouble
        self.plays: dict[str, Play] = {}
        self.messages: list[tuple[CaseCode, int]] = []
        self.claimed: list[Claimed] = []
        self.work: dict[tuple[CaseCode, PersonId], FollowUp] = {}
        self.approved: dict[tuple[CaseCode, Any], int] = {}
        self._relayed: dict[CaseCode, int] = {}
        self._codes = iter(range(1, 10**6))
        self.hurried = False
        house.clock.now = MORNING
        for number, home in zip(range(1, len(PEOPLE) + 1), 2 * HOMES, strict=False):
            self._register(number, home)
        tell = house.exposures.tell

        def logged(notice: ExposureNotice) -> bool:
            assert not self.is_f0(notice.person), "an F0 is told to be an F1"
            of_doubt = self.edges(notice.case)[notice.person].is_doubtful
            assert notice.newest.told is Told.CORRECTION or not of_doubt, "told of a visit that nobody has settled"
            claimed: bool = tell(notice)
            if claimed:
                self.claimed.append(Claimed(notice.case, notice.person, notice.newest.number))
            return claimed

        house.exposures.tell = logged

    def _register(self, number: int, home: UnitKey) -> Person:
        lives = a_person(number, unit_path=_path(home))
        done: Registration = self.house.persons.register(lives, device=f"d{number}", registration=f"r{number}")
        return done.person

    @property
    def now(self) -> datetime:
        return self.house.clock.now

    # People

    def visit(
        self, who: int, place: VenueId, start: datetime, minutes: int | None = None, *, predates: bool = False
    ) -> Visit:
        """A check-in, and its check-out when that is known; stored at whatever hour it arrives. It may be older than its
        person's registration."""
        stay = CATEGORIES_2021[PLACES[place]].stay
        visit = arrival(
            VisitKey(PEOPLE[who], epoch(start), place),
            Corrected(start, (Flag.PREDATES_REGISTRATION,) if predates else ()),
            stay=stay,
            category=PLACES[place],
            unit_path=_path(VY_DA),
            source=Source.PERSON_SCAN,
            policy=POLICY,
        )
        if minutes is not None:
            visit = left(visit, start + minutes * MINUTE, stay)
        self._sure(lambda: self.house.visits.record(visit))
        return visit

    # Staff

    def confirm(self, who: int, dates: Dates, *milestones: Milestone, by: str = "tracer") -> CaseCode:
        def confirmed() -> Case:
            person = self.house.persons.by_id(PEOPLE[who])
            assert person
            return service.confirm(
                person,
                dates,
                milestones,
                warned=tuple(WarningCode),
                code=CaseCode.from_random(next(self._codes)),
                asked=self._asked(by),
                ports=case_ports(self.house),
            )[0]

        return self._act(confirmed).code

    def amend(
        self, code: CaseCode, change: Callable[[Case], tuple[Dates, Sequence[Milestone]]], by: str = "tracer"
    ) -> Case:
        """`change` tells what shall stand; what stands already is not given."""

        def amended() -> Case:
            was = self.house.cases._cases[code]
            dates, milestones = change(was)
            given = {name: moment for name in CLINICAL if (moment := getattr(dates, name)) != getattr(was.dates, name)}
            said = None if milestones == was.milestones else lambda _policy, _stood: milestones
            return service.amend(
                code, given, said, warned=tuple(WarningCode), asked=self._asked(by), ports=case_ports(self.house)
            )

        return self._act(amended)

    def retract(self, code: CaseCode, by: str = "tracer") -> Case:
        return self._act(lambda: service.retract(code, asked=self._asked(by), ports=case_ports(self.house)))

    def retrace(self, code: CaseCode, by: str = "tracer") -> Case:
        return self._act(lambda: service.retrace(code, asked=self._asked(by), ports=case_ports(self.house)))

    def release(self, code: CaseCode, by: str = "second") -> Case:
        case = self._act(lambda: review.release(code, RELEASE, asked=self._asked(by), ports=case_ports(self.house)))
        assert f"S#{by}" not in case.askers
        for group, approval in case.approvals.items():
            key = (code, group)
            self.approved[key] = max(self.approved.get(key, 0), approval.people)
        return case

    def follow_up(self, code: CaseCode, who: int, state: FollowUpState) -> None:
        """One entry by a nurse, on the contact as it stands."""
        stored = self.work.get((code, PEOPLE[who])) or FollowUp(code, PEOPLE[who])
        after = followed_up(stored, state, outcome=None, note="", by="nurse", accepts=False, now=self.now)
        self._sure(lambda: self.house.contacts.follow_up(after))
        self.work[code, PEOPLE[who]] = after

    def _asked(self, by: str) -> Asked:
        return Asked(replace(a_staff(Role.TRACER), staff_id=by), self.now)

    def _act(self, act: Callable[[], Answer]) -> Answer:
        """A person asks again until there is an answer; the stream tells of whatever was stored."""
        try:
            return self._sure(act)
        finally:
            self.relay()

    def _sure(self, act: Callable[[], Answer]) -> Answer:
        for _ in range(_MOST_TRIES):
            try:
                return act()
            except (Busy, Crash):
                continue
        raise AssertionError("never answered")

    # The machinery

    def relay(self) -> None:
        """A message for every revision that was stored."""
        for code, case in self.house.cases._cases.items():
            told = self._relayed.get(code, 0)
            self.messages += [(code, revision) for revision in range(told + 1, case.revision + 1)]
            self._relayed[code] = case.revision

    def deliver(self, place: int, *, once: bool = False) -> None:
        """One message reaches the inbox; unless `once`, it stays in the queue and may come again."""
        if not self.messages:
            return
        place %= len(self.messages)
        code, revision = self.messages[place]
        with suppress(Busy, Crash):
            inbox.take(RetraceDue(str(code), revision))
            if once:
                del self.messages[place]
        self.take_up()

    def deliver_newest(self, *, steps: int) -> None:
        """The newest message is acted on without much delay."""
        self.deliver(-1)
        for _ in range(steps):
            self.step(-1)

    def take_up(self) -> None:
        """Plays begin for the executions that were started."""
        for name, execution in self.house.workflows.executions.items():
            if execution.is_running and name not in self.plays:
                self.plays[name] = Play.started(self.house, execution)
                self.plays[name].context = Context(hurried=self.hurried)

    def step(self, place: int, *, survives: bool = True) -> None:
        """One state of one execution. A dead function is tried again, unless the whole execution ended with it."""
        if not self.plays:
            return
        name = sorted(self.plays)[place % len(self.plays)]
        play = self.plays[name]
        others = self._edges_besides(play)
        self.trouble.overtake = copy_of(play).step
        try:
            play.step()
        except Crash:
            if not survives:
                self.ends(name)
        except Busy:
            self.ends(name)
        else:
            if play.is_over:
                self.ends(name)
        finally:
            self.trouble.overtake = None
            self.relay()
        assert self._edges_besides(play) == others, "a run wrote the contacts of another case"

    def _edges_besides(self, play: Play) -> dict[CaseCode, dict[PersonId, Edge]]:
        """The contacts of all cases but that of this run."""
        stored = self.house.contacts._edges
        return {code: dict(edges) for code, edges in stored.items() if str(code) != play.data["case"]}

    def ends(self, name: str) -> None:
        self.house.workflows.end(name)
        del self.plays[name]

    def repair(self) -> None:
        """What the clock does every two minutes."""
        with suppress(Busy, Crash):
            repair.repair(cases=self.house.cases, workflows=self.house.workflows, now=self.now)
        self.relay()
        self.take_up()

    def settle(self) -> None:
        """Without further trouble, everything asked for is traced; messages that were lost are made good by the clock."""
        self.trouble.forget()
        for _ in range(_MOST_TRIES):
            self.play_on()
            if not self.house.cases.pending():
                self.messages.clear()
                return
            self.house.clock.passes(3 * MINUTE)
            self.repair()
        raise AssertionError("tracing never comes to rest")

    def trace(self, code: CaseCode) -> None:
        """One message, one run, nothing in between."""
        self.deliver([c for c, _ in self.messages].index(code), once=True)
        self.play_on()

    def play_on(self, *, survives: bool = True) -> None:
        """All executions to their end."""
        for _ in range(_MOST_STEPS):
            if not self.plays:
                return
            self.step(0, survives=survives)
        raise AssertionError("tracing never comes to rest")

    # What there is

    def code_of(self, who: int) -> CaseCode:
        """The open case of a person."""
        code: CaseCode = self.house.cases._open[PEOPLE[who]]
        return code

    def case(self, code: CaseCode) -> Case:
        case: Case = self.house.cases._cases[code]
        return case

    def edges(self, code: CaseCode) -> dict[PersonId, Edge]:
        edges: dict[PersonId, Edge] = self.house.contacts._edges.get(code, {})
        return edges

    def active(self, code: CaseCode) -> dict[int, Edge]:
        """Active edges by the number of the person."""
        return {PEOPLE.index(person): edge for person, edge in self.edges(code).items() if edge.active}

    def told(self, code: CaseCode, who: int) -> list[str]:
        """What a person has been told of a case, oldest first."""
        found = self.house.exposures._told
        notices = [n for n in found.values() if (n.case, n.person) == (code, PEOPLE[who])]
        return [version.told.value.removeprefix("exposure_") for notice in notices for version in notice.versions]

    def is_f0(self, person: PersonId) -> bool:
        """Whether a case of that person stands."""
        code = self.house.cases._open.get(person)
        until = self.case(code).expires_at if code else self.now
        return until is None or until > self.now

    def waits(self, code: CaseCode, who: int) -> bool:
        """Whether a person is owed word of a case and has a case of their own."""
        return (code, PEOPLE[who]) in self.house.waiting_list._waiting

    def claimed_by_case(self) -> Counter[CaseCode]:
        return Counter(told.case for told in self.claimed)

    def everything_told(self) -> dict[tuple[CaseCode, PersonId], ExposureNotice]:
        return {(n.case, n.person): n for n in self.house.exposures._told.values()}


def copy_of(play: Play) -> Play:
    """The same step, begun a second time."""
    second = copy(play)
    second.data, second.passed = dict(play.data), []
    return second


def _path(unit: UnitKey) -> str:
    return a_unit(unit).path


@contextmanager
def a_town(policies: Sequence[TracePolicy] = NOBODY_IS_HELD, *, slice_of: int = 1_000) -> Iterator[Town]:
    """A blank town. Reads that run beside each other come one after another here, so that each has its number."""
    with pytest.MonkeyPatch.context() as patch:
        trouble = Trouble()
        house = House(trouble)
        patch.setattr(domain.tracing.policy, "TRACE_POLICIES", tuple(policies))
        patch.setattr(wiring, "step_parts", always(step_parts(house)))
        patch.setattr(wiring, "workflows", lambda: house.workflows)
        patch.setattr(evidence, "beside", _one_after_another)
        patch.setattr(run, "each_beside", lambda work, items: [work(item) for item in items])
        patch.setattr(run, "_SLICE", slice_of)
        patch.setattr(steps, "log", lambda _: None)
        yield Town(house, trouble)


def _one_after_another(work: Callable[[], Answer]) -> Callable[[], Answer]:
    answer = work()
    return lambda: answer
