"""A warm check-in from event to answer, beside a bare SDK handler that makes the same put: CPU time of the process."""

import json
from functools import cache
from typing import Any

from adapters.dynamo.visit.item import item_from_visit
from bench import WORK
from bench.built import answer, asset, lent, with_bench
from bench.report import Line, Spread, Table
from bench.stores import canned, fill
from bench.world import Sent, World

TARGET = 2.0
CALLS = 1500
PEOPLE = 50


def run() -> Table:
    wire, stub = _measured()
    lines = [
        _line("check-in, put over a loopback connection", wire, TARGET),
        _line("check-in, put answered inside the process", stub),
        Line(
            "what the product adds to the put",
            f"{(wire['product'].median - wire['bare'].median) * 1e6:,.0f} µs",
            "token, venue code, rules, schema, answer",
        ),
    ]
    notes = (
        (
            f"{CALLS} check-ins of {PEOPLE} people in blocks of 50, the two handlers in turn; the first four blocks "
            "are left out. Both put the same item under the same condition."
        ),
        (
            "Bare: `json.loads`, `boto3` client with its defaults, `put_item`, `json.dumps`; no token, no venue, no check. "
            "The product's client leaves out parameter validation, which is part of the difference."
        ),
    )
    return Table("warm_cpu", "Warm check-in", lines, notes)


def measured_cpu() -> float:
    """CPU seconds of a warm check-in, its put over a connection."""
    return _measured()[0]["product"].median


@cache
def _measured() -> tuple[dict[str, Spread], dict[str, Spread]]:
    """Over a connection, and with the put answered inside the process."""
    world = World(PEOPLE)
    visits = world.visits(2 * CALLS)
    given = {
        "product": [sent.event for sent in visits[::2]],
        "bare": [_bare_event(world, sent) for sent in visits[1::2]],
    }
    file = WORK / "warm.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(given), encoding="utf-8")
    with canned() as store:
        fill(store.url, world)
        return _times("wire", store.url), _times("stub", store.url)


def _times(way: str, url: str) -> dict[str, Spread]:
    program = ["-m", "bench.warm_child", way, str(WORK / "warm.json")]
    times = answer(program, paths=with_bench(asset("checkin"), lent()), settings={"AWS_ENDPOINT_URL": url})
    return {name: Spread(tuple(values)) for name, values in times.items()}


def _line(what: str, times: dict[str, Spread], target: float | None = None) -> Line:
    ratio = times["product"].median / times["bare"].median
    met = None if target is None else ratio <= target
    shown = {name: spread.shown("µs", scale=1e6) for name, spread in times.items()}
    return Line(
        what, shown["product"], f"bare handler: {shown['bare']}", f"{ratio:.2f}", f"≤ {target}" if target else "", met
    )


def _bare_event(world: World, sent: Sent) -> dict[str, Any]:
    """The same request, its body being the finished item."""
    return {**sent.event, "body": json.dumps({"item": item_from_visit(world.visit_of(sent))})}
