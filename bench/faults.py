"""Thousands of faults at the SDK's door while people check in and leave; then: is everything there, once?"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any
from unittest.mock import patch

from bench.counts import left_at, visit_id_of
from bench.product import checkin, leaving
from bench.report import Line, Table
from bench.stores import client, engine, fill
from bench.world import Sent, World
from tests import faults as door

LEAST = 10_000
VISITS = 1_900
PEOPLE = 60
REPEATED = 0.10
STREAM_CHUNK = 40
# What may happen to one attempt, and how often in a hundred faults.
WRITE_FAULTS = {"throttled": 25, "unavailable": 15, "conflict": 20, "silence": 15, "lost_answer": 25}
READ_FAULTS = {"throttled": 40, "unavailable": 30, "silence": 30}
STREAM_FAULTS = {"throttled": 25, "unavailable": 15, "silence": 15, "lost_answer": 25, "crash": 10, "crash_after": 10}
FAULTS_PER_REQUEST = (0, 0, 1, 1, 2, 2, 3, 4, 6, 9)
TRIES = 60


class Injector:
    """Plans faults and counts those that were committed."""

    def __init__(self, faults: door.Faults, rng: random.Random) -> None:
        self._faults = faults
        self._rng = rng
        self.committed: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()

    def plan(self, operation: str, kinds: dict[str, int], count: int) -> None:
        """Nothing more while earlier ones wait for a call that is seldom made, such as reading a venue."""
        if self._waiting[operation]:
            return
        for kind in self._rng.choices(list(kinds), weights=list(kinds.values()), k=count):
            self._waiting[operation] += 1
            self._faults.plan(operation, self._counted(operation, kind))

    def _counted(self, operation: str, kind: str) -> door.Fault:
        fault: door.Fault = getattr(door, kind)

        def commit(attempt: door.Attempt) -> Any:
            self._waiting[operation] -= 1
            self.committed[kind] += 1
            return fault(attempt)

        return commit


class Run:
    """People checking in and leaving through the product's handler on a real engine, with faults at every door."""

    def __init__(self, api: Any, url: str, injector: Injector, rng: random.Random) -> None:
        self._api = api
        self._store = client(url)
        self._injector = injector
        self._rng = rng
        self.requests = 0
        self.refused = 0
        self.repeats = 0
        self.records: list[dict[str, Any]] = []
        self.left: dict[tuple[str, str], int] = {}

    def live(self, visits: list[Sent]) -> None:
        for sent in visits:
            self._change(sent, sent.event, "PutItem")
            out = leaving(sent, visit_id_of(sent), left_at(sent))
            self._change(sent, out, "UpdateItem")
            self.left[sent.key] = int(datetime.fromisoformat(left_at(sent)).timestamp())
            if self._rng.random() < REPEATED:
                self.repeats += 1
                self._until_accepted(sent.event, "PutItem")
                self._until_accepted(out, "UpdateItem")

    def _change(self, sent: Sent, event: dict[str, Any], operation: str) -> None:
        self._until_accepted(event, operation)
        pk, sk = sent.key
        found = self._store.get_item(TableName="Visit", Key={"pk": {"S": pk}, "sk": {"S": sk}}, ConsistentRead=True)
        if "Item" in found:
            name = "INSERT" if operation == "PutItem" else "MODIFY"
            self.records.append({"eventName": name, "dynamodb": {"NewImage": found["Item"]}, "key": sent.key})

    def _until_accepted(self, event: dict[str, Any], operation: str) -> None:
        """As the page does: the same request again, until the server says that it has it."""
        self._injector.plan(operation, WRITE_FAULTS, self._rng.choice(FAULTS_PER_REQUEST))
        if self._rng.random() < 0.05:
            self._injector.plan("GetItem", READ_FAULTS, 1)
        for _ in range(TRIES):
            self.requests += 1
            status = self._api.handler(event, None)["statusCode"]
            if status in (200, 201):
                return
            if status != 503:
                raise AssertionError(f"a fault became {status}")
            self.refused += 1
        raise AssertionError("never accepted")

    def project(self, book: Any) -> None:
        """The stream of those changes: cut anew, repeated, mixed across items, and its reader failing and dying."""
        from functions.kit.clock import utc_now
        from functions.reports import reconcile, stream, wiring
        from functions.reports.wiring import BookParts

        with patch.object(wiring, "book_parts", lambda: BookParts(book, utc_now)):
            for start in range(0, len(self.records), STREAM_CHUNK):
                chunk = self.records[start : start + STREAM_CHUNK]
                for batch in door.delivered(chunk, self._rng, key=lambda record: record["key"]):
                    self._until_done(lambda batch=batch: stream.handler({"Records": batch}, None))  # type: ignore[misc]
            self._until_done(lambda: reconcile.handler({}, None))

    def _until_done(self, work: Callable[[], Any]) -> None:
        from domain.base.errors import Busy

        for operation in ("PutItem", "DeleteItem"):
            self._injector.plan(operation, STREAM_FAULTS, self._rng.choice((0, 0, 1, 2)))
        self._injector.plan("Query", READ_FAULTS, self._rng.choice((0, 0, 1)))
        for _ in range(TRIES):
            try:
                work()
            except (Busy, door.Crash):
                continue
            return
        raise AssertionError("never done")


