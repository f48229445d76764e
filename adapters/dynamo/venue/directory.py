"""Venues by code and by id, for the check-in path: answers from memory for a minute."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.dynamo import key_parts
from adapters.dynamo.calls import patiently, pause
from adapters.dynamo.venue import keys
from adapters.dynamo.venue.item import venue_from_item
from adapters.dynamo.wire import Item, s, text
from adapters.session import client
from domain.base.errors import Busy
from domain.base.secret import Sealer
from domain.presence.codes import VenueCode, VenueId
from domain.presence.venue import Venue

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

K = TypeVar("K")
V = TypeVar("V")

_MINUTE = timedelta(seconds=60)
_REMEMBERED = 10_000  # venues; about 20 MB
_PER_CALL = 100  # keys of one BatchGetItem
_ROUNDS = 5  # for keys that a throttled table hands back


class DynamoVenueDirectory:
    """VenueDirectory on the Venue table.

    A code belongs to its venue for ever, so that pair is never asked twice; the venue itself, which may be
    deactivated or get a new code, is asked again after `max_age`, and with a code that is met for the first time: a copy
    may be older than the code. Unknown codes are not remembered. Without a sealer its venues have no contact phone.
    """

    def __init__(
        self,
        table: str,
        *,
        clock: Callable[[], datetime],
        max_age: timedelta = _MINUTE,
        consistent: bool = False,
        sealer: Sealer | None = None,
    ) -> None:
        self._table = table
        self._sealer = sealer
        self._clock = clock
        self._max_age = max_age
        self._consistent = consistent
        self._codes: dict[VenueCode, VenueId] = {}
        self._venues: dict[VenueId, tuple[datetime, Venue]] = {}

    def by_code(self, code: VenueCode) -> Venue | None:
        venue_id = self._codes.get(code)
        if venue_id is None:
            item = self._get(keys.venue_code(code))
            if item is None:
                return None
            venue_id = VenueId(text(item, "vid"))
            _remember(self._codes, code, venue_id)
            return self._asked(venue_id)
        return self.by_id(venue_id)

    def by_id(self, venue_id: VenueId) -> Venue | None:
        return self._recent(venue_id) or self._asked(venue_id)

    def by_ids(self, venue_ids: Sequence[VenueId]) -> Mapping[VenueId, Venue]:
        found = {venue_id: venue for venue_id in venue_ids if (venue := self._recent(venue_id))}
        missing = [venue_id for venue_id in dict.fromkeys(venue_ids) if venue_id not in found]
        for start in range(0, len(missing), _PER_CALL):
            for item in self._get_batch(missing[start : start + _PER_CALL]):
                venue = self._learnt(item)
                found[venue.venue_id] = venue
        return found

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _recent(self, venue_id: VenueId) -> Venue | None:
        at, venue = self._venues.get(venue_id, (None, None))
        return venue if at is not None and self._clock() - at < self._max_age else None

    def _asked(self, venue_id: VenueId) -> Venue | None:
        item = self._get(keys.venue(venue_id))
        return self._learnt(item) if item else None

    def _learnt(self, item: Item) -> Venue:
        venue = venue_from_item(item, self._sealer)
        if self._max_age:
            _remember(self._venues, venue.venue_id, (self._clock(), venue))
        return venue

    def _get(self, pk: str) -> Item | None:
        key = {"pk": s(pk), "sk": s(key_parts.META)}
        answer = patiently(
            lambda: self._client.get_item(TableName=self._table, Key=key, ConsistentRead=self._consistent)
        )
        return answer.get("Item")

    def _get_batch(self, venue_ids: Sequence[VenueId]) -> list[Item]:
        wanted = [{"pk": s(keys.venue(v)), "sk": s(key_parts.META)} for v in venue_ids]
        request: dict[str, Any] = {self._table: {"Keys": wanted, "ConsistentRead": self._consistent}}
        items: list[Item] = []
        for attempt in range(_ROUNDS):
            pause(attempt)
            answer = patiently(lambda: self._client.batch_get_item(RequestItems=request))  # noqa: B023 - called at once
            items += answer["Responses"].get(self._table, [])
            request = dict(answer.get("UnprocessedKeys", {}))
            if not request:
                return items
        raise Busy


def _remember(memory: dict[K, V], key: K, value: V) -> None:
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = value
