"""One case from its confirmation until everybody who is owed a notice has one, and what that took."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from adapters.dynamo.case.contact_item import edge_from_item
from adapters.dynamo.notice.exposure_item import exposure_from_item
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.standing.standing import MemoryStanding
from adapters.memory.tally.tallies import MemoryTallies
from bench.chain.house import House, messages
from bench.chain.meter import Bill, Meter
from bench.chain.town import Town
from domain.base.period import local_day
from domain.people.codes import PersonId
from domain.telling.exposure import ExposureNotice, cause_of
from domain.telling.notice import NoticeKey
from domain.tracing.case import TraceStatus, released, retraced
from domain.tracing.codes import CaseCode
from domain.tracing.follow_up import CallOutcome, FollowUp, FollowUpState, followed_up
from domain.tracing.policy import trace_policy
from functions.notify.service.reach import Ports
from functions.notify.service.sending import send
from functions.trace.run import inbox, stream
from tests.runs import Play

SECOND_PERSON = "S#district-officer"
FOLLOWED = 100


@dataclass(frozen=True)
class Timed:
    """Seconds until the last notice stood in the queue; of the processor, until the run's end."""

    wall: float
    cpu: float
    whole: Bill
    find: Bill  # the step that finds contacts
    rerun: Bill
    after: Bill  # sending, receipt and follow-up of some contacts
    followed: int


def tell(house: House, town: Town, code: CaseCode, meter: Meter) -> Timed:
    """Undisturbed. A run that is held is released at once, and both runs count."""
    begun, cpu, first = time.perf_counter(), time.process_time(), meter.mark()
    house.confirm(town, code)
    found = traced(house, code, meter)
    case = house.stored(code)
    if case.status is TraceStatus.HELD:
        policy = trace_policy(local_day(case.dates.confirmed_at))
        house.cases.replace(released(case, policy, by=SECOND_PERSON, reason="", now=house.clock()))
        found = traced(house, code, meter)
    cpu, whole = time.process_time() - cpu, meter.mark()
    house.clock.passes(timedelta(minutes=2))
    house.cases.replace(retraced(house.stored(code), by="S#clock", now=house.clock()))
    traced(house, code, meter)
    rerun = meter.mark()
    people = sorted(town.contacts)[:FOLLOWED]
    _followed(house, code, people)
    return Timed(
        wall=found.told_at - begun,
        cpu=cpu,
        whole=meter.bill(first, whole),
        find=meter.bill(*found.find),
        rerun=meter.bill(whole, rerun),
        after=meter.bill(rerun),
        followed=len(people),
    )


@dataclass
class Traced:
    told_at: float = 0.0
    find: tuple[int, int] = (0, 0)


def traced(house: House, code: CaseCode, meter: Meter) -> Traced:
    """From the stream's record of the case to the end of the run it starts."""
    seen = len(house.bus.events)
    stream.handler({"Records": [house.record(code)]}, None)
    inbox.handler(messages(house.bus.events[seen:]), None)
    (execution,) = (e for e in house.workflows.executions.values() if e.is_running)
    play, done = Play.started(cast("Any", house), execution), Traced()
    while not play.is_over:
        state, since = play.at, meter.mark()
        play.step()
        if state == "FindContacts":
            done.find = since, meter.mark()
        elif state == "QueueNotices":
            done.told_at = time.perf_counter()
    house.workflows.end(execution.name)
    return done


def _followed(house: House, code: CaseCode, people: Iterable[PersonId]) -> None:
    """Each is told by push or finds it on the page, and called once."""
    ports = Ports(
        house.outbox,
        house.messenger,
        MemoryPusher(),
        MemorySubscriptions(),
        MemoryPersons(),
        MemoryTexts(),
        MemoryTallies(),
        MemorySecrets(clock=house.clock),
        MemoryStanding(),
        "https://vungxanh.example",
    )
    for person in people:
        assert send(NoticeKey(person, cause_of(code)), ports=ports, now=house.clock())
        state, outcome = FollowUpState.REACHED, CallOutcome.ANSWERED
        house.contacts.follow_up(
            followed_up(
                FollowUp(code, person), state, outcome=outcome, note="", by="S#tracer", accepts=True, now=house.clock()
            )
        )


@dataclass(frozen=True)
class Wrong:
    """How what is stored differs from the truth."""

    lost: int
    doubled: int
    others: int  # people who are no contacts, and notices or edges that say what is not so

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.lost, self.doubled, self.others

    @property
    def is_nothing(self) -> bool:
        return not any(self.counts)

    @property
    def shown(self) -> str:
        return ", ".join(map(str, self.counts))

    def __add__(self, other: "Wrong") -> "Wrong":
        return Wrong(self.lost + other.lost, self.doubled + other.doubled, self.others + other.others)


def checked(house: House, town: Town, code: CaseCode, *, versions: int = 1) -> Wrong:
    """Everybody who met the F0 has an edge and a notice of so many versions, nobody else has."""
    edges = {
        edge.person: edge.active
        for item in house.all_of("Case", f"E#{code}#")
        if item["sk"]["S"].startswith("P#")
        for edge in [edge_from_item(item)]
    }
    notices: dict[PersonId, ExposureNotice] = {
        notice.person: notice for notice in map(exposure_from_item, house.all_of("Notice", f"N#C#{code}"))
    }
    active = versions % 2 == 1  # a second version takes the first one back
    lost = (town.contacts - set(edges)) | {
        p for p in town.contacts if p not in notices or len(notices[p].versions) < versions
    }
    doubled = [p for p, notice in notices.items() if len(notice.versions) > versions]
    others = (set(edges) | set(notices)) - town.contacts | {p for p, stands in edges.items() if stands is not active}
    return Wrong(len(lost), len(doubled), len(others))
