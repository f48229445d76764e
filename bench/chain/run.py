"""From confirmed to the last notice queued (B3): calls, units, rounds, CPU; then the same in a storm of faults."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from adapters.dynamo.visit.item import item_from_visit
from bench import units
from bench.chain.house import House, fill, house
from bench.chain.meter import Bill, Meter
from bench.chain.storm import Stormy, Weather
from bench.chain.story import Timed, Wrong, checked, tell
from bench.chain.town import Town, town
from bench.report import Line, Spread, Table
from bench.stores import engine
from domain.tracing.codes import CaseCode

TITLE = "From a case confirmed to its last notice queued"
CASES = {100: 10, 1_000: 4, 10_000: 1}
# Contacts, cases, whether they are retracted, and the share of attempts that is a fault: more would spend what the SDK
# allows itself of repetitions; and whoever dies among 10,000 contacts begins by reading them all again.
STORMS = ((100, 4, True, 0.28), (1_000, 6, True, 0.28), (10_000, 1, False, 0.08))
PER_CONTACT = 2  # the edge and the notice
WITH_FOLLOW_UP = 4  # the receipt and the follow-up too
CONSTANT = 64
LEAST = 10_000


@dataclass
class Storm:
    """What was sent into the storm, and what was wrong after it."""

    cases: int = 0
    contacts: int = 0
    repeats: int = 0
    restarts: int = 0
    wrong: Wrong = field(default_factory=lambda: Wrong(0, 0, 0))
    faults: Counter[str] = field(default_factory=Counter)


def run(cases: Mapping[int, int] = CASES, storms: tuple[tuple[int, int, bool, float], ...] = STORMS) -> Table:
    now = datetime.now(UTC).replace(microsecond=0)
    with engine() as store, house(store.url, now) as calm:
        told = {count: list(_undisturbed(calm, count, many)) for count, many in cases.items()}
    with engine() as store, house(store.url, now) as stormy:
        storm = _in_a_storm(stormy, storms)
    lines = [line for count, found in told.items() for line in _lines(count, found)]
    return Table("chain", TITLE, [*lines, *_storm_lines(storm)], _notes(cases))


def _undisturbed(house: House, count: int, many: int) -> Iterator[tuple[Timed, Wrong]]:
    from adapters import session

    meter = Meter(_copy(town(1, 1, house.clock())))
    for client in (session.client("dynamodb"), session.bulk_client()):
        meter.listen(client)
    for number in range(many):
        people = town(count, 1_000 * count + number, house.clock())
        fill(house.store, people.items())
        code = CaseCode.from_random(count * 100 + number)
        yield tell(house, people, code, meter), checked(house, people, code)


def _copy(some: Town) -> int:
    """Bytes of a visit in the index by venue."""
    from infra.data import TABLES

    carries = TABLES["Visit"].indexes[0].carries
    return units.size(units.projected(item_from_visit(some.visits[0]), carries))


def _in_a_storm(house: House, storms: tuple[tuple[int, int, bool, float], ...]) -> Storm:
    from adapters import session

    rng = random.Random(20211003)
    weather, found = Weather(rng), Storm()
    clients = session.client("dynamodb"), session.bulk_client()
    for count, many, is_retracted, share in storms:
        for number in range(many):
            people, code = (
                town(count, 1_000 * count + number, house.clock()),
                CaseCode.from_random(count * 100 + number),
            )
            fill(house.store, people.items())
            case = Stormy(house, people, code, rng)
            with weather.over(share, *clients):
                case.tell()
            found.wrong += checked(house, people, code)
            if is_retracted:
                with weather.over(share, *clients):
                    case.take_back()
                found.wrong += checked(house, people, code, versions=2)
            found.cases += 1
            found.contacts += count
            found.repeats += case.repeats
            found.restarts += case.restarts
    found.faults = weather.committed
    return found


def _lines(count: int, found: list[tuple[Timed, Wrong]]) -> Iterator[Line]:
    what = f"{count:,} contacts"
    told, wrong = [one for one, _ in found], sum((one for _, one in found), Wrong(0, 0, 0))
    wall = Spread(tuple(one.wall for one in told))
    cpu = Spread(tuple(one.cpu / count for one in told))
    last = told[-1]
    yield Line(
        f"{what}: confirmed → last notice queued, local engine",
        wall.shown("s", digits=2) if len(told) > 1 else f"{wall.median:.2f} s",
        f"processor of the functions: {cpu.shown('µs a contact', scale=1e6)}",
    )
    yield Line(f"{what}: calls, read units, rounds", _calls(last.whole), f"finding alone: {_calls(last.find)}")
    yield _written(what, count, last.whole)
    yield Line(
        f"{what}: write units of a second run over the same facts, edges and notices",
        f"{last.rerun.writes['edges'] + last.rerun.writes['notices']}",
        f"{last.rerun.writes['case']} WRU for the case itself",
        target="0",
        met=last.rerun.writes["edges"] + last.rerun.writes["notices"] == 0,
    )
    each = PER_CONTACT + last.after.write_units / last.followed
    yield Line(
        f"{what}: write units of a contact with receipt and follow-up",
        f"{each:.2f}",
        target=f"≤ {WITH_FOLLOW_UP}",
        met=each <= WITH_FOLLOW_UP,
    )
    yield Line(f"{what}: lost, doubled, wrong", wrong.shown, target="0, 0, 0", met=wrong.is_nothing)


def _written(what: str, count: int, bill: Bill) -> Line:
    """Whatever is more than two a contact is the constant."""
    constant = bill.write_units - PER_CONTACT * count
    return Line(
        f"{what}: write units",
        f"{bill.write_units:,} = {bill.writes['edges']:,} edges + {bill.writes['notices']:,} notices + {bill.writes['case']} case",
        f"design: 4 × contacts + {CONSTANT}",
        f"{bill.write_units / (4 * count + CONSTANT):.2f}",
        target=f"≤ {PER_CONTACT} × contacts + {CONSTANT}",
        met=constant <= CONSTANT,
    )


def _calls(bill: Bill) -> str:
    return f"{bill.calls.total():,} calls, {bill.read_units:,.0f} RRU, {bill.rounds} rounds"


def _storm_lines(storm: Storm) -> Iterator[Line]:
    total = storm.faults.total()
    kinds = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in storm.faults.most_common())
    yield Line("storm: faults committed", f"{total:,}", kinds, target=f"≥ {LEAST:,}", met=total >= LEAST)
    yield Line(
        "storm: cases, contacts",
        f"{storm.cases}, {storm.contacts:,}",
        f"{storm.repeats} messages delivered, {storm.restarts} runs begun again by the scheduled repair",
    )
    for name, count in zip(("lost", "doubled", "wrong"), storm.wrong.counts, strict=True):
        yield Line(f"storm: {name}", f"{count}", target="0", met=count == 0)


def _notes(cases: Mapping[int, int]) -> tuple[str, ...]:
    many = ", ".join(f"{many} of {count:,} contacts" for count, many in cases.items())
    return (
        (
            f"Cases: {many}; visits of two days at markets, others there too briefly, one contact in twenty living elsewhere. "
            "The route's use case, relay, inbox, every state of functions/trace/run/workflow.asl.json and the adapters run in one "
            "process against the local cloud's engine; stream, bus, queue and workflow are played, without their waiting. "
            "10,000 contacts are held first, and a second person releases them: both runs count. A true search of the town "
            "says who must have an edge and a notice."
        ),
        (
            "Units by the published rule from what was sent and what came back (transactions twice, indexes too). Rounds: the "
            "longest chain of calls of which each began when the one before had ended, on this machine; ten calls go at once."
        ),
        (
            "Storm: attempts are refused, lost before or after they are applied, served in part, and processes die, below the "
            "SDK's own repetitions and for both clients; executions are lost between states, stream and queue deliver late, "
            "twice and mixed. Most cases are then retracted: everybody must have one notice and one correction. The same "
            "engine as above; pauses are left out."
        ),
    )
