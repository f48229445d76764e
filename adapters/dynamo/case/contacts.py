"""The contacts of cases: eight partitions a case, read all at once or page by page, written 25 items a call."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import at_once, every_bulk, first_page, get_many, put_many
from adapters.dynamo.calls import Refused, patiently
from adapters.dynamo.case import keys
from adapters.dynamo.case.contact_item import (
    edge_from_item,
    follow_up_from_item,
    hand_over_from_item,
    is_edge,
    item_from_edge,
    item_from_follow_up,
    packed_people,
)
from adapters.dynamo.wire import Item, NewItem, is_living, n, s, t, text
from adapters.session import client
from domain.base.errors import InvalidInput
from domain.base.period import at_epoch
from domain.base.secret import Sealer
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactGlance, ContactPage, ContactsOfCase, Edge, HandOver
from domain.tracing.errors import ContactChanged
from domain.tracing.follow_up import FollowUp

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# Listed for a hand-over alone. Items of the first releases say `ho`, which on a case is the holder of its lease.
_HANDED = "(attribute_exists(hd) OR attribute_exists(ho))"
_PASSED_OVER = 200  # edges withdrawn since, read in search of one page; what is left of them waits for the next

_GLANCE = 400  # items of one partition: some 1,600 contacts of a case that were called, twice as many that were not
_PROBE = 4  # edges asked for where the page is full already, to learn whether more follow


class DynamoContacts:
    """ContactBook on the Case table. All reads are consistent: a run compares with them, and staff see their own work."""

    def __init__(self, table: str, *, sealer: Sealer) -> None:
        self._table = table
        self._sealer = sealer

    def of_case(self, case: CaseCode, *, now: datetime) -> ContactsOfCase:
        def read(number: int) -> tuple[list[Edge], list[Item]]:
            """Follow-ups sort before edges, which are never all in memory as items."""
            edges: list[Edge] = []
            work: list[Item] = []
            for item in self._read(keys.contacts(case, number)):
                if not is_living(item, now):
                    continue
                if is_edge(item):
                    edges.append(edge_from_item(item))
                else:
                    work.append(item)
            return edges, work

        found = at_once(read, keys.SHARDS)
        work = self._work(item for _, items in found for item in items)
        return ContactsOfCase({edge.person: edge for edges, _ in found for edge in edges}, work)

    def page(self, case: CaseCode, *, limit: int, cursor: str | None, now: datetime) -> ContactPage:
        """Shard after shard. May hold less than `limit` and still have a successor, where many were withdrawn.

        Reads the limit, a few edges more, those passed over, and the follow-ups of the people between.
        """
        edges: list[Edge] = []
        last: PersonId | None = None
        for place, item in enumerate(self._edges_after(case, _start(cursor, case), limit + 1)):
            edge = edge_from_item(item)
            is_shown = edge.active and is_living(item, now)
            if place == limit + _PASSED_OVER or (is_shown and len(edges) == limit):
                return ContactPage(edges, self._follow_ups(case, edges, now), _cursor(case, last))
            last = edge.person
            if is_shown:
                edges.append(edge)
        return ContactPage(edges, self._follow_ups(case, edges, now), None)

    def glance(self, case: CaseCode, *, now: datetime) -> ContactGlance:
        """Follow-ups sort before edges: of a contact whose edge was read, it is known what was done."""
        query: dict[str, Any] = {"TableName": self._table, "ConsistentRead": True, "Limit": _GLANCE}
        pages = at_once(
            lambda number: first_page(
                KeyConditionExpression="pk = :pk", **_values(pk=s(keys.contacts(case, number))), **query
            ),
            keys.SHARDS,
        )
        living = [item for page in pages for item in page.Items if is_living(item, now)]
        edges = [edge for item in living if is_edge(item) and (edge := edge_from_item(item)).active]
        work = self._work(item for item in living if not is_edge(item))
        return ContactGlance(edges, work, all(page.LastEvaluatedKey is None for page in pages))

    def some(self, case: CaseCode, people: Sequence[PersonId], *, now: datetime) -> ContactPage:
        asked = list(dict.fromkeys(people))
        wanted = [
            (keys.contacts(case, keys.shard(person)), sk)
            for person in asked
            for sk in (key_parts.person(person), keys.follow_up(person))
        ]
        living = [item for item in get_many(self._table, wanted) if is_living(item, now)]
        found = {edge.person: edge for item in living if is_edge(item) and (edge := edge_from_item(item)).active}
        work = self._work(item for item in living if not is_edge(item))
        edges = [found[person] for person in asked if person in found]
        return ContactPage(edges, {p: done for p, done in work.items() if p in found}, None)

    def follow_ups(self, case: CaseCode, people: Sequence[PersonId], *, now: datetime) -> Mapping[PersonId, FollowUp]:
        wanted = [(keys.contacts(case, keys.shard(person)), keys.follow_up(person)) for person in people]
        return self._work(item for item in get_many(self._table, wanted) if is_living(item, now))

    def save(self, edges: Sequence[Edge]) -> None:
        put_many(self._table, map(item_from_edge, {(edge.case, edge.person): edge for edge in edges}.values()))

    def follow_up(self, follow_up: FollowUp) -> None:
        """Refused by exactly this record: our own first attempt."""
        item = item_from_follow_up(follow_up, self._sealer)
        try:
            patiently(lambda: self._put_next(item, _follows(follow_up)))
        except Refused as refusal:
            there = refusal.there
            ours = follow_up_from_item(item, self._sealer)
            if there is None or follow_up_from_item(there, self._sealer) != ours:
                raise ContactChanged from refusal

    def hand_over(self, hand_over: HandOver, *, confirmed_at: datetime, expires_at: datetime) -> None:
        """The commune's item carries its own place in the commune's list; units above it get theirs once.

        Those go before it and leave after it: a crash between leaves a case too much in a list, never one too few.
        """
        case, (*above, unit) = hand_over.case, key_parts.line_of(hand_over.unit_path)
        place = {"bs": s(keys.newest_first(confirmed_at, case)), "x": t(expires_at)}
        key = _keyed(keys.case(case), keys.hand_over(hand_over.unit_path))
        if hand_over.people:
            self._list(case, above, place)
            item: NewItem = key | place | {"bu": s(unit), "p": packed_people(hand_over.people)}
            patiently(lambda: self._client.put_item(TableName=self._table, Item=item))
        else:
            patiently(lambda: self._client.delete_item(TableName=self._table, Key=key))
            still = {upper for left in self.handed_over(case) for upper in key_parts.line_of(left.unit_path)}
            for upper in above:
                if upper not in still:
                    self._unlist(_keyed(keys.case(case), keys.listed_in(upper)))

    def handed_over(self, case: CaseCode) -> Sequence[HandOver]:
        return [hand_over_from_item(item) for item in self._read(keys.case(case), keys.HAND_OVERS)]

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _work(self, items: Iterator[Item]) -> dict[PersonId, FollowUp]:
        return {(done := follow_up_from_item(item, self._sealer)).person: done for item in items}

    def _read(self, pk: str, prefix: str = "", *, after: str = "", size: int | None = None) -> Iterator[Item]:
        """Items of a partition in key order; `size` is how many the caller expects to use."""
        values = {":pk": s(pk)} | ({":prefix": s(prefix)} if prefix else {})
        query: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk" + (" AND begins_with(sk, :prefix)" if prefix else ""),
            "ExpressionAttributeValues": values,
            "ConsistentRead": True,
        }
        if size is not None:
            query["Limit"] = size
        if after:
            query["ExclusiveStartKey"] = _keyed(pk, after)
        return every_bulk(**query)

    def _edges_after(self, case: CaseCode, last: PersonId | None, size: int) -> Iterator[Item]:
        first = keys.shard(last) if last else 0
        for number in keys.SHARDS[first:]:
            after = key_parts.person(last) if last and number == first else ""
            for item in self._read(keys.contacts(case, number), key_parts.PEOPLE, after=after, size=size):
                size = max(size - 1, _PROBE)
                yield item

    def _follow_ups(self, case: CaseCode, edges: Sequence[Edge], now: datetime) -> Mapping[PersonId, FollowUp]:
        """One Query a shard, between the first and the last person of the page."""
        shards: dict[int, list[PersonId]] = defaultdict(list)
        for edge in edges:
            shards[keys.shard(edge.person)].append(edge.person)

        def read(number: int) -> list[Item]:
            first, last = keys.follow_up(min(shards[number])), keys.follow_up(max(shards[number]))
            found = every_bulk(
                TableName=self._table,
                KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
                ExpressionAttributeValues={":pk": s(keys.contacts(case, number)), ":first": s(first), ":last": s(last)},
                ConsistentRead=True,
            )
            return [item for item in found if is_living(item, now)]

        shown = {edge.person for edge in edges}
        parts = list(map(read, shards)) if len(shards) == 1 else at_once(read, shards)
        work = self._work(item for items in parts for item in items)
        return {person: done for person, done in work.items() if person in shown}

    def _put_next(self, item: NewItem, condition: Mapping[str, Any]) -> None:
        self._client.put_item(
            TableName=self._table, Item=item, ReturnValuesOnConditionCheckFailure="ALL_OLD", **condition
        )

    def _list(self, case: CaseCode, units: Sequence[str], place: NewItem) -> None:
        """Leaves the items of units that have the case in their lists on their own account."""
        pk = keys.case(case)
        known = {text(item, "sk"): item for item in get_many(self._table, [(pk, keys.listed_in(u)) for u in units])}
        for unit in units:
            key = _keyed(pk, keys.listed_in(unit))
            item: NewItem = key | place | {"bu": s(unit), "hd": n(1)}
            stored = known.get(keys.listed_in(unit))
            if stored is None or (_is_handed(stored) and stored != item):
                self._if(self._put_unless_own(item))

    def _put_unless_own(self, item: NewItem) -> Callable[[], object]:
        return lambda: self._client.put_item(
            TableName=self._table,
            Item=item,
            ConditionExpression=f"attribute_not_exists(pk) OR {_HANDED}",
        )

    def _unlist(self, key: NewItem) -> None:
        self._if(lambda: self._client.delete_item(TableName=self._table, Key=key, ConditionExpression=_HANDED))

    @staticmethod
    def _if(call: Callable[[], object]) -> None:
        with suppress(Refused):
            patiently(call)


def _is_handed(item: Item) -> bool:
    return "hd" in item or "ho" in item


def _keyed(pk: str, sk: str) -> NewItem:
    return {"pk": s(pk), "sk": s(sk)}


def _follows(work: FollowUp) -> dict[str, Any]:
    """The condition of a later record: the one before it. Of a first: nothing, or only what has expired."""
    if work.revision > 1:
        return {"ConditionExpression": "rv = :before", **_values(before=n(work.revision - 1))}
    now = work.entries[-1].at if work.entries else at_epoch(0)
    return {"ConditionExpression": "attribute_not_exists(pk) OR x <= :now", **_values(now=t(now))}


def _values(**values: dict[str, Any]) -> dict[str, Any]:
    return {"ExpressionAttributeValues": {f":{name}": value for name, value in values.items()}}


def _cursor(case: CaseCode, last: PersonId | None) -> str:
    return urlsafe_b64encode(f"{case}#{last}".encode()).decode()


def _start(cursor: str | None, case: CaseCode) -> PersonId | None:
    """Inverse of `_cursor`; the cursor of another case, or none of ours, is refused."""
    if cursor is None:
        return None
    try:
        code, _, last = urlsafe_b64decode(cursor.encode()).decode().partition("#")
        start = PersonId(last)
    except ValueError as error:
        raise InvalidInput.of("cursor", "cursor") from error
    if code != str(case):
        raise InvalidInput.of("cursor", "cursor")
    return start
