"""Sizes and units by the rules that DynamoDB publishes; kept apart from what an engine reports."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

KILOBYTE = 1024
# Every stored item, in a table or an index, is billed with this much more.
STORED_OVERHEAD = 100
KEYS = ("pk", "sk", "vb", "vs")

Item = Mapping[str, Mapping[str, Any]]


def size(item: Item) -> int:
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: Mapping[str, Any]) -> int:
    kind, content = next(iter(value.items()))
    if kind == "N":
        digits = len(str(content).lstrip("-").replace(".", "").strip("0"))
        return ceil(digits / 2) + 1 + str(content).startswith("-")
    if kind == "L":
        return 3 + sum(1 + _value(element) for element in content)
    plain: str | bytes = content
    return len(plain.encode() if isinstance(plain, str) else plain)


def projected(item: Item, carries: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The item's copy in the index of visits by venue."""
    return {name: item[name] for name in (*KEYS, *carries) if name in item}


def write_units(before: Item | None, after: Item, carries: Sequence[str]) -> tuple[int, int]:
    """Of the table and of the index: an index is written only when what it carries changes, and twice when it moves."""
    table = ceil(max(size(before or {}), size(after)) / KILOBYTE)
    old, new = projected(before, carries) if before else None, projected(after, carries)
    if old == new:
        return table, 0
    if old is None or (old["vb"], old["vs"]) == (new["vb"], new["vs"]):
        return table, ceil(max(size(old or {}), size(new)) / KILOBYTE)
    return table, ceil(size(old) / KILOBYTE) + ceil(size(new) / KILOBYTE)
