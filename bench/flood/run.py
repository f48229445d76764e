"""What a flood costs and who notices: counted on a sample, then multiplied and priced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_address
from math import ceil

from bench.chain.house import house
from bench.chain.meter import Meter
from bench.cost import FULL_CORE_MB, HTTP_API, LAMBDA_GB_SECOND, LAMBDA_REQUEST, READ_UNIT, STORE_MS, WRITE_UNIT
from bench.deployed import deployed
from bench.flood.doors import Cost, Strangers, strangers
from bench.flood.venue import NEIGHBOURS, Seen, copied, seen
from bench.report import Line, Table
from bench.stores import engine, fill
from bench.world import World
from domain.base.period import shown
from domain.base.secret import Purpose
from domain.people.policy import OTP, STRANGER_POLICIES
from domain.presence.venue import signed_token

TITLE = "A flood of strangers"
SAMPLE, OTHERS = 100, 50
CREATED = HTTPStatus.CREATED
FLOOD, A_SECOND = 1_000_000, 55
CODES, VISITS = 10_000, 20_000
FAKES = (0, 400, 2_000)
"""At the venue of an F0: none, fewer than hold a group, more."""
TEXT = 0.05
"""Dollars for a text message: assumed, the contract with the operators says."""
POLICY = STRANGER_POLICIES[-1]
WINDOW_S = POLICY.window.total_seconds()
ATTACKER, OFFICE = "203.0.113.7", "198.51.100.9"
MOST_UNITS_MORE = 1 + 1 / POLICY.stride


@dataclass(frozen=True, slots=True)
class Registrations:
    """A request that is taken and the two ways to be refused; of others who came meanwhile, how many were taken."""

    taken: Cost
    full: Cost
    used: Cost
    let_in: int
    others: int
    longest_wait: int


@dataclass(frozen=True, slots=True)
class Codes:
    asked: Cost
    texted_one: int
    requests_one: int
    texted_many: int


def run(fakes: tuple[int, ...] = FAKES) -> Table:
    now = datetime.now(UTC).replace(microsecond=0)
    with engine() as store:
        world = World(1, skewed=0.0, venues=1)
        fill(store.url, world)
        with strangers(store.url, now) as doors:
            registrations, codes = _registrations(doors), _codes(doors)
            visit = _visits(doors, world)
    with engine() as store, house(store.url, now) as calm:
        from adapters import session

        meter = Meter(copied(calm))
        for client in (session.client("dynamodb"), session.bulk_client()):
            meter.listen(client)
        traces = {count: seen(calm, meter, count, 7_000 + count) for count in fakes}
    lines = [*_of_registrations(registrations), *_of_codes(registrations, codes), *_of_visits(registrations, visit)]
    lines += [line for count, found in traces.items() for line in _of_traces(count, found)]
    return Table("flood", TITLE, lines, _notes())


def _registrations(doors: Strangers) -> Registrations:
    doors.registers(0, phone=0, address=OFFICE).was(201)  # keys are in memory
    taken = doors.cost(201, SAMPLE, lambda n: doors.registers(1_000 + n, phone=1_000 + n, address=_home(n)))
    replies = [doors.registers(10_000 + n, phone=10_000 + n, address=ATTACKER) for n in range(2 * POLICY.per_source)]
    full = doors.cost(429, SAMPLE, lambda n: doors.registers(20_000 + n, phone=20_000 + n, address=ATTACKER))
    for n in range(POLICY.unproved_per_number):
        doors.registers(30_000 + n, phone=30_000, address=_home(1_000 + n)).was(201)
    used = doors.cost(429, SAMPLE, lambda n: doors.registers(31_000 + n, phone=30_000, address=_home(2_000 + n)))
    others = [doors.registers(40_000 + n, phone=40_000 + n, address=_home(3_000 + n)) for n in range(OTHERS)]
    return Registrations(
        taken,
        full,
        used,
        sum(reply.status == CREATED for reply in replies),
        sum(reply.status == CREATED for reply in others),
        max(reply.retry_after for reply in replies),
    )


def _codes(doors: Strangers) -> Codes:
    tokens = [_token(doors, 50_000 + n, 50_000 + n) for n in range(OTHERS)]
    asked = doors.cost(202, len(tokens), lambda n: doors.asks_a_code(tokens[n]))
    many = len(doors.sends())
    family = [_token(doors, 60_000 + n, 60_000) for n in range(POLICY.unproved_per_number)]
    one, requests = 0, 60
    for n in range(requests):
        doors.asks_a_code(family[n % len(family)])
        one += len(doors.sends())
        doors.clock.passes(OTP.again_after)
    return Codes(asked, one, requests, many)


def _visits(doors: Strangers, world: World) -> Cost:
    tokens = [_token(doors, 70_000 + n, 70_000 + n) for n in range(SAMPLE)]
    ring = world.secrets.ring(Purpose.VENUE).newest
    code = signed_token(world.venues[0].code, ring.kid, ring.material)
    at = shown(world.now - timedelta(minutes=5))
    doors.checks_in(tokens.pop(), code, at).was(201)  # the venue comes into memory
    return doors.cost(201, len(tokens), lambda n: doors.checks_in(tokens[n], code, at))


def _token(doors: Strangers, number: int, phone: int) -> str:
    body = doors.registers(number, phone=phone, address=_home(number)).was(201).body
    return str(body["device_token"])


def _home(number: int) -> str:
    """An address for everybody."""
    return str(ip_address("10.0.0.0") + number)


def _dollars(cost: Cost) -> float:
    """For one request: front door, function, store."""
    memory = deployed().memory_mb
    wall_ms = cost.cpu / cost.requests * 1000 * FULL_CORE_MB / memory + cost.calls * STORE_MS
    function = LAMBDA_REQUEST + wall_ms / 1000 * memory / 1024 * LAMBDA_GB_SECOND
    return (HTTP_API + function + cost.write_units * WRITE_UNIT + cost.read_units * READ_UNIT) / 1e6


def _cost_line(what: str, cost: Cost) -> Line:
    measured = f"{cost.write_units:.2f} WRU + {cost.read_units:.2f} RRU, {cost.calls:.2f} calls"
    cpu = cost.cpu / cost.requests * 1000
    return Line(f"{what}: one request", measured, f"{cpu:.2f} ms of processor, ${_dollars(cost) * 1e6:.2f} a million")


def _of_registrations(found: Registrations) -> Iterator[Line]:
    yield _cost_line("registration, taken", found.taken)
    counted = found.taken.bill.writes["tally"] / found.taken.requests
    yield Line(
        "· of which counting",
        f"{counted:.2f} WRU",
        target=f"≤ {MOST_UNITS_MORE:.2f}",
        met=counted <= MOST_UNITS_MORE,
    )
    yield _cost_line("registration, refused: address full", found.full)
    yield _cost_line("registration, refused: number used up", found.used)
    yield Line(
        "one address sends twice what it may: taken",
        f"{found.let_in}",
        f"told to wait {found.longest_wait} s at most",
        target=f"= {POLICY.per_source}",
        met=found.let_in == POLICY.per_source,
    )
    yield Line(
        "others meanwhile, from their own addresses and numbers: taken",
        f"{found.others} of {OTHERS}",
        target=f"{OTHERS}",
        met=found.others == OTHERS,
    )
    windows = ceil(FLOOD / A_SECOND / WINDOW_S)
    records = windows * POLICY.per_source
    dollars = records * _dollars(found.taken) + (FLOOD - records) * _dollars(found.full)
    unbounded = FLOOD * _dollars(found.taken)
    yield Line(
        f"{FLOOD:,} registrations from one address, {A_SECOND} a second",
        f"${dollars:.2f}, {records:,} records",
        f"all taken: ${unbounded:.2f}, {FLOOD:,} records",
        f"{dollars / unbounded:.2f}",
    )
    dollars = FLOOD * _dollars(found.used)
    yield Line(
        f"{FLOOD:,} that name one number, from as many addresses",
        f"${dollars:.2f}, {POLICY.unproved_per_number} records a day",
        f"all taken: ${unbounded:.2f}, {FLOOD:,} records",
        f"{dollars / unbounded:.2f}",
    )
    yield Line(
        f"{FLOOD:,} from as many addresses and numbers", f"${unbounded:.2f}, {FLOOD:,} records", "no bound of ours"
    )


def _of_codes(registered: Registrations, found: Codes) -> Iterator[Line]:
    yield _cost_line("code asked for, to a new number", found.asked)
    yield Line(
        f"one number, {found.requests_one} requests of its {POLICY.unproved_per_number} records in half an hour: texts",
        f"{found.texted_one}",
        "before: 15",
        target=f"= {POLICY.codes_per_number} a day",
        met=found.texted_one == POLICY.codes_per_number,
    )
    yield Line(f"{OTHERS} numbers, one request each: texts", f"{found.texted_many}")
    hours = ceil(CODES / POLICY.per_source) * WINDOW_S / 3600
    work = CODES * (_dollars(registered.taken) + _dollars(found.asked))
    yield Line(
        f"{CODES:,} codes by one address, each to another number",
        f"${work:.2f} + {CODES:,} texts = ${work + CODES * TEXT:,.0f}",
        f"takes {hours:.1f} h: {POLICY.per_source} texts in ten minutes",
    )
    most = POLICY.codes_per_number * TEXT
    yield Line(f"{CODES:,} requests for one number", f"{POLICY.codes_per_number} texts = ${most:.2f} a day")


def _of_visits(registered: Registrations, visit: Cost) -> Iterator[Line]:
    yield _cost_line("fake visit", visit)
    dollars = VISITS * (_dollars(registered.taken) + _dollars(visit))
    hours = ceil(VISITS / POLICY.per_source) * WINDOW_S / 3600
    yield Line(
        f"{VISITS:,} fake people with a visit each at one venue",
        f"${dollars:.2f}",
        f"from one address in {hours:.1f} h",
    )


def _of_traces(fakes: int, found: Seen) -> Iterator[Line]:
    dollars = (found.read_units * READ_UNIT + found.write_units * WRITE_UNIT) / 1e6
    yield Line(
        f"an F0 and {NEIGHBOURS} contacts, {fakes:,} fakes at one venue: a tracer sees",
        f"{found.status}: {found.held_people:,} people wait for a second officer",
        f"{found.notices:,} notices queued",
    )
    yield Line(
        "· the run",
        f"{found.read_units:,.0f} RRU + {found.write_units:,} WRU, {found.cpu:.1f} s of processor",
        f"${dollars:.4f}",
    )


def _notes() -> tuple[str, ...]:
    return (
        (
            f"Measured: each kind of request some {SAMPLE} times through the product's own doors over the local cloud's "
            "engine, the clock standing still; calls at the SDK's door, units by the published rule, processor of this "
            "process; text messages counted in the sender; the trace with as many visits as stand in its line."
        ),
        (
            f"Multiplied: totals of {FLOOD:,}, {CODES:,} and {VISITS:,}, and hours, from the bounds. Priced as in Dollars per "
            f"million visits, the same size of function; a text message at ${TEXT:.2f} is assumed. Left out: content "
            "network, firewall, relay and queue of a code, streams, storage."
        ),
        (
            "One process takes the bound of an address exactly; of several each may take a stride of "
            f"{POLICY.stride} beyond it. What limits the requests themselves is the throttle of the open routes."
        ),
    )
