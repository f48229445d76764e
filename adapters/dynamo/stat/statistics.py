"""Daily counters on the Stat table: a content-addressed log, cells that are SET, and marks of what to recount."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from os import urandom
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.calls import Refused, every, patiently
from adapters.dynamo.stat import keys
from adapters.dynamo.wire import Item, NewItem, b, data, is_living, n, s, t, text
from adapters.session import client
from domain.figures.policy import STATISTICS_LOG_RETENTION, STATISTICS_RETENTION
from domain.figures.statistics import Cell, DayCount, LogEntry, Metric, counted

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoStatistics:
    """StatisticsBook on the Stat table."""

    def __init__(self, table: str, *, clock: Callable[[], datetime]) -> None:
        self._table = table
        self._clock = clock

    def note(self, cell: Cell, entry: LogEntry, *, now: datetime) -> None:
        """Entry first, mark second: a crash between the two is repaired by the redelivery that follows it."""
        self._put(
            {
                "pk": s(keys.log(cell.metric, cell.unit_path, cell.day)),
                "sk": s(keys.log_entry(cell, entry.address)),
                "h": {"M": {group: b(hashes) for group, hashes in entry.hashes.items()}},
                "x": t(now + STATISTICS_LOG_RETENTION),
            }
        )
        # A new stamp each time, never the entry's address: a redelivered entry must not restore an older stamp
        # while a recount that missed the entry between is about to clear the mark.
        mark = {"sk": s(keys.mark(cell.metric, cell.unit_path, cell.day)), "t": s(urandom(8).hex())}
        self._put({"pk": s(keys.RECOUNT), **mark})

    def recount(self, metric: Metric, unit_path: str, day: str, *, now: datetime) -> Mapping[str, int]:
        """Reads the mark before the log, so that what arrives meanwhile leaves a mark that is not cleared."""
        mark = keys.mark(metric, unit_path, day)
        marks = self._query("pk = :pk AND sk = :sk", pk=s(keys.RECOUNT), sk=s(mark))
        log = self._query("pk = :pk", pk=s(keys.log(metric, unit_path, day)))
        entries = [_entry(item) for item in log if is_living(item, now)]
        counts = counted(entries)
        for unit in key_parts.line_of(unit_path):
            self._set({**_cell(metric, unit, unit_path, day, counts), "n": n(len(entries)), "x": _expiry(now)})
        if marks:
            self._clear(mark, marks[0]["t"])
        return counts

    def marked(self) -> Sequence[tuple[Metric, str, str]]:
        return [keys.mark_read(text(item, "sk")) for item in self._query("pk = :pk", pk=s(keys.RECOUNT))]

    def days(self, metric: Metric, unit: str, *, start: date, end: date) -> Sequence[DayCount]:
        now = self._clock()
        items = self._query(
            "pk = :pk AND sk BETWEEN :first AND :last",
            consistent=False,
            pk=s(keys.cells(metric, unit)),
            first=s(keys.cell(key_parts.day(start), "")),
            last=s(keys.cell(key_parts.day(end), "~")),
        )
        return [_day_count(item) for item in items if is_living(item, now)]

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _put(self, item: NewItem) -> None:
        patiently(lambda: self._client.put_item(TableName=self._table, Item=item))

    def _set(self, cell: NewItem) -> None:
        """A slow recount that has read less of the log than the stored one leaves it as it is."""
        with suppress(Refused):
            patiently(
                lambda: self._client.put_item(
                    TableName=self._table,
                    Item=cell,
                    ConditionExpression="attribute_not_exists(n) OR n <= :n",
                    ExpressionAttributeValues={":n": cell["n"]},
                )
            )

    def _clear(self, mark: str, stamp: Mapping[str, Any]) -> None:
        with suppress(Refused):
            patiently(
                lambda: self._client.delete_item(
                    TableName=self._table,
                    Key={"pk": s(keys.RECOUNT), "sk": s(mark)},
                    ConditionExpression="t = :stamp",
                    ExpressionAttributeValues={":stamp": stamp},
                )
            )

    def _query(self, condition: str, *, consistent: bool = True, **values: dict[str, Any]) -> list[Item]:
        return every(
            self._client,
            TableName=self._table,
            KeyConditionExpression=condition,
            ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
            ConsistentRead=consistent,
        )


def _cell(metric: Metric, unit: str, unit_path: str, day: str, counts: Mapping[str, int]) -> NewItem:
    return {
        "pk": s(keys.cells(metric, unit)),
        "sk": s(keys.cell(day, unit_path)),
        "c": {"M": {category: n(count) for category, count in counts.items()}},
    }


def _expiry(now: datetime) -> dict[str, Any]:
    return t(now + STATISTICS_RETENTION)


def _entry(item: Item) -> LogEntry:
    return LogEntry({group: data(hashes) for group, hashes in item["h"]["M"].items()})


def _day_count(item: Item) -> DayCount:
    day, unit_path = text(item, "sk").split("#")
    counts = {category: int(count["N"]) for category, count in item["c"]["M"].items()}
    return DayCount(unit_path, key_parts.day_read(day), counts)
