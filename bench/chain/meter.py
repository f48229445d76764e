"""Every call to the store written down at the SDK's door, and what it costs by the rules that DynamoDB publishes."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from adapters.dynamo.visit import keys
from bench.units import KILOBYTE, size

READ = 4 * KILOBYTE
INDEXES = (("bu", "bs"), ("dq", "da"), ("vb", "vs"))  # of cases, keys only; of visits, below a kilobyte
PASSED_OVER = 120  # bytes of an item that a filter left out: a claim of a number
UPDATED = 1  # items that are updated stay below a kilobyte, but for a case with many close contacts


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what was asked, what came back, and from when to when the caller waited."""

    operation: str
    request: bytes
    answer: Mapping[str, Any]
    begun: float
    ended: float


@dataclass(frozen=True, slots=True)
class Bill:
    """Of a number of calls. Write units by what was written."""

    calls: Counter[str]
    writes: Counter[str]
    read_units: float
    rounds: int

    @property
    def write_units(self) -> int:
        return self.writes.total()


class Meter:
    """Listens to clients; `bill` reads later what was said between two marks, so that the listening costs little."""

    def __init__(self, visit_copy: int) -> None:
        """`visit_copy`: bytes of a visit in the index by venue, of which an answer holds a part."""
        self._visit_copy = visit_copy
        self._calls: list[Call] = []

    def listen(self, client: Any) -> None:
        client.meta.events.register("before-call.dynamodb", self._asked)
        client.meta.events.register("after-call.dynamodb", self._answered)

    def mark(self) -> int:
        """A moment, for `bill`."""
        return len(self._calls)

    def bill(self, since: int = 0, until: int | None = None) -> Bill:
        """Of the calls between two marks."""
        calls = self._calls[since:until]
        writes: Counter[str] = Counter()
        read_units = 0.0
        for call in calls:
            request = json.loads(call.request)
            for what, units in _written(call.operation, request, call.answer):
                writes[what] += units
            read_units += self._read(call.operation, request, call.answer)
        return Bill(Counter(call.operation for call in calls), writes, read_units, _rounds(calls))

    def _read(self, operation: str, request: Any, answer: Mapping[str, Any]) -> float:
        if operation == "Query":
            items = _decoded(answer).get("Items", [])  # none where they are only counted
            whole = request.get("IndexName") != keys.BY_VENUE
            found = sum(map(size, items)) if whole else len(items) * self._visit_copy
            found += (_decoded(answer).get("ScannedCount", len(items)) - len(items)) * PASSED_OVER
            return _units(found, is_consistent=request.get("ConsistentRead", False))
        if operation == "GetItem":
            return _units(size(answer.get("Item", {})), is_consistent=request.get("ConsistentRead", False))
        if operation == "BatchGetItem":
            (table, wanted), *_ = request["RequestItems"].items()
            answered = _decoded(answer)
            items = answered["Responses"].get(table, [])
            absent = (
                len(wanted["Keys"])
                - len(items)
                - len(answered.get("UnprocessedKeys", {}).get(table, {}).get("Keys", ()))
            )
            sizes = [*map(size, items), *([0] * absent)]
            return sum(_units(one, is_consistent=wanted.get("ConsistentRead", False)) for one in sizes)
        return 0.0

    @staticmethod
    def _asked(params: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["bench"] = (params["body"], time.perf_counter())

    def _answered(self, event_name: str, parsed: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
        request, begun = context["bench"]
        operation = event_name.rpartition(".")[2]
        self._calls.append(Call(operation, request, parsed, begun, time.perf_counter()))


def _written(operation: str, request: Any, answer: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """What was written and its units; a refused condition costs a unit too."""
    if operation == "BatchWriteItem":
        left = [entry for entries in answer.get("UnprocessedItems", {}).values() for entry in entries]
        for table, entries in request["RequestItems"].items():
            for entry in entries:
                if entry not in left:
                    item = entry["PutRequest"]["Item"] if "PutRequest" in entry else entry["DeleteRequest"]["Key"]
                    yield _kind(table, item), _put(item)
    elif operation == "TransactWriteItems":
        for entry in request["TransactItems"]:
            for what, units in _changed(*next(iter(entry.items()))):
                yield what, 2 * units
    elif operation in {"PutItem", "UpdateItem", "DeleteItem"}:
        yield from _changed(operation.removesuffix("Item"), request)


def _changed(way: str, request: Any) -> Iterator[tuple[str, int]]:
    if way == "Put":
        yield _kind(request["TableName"], request["Item"]), _put(request["Item"])
    elif way == "Update":
        moved = sum(2 for partition, _ in INDEXES if f"{partition} = " in request["UpdateExpression"])
        yield _kind(request["TableName"], request["Key"]), UPDATED + moved
    elif way == "Delete":
        yield _kind(request["TableName"], request["Key"]), 1


def _put(item: Any) -> int:
    """In the table, and in each index that lists it."""
    return ceil(size(item) / KILOBYTE) + sum(partition in item for partition, _ in INDEXES)


def _kind(table: str, item: Any) -> str:
    pk, sk = item["pk"]["S"], item["sk"]["S"]
    if table == "Case" and pk.startswith("E#"):
        return "follow-ups" if sk.startswith("FU#") else "edges"
    return "notices" if table == "Notice" else table.lower()


def _decoded(answer: Mapping[str, Any]) -> Any:
    """Reads in bulk leave their answers as they came."""
    return json.loads(answer["Body"]) if "Body" in answer else answer


def _units(read: int, *, is_consistent: bool) -> float:
    return max(1, ceil(read / READ)) * (1.0 if is_consistent else 0.5)


def _rounds(calls: list[Call]) -> int:
    """The longest chain of calls of which each began when the one before had ended."""
    rounds, free_at = 0, 0.0
    for call in sorted(calls, key=lambda call: call.ended):
        if call.begun >= free_at:
            rounds, free_at = rounds + 1, call.ended
    return rounds
