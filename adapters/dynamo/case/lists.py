"""The lists of units in which a case stands: which items put it there, take it out, and how a list is read.

Items of the lists of open and of held cases are written with what makes the case so, in one transaction.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import every_bulk
from adapters.dynamo.calls import patiently
from adapters.dynamo.case import keys
from adapters.dynamo.wire import Item, NewItem, s, text
from adapters.session import client
from domain.base.errors import InvalidInput
from domain.tracing.codes import CaseCode
from domain.tracing.review.listing import CasesWanted, Standing

_BEFORE_ALL, _AFTER_ALL = "#", "~"  # before and after every digit


def stands(item: Item, standing: Standing) -> list[NewItem]:
    """Items that put a case, given as its own item, into the lists of that standing of its commune and all above."""
    kept = {name: dict(item[name]) for name in ("pk", "bs", "x") if name in item}
    return [
        {**kept, "sk": s(keys.stands_in(standing, unit)), "bu": s(keys.standing_of(unit, standing))}
        for unit in key_parts.line_of(text(item, "u"))
    ]


def stands_no_more(table: str, item: Item, standing: Standing) -> list[dict[str, Any]]:
    """Parts of a transaction that take it out again. Updates, so that the routes' role needs no right to delete."""
    return [
        {
            "Update": {
                "TableName": table,
                "Key": {"pk": dict(item["pk"]), "sk": s(keys.stands_in(standing, unit))},
                **_emptied(item),
            }
        }
        for unit in key_parts.line_of(text(item, "u"))
    ]


def _emptied(item: Item) -> dict[str, Any]:
    if "x" not in item:
        return {"UpdateExpression": "REMOVE bu, bs"}
    return {"UpdateExpression": "SET x = :x REMOVE bu, bs", "ExpressionAttributeValues": {":x": dict(item["x"])}}


def rows(table: str, unit: str, wanted: CasesWanted, *, cursor: str | None, size: int) -> Iterator[Item]:
    """Keys of a list from the index, newest confirmation first or last."""
    first = keys.from_second(wanted.until) + _AFTER_ALL if wanted.until is not None else _BEFORE_ALL
    last = (keys.from_second(wanted.since) if wanted.since is not None else "") + _AFTER_ALL
    if cursor is not None:
        place = _place(cursor)
        if wanted.oldest_first:
            last = min(last, _just_before(place))
        else:
            first = max(first, f"{place} ")
    query = _query(table, keys.standing_of(unit, wanted.standing), first, last)
    return every_bulk(**query, Limit=size, ScanIndexForward=not wanted.oldest_first)


def how_many(table: str, unit: str, standing: Standing, *, since: datetime | None = None) -> int:
    """Counted by the index, which hands out no item."""
    last = (keys.from_second(since) if since is not None else "") + _AFTER_ALL
    asked = _query(table, keys.standing_of(unit, standing), _BEFORE_ALL, last)
    count, query = 0, {**asked, "Select": "COUNT"}
    while True:
        page = patiently(lambda: client("dynamodb").query(**query))
        count += page["Count"]
        if "LastEvaluatedKey" not in page:
            return count
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _query(table: str, partition: str, first: str, last: str) -> dict[str, Any]:
    return {
        "TableName": table,
        "IndexName": key_parts.BY_UNIT,
        "KeyConditionExpression": "bu = :list AND bs BETWEEN :first AND :last",
        "ExpressionAttributeValues": {":list": s(partition), ":first": s(first), ":last": s(max(first, last))},
    }


def is_listed(item: Item, partition: str) -> bool:
    """False for what the index lists still and the table no longer."""
    return text(item, "bu") == partition


def cursor_of(row: Item) -> str:
    return urlsafe_b64encode(text(row, "bs").encode()).decode()


def _place(cursor: str) -> str:
    """Inverse of `cursor_of`: a place in time, good for every list."""
    try:
        second, _, code = urlsafe_b64decode(cursor.encode()).decode().partition("#")
        return f"{int(second):010d}#{CaseCode(code)}"
    except ValueError as error:
        raise InvalidInput.of("cursor", "cursor") from error


def _just_before(place: str) -> str:
    """After every place before this one, and before this one."""
    return f"{place[:-1]}{chr(ord(place[-1]) - 1)}{_AFTER_ALL}"
