"""What a call reads, in the units that DynamoDB bills, counted from what an engine answered: no engine of ours bills."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from json import loads
from math import ceil
from typing import Any
from unittest.mock import patch

from adapters import session

_UNIT = 4096
_PASSED_OVER = 120  # bytes of an item that a filter left out: a claim of a number has some 105


@dataclass
class Meter:
    """Calls by operation, and read units of items and lists of items."""

    calls: Counter[str] = field(default_factory=Counter)
    units: float = 0.0

    def hears(self, operation: str, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        self.calls[operation] += 1
        if operation == "Query":
            passed_over = answer.get("ScannedCount", 0) - len(answer["Items"])
            read = sum(map(size, answer["Items"])) + passed_over * _PASSED_OVER
            self.units += _half(asked) * max(1, ceil(read / _UNIT))
        elif operation == "GetItem":
            self.units += _half(asked) * max(1, ceil(size(answer.get("Item", {})) / _UNIT))
        elif operation == "BatchGetItem":
            for table, items in answer["Responses"].items():
                self.units += sum(_half(asked["RequestItems"][table]) * max(1, ceil(size(i) / _UNIT)) for i in items)


def size(item: Mapping[str, Any]) -> int:
    """Bytes of an item; of numbers as many as digits, which is more than they take."""
    return sum(len(name.encode()) + _bytes(value) for name, value in item.items())


def _bytes(value: Mapping[str, Any]) -> int:
    kind, content = next(iter(value.items()))
    if kind in {"L", "SS"}:
        return 3 + sum(1 + (_bytes(e) if kind == "L" else len(e.encode())) for e in content)
    if kind == "M":
        return 3 + size(content)
    return len(content.encode()) if isinstance(content, str) else len(content) if isinstance(content, bytes) else 1


def _half(asked: Mapping[str, Any]) -> float:
    return 1.0 if asked.get("ConsistentRead") else 0.5


@contextmanager
def metered_in_bulk() -> Iterator[Meter]:
    """Everything that the client for reading in bulk sends meanwhile."""
    meter, client = Meter(), session.bulk_client()
    send = client._make_api_call  # type: ignore[attr-defined]

    def call(operation: str, asked: dict[str, Any]) -> Any:
        answer = send(operation, asked)
        meter.hears(operation, asked, loads(answer.body))
        return answer

    with patch.object(client, "_make_api_call", call):
        yield meter


@contextmanager
def metered() -> Iterator[Meter]:
    """Everything that the usual client sends meanwhile; what reads in bulk passes another."""
    meter, client = Meter(), session.client("dynamodb")
    send = client._make_api_call  # type: ignore[attr-defined]

    def call(operation: str, asked: dict[str, Any]) -> Any:
        answer = send(operation, asked)
        meter.hears(operation, asked, answer)
        return answer

    with patch.object(client, "_make_api_call", call):
        yield meter
