"""The register of venues: one transaction to register or to change the code, two indexes to list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.calls import Refused, every, patiently
from adapters.dynamo.venue import keys
from adapters.dynamo.venue.directory import DynamoVenueDirectory
from adapters.dynamo.venue.item import item_from_venue, venue_from_item
from adapters.dynamo.wire import Item, NewItem, n, s, t, text
from adapters.session import client
from domain.base.errors import Busy, InvalidInput
from domain.base.text import folded
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueExists, VenueUnknown
from domain.presence.venue import Venue, VenuePage, natural_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_ABSENT = "attribute_not_exists(pk)"
_NEVER = datetime.max.replace(tzinfo=UTC)


class DynamoVenues:
    """VenueRegister on the Venue table; reads are consistent and never from memory."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._directory = DynamoVenueDirectory(table, clock=lambda: _NEVER, max_age=timedelta(0), consistent=True)

    def by_code(self, code: VenueCode) -> Venue | None:
        return self._directory.by_code(code)

    def by_id(self, venue_id: VenueId) -> Venue | None:
        return self._directory.by_id(venue_id)

    def by_ids(self, venue_ids: Sequence[VenueId]) -> Mapping[VenueId, Venue]:
        return self._directory.by_ids(venue_ids)

    def add(self, venue: Venue) -> Venue:
        """Raises Busy when the random code or id is taken: choose another and call again."""
        try:
            self._write(venue, _ABSENT, _claims(venue))
        except Refused as refusal:
            if existing := self._of_natural_key(venue):
                return existing
            raise Busy from refusal
        return _as_stored(venue)

    def replace(self, venue: Venue, *, now: datetime) -> Venue:
        """A new code, or a new name and address, is claimed in the same transaction. The old code stays claimed."""
        stored = self._stored(venue)
        claims = {pk: item for pk, item in _claims(venue).items() if pk not in _claims(stored)}
        values = {":before": n(venue.revision - 1)}
        try:
            self._write(venue, "rv = :before", claims, values=values, m=t(now))
        except Refused:
            return self._unless_beaten(venue)
        return _as_stored(venue)

    def in_unit(self, unit_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        """Reads the index's keys, which carry name and address, and fetches only the venues of the page."""
        prefix = keys.unit_prefix(unit_path)
        words = folded(contains).split()
        rows = self._rows(unit_path, prefix, _start(cursor, prefix), None if words else limit + 1)
        fits = (row for row in rows if all(word in keys.unit_range_text(text(row, "bs")) for word in words))
        page = list(islice(fits, limit + 1))
        more = len(page) > limit
        venue_ids = [_venue_id(row) for row in page[:limit]]
        known = self.by_ids(venue_ids)
        return VenuePage(tuple(known[v] for v in venue_ids if v in known), _cursor(page[limit - 1]) if more else None)

    def owned_by(self, owner: str) -> Sequence[Venue]:
        rows = every(
            self._client,
            TableName=self._table,
            IndexName=keys.BY_OWNER,
            KeyConditionExpression="ow = :owner",
            ExpressionAttributeValues={":owner": s(owner)},
        )
        known = self.by_ids([_venue_id(row) for row in rows])
        return sorted(known.values(), key=lambda venue: (venue.search_key, venue.venue_id))

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _stored(self, venue: Venue) -> Venue:
        stored = self.by_id(venue.venue_id)
        if stored is None:
            raise VenueUnknown
        return stored

    def _unless_beaten(self, venue: Venue) -> Venue:
        """What refused a replacement: our own first attempt, a rival, another venue of that name, or a taken code."""
        stored = self._stored(venue)
        if stored == _as_stored(venue):
            return stored
        other = self._of_natural_key(venue)
        if other is not None and other.venue_id != venue.venue_id:
            raise VenueExists
        raise Busy

    def _of_natural_key(self, venue: Venue) -> Venue | None:
        pk = keys.venue_natural(natural_key(venue.unit_path, venue.name, venue.address))
        key = {"pk": s(pk), "sk": s(key_parts.META)}
        answer = patiently(lambda: self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True))
        return self.by_id(VenueId(text(answer["Item"], "vid"))) if "Item" in answer else None

    def _write(
        self,
        venue: Venue,
        condition: str,
        claims: Mapping[str, NewItem],
        *,
        values: Mapping[str, Any] | None = None,
        **more: dict[str, Any],
    ) -> None:
        meta = {"Item": {**item_from_venue(venue), **more}, "ConditionExpression": condition}
        if values:
            meta["ExpressionAttributeValues"] = values
        puts = [meta, *({"Item": item, "ConditionExpression": _ABSENT} for item in claims.values())]
        transaction: Any = [{"Put": {"TableName": self._table, **put}} for put in puts]
        patiently(lambda: self._client.transact_write_items(TransactItems=transaction))

    def _rows(self, unit_path: str, prefix: str, start: str | None, size: int | None) -> Iterator[Item]:
        partition = keys.unit_partition(unit_path)
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": key_parts.BY_UNIT,
            "KeyConditionExpression": "bu = :bu" + (" AND begins_with(bs, :bs)" if prefix else ""),
            "ExpressionAttributeValues": {":bu": s(partition), **({":bs": s(prefix)} if prefix else {})},
        }
        if size is not None:
            query["Limit"] = size
        if start is not None:
            pk = keys.venue(VenueId(start.rpartition("#")[2]))
            query["ExclusiveStartKey"] = {"bu": s(partition), "bs": s(start), "pk": s(pk), "sk": s(key_parts.META)}
        while True:
            page = patiently(lambda: self._client.query(**query))
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _as_stored(venue: Venue) -> Venue:
    return venue_from_item(item_from_venue(venue))


def _claims(venue: Venue) -> dict[str, NewItem]:
    """The items that make a code and a natural key unique, by partition key."""
    natural = natural_key(venue.unit_path, venue.name, venue.address)
    pks = (keys.venue_code(venue.code), keys.venue_natural(natural))
    return {pk: {"pk": s(pk), "sk": s(key_parts.META), "vid": s(venue.venue_id)} for pk in pks}


def _venue_id(row: Item) -> VenueId:
    return VenueId(text(row, "pk").removeprefix("v#"))


def _cursor(row: Item) -> str:
    return urlsafe_b64encode(text(row, "bs").encode()).decode()


def _start(cursor: str | None, prefix: str) -> str | None:
    """Inverse of `_cursor`; a cursor of another list, or none of ours, is refused."""
    if cursor is None:
        return None
    try:
        start = urlsafe_b64decode(cursor.encode()).decode()
        VenueId(start.rpartition("#")[2])
    except ValueError as error:
        raise InvalidInput.of("cursor", "cursor") from error
    if not start.startswith(prefix):
        raise InvalidInput.of("cursor", "cursor")
    return start
