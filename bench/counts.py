"""Calls to the store and write units of a visit, counted at the SDK while the product runs on a real engine."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bench import units
from bench.product import Calls, checkin, leaving, said, with_body
from bench.report import Line, Table
from bench.stores import client, engine, fill
from bench.world import Sent, World

CALLS_TARGET = 1
UNITS_TARGET = 4
BYTES_TARGET = 420
EACH = 20


@dataclass(frozen=True, slots=True)
class Count:
    """One kind of request: calls by operation, write units by the published rule and as the engine said, bytes."""

    what: str
    calls: Counter[str]
    table_units: int
    index_units: int
    reported: float
    item: int = 0
    index_item: int = 0

    @property
    def units(self) -> int:
        return self.table_units + self.index_units

    @property
    def total(self) -> int:
        return sum(self.calls.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that the bill is made of."""

    first: Counter[str]
    check_in: Count
    repeat: Count
    check_out: Count
    carried: Count
    whole: Count


@cache
def counted() -> Counts:
    with engine() as store:
        world = World(1, skewed=0.0, venues=3)
        fill(store.url, world)
        with checkin(store.url) as api:
            return _Counter(api, world, store.url).run()


class _Counter:
    """Sends every kind of request a few times; each kind must cost the same each time."""

    def __init__(self, api: Any, world: World, url: str) -> None:
        from adapters.session import client as product_client
        from infra.data import TABLES

        self._api = api
        self._store = client(url)
        self._visits = world.visits(8 * EACH + 1)
        self._calls = Calls()
        self._calls.listen(product_client("dynamodb"))
        self._carries = TABLES["Visit"].indexes[0].carries

    def run(self) -> Counts:
        self._handle(self._visits.pop().event)
        first = Counter(self._calls.attempts)
        for _ in range(EACH):
            self._handle(self._visits.pop().event)  # venues come into memory
        plain = [self._visits.pop() for _ in range(EACH)]
        others = [self._visits.pop() for _ in range(EACH)]
        check_in = self._count("check-in", plain, lambda sent: sent.event)
        return Counts(
            first=first,
            check_in=check_in,
            repeat=self._count("the same check-in again", plain, lambda sent: sent.event),
            check_out=self._count("check-out by itself", plain, _out),
            carried=self._count("check-in that carries the check-out of the visit before", others, self._carrying),
            whole=self._count(
                "check-in and check-out in one request",
                [self._visits.pop() for _ in range(EACH)],
                lambda sent: with_body(sent, out_at=left_at(sent)),
            ),
        )

    def _carrying(self, sent: Sent) -> dict[str, Any]:
        before = self._visits.pop()
        self._handle(before.event)
        return with_body(sent, leaves={"visit_id": visit_id_of(before), "at": left_at(before)})

    def _count(self, what: str, visits: list[Sent], event_of: Callable[[Sent], dict[str, Any]]) -> Count:
        found = {json.dumps(self._one(event_of(visit)), sort_keys=True) for visit in visits}
        if len(found) != 1:
            raise RuntimeError(f"{what}: not every request costs the same: {found}")
        known = json.loads(found.pop())
        item = self._read(*visits[-1].key)
        return Count(
            what,
            Counter(known["calls"]),
            known["table"],
            known["index"],
            known["reported"],
            units.size(item),
            units.size(units.projected(item, self._carries)),
        )

    def _one(self, event: dict[str, Any]) -> dict[str, Any]:
        before = self._all()
        self._handle(event)
        after = self._all()
        changed = [
            units.write_units(before.get(key), after[key], self._carries)
            for key in after
            if before.get(key) != after[key]
        ]
        if not changed:
            changed = [(1, 0)]  # a refused write is billed as the item it met
        return {
            "calls": self._calls.attempts,
            "table": sum(table for table, _ in changed),
            "index": sum(index for _, index in changed),
            "reported": self._calls.reported["units"],
        }

    def _handle(self, event: dict[str, Any]) -> None:
        self._calls.forget()
        said(self._api.handler(event, None))

    def _all(self) -> dict[tuple[str, str], units.Item]:
        items = self._store.scan(TableName="Visit", ConsistentRead=True)["Items"]
        return {(item["pk"]["S"], item["sk"]["S"]): item for item in items}

    def _read(self, pk: str, sk: str) -> units.Item:
        item: units.Item = self._store.get_item(TableName="Visit", Key={"pk": {"S": pk}, "sk": {"S": sk}})["Item"]
        return item


def visit_id_of(sent: Sent) -> str:
    scanned, venue = sent.key[1].split("#")[1:]
    return f"{int(scanned)}-{venue}"


def left_at(sent: Sent) -> str:
    at = datetime.fromisoformat(json.loads(sent.body)["at"])
    return (at + timedelta(seconds=90)).isoformat()


def _out(sent: Sent) -> dict[str, Any]:
    return leaving(sent, visit_id_of(sent), left_at(sent))


def run() -> Table:
    found = counted()
    kinds = (found.check_in, found.repeat, found.check_out, found.carried, found.whole)
    lines = []
    for kind in kinds:
        exactly = CALLS_TARGET if kind is found.check_in else None
        calls = ", ".join(f"{n} {operation}" for operation, n in sorted(kind.calls.items()))
        lines.append(
            Line(
                f"{kind.what}: calls",
                calls,
                target="" if exactly is None else f"= {exactly}",
                met=None if exactly is None else kind.total == exactly,
            )
        )
        lines.append(
            Line(
                f"{kind.what}: write units",
                f"{kind.units} ({kind.table_units} table + {kind.index_units} index)",
                f"engine reported {kind.reported:g}",
            )
        )
    both = found.check_in.units + found.check_out.units
    carried = found.carried.units
    lines += [
        Line(
            "in + out, two requests: write units",
            str(both),
            "textbook design: 14",
            f"{both / 14:.2f}",
            "≤ 4",
            both <= UNITS_TARGET,
        ),
        Line(
            "in + out, carried: write units",
            str(carried),
            "textbook design: 14",
            f"{carried / 14:.2f}",
            "≤ 4",
            carried <= UNITS_TARGET,
        ),
        Line(
            "bytes of a visit",
            f"{found.check_in.item} table + {found.check_in.index_item} index",
            target=f"≤ {BYTES_TARGET}",
            met=found.check_in.item + found.check_in.index_item <= BYTES_TARGET,
        ),
        Line("first request of a new process: calls", ", ".join(f"{n} {o}" for o, n in sorted(found.first.items()))),
    ]
    notes = (
        (
            f"Each kind of request sent {EACH} times to the local cloud's engine, and each time the same. Calls are counted "
            "at the SDK's door (attempts). Units come from the items before and after by the published rule (1 for each "
            "started kB of the table's item, and of the index's copy when what it carries changes); the engine's own "
            "report stands beside them."
        ),
        "Venues and keys are in the process's memory, as after the first check-in at a venue in a minute.",
    )
    return Table("counts", "Calls and units of a visit", lines, notes)
