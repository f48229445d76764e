"""The log of visits under trouble: nothing accepted is lost, a repeat is one visit, order does not matter.

The twin without faults is the model; the adapter runs on moto with faults at the SDK's door.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from random import Random
from typing import Any

import pytest
from botocore.config import Config
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from adapters import session
from adapters.dynamo.visit.item import item_from_visit, visit_from_item
from adapters.dynamo.visit.visits import DynamoVisits
from adapters.memory.faults import Fault as Lapse
from adapters.memory.faults import FaultPlan
from adapters.memory.secret.secrets import PlainSealer
from adapters.memory.visit.visits import MemoryVisits
from domain.base.errors import Busy, DomainError
from domain.presence.dispute import RecordedVisits
from domain.presence.policy import visit_policy
from domain.presence.visit import Flag, Stored, Visit, VisitLog, left
from tests.contract.engines import Stores, started
from tests.contract.samples.base import MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.presence import STAY, a_visit, venue_id
from tests.faults import Fault, Faults, conflict, lost_answer, silence, throttled, without_pauses

POLICY = visit_policy(NOW.date())
PERSONS = [person_id() for _ in range(2)]
VENUES = [venue_id() for _ in range(2)]
STAFF, OWNER = "S#desk", "P#owner"
BY_OTHERS: dict[int, dict[str, Any]] = {
    0: {"recorded_by": STAFF, "recorded_at": NOW},
    45: {"recorded_by": OWNER, "recorded_at": NOW + 45 * MINUTE, "flags": (Flag.DOUBTFUL,)},
}
VISITS = [
    a_visit(NOW + minute * MINUTE, person=person, venue=venue, **(BY_OTHERS[minute] if venue is VENUES[1] else {}))
    for person in PERSONS
    for venue in VENUES
    for minute in (0, 45)
]
ON_MOTO = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Step:
    """One request, and what happens to its first attempts: at most two, as many as the SDK repeats."""

    act: str
    visit: Visit
    minutes: int
    trouble: tuple[Fault, ...] = ()

    def __repr__(self) -> str:
        names = [getattr(fault, "__name__", "refused") for fault in self.trouble]
        return f"{self.act} {self.visit.visit_id} +{self.minutes} min {names}"


ABOUT_A_RECORD = {
    "withdraw": lambda log, key, at: log.withdraw(key, by=None, policy=POLICY, now=at),
    "owner withdraws": lambda log, key, at: log.withdraw(key, by=OWNER, policy=POLICY, now=at),
    "dispute": lambda log, key, at: log.dispute(key, why="không ở đó", now=at),
    "uphold": lambda log, key, at: log.settle(key, stands=True, now=at),
    "annul": lambda log, key, at: log.settle(key, stands=False, now=at),
}
TROUBLE = st.lists(st.sampled_from([throttled, silence, lost_answer]), max_size=2).map(tuple) | st.just((conflict,))
STEPS = st.lists(
    st.builds(
        Step,
        act=st.sampled_from(["arrive", "arrive", "leave", "move on", "take back", *ABOUT_A_RECORD]),
        visit=st.sampled_from(VISITS),
        minutes=st.integers(-5, 150),
        trouble=TROUBLE,
    ),
    min_size=1,
    max_size=10,
)


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    with started("moto") as found:
        yield found


def taken(log: RecordedVisits, step: Step) -> object:
    """The answer of a step, refusals included."""
    at = step.visit.start + step.minutes * MINUTE
    try:
        if step.act == "arrive":
            return log.record(step.visit)
        if step.act == "take back":
            return log.void(step.visit.key, policy=POLICY, now=at)
        if step.act in ABOUT_A_RECORD:
            return ABOUT_A_RECORD[step.act](log, step.visit.key, at)
        return log.close(step.visit.key, at=at, stay=STAY, by_leaving=step.act == "leave")
    except Busy:
        raise
    except DomainError as refusal:
        return refusal.code


def items_of(table: str, index: str | None = None) -> list[dict[str, Any]]:
    where: Any = {"IndexName": index} if index else {}
    items: list[dict[str, Any]] = session.client("dynamodb").scan(TableName=table, **where)["Items"]
    return sorted(items, key=lambda item: item["pk"]["S"] + item["sk"]["S"])


def agree(answer: object, expected: object, step: Step) -> None:
    """A repeat that the SDK had to send twice may call itself new: its refusal looks like that of a lost answer."""
    if isinstance(answer, Stored) and isinstance(expected, Stored) and step.trouble:
        assert answer.is_new >= expected.is_new, step
        answer, expected = answer.visit, expected.visit
    assert answer == expected, step


def agrees_with_its_model(log: DynamoVisits, table: str, client: Any, steps: Sequence[Step]) -> None:
    """Every answer is the model's answer although attempts fail; table, index and person's list agree at the end."""
    model = MemoryVisits()
    with Faults(client) as faults:
        for step in steps:
            faults.plan("PutItem" if step.act == "arrive" else "UpdateItem", *step.trouble)
            agree(taken(log, step), taken(model, step), step)
            faults.forget()
    for person in PERSONS:
        assert log.of_person(person, now=NOW) == model.of_person(person, now=NOW)
    items = items_of(table)
    said = {"wz"}  # why it is disputed, which is opened by the sealer alone
    for item in items:
        assert item_from_visit(visit_from_item(item)) == {k: v for k, v in item.items() if k not in said}
    indexed = {"pk", "sk", "vb", "vs", "e", "o", "s", "f"}
    assert items_of(table, "byVenue") == [{k: v for k, v in item.items() if k in indexed} for item in items]


def test_the_adapter_answers_as_the_twin_whatever_befalls_two_attempts(stores: Stores) -> None:
    @ON_MOTO
    @given(STEPS)
    def check(steps: Sequence[Step]) -> None:
        session._cached.cache_clear()  # a full budget of retries
        table = stores.table("Visit")
        with without_pauses():
            agrees_with_its_model(DynamoVisits(table, sealer=PlainSealer()), table, session.client("dynamodb"), steps)

    check()


class Impatient(DynamoVisits):
    """The seeded bug: a single attempt, and silence taken for a failure."""

    only: Any = None

    @property
    def _client(self) -> Any:
        return self.only


def test_no_retry_after_an_ambiguous_timeout_trips_the_property(stores: Stores) -> None:
    single = session._CONFIG.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))
    client = session._session().create_client("dynamodb", config=single)

    @seed(1)
    @settings(ON_MOTO, max_examples=50, database=None, phases=[Phase.generate])
    @given(STEPS)
    def check(steps: Sequence[Step]) -> None:
        table = stores.table("Visit")
        log = Impatient(table)
        log.only = client
        with without_pauses():
            agrees_with_its_model(log, table, client, steps)

    with pytest.raises(Busy):
        check()


# A device repeats until it hears an answer. On the twin, where a thousand histories take a second.

METHODS = {"arrive": "record", "take back": "void", "leave": "close", "move on": "close", "dispute": "dispute"}
METHODS |= {"withdraw": "withdraw", "owner withdraws": "withdraw", "uphold": "settle", "annul": "settle"}
LAPSES = st.lists(st.sampled_from([None, Lapse.REFUSED, Lapse.ANSWER_LOST]), max_size=30)


def repeated(log: RecordedVisits, step: Step) -> None:
    while True:
        try:
            taken(log, step)
        except Busy:
            continue
        return


@given(STEPS, LAPSES)
def test_what_a_device_repeats_until_it_is_answered_happens_once(
    steps: Sequence[Step], lapses: Sequence[Lapse | None]
) -> None:
    plan = FaultPlan()
    log, model = MemoryVisits(plan), MemoryVisits()
    coming = iter(lapses)
    for step in steps:
        method = METHODS[step.act]
        if lapse := next(coming, None):
            plan.plan(method, lapse)
        repeated(log, step)
        taken(model, step)
    for person in PERSONS:
        assert log.of_person(person, now=NOW) == model.of_person(person, now=NOW)


# Rule V3: in and out in either order, apart or together, repeated at will.


def deliver(log: VisitLog, visit: Visit, message: str, minutes: int) -> None:
    """As the service does: a leaving whose visit is unknown carries the whole visit."""
    at = visit.start + minutes * MINUTE
    whole = left(visit, at, STAY)
    if message == "in":
        log.record(visit)
    elif message == "both":
        log.record(whole)
        log.close(visit.key, at=at, stay=STAY, by_leaving=True)
    elif log.close(visit.key, at=at, stay=STAY, by_leaving=True) is None:
        log.record(whole)


@given(st.integers(0, 200), st.lists(st.sampled_from(["in", "out", "both"])), st.integers(0))
def test_the_order_of_in_and_out_does_not_matter(minutes: int, repeats: list[str], shuffle: int) -> None:
    visit = a_visit()
    expected = left(visit, visit.start + minutes * MINUTE, STAY)
    messages = [*repeats, "in", "out"]
    Random(shuffle).shuffle(messages)  # noqa: S311 - an order, not a secret
    log = MemoryVisits()
    for message in messages:
        deliver(log, visit, message, minutes)
    assert log.of_person(visit.key.person, now=NOW) == [expected]


@pytest.mark.parametrize("messages", [*permutations(["in", "out"]), ("both", "in"), ("in", "both"), ("both",)])
@pytest.mark.parametrize("minutes", [10, 500])
def test_the_order_of_in_and_out_does_not_matter_to_the_adapter(
    stores: Stores, messages: Sequence[str], minutes: int
) -> None:
    log, visit = stores.visits(), a_visit()
    for message in messages:
        deliver(log, visit, message, minutes)
    (stored,) = log.of_person(visit.key.person, now=NOW)
    assert stored == left(visit, visit.start + minutes * MINUTE, STAY)
    assert (Flag.CAPPED in stored.flags) == (minutes == 500)
