"""The log of visits: each write is one conditional call on the visit's natural key."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.calls import Refused, every, patiently
from adapters.dynamo.visit import keys
from adapters.dynamo.visit.item import item_from_visit, sealed_why, visit_from_item
from adapters.dynamo.wire import Item, is_living, n, s, t, texts
from adapters.session import client
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.base.secret import Sealer
from domain.people.codes import PersonId
from domain.presence.dispute import disputed, settled, withdrawn
from domain.presence.policy import Stay, VisitPolicy
from domain.presence.visit import Flag, Stored, Visit, VisitKey, closed_by_next, left, newest_last, voided

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_Change = dict[str, Any]

_MOST_MOVES = 5  # of one visit: left, disputed, settled, taken back, and one that comes between
_NEWEST = 5  # keys carry the device's clock, so the first alone may be one that expired early
_FLAGGED = "f = list_append(if_not_exists(f, :none), :flags)"
_SAID = (Flag.DISPUTED, Flag.SETTLED, Flag.VOID)
_NAMED = {"ExpressionAttributeNames": {"#by": "by"}}  # a word of the store's own


class DynamoVisits:
    """RecordedVisits on the Visit table. Without a sealer no reason of a dispute is kept or read."""

    def __init__(self, table: str, *, sealer: Sealer | None = None) -> None:
        self._table = table
        self._sealer = sealer

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def record(self, visit: Visit) -> Stored:
        """One PutItem. Refused after the SDK sent it twice, by exactly this visit: our own first attempt, so it is new.

        A repeat of an unchanged visit that was itself sent twice looks the same, and is called new as well.
        """
        item = item_from_visit(visit)
        try:
            patiently(lambda: self._put(item))
        except Refused as refusal:
            if refusal.there is None:
                raise
            is_ours = refusal.was_repeated and refusal.there == item
            return Stored(visit_from_item(refusal.there), is_new=is_ours)
        return Stored(visit_from_item(item), is_new=True)

    def close(self, key: VisitKey, *, at: datetime, stay: Stay, by_leaving: bool) -> Visit | None:
        """One UpdateItem in the usual case: an open visit left within its cap, or ended by the next check-in."""
        at = at_epoch(epoch(at))
        if by_leaving:
            return self._change(key, _leaving(at, stay), lambda visit: left(visit, at, stay), now=at)
        ended = at_epoch(key.scanned) + stay.default < at  # a guess, by the device's clock: only saves a call
        first = _ended_before(at) if ended else _cut_short(at)
        return self._change(key, first, lambda visit: closed_by_next(visit, at), now=at)

    def void(self, key: VisitKey, *, policy: VisitPolicy, now: datetime) -> Visit | None:
        """One UpdateItem in the usual case: a visit begun within the policy's minutes."""
        now = at_epoch(epoch(now))
        return self._change(
            key, _taking_back(now, policy), lambda visit: voided(visit, policy=policy, now=now), now=now
        )

    def withdraw(self, key: VisitKey, *, by: str | None, policy: VisitPolicy, now: datetime) -> Visit | None:
        """One UpdateItem in the usual case: recorded within the policy's minutes, by whom it may be."""
        now = at_epoch(epoch(now))
        return self._change(
            key,
            _withdrawing(now, policy, by),
            lambda visit: withdrawn(visit, by=by, policy=policy, now=now),
            now=now,
        )

    def dispute(self, key: VisitKey, *, why: str, now: datetime) -> Visit | None:
        """One UpdateItem in the usual case: recorded by somebody else, and nothing was said of it yet."""
        now = at_epoch(epoch(now))
        sealed = sealed_why(key, why, self._sealer) if why and self._sealer else None
        return self._change(key, _disputing(now, sealed), lambda visit: disputed(visit, why=why), now=now)

    def settle(self, key: VisitKey, *, stands: bool, now: datetime) -> Visit | None:
        """Read, then decided: a flag is taken off a list that holds others."""
        return self._change(key, None, lambda visit: settled(visit, stands=stands), now=at_epoch(epoch(now)))

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Visit]:
        """One Query a page; sorted by the corrected start, because the key carries the device's clock."""
        found = [visit_from_item(item, self._sealer) for item in self._items_of(person) if is_living(item, now)]
        return sorted(found, key=newest_last, reverse=True)

    def has_visits(self, person: PersonId, *, now: datetime) -> bool:
        """The newest few, of which one is living if any is: half a unit, however much somebody was about."""
        query = _visits_of(self._table, person) | {"ScanIndexForward": False, "Limit": _NEWEST}
        return any(is_living(item, now) for item in patiently(lambda: self._client.query(**query))["Items"])

    def _put(self, item: Item) -> None:
        self._client.put_item(
            TableName=self._table,
            Item=item,
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )

    def _change(
        self, key: VisitKey, change: _Change | None, rule: Callable[[Visit], Visit], *, now: datetime
    ) -> Visit | None:
        """Tries `change` unread; where there is none, or its condition fails, applies the rule to what is stored.

        A visit moves a few times in its life, so more refusals mean that something is wrong.
        """
        for _ in range(_MOST_MOVES):
            try:
                if change is not None:
                    return visit_from_item(patiently(partial(self._update, key, change)), self._sealer)
                item = patiently(lambda: self._item(key))
            except Refused as refusal:
                item = refusal.there
            if item is None or not is_living(item, now):
                return None
            stored = visit_from_item(item, self._sealer)
            wanted = rule(stored)
            if wanted == stored:
                return stored
            change = _replacing(stored, wanted)
        raise Busy

    def _update(self, key: VisitKey, change: _Change) -> Item:
        answer = self._client.update_item(
            TableName=self._table,
            Key=_key(key),
            ReturnValues="ALL_NEW",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
            **change,
        )
        return answer["Attributes"]

    def _item(self, key: VisitKey) -> Item | None:
        answer = self._client.get_item(TableName=self._table, Key=_key(key), ConsistentRead=True)
        return answer.get("Item")

    def _items_of(self, person: PersonId) -> Sequence[Item]:
        return every(self._client, **_visits_of(self._table, person))


