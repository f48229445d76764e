"""A day of one commune's visits through the projector: what its daily counters cost, in units and calls."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from math import ceil
from typing import Any
from unittest.mock import patch

from adapters.dynamo.stat.statistics import DynamoStatistics
from adapters.dynamo.visit.item import item_from_visit
from bench.units import KILOBYTE, size
from bench.world import World
from domain.base.period import epoch
from domain.people.codes import PersonId
from domain.presence.policy import visit_policy
from domain.presence.visit import Corrected, Source, VisitKey, arrival
from functions.kit.clock import utc_now
from functions.reports import reconcile, stream, wiring
from functions.reports.wiring import BookParts

OPEN_HOURS = range(6, 22)
CHECKED_OUT = 0.7
PAGE = 4 * KILOBYTE

Stream = list[tuple[int, dict[str, Any]]]


@dataclass(slots=True)
class _Partition:
    items: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)


class UnitCountingTable:
    """As much of a table as the statistics use, with the published rule of units."""

    def __init__(self) -> None:
        self._partitions: dict[str, _Partition] = defaultdict(_Partition)
        self.used: defaultdict[str, float] = defaultdict(float)

    def put_item(self, *, Item: Mapping[str, Any], **options: Any) -> dict[str, Any]:  # noqa: N803 - the SDK's name
        partition, sk = self._partitions[Item["pk"]["S"]], Item["sk"]["S"]
        there = partition.items.get(sk)
        wanted = options.get("ExpressionAttributeValues", {}).get(":n")
        if there is not None and wanted is not None and int(there["n"]["N"]) > int(wanted["N"]):
            raise AssertionError("one projector at a time never reads less of the log than before")
        new = _size(Item)
        self._wrote(max(new, partition.sizes.get(sk, 0)))
        partition.items[sk], partition.sizes[sk] = Item, new
        return {}

    def delete_item(self, *, Key: Mapping[str, Any], **_: Any) -> dict[str, Any]:  # noqa: N803 - the SDK's name
        partition, sk = self._partitions[Key["pk"]["S"]], Key["sk"]["S"]
        self._wrote(partition.sizes.pop(sk))
        del partition.items[sk]
        return {}

    def query(self, *, ExpressionAttributeValues: Mapping[str, Any], **options: Any) -> dict[str, Any]:  # noqa: N803
        partition = self._partitions[ExpressionAttributeValues[":pk"]["S"]]
        sort = ExpressionAttributeValues.get(":sk")
        found = [sk for sk in partition.items if sort is None or sk == sort["S"]]
        pages = max(1, ceil(sum(partition.sizes[sk] for sk in found) / PAGE))
        self.used["calls"] += 1
        self.used["read units"] += pages if options.get("ConsistentRead") else pages / 2
        return {"Items": [partition.items[sk] for sk in found]}

    def _wrote(self, largest: int) -> None:
        self.used["calls"] += 1
        self.used["write units"] += ceil(largest / KILOBYTE)


def _size(item: Mapping[str, Any]) -> int:
    plain = {name: value for name, value in item.items() if "M" not in value}
    maps = [value["M"] for value in item.values() if "M" in value]
    return size(plain) + sum(4 + size(inner) + len(inner) for inner in maps)


@dataclass(frozen=True, slots=True)
class CounterCost:
    """Per check-in."""

    write_units: float
    read_units: float
    calls: float


@cache
def cost_of_counting(
    check_ins: int, window_s: int, batch: int, recount_every_s: int, *, recount_with_batch: bool
) -> CounterCost:
    """A commune's day, its stream cut into batches as the event source does, recounted as the stage says."""
    table = UnitCountingTable()
    parts = BookParts(DynamoStatistics("Stat", clock=utc_now), utc_now, recount_with_batch)
    with (
        patch("adapters.dynamo.stat.statistics.client", lambda _: table),
        patch.object(wiring, "book_parts", lambda: parts),
    ):
        due = 0
        for second, records in _batches(_stream(check_ins), window_s, batch):
            stream.handler({"Records": records}, None)
            if second >= due:
                reconcile.handler({}, None)
                due = (second // recount_every_s + 1) * recount_every_s
        reconcile.handler({}, None)
    used = table.used
    return CounterCost(used["write units"] / check_ins, used["read units"] / check_ins, used["calls"] / check_ins)


def _batches(arriving: Stream, window_s: int, batch: int) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Each with the second at which it is handed over."""
    waiting: list[dict[str, Any]] = []
    opened = 0
    for second, record in arriving:
        if waiting and (second - opened >= window_s or len(waiting) >= batch):
            yield min(second, opened + window_s), waiting
            waiting = []
        opened = opened if waiting else second
        waiting.append(record)
    yield opened + window_s, waiting


def _stream(check_ins: int) -> Stream:
    """Check-ins over the open hours, seven in ten with a check-out an hour later: a second record of the same fact."""
    rng = random.Random(check_ins)
    world = World(1, seed=check_ins)
    midnight = datetime(2021, 10, 1, 17, tzinfo=UTC)
    policy = visit_policy(midnight.date())
    records: Stream = []
    for _ in range(check_ins):
        second = rng.randrange(OPEN_HOURS.start * 3600, OPEN_HOURS.stop * 3600)
        start = midnight + timedelta(seconds=second)
        venue = rng.choice(world.venues)
        visit = arrival(
            VisitKey(PersonId.from_random(rng.getrandbits(60)), epoch(start), venue.venue_id),
            Corrected(start, ()),
            stay=venue.stay,
            category=venue.category,
            unit_path=venue.unit_path,
            source=Source.PERSON_SCAN,
            policy=policy,
        )
        image = {"eventName": "INSERT", "dynamodb": {"NewImage": item_from_visit(visit)}}
        records.append((second, image))
        if rng.random() < CHECKED_OUT:
            records.append((second + 3600, {**image, "eventName": "MODIFY"}))
    return sorted(records, key=lambda record: record[0])
