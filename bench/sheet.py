"""A workbook of as many venues as one request takes, on a deployed local cloud: looked at, stored, and given in again."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from bench.chain.meter import Bill, Meter
from bench.report import Line, Spread, Table
from bench.stage import Stage, can_be_deployed, deployed
from domain.base.secret import Purpose
from domain.base.unit import UnitKey
from domain.people.caller import Staff
from domain.people.roles import Role
from functions.kit.sheets.made import table, workbook
from functions.venue.sheet.given import HEADINGS
from functions.venue.sheet.reading import MAX_ROWS
from tools import demo
from tools.machine.paths import UNITS

TITLE = "A table of 500 venues on the local cloud"
ROUNDS = 3
LIMIT_S = 28  # of the function: infra/venue.py
FAR = 3  # times, on a machine with nothing else to do


class Said(NamedTuple):
    """Seconds of one request, and how many rows it told new, known and ready."""

    seconds: float
    created: int
    existing: int
    ready: int


class Way(NamedTuple):
    """One way of giving in a file: what of it a right answer says, its seconds, its calls."""

    what: str
    query: str
    rows: tuple[int, int, int]


LOOKED = Way("looked at", "?preview=true", (0, 0, MAX_ROWS))
STORED = Way("stored", "?rows=good", (MAX_ROWS, 0, 0))
AGAIN = Way("given in again", "?rows=good", (0, MAX_ROWS, 0))
LOOKED_AGAIN = Way("looked at when all are known", "?preview=true", (0, MAX_ROWS, 0))
WAYS = (LOOKED, STORED, AGAIN, LOOKED_AGAIN)


def a_workbook(turn: int) -> bytes:
    """Of venues that no other turn has."""
    rows: list[list[table.Out]] = [
        [f"Quán ăn {turn}-{row}", "Quán ăn", f"Số {row}, đường {turn}", f"0905{turn:02}{row:04}", 20, demo.COMMUNE.code]
        for row in range(MAX_ROWS)
    ]
    return workbook.workbook([table.Table("Địa điểm", HEADINGS, rows)])


def run() -> Table:
    if not can_be_deployed():
        return Table("sheet", TITLE, (), ("Left out: web/dist is missing (`make up` builds the site).",))
    from functions.venue import wiring

    with deployed("venue-api", parts=wiring.parts) as stage:
        token = stage.token("commune_officer")
        rounds = [[_sent(stage, token, way, file) for way in WAYS] for file in map(a_workbook, range(ROUNDS))]
        bills = _bills(a_workbook(ROUNDS))
    lines = [
        line
        for way, said, bill in zip(WAYS, zip(*rounds, strict=True), bills, strict=True)
        for line in _lines(way, said, bill)
    ]
    return Table("sheet", TITLE, lines, _notes())


def _sent(stage: Stage, token: str, way: Way, file: bytes) -> Said:
    begun = time.perf_counter()
    told = stage.asks(f"/venue-imports{way.query}", file, token, kind=workbook.TYPE)
    said = Said(time.perf_counter() - begun, told["created"], told["existing"], told["ready"])
    assert said[1:] == way.rows, (way, said)
    return said


def _bills(file: bytes) -> Sequence[Bill]:
    """Calls and units, counted while the use cases run here."""
    from adapters import session
    from adapters.reference.units import FileUnits
    from functions.venue import wiring
    from functions.venue.service import importing
    from functions.venue.sheet.reading import planned

    parts, units = wiring.parts(), FileUnits(UNITS)
    officer = Staff("bench", frozenset({Role.COMMUNE_OFFICER}), UnitKey(demo.COMMUNE.scheme, demo.COMMUNE.code))

    def counted(work: Callable[..., Any]) -> Bill:
        plan = planned(file, officer, new_codes=parts.new_codes, units=units, now=parts.clock())
        since = meter.mark()
        assert len(plan.venues) == MAX_ROWS
        work(plan.venues, venues=parts.venues)
        return meter.bill(since)

    parts.keys.ring(Purpose.SEAL)
    meter = Meter(0)
    for client in (session.client("dynamodb"), session.bulk_client()):
        meter.listen(client)
    return [
        counted(work) for work in (importing.known, importing.import_venues, importing.import_venues, importing.known)
    ]


def _lines(way: Way, said: Sequence[Said], bill: Bill) -> Iterator[Line]:
    spread = Spread(tuple(one.seconds for one in said))
    yield Line(
        f"{MAX_ROWS} rows {way.what}: through the door, p50 (lowest–highest)",
        spread.shown("s", digits=1),
        f"{LIMIT_S} s end the request",
        f"{LIMIT_S / spread.median:.1f} times",
        f"≥ {FAR} times",
        spread.median * FAR <= LIMIT_S,
    )
    calls = ", ".join(f"{count:,} {name}" for name, count in sorted(bill.calls.items()))
    units = f"{bill.read_units:,g} read, {bill.write_units:,} write"
    yield Line(
        f"{MAX_ROWS} rows {way.what}: calls, one after another at most, units", calls, f"{bill.rounds} rounds", units
    )


def _notes() -> tuple[str, ...]:
    return (
        (
            f"The CDK app deployed on an engine of its own; each file of {MAX_ROWS} rows, an .xlsx of an officer's commune, is "
            f"new to the register: looked at, stored, given in again, looked at again; {ROUNDS} files. The engine is one "
            "process and works on the same two cores: seconds of writing are mostly its own."
        ),
        (
            "Calls and units are counted while the use case runs here. A transaction is billed twice; a row is a venue with "
            "its place in the list of its unit, a code and a name."
        ),
    )
