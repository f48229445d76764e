"""Reading and writing many items: several calls at once, answers decoded by msgspec.

An item has the form of `wire.py`; bytes come as base64 text, as they do in stream records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.json import Decoder

from adapters.dynamo.calls import patiently, pause
from adapters.dynamo.wire import Item, NewItem
from adapters.session import bulk_client, client
from domain.base.errors import Busy

Given = TypeVar("Given")
Done = TypeVar("Done")
Row = TypeVar("Row")

AT_ONCE = 10  # as many as the client keeps connections
_KEYS = 100  # of one BatchGetItem
_WRITES = 25  # of one BatchWriteItem
_WRITERS = 8  # calls at once; the first units of a fresh table are spent by then
_ROUNDS = 8  # for what a throttled table hands back


class Page(Struct, Generic[Row], gc=False):
    """The answer to one Query."""

    Items: list[Row]
    LastEvaluatedKey: dict[str, dict[str, Any]] | None = None


class _Batch(Struct):
    Responses: dict[str, list[dict[str, dict[str, Any]]]]
    UnprocessedKeys: dict[str, Any] = {}


_PAGE = Decoder(Page[dict[str, dict[str, Any]]])
_BATCH = Decoder(_Batch)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="bulk")


def at_once(work: Callable[[Given], Done], items: Iterable[Given]) -> list[Done]:
    """`work` on every item, ten at a time; the values in order, or the first error. `work` may not call this itself."""
    return list(_pool().map(work, items))


def submit(work: Callable[[], Done]) -> Any:
    """The future of one call."""
    return _pool().submit(work)


def query(**query: Any) -> bytes:
    """One page of a Query, undecoded."""
    return patiently(lambda: bulk_client().query(**query)).body


def first_page(**query_: Any) -> Page[dict[str, dict[str, Any]]]:
    """One page of a Query, and whether another follows."""
    return _PAGE.decode(query(**query_))


def every_bulk(**query_: Any) -> Iterator[Item]:
    """The items of all pages of a Query; a page may be empty and still have a successor."""
    while True:
        page = _PAGE.decode(query(**query_))
        yield from page.Items
        if page.LastEvaluatedKey is None:
            return
        query_["ExclusiveStartKey"] = page.LastEvaluatedKey


def get_many(table: str, wanted: Sequence[tuple[str, str]], *, only: str = "") -> list[Item]:
    """The items with these keys, consistent, in any order, each once; of their attributes `only` these."""
    keys = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in dict.fromkeys(wanted)]
    how: dict[str, Any] = {"ConsistentRead": True} | ({"ProjectionExpression": only} if only else {})
    parts = [{table: {"Keys": keys[start : start + _KEYS], **how}} for start in range(0, len(keys), _KEYS)]
    if len(parts) == 1:
        return _get(table, parts[0])
    return [item for items in at_once(lambda part: _get(table, part), parts) for item in items]


def _get(table: str, request: dict[str, Any]) -> list[Item]:
    items: list[Item] = []
    for attempt in range(_ROUNDS):
        pause(attempt)
        body = patiently(lambda: bulk_client().batch_get_item(RequestItems=request)).body  # noqa: B023 - called at once
        answer = _BATCH.decode(body)
        items += answer.Responses.get(table, [])
        request = answer.UnprocessedKeys
        if not request:
            return items
    raise Busy


def put_many(table: str, items: Iterable[NewItem]) -> None:
    """Stores the items, each in place of the one before. Safe to repeat; after an error some are stored."""
    write_many(table, [{"PutRequest": {"Item": item}} for item in items])


def write_many(table: str, requests: Sequence[Mapping[str, Any]]) -> None:
    """Puts and deletions, each key once, in any order. Safe to repeat; after an error some are done."""
    parts = [requests[start : start + _WRITES] for start in range(0, len(requests), _WRITES)]
    for start in range(0, len(parts), _WRITERS):
        at_once(lambda part: _write(table, part), parts[start : start + _WRITERS])


def _write(table: str, requests: Sequence[Mapping[str, Any]]) -> None:
    waiting: Any = {table: requests}
    for attempt in range(_ROUNDS):
        pause(attempt)
        answer = patiently(lambda: client("dynamodb").batch_write_item(RequestItems=waiting))  # noqa: B023 - called at once
        waiting = answer.get("UnprocessedItems")
        if not waiting:
            return
    raise Busy