def _visits_of(table: str, person: PersonId) -> dict[str, Any]:
    """The Query for one person's visits."""
    return {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :visits)",
        "ExpressionAttributeValues": {":pk": s(key_parts.person(person)), ":visits": s(keys.VISITS)},
    }


def _key(key: VisitKey) -> dict[str, Any]:
    return {"pk": s(key_parts.person(key.person)), "sk": s(keys.visit(key))}


def _when(condition: str, update: str, **values: dict[str, Any]) -> _Change:
    named = {f":{name}": value for name, value in values.items()}
    return {"ConditionExpression": condition, "UpdateExpression": update, "ExpressionAttributeValues": named}


def _leaving(at: datetime, stay: Stay) -> _Change:
    return _when(
        "o = :open AND i BETWEEN :earliest AND :at",
        "SET e = :at, o = :shut",
        open=n(1), shut=n(0), at=t(at), earliest=t(at - stay.cap),
    )  # fmt: skip


def _cut_short(at: datetime) -> _Change:
    return _when("o = :open AND :at BETWEEN i AND e", "SET e = :at, o = :shut", open=n(1), shut=n(0), at=t(at))


def _ended_before(at: datetime) -> _Change:
    return _when(
        "o = :open AND e < :at AND x > :at",
        f"SET o = :shut, {_FLAGGED}",
        open=n(1), shut=n(0), at=t(at), none=texts(()), flags=texts((Flag.END_ASSUMED,)),
    )  # fmt: skip


def _taking_back(now: datetime, policy: VisitPolicy) -> _Change:
    return _annulling("(i >= :earliest OR r >= :earliest)", now, policy)


def _withdrawing(now: datetime, policy: VisitPolicy, by: str | None) -> _Change:
    if by is None:
        return _annulling("attribute_exists(#by) AND r >= :earliest", now, policy) | _NAMED
    return _annulling("#by = :by AND r >= :earliest", now, policy, by=s(by)) | _NAMED


def _annulling(condition: str, now: datetime, policy: VisitPolicy, **values: dict[str, Any]) -> _Change:
    return _when(
        f"{condition} AND NOT contains(f, :void)",
        f"SET e = i, o = :shut, {_FLAGGED}",
        earliest=t(now - policy.void_within), void=s(Flag.VOID), shut=n(0), none=texts(()), flags=texts((Flag.VOID,)),
        **values,
    )  # fmt: skip


def _disputing(now: datetime, why: dict[str, Any] | None) -> _Change:
    untouched = " AND ".join(f"NOT contains(f, :{flag})" for flag in _SAID)
    values = {flag.value: s(flag) for flag in _SAID} | ({"why": why} if why else {})
    change = _when(
        f"attribute_exists(#by) AND x > :now AND {untouched}",
        f"SET {_FLAGGED}, wz = :why" if why else f"SET {_FLAGGED}",
        now=t(now), none=texts(()), flags=texts((Flag.DISPUTED,)), **values,
    )  # fmt: skip
    return change | _NAMED


def _replacing(stored: Visit, wanted: Visit) -> _Change:
    """Only over exactly what was read: a flag that came since would be lost."""
    were = {"were": texts(stored.flags)} if stored.flags else {}
    same = "f = :were" if were else "attribute_not_exists(f)"
    flags = {"flags": texts(wanted.flags)} if wanted.flags != stored.flags else {}
    return _when(
        f"o = :was_open AND e = :was_end AND {same}",
        "SET e = :end, o = :open, f = :flags" if flags else "SET e = :end, o = :open",
        was_open=n(int(stored.is_open)), was_end=t(stored.end), **were,
        open=n(int(wanted.is_open)), end=t(wanted.end), **flags,
    )  # fmt: skip
