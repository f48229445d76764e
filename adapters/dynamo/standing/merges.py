"""The register of merges: one transaction for each step, with the fact that every reader of records folds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.calls import Refused, every, patiently
from adapters.dynamo.standing import keys
from adapters.dynamo.standing.marks import added, fact_packed
from adapters.dynamo.wire import Item, NewItem, b, data, is_living, moment, n, number, present, s, t, text
from adapters.session import client
from domain.base.errors import Busy
from domain.base.period import epoch
from domain.base.secret import Sealer
from domain.people.codes import PersonId
from domain.people.human.joining import Merge, MergeState
from domain.people.human.records import Joining
from domain.people.policy import JOIN

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SPEAKS_FOR_ITSELF = "attribute_not_exists(pk) OR st <> :joined"


class DynamoMerges:
    """MergeRegister on the Standing table."""

    def __init__(self, table: str, *, sealer: Sealer) -> None:
        self._table = table
        self._sealer = sealer

    def newest(self, join: PersonId) -> Merge | None:
        answer = patiently(lambda: self._client.get_item(TableName=self._table, Key=_key(join), ConsistentRead=True))
        return self._merge(answer["Item"]) if "Item" in answer else None

    def replace(self, merge: Merge, *, before: Merge | None) -> Merge:
        item = self._item(merge)
        writes: list[Any] = [
            self._put(item, before),
            *self._kept_records(merge),
            self._line(merge),
            self._listing(merge),
        ]
        if fact := _fact(merge):
            writes.append({"Update": added(self._table, keys.joined_on(fact.at), fact_packed(fact), expires=None)})
        try:
            patiently(lambda: self._client.transact_write_items(TransactItems=writes))
        except Refused as refusal:
            stored = self.newest(merge.join)
            if stored == self._merge(item):
                return stored
            raise Busy from refusal
        return self._merge(item)

    def in_unit(self, unit_path: str, *, now: datetime) -> Sequence[Merge]:
        prefix = keys.listed_in(unit_path)
        query: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk" + (" AND begins_with(sk, :prefix)" if prefix else ""),
            "ExpressionAttributeValues": {
                ":pk": s(keys.listing(unit_path)),
                **({":prefix": s(prefix)} if prefix else {}),
            },
        }
        found = [self._merge(item) for item in every(self._client, **query) if is_living(item, now)]
        return sorted(found, key=lambda merge: (-epoch(merge.joined_at or merge.asked_at), merge.join))

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _put(self, item: NewItem, before: Merge | None) -> dict[str, Any]:
        put: dict[str, Any] = {
            "TableName": self._table,
            "Item": item,
            "ConditionExpression": "attribute_not_exists(pk)",
        }
        if before is not None:
            put["ConditionExpression"] = "nr = :number AND st = :state"
            put["ExpressionAttributeValues"] = {":number": n(before.number), ":state": s(before.state)}
        return {"Put": put}

    def _kept_records(self, merge: Merge) -> list[dict[str, Any]]:
        """Whoever others are joined into is joined into nobody: two that are joined into each other would speak for nobody."""
        if merge.state is not MergeState.JOINED:
            return []
        check = {
            "TableName": self._table,
            "Key": _key(merge.keep),
            "ConditionExpression": _SPEAKS_FOR_ITSELF,
            "ExpressionAttributeValues": {":joined": s(MergeState.JOINED)},
        }
        return [{"ConditionCheck": check}]

    def _line(self, merge: Merge) -> dict[str, Any]:
        kept = {**self._item(merge), "sk": s(keys.line(merge.number, merge.state))}
        return {"Put": {"TableName": self._table, "Item": kept}}

    def _listing(self, merge: Merge) -> dict[str, Any]:
        key = {"pk": s(keys.listing(merge.unit_path)), "sk": s(keys.listed(merge.unit_path, merge.join))}
        if merge.state is MergeState.PARTED:
            return {"Delete": {"TableName": self._table, "Key": key}}
        until = merge.joined_at + JOIN.undone_within if merge.joined_at else merge.asked_at + JOIN.waits
        return {"Put": {"TableName": self._table, "Item": {**self._item(merge), **key, "x": n(epoch(until))}}}

    def _item(self, merge: Merge) -> NewItem:
        reason = self._sealer.seal(merge.reason, bound_to=_bound(merge.join)) if merge.reason else None
        return present(
            {
                **_key(merge.join),
                "j": s(merge.join),
                "kp": s(merge.keep),
                "u": s(merge.unit_path),
                "st": s(merge.state),
                "nr": n(merge.number),
                "y": b(reason) if reason else None,
                "ab": s(merge.asked_by),
                "aa": t(merge.asked_at),
                "jb": s(merge.joined_by) if merge.joined_by else None,
                "ja": t(merge.joined_at) if merge.joined_at else None,
                "pb": s(merge.parted_by) if merge.parted_by else None,
                "pa": t(merge.parted_at) if merge.parted_at else None,
            }
        )

    def _merge(self, item: Item) -> Merge:
        join = PersonId(text(item, "j"))
        return Merge(
            join=join,
            keep=PersonId(text(item, "kp")),
            unit_path=text(item, "u"),
            state=MergeState(text(item, "st")),
            reason=self._sealer.open(data(item["y"]), bound_to=_bound(join)) if "y" in item else "",
            asked_by=text(item, "ab"),
            asked_at=moment(item, "aa"),
            number=number(item, "nr") or 1,
            joined_by=text(item, "jb"),
            joined_at=_maybe(item, "ja"),
            parted_by=text(item, "pb"),
            parted_at=_maybe(item, "pa"),
        )


def _fact(merge: Merge) -> Joining | None:
    """What this step says of both records; nothing while it waits, and where it was never joined."""
    if merge.joined_at is None:
        return None
    if merge.state is MergeState.PARTED:
        return Joining(merge.join, merge.keep, merge.number + 1, merge.parted_at or merge.joined_at)
    return Joining(merge.join, merge.keep, merge.number, merge.joined_at)


def _key(join: PersonId) -> dict[str, dict[str, str]]:
    return {"pk": s(key_parts.person(join)), "sk": s(keys.MERGE)}


def _bound(join: PersonId) -> str:
    return f"{join}/merge"


def _maybe(item: Mapping[str, Any], name: str) -> datetime | None:
    return moment(item, name) if name in item else None
