"""What stands, for every door: read whole at the first request, then once a minute what the last two days brought."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.dynamo.calls import every
from adapters.dynamo.standing import keys
from adapters.dynamo.standing.marks import stand_of
from adapters.dynamo.wire import Item, s, text
from adapters.session import client
from domain.base.errors import Busy
from domain.people.human.standing import Stand

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MINUTE = timedelta(seconds=60)
_OVERLAP = timedelta(days=1)  # a write begun before midnight may arrive after it


class DynamoStanding:
    """Standing on the Standing table. Without an answer the copy there is goes on: a check-in does not wait for it."""

    def __init__(self, table: str, *, clock: Callable[[], datetime]) -> None:
        self._table = table
        self._clock = clock
        self._days: dict[str, Item] = {}
        self._read_at: datetime | None = None
        self._stand = Stand()

    def stand(self, *, fresh: bool = False) -> Stand:
        now = self._clock()
        if fresh:
            self._read(None, now, consistent=True)
        elif self._read_at is None:
            self._read(None, now)
        elif now - self._read_at >= _MINUTE:
            self._read_again(self._read_at, now)
        return self._stand

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _read_again(self, since: datetime, now: datetime) -> None:
        try:
            self._read(since - _OVERLAP, now)
        except Busy:
            return

    def _read(self, since: datetime | None, now: datetime, *, consistent: bool = False) -> None:
        condition, values = "pk = :days", {":days": s(keys.DAYS)}
        if since is not None:
            condition, values = f"{condition} AND sk >= :since", {**values, ":since": s(keys.from_day(since))}
        found = every(
            self._client,
            TableName=self._table,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=consistent,
        )
        changed = [item for item in found if self._days.get(text(item, "sk")) != item]
        self._days.update({text(item, "sk"): item for item in changed})
        if changed:
            self._stand = stand_of(self._days.values())
        self._read_at = now
