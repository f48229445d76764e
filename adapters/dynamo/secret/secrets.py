"""The platform's own keys, on the Secret table."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from os import urandom
from typing import TYPE_CHECKING

from adapters.dynamo.calls import Refused, patiently
from adapters.dynamo.secret import keys
from adapters.dynamo.wire import Item, b, data, is_living, moment, s, t, text
from adapters.session import client
from domain.base.codes import ALPHABET
from domain.base.errors import Busy
from domain.base.secret import ROTATION, Key, KeyRing, Purpose

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MAX_AGE = timedelta(minutes=5)
_FRESH_AGE = timedelta(seconds=10)  # forged tokens with unknown key ids must not become one Query each
_KEY_BYTES = 32


class DynamoSecrets:
    """KeyStore on the Secret table."""

    def __init__(self, table: str, *, clock: Callable[[], datetime]) -> None:
        self._table = table
        self._clock = clock
        self._rings: dict[Purpose, tuple[datetime, KeyRing]] = {}

    def ring(self, purpose: Purpose, *, fresh: bool = False) -> KeyRing:
        at, ring = self._rings.get(purpose, (None, None))
        if ring is not None and at is not None and self._clock() - at < (_FRESH_AGE if fresh else _MAX_AGE):
            return ring
        return self._ring(purpose, now=self._clock())

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _ring(self, purpose: Purpose, *, now: datetime) -> KeyRing:
        items = self._stored(purpose, now=now)
        keys = {kid: _key(item) for kid, item in items.items() if is_living(item, now)}
        if not keys:
            raise Busy
        self._rings[purpose] = (now, KeyRing(keys))
        return KeyRing(keys)

    def _stored(self, purpose: Purpose, *, now: datetime) -> Mapping[str, Item]:  # noqa: ARG002 - the rotation's to use
        """Expired ones too: their key ids stay taken."""
        return self._items(purpose)

    def _items(self, purpose: Purpose) -> Mapping[str, Item]:
        answer = patiently(
            lambda: self._client.query(
                TableName=self._table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": s(keys.secret(purpose))},
                ConsistentRead=True,
            )
        )  # a ring is far below one page
        return {text(item, "sk"): item for item in answer["Items"]}


class DynamoRotation(DynamoSecrets):
    """KeyRotation on the Secret table."""

    def known(self, purpose: Purpose) -> frozenset[str]:
        return frozenset(self._items(purpose))

    def rotate(self, purpose: Purpose, *, now: datetime) -> KeyRing:
        rotation = ROTATION[purpose]
        known = self._stored(purpose, now=now)
        newest = KeyRing({kid: _key(item) for kid, item in known.items()}).newest
        if rotation.after is not None and newest.made_at + rotation.after <= now:
            self._add(purpose, known, now=now)
        if rotation.keep is not None:
            self._retire(purpose, rotation.keep)
        return self._ring(purpose, now=now)

    def restore(self, purpose: Purpose, key: Key) -> bool:
        """Puts a key back under its own id; False where one stands there."""
        return self._put(purpose, key)

    def _stored(self, purpose: Purpose, *, now: datetime) -> Mapping[str, Item]:
        """Makes the first one where there is none."""
        items = self._items(purpose)
        if items:
            return items
        self._add(purpose, items, now=now)
        return self._items(purpose)

    def _add(self, purpose: Purpose, known: Mapping[str, Item], *, now: datetime) -> None:
        """Callers that read the same keys compute the same next key id, and the condition lets one of them in."""
        self._put(purpose, Key(next_kid(purpose, known), urandom(_KEY_BYTES), now))

    def _put(self, purpose: Purpose, key: Key) -> bool:
        item = {"pk": s(keys.secret(purpose)), "sk": s(key.kid), "m": b(key.material), "t": t(key.made_at)}
        try:
            patiently(
                lambda: self._client.put_item(
                    TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(pk)"
                )
            )
        except Refused:
            return False
        return True

    def _retire(self, purpose: Purpose, keep: timedelta) -> None:
        """Gives every key but the newest its expiry: `keep` after its successor was made. Repeating it adds nothing."""
        by_age = sorted(self._items(purpose).values(), key=lambda item: (moment(item, "t"), text(item, "sk")))
        for item, successor in pairwise(by_age):
            if "x" not in item:
                retired = {**item, "x": t(moment(successor, "t") + keep)}
                patiently(lambda: self._client.put_item(TableName=self._table, Item=retired))  # noqa: B023


def next_kid(purpose: Purpose, known: Mapping[str, object]) -> str:
    """One symbol for venues, because it is printed in every QR: thirty-one rotations; else `k1`, `k2`…"""
    if purpose is Purpose.VENUE:
        return ALPHABET[1 + max((ALPHABET.index(kid) for kid in known), default=0)]
    return f"k{1 + max((int(kid[1:]) for kid in known), default=0)}"


def _key(item: Item) -> Key:
    return Key(text(item, "sk"), data(item["m"]), moment(item, "t"))
