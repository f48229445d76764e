"""DynamoDB's JSON to values and back. The same form arrives in stream records, where bytes are base64 text."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.base.period import at_epoch, epoch

Item = Mapping[str, Mapping[str, Any]]
NewItem = dict[str, dict[str, Any]]


def s(text: object) -> dict[str, Any]:
    """Text, or anything whose `str()` is its stored form."""
    return {"S": str(text)}


def n(number: int) -> dict[str, Any]:
    return {"N": str(number)}


def b(data: bytes) -> dict[str, Any]:
    return {"B": data}


def t(instant: datetime) -> dict[str, Any]:
    return n(epoch(instant))


def texts(values: Sequence[str]) -> dict[str, Any]:
    return {"L": [s(v) for v in values]}


def text(item: Item, name: str) -> str:
    """The text of an attribute, empty when it is absent."""
    return str(item[name]["S"]) if name in item else ""


def number(item: Item, name: str) -> int | None:
    return int(item[name]["N"]) if name in item else None


def moment(item: Item, name: str) -> datetime:
    return at_epoch(int(item[name]["N"]))


def data(value: Mapping[str, Any]) -> bytes:
    """Bytes of a binary attribute, from a table or from a stream record."""
    raw = value["B"]
    return b64decode(raw) if isinstance(raw, str) else bytes(raw)


def present(item: Mapping[str, dict[str, Any] | None]) -> NewItem:
    """Without the attributes that have nothing to say: an absent attribute costs nothing."""
    return {name: value for name, value in item.items() if value is not None}


def is_living(item: Item, now: datetime) -> bool:
    """False from the second an item expires, although its deletion may come days later."""
    return "x" not in item or int(item["x"]["N"]) > epoch(now)