def run() -> Table:
    rng = random.Random(20211002)
    world = World(PEOPLE, skewed=0.0)
    visits = world.visits(VISITS)
    with engine() as store:
        fill(store.url, world)
        with checkin(store.url) as api:
            from adapters.dynamo.stat.statistics import DynamoStatistics
            from adapters.session import client as product_client
            from functions.kit.clock import utc_now

            with door.Faults(product_client("dynamodb")) as faults, door.without_pauses():
                injector = Injector(faults, rng)
                running = Run(api, store.url, injector, rng)
                running.live(visits)
                book = DynamoStatistics("Stat", clock=utc_now)
                running.project(book)
            return _table(running, injector, visits, client(store.url))


def _table(running: Run, injector: Injector, visits: list[Sent], store: Any) -> Table:
    items = _all(store, "Visit")
    stored = [(item["pk"]["S"], item["sk"]["S"]) for item in items]
    indexed = [(item["pk"]["S"], item["sk"]["S"]) for item in _all(store, "Visit", IndexName="byVenue")]
    wanted = {sent.key for sent in visits}
    ended = sum(
        item["o"]["N"] == "0" and int(item["e"]["N"]) == running.left[item["pk"]["S"], item["sk"]["S"]]
        for item in items
    )
    counted = _counted(store)
    total = sum(injector.committed.values())
    kinds = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in injector.committed.most_common())
    lines = [
        Line("faults committed", f"{total:,}", kinds, target=f"≥ {LEAST:,}", met=total >= LEAST),
        Line("requests of devices", f"{running.requests:,}", f"{running.refused:,} answered 503 and sent again"),
        Line("visits accepted and not stored", str(len(wanted - set(stored))), target="0", met=wanted <= set(stored)),
        Line(
            "visits stored twice or never sent",
            str(len(stored) - len(wanted & set(stored))),
            target="0",
            met=len(stored) == len(wanted),
        ),
        Line(
            "index unlike the table",
            str(len(set(stored) ^ set(indexed))),
            target="0",
            met=sorted(stored) == sorted(indexed),
        ),
        Line("visits with another end than sent", str(len(wanted) - ended), target="0", met=ended == len(wanted)),
        Line("counters unlike a recount", str(abs(counted - len(wanted))), target="0", met=counted == len(wanted)),
    ]
    notes = (
        (
            f"{VISITS:,} check-ins and check-outs of {PEOPLE} people through the handler on the local cloud's engine; devices "
            f"repeat what is not accepted, and {REPEATED:.0%} of what is. The changes then pass the projector as a stream that is "
            "re-cut, repeated and reordered, its reader throttled, cut off and killed. Faults are injected attempt by "
            "attempt below the SDK's own retries (tests/faults.py); pauses are left out."
        ),
    )
    return Table("faults", "Faults", lines, notes)


def _counted(store: Any) -> int:
    """Check-ins as the daily cells of the one commune tell them."""
    cells = (
        item
        for item in _all(store, "Stat")
        if item["pk"]["S"].startswith("S#check-in#") and item["pk"]["S"].endswith("/20194")
    )
    return sum(int(n["N"]) for item in cells for n in item["c"]["M"].values())


def _all(store: Any, table: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = store.scan(TableName=table, **more)
        found += page["Items"]
        if "LastEvaluatedKey" not in page:
            return found
        more["ExclusiveStartKey"] = page["LastEvaluatedKey"]
