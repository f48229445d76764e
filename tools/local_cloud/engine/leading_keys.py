"""Which partitions a request to a table touches, for the engine's check of roles: it knows no `dynamodb:LeadingKeys`."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

CONDITION = "dynamodb:LeadingKeys"
_EQUAL = re.compile(r"(#?\w+)\s*=\s*(:\w+)")
_SINGLE = ("Put", "Update", "Delete", "ConditionCheck", "Get")


def leading_keys(body: bytes) -> list[str]:
    """Every partition key that the request names; none for what touches no item, and for an index, whose keys are its own."""
    try:
        asked = json.loads(body or b"{}")
    except ValueError:
        return []
    return sorted({*_keys(asked)}) if isinstance(asked, dict) else []


def _keys(asked: Mapping[str, Any]) -> Iterator[str]:
    if "KeyConditionExpression" in asked and "IndexName" not in asked:
        yield from _queried(asked)
    yield from _named(asked)
    for act in asked.get("TransactItems", ()):
        for kind in _SINGLE:
            yield from _named(act.get(kind, {}))
    for request in (asked.get("RequestItems") or {}).values():
        for item in request.get("Keys", ()) if isinstance(request, dict) else map(_of_write, request):
            yield item["pk"]["S"]


def _queried(asked: Mapping[str, Any]) -> Iterator[str]:
    names, values = asked.get("ExpressionAttributeNames") or {}, asked.get("ExpressionAttributeValues") or {}
    for name, value in _EQUAL.findall(asked["KeyConditionExpression"]):
        if names.get(name, name) == "pk":
            yield values[value]["S"]


def _named(asked: Mapping[str, Any]) -> Iterator[str]:
    for place in ("Key", "Item"):
        if isinstance(named := asked.get(place), dict) and "pk" in named:
            yield named["pk"]["S"]


def _of_write(write: Mapping[str, Any]) -> Mapping[str, Any]:
    named: Mapping[str, Any] = write["PutRequest"]["Item"] if "PutRequest" in write else write["DeleteRequest"]["Key"]
    return named
