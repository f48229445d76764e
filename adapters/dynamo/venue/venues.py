"""The register of venues: one transaction to register or to change the code, two indexes to list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import at_once, get_many
from adapters.dynamo.calls import Refused, every, patiently
from adapters.dynamo.venue import keys
from adapters.dynamo.venue.change_item import change_from_item, item_from_change
from adapters.dynamo.venue.directory import DynamoVenueDirectory
from adapters.dynamo.venue.item import item_from_venue, venue_from_item
from adapters.dynamo.venue.listing import ByAge, ByName, Looked, holds, looked_through, venue_of
from adapters.dynamo.wire import Item, n, s, t, text
from adapters.session import client
from domain.base.errors import Busy
from domain.base.secret import Sealer
from domain.base.text import folded
from domain.presence.change import Change
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueExists, VenueUnknown
from domain.presence.policy import MOST_SEARCHED
from domain.presence.venue import Venue, VenuePage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_REGISTERED = 33  # of one transaction, which takes a hundred items: a venue, its code and its name
_AT_ONCE = 1_000  # keys of one Query of a search, a quarter of a megabyte
_ABSENT = "attribute_not_exists(pk)"
_NEVER = datetime.max.replace(tzinfo=UTC)
NewPut = dict[str, Any]


class DynamoVenues:
    """VenueRegister on the Venue table; reads are consistent and never from memory, the list by unit aside."""

    def __init__(self, table: str, *, sealer: Sealer) -> None:
        self._table = table
        self._sealer = sealer
        self._directory = DynamoVenueDirectory(
            table, clock=lambda: _NEVER, max_age=timedelta(0), consistent=True, sealer=sealer
        )

    def by_code(self, code: VenueCode) -> Venue | None:
        return self._directory.by_code(code)

    def by_id(self, venue_id: VenueId) -> Venue | None:
        return self._directory.by_id(venue_id)

    def by_ids(self, venue_ids: Sequence[VenueId]) -> Mapping[VenueId, Venue]:
        return self._directory.by_ids(venue_ids)

    def add(self, venue: Venue) -> Venue:
        """Raises Busy when the random code or id is taken: choose another and call again."""
        if there := self._registered(venue):
            return there
        try:
            self._write(self._registration(venue))
        except Refused as refusal:
            if there := self._registered(venue):
                return there
            raise Busy from refusal
        return self._as_stored(venue)

    def add_all(self, venues: Sequence[Venue]) -> Sequence[Venue]:
        """Asked for once; what is new goes into transactions as large as they may be, several at once."""
        known = dict(self.same(venues))
        new = list({venue.natural_key: venue for venue in venues if venue.natural_key not in known}.values())
        parts = [new[start : start + _REGISTERED] for start in range(0, len(new), _REGISTERED)]
        for added in at_once(self._add_together, parts):
            known |= {venue.natural_key: venue for venue in added}
        return [known[venue.natural_key] for venue in venues]

    def same(self, venues: Sequence[Venue]) -> Mapping[str, Venue]:
        """Who holds a former key may be another by its marks, or be called otherwise."""
        wanted = dict.fromkeys(
            key
            for venue in venues
            for key in (keys.venue_natural(venue.natural_key), *map(keys.venue_former, venue.former_keys))
        )
        holders = {VenueId(text(item, "vid")) for item in self._get_all(wanted)}
        asked = {venue.natural_key for venue in venues}
        known = {holder.natural_key: holder for holder in self.by_ids(sorted(holders)).values()}
        return {key: holder for key, holder in known.items() if key in asked}

    def replace(self, venue: Venue, *, now: datetime, change: Change | None = None) -> Venue:
        """What is claimed, and what is set free, is written in the same transaction. The old code stays claimed."""
        stored = self._stored(venue)
        if stored == self._as_stored(venue):
            return stored
        puts = [self._next(venue, now)]
        if venue.code != stored.code:
            puts.append(_code(venue))
        if not stored.is_one_with(venue):
            puts += self._renaming(stored, venue)
        if change is not None:
            puts.append({"Item": item_from_change(venue.venue_id, change, self._sealer)})
        try:
            self._write(puts)
        except Refused:
            return self._unless_beaten(venue)
        return self._as_stored(venue)

    def changes(self, venue_id: VenueId, *, limit: int) -> Sequence[Change]:
        query: Any = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :changes)",
            "ExpressionAttributeValues": {":pk": s(keys.venue(venue_id)), ":changes": s(keys.CHANGES)},
            "ConsistentRead": True,
            "ScanIndexForward": False,
            "Limit": limit,
        }
        page = patiently(lambda: self._client.query(**query))
        return [change_from_item(item, self._sealer) for item in page["Items"]]

    def alike(self, venue: Venue, *, limit: int) -> Sequence[Venue]:
        """One page of the index: look-alikes stand beside each other in it."""
        start = keys.unit_range_alike(venue.unit_path, venue.search_key, venue.venue_id)
        rows = islice(self._rows(venue.unit_path, start, None, limit + 1), limit + 1)
        known = self.by_ids([venue_of(row) for row in rows])
        others = (other for other in known.values() if other.venue_id != venue.venue_id and other.looks_like(venue))
        return sorted(others, key=lambda other: (other.search_key, other.venue_id))[:limit]

    def in_unit(self, unit_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        """Reads the index's keys, which carry name and address, and fetches only the venues of the page."""
        prefix = keys.unit_prefix(unit_path)
        words = folded(contains).split()
        start = ByName.read(cursor, prefix) if cursor is not None else None
        page = looked_through(self._rows(unit_path, prefix, start, _AT_ONCE if words else limit + 1), words, limit)
        return self._page(page, str(ByName.of(page.last)) if page.last else None)

    def newest(self, commune_path: str, *, limit: int, cursor: str | None, contains: str = "") -> VenuePage:
        """The same of the index by age; its keys carry name and address too."""
        words = folded(contains).split()
        start = ByAge.read(cursor, commune_path) if cursor is not None else None
        page = looked_through(self._rows_by_age(commune_path, start, _AT_ONCE if words else limit + 1), words, limit)
        return self._page(page, str(ByAge.of(page.last)) if page.last else None)

    def number(self, unit_path: str, *, contains: str = "") -> int | None:
        """Keys alone are read: a quarter of a megabyte for a thousand venues."""
        words = folded(contains).split()
        rows = list(islice(self._rows(unit_path, keys.unit_prefix(unit_path), None, _AT_ONCE), MOST_SEARCHED + 1))
        return sum(holds(row, words) for row in rows) if len(rows) <= MOST_SEARCHED else None

    def owned_by(self, owner: str) -> Sequence[Venue]:
        rows = every(
            self._client,
            TableName=self._table,
            IndexName=keys.BY_OWNER,
            KeyConditionExpression="ow = :owner",
            ExpressionAttributeValues={":owner": s(owner)},
        )
        known = self.by_ids([venue_of(row) for row in rows])
        return sorted(known.values(), key=lambda venue: (venue.search_key, venue.venue_id))

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _add_together(self, venues: Sequence[Venue]) -> Sequence[Venue]:
        """All or none; where one of them is refused, each by itself."""
        try:
            self._write([put for venue in venues for put in self._registration(venue)])
        except Refused:
            return [self.add(venue) for venue in venues]
        return [self._as_stored(venue) for venue in venues]

    def _registration(self, venue: Venue) -> Sequence[NewPut]:
        return self._new(venue), _code(venue), _name(venue)

    def _stored(self, venue: Venue) -> Venue:
        stored = self.by_id(venue.venue_id)
        if stored is None:
            raise VenueUnknown
        return stored

    def _unless_beaten(self, venue: Venue) -> Venue:
        """What refused a replacement: our own first attempt, a rival, another venue of that name, or a taken code."""
        stored = self._stored(venue)
        if stored == self._as_stored(venue):
            return stored
        if self._is_taken(venue):
            raise VenueExists
        raise Busy

    def _renaming(self, stored: Venue, venue: Venue) -> list[NewPut]:
        """The new name claimed, and the old one set free where it is held: one of before marks counted is not."""
        if self._is_taken(venue):
            raise VenueExists
        old = keys.venue_natural(stored.natural_key)
        held = [item for item in self._get_all([old]) if text(item, "vid") == str(venue.venue_id)]
        return [_name(venue), *(_name(stored, fr=n(1)) for _ in held)]

    def _registered(self, venue: Venue) -> Venue | None:
        """The venue that bears this name."""
        return self.same([venue]).get(venue.natural_key)

    def _is_taken(self, venue: Venue) -> bool:
        """True where another venue bears this name."""
        there = self._registered(venue)
        return there is not None and there.venue_id != venue.venue_id

    def _get_all(self, pks: Iterable[str]) -> list[Item]:
        return get_many(self._table, [(pk, key_parts.META) for pk in pks])

    def _as_stored(self, venue: Venue) -> Venue:
        return venue_from_item(item_from_venue(venue, self._sealer), self._sealer)

    def _new(self, venue: Venue) -> NewPut:
        return {"Item": item_from_venue(venue, self._sealer), "ConditionExpression": _ABSENT}

    def _next(self, venue: Venue, now: datetime) -> NewPut:
        return {
            "Item": {**item_from_venue(venue, self._sealer), "m": t(now)},
            "ConditionExpression": "rv = :before",
            "ExpressionAttributeValues": {":before": n(venue.revision - 1)},
        }

    def _write(self, puts: Iterable[NewPut]) -> None:
        transaction: Any = [{"Put": {"TableName": self._table, **put}} for put in puts]
        patiently(lambda: self._client.transact_write_items(TransactItems=transaction))

    def _page(self, looked: Looked, cursor: str | None) -> VenuePage:
        venue_ids = [venue_of(row) for row in looked.found]
        known = self.by_ids(venue_ids)
        venues = tuple(known[venue_id] for venue_id in venue_ids if venue_id in known)
        return VenuePage(venues, cursor, looked.looked_at)

    def _rows(self, unit_path: str, prefix: str, start: ByName | None, size: int) -> Iterator[Item]:
        partition = keys.unit_partition(unit_path)
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": key_parts.BY_UNIT,
            "KeyConditionExpression": "bu = :bu" + (" AND begins_with(bs, :bs)" if prefix else ""),
            "ExpressionAttributeValues": {":bu": s(partition), **({":bs": s(prefix)} if prefix else {})},
            "Limit": size,
        }
        if start is not None:
            query["ExclusiveStartKey"] = {"bu": s(partition), "bs": s(start.bs), **_key(start.venue)}
        return self._all(query)

    def _rows_by_age(self, commune_path: str, start: ByAge | None, size: int) -> Iterator[Item]:
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": keys.BY_AGE,
            "KeyConditionExpression": "u = :u",
            "ExpressionAttributeValues": {":u": s(commune_path)},
            "ScanIndexForward": False,
            "Limit": size,
        }
        if start is not None:
            query["ExclusiveStartKey"] = {"u": s(start.unit_path), "t": n(start.registered), **_key(start.venue)}
        return self._all(query)

    def _all(self, query: dict[str, Any]) -> Iterator[Item]:
        """Page by page, as far as somebody goes on asking."""
        while True:
            page = patiently(lambda: self._client.query(**query))
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _key(venue_id: VenueId) -> Item:
    return {"pk": s(keys.venue(venue_id)), "sk": s(key_parts.META)}


def _code(venue: Venue) -> NewPut:
    return _claim(keys.venue_code(venue.code), venue)


def _name(venue: Venue, **more: dict[str, Any]) -> NewPut:
    return _claim(keys.venue_natural(venue.natural_key), venue, **more)


def _claim(pk: str, venue: Venue, **more: dict[str, Any]) -> NewPut:
    """What makes a code or a natural key unique: nobody else may hold it, unless it was set free."""
    return {
        "Item": {"pk": s(pk), "sk": s(key_parts.META), "vid": s(venue.venue_id), **more},
        "ConditionExpression": f"{_ABSENT} OR vid = :mine OR attribute_exists(fr)",
        "ExpressionAttributeValues": {":mine": s(venue.venue_id)},
    }
