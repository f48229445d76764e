"""Copies of the platform's keys, on the Spare table."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from adapters.dynamo.calls import Refused, every, patiently
from adapters.dynamo.spare import keys
from adapters.dynamo.wire import Item, b, data, is_living, moment, s, t, text
from adapters.session import client
from domain.base.secret import Key, Purpose

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class Wrapper(Protocol):
    """Encrypts key material under a key that the platform cannot decrypt with."""

    def wrap(self, material: bytes, *, bound_to: str) -> bytes: ...


class Unwrapper(Protocol):
    """What a keeper can do."""

    def unwrap(self, wrapped: bytes, *, bound_to: str) -> bytes: ...


class DynamoSpares:
    """SpareKeys on the Spare table."""

    def __init__(self, table: str, *, wrapper: Wrapper) -> None:
        self._table = table
        self._wrapper = wrapper

    def kids(self, purpose: Purpose, *, now: datetime) -> frozenset[str]:
        return frozenset(text(item, "sk") for item in _stored(self._table, purpose) if is_living(item, now))

    def put_by(self, purpose: Purpose, key: Key) -> None:
        item = {
            "pk": s(keys.spare(purpose)),
            "sk": s(key.kid),
            "w": b(self._wrapper.wrap(key.material, bound_to=keys.bound(purpose, key.kid))),
            "t": t(key.made_at),
        }
        with suppress(Refused):
            patiently(
                lambda: _client().put_item(
                    TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(pk)"
                )
            )


def unwrapped(table: str, purpose: Purpose, *, unwrapper: Unwrapper, now: datetime) -> Mapping[str, Key]:
    """The living copies as the keys that they are of, by key id: for a keeper, who may unwrap."""
    items = {text(item, "sk"): item for item in _stored(table, purpose) if is_living(item, now)}
    return {
        kid: Key(kid, unwrapper.unwrap(data(item["w"]), bound_to=keys.bound(purpose, kid)), moment(item, "t"))
        for kid, item in items.items()
    }


def _stored(table: str, purpose: Purpose) -> list[Item]:
    return every(
        _client(),
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": s(keys.spare(purpose))},
        ConsistentRead=True,
    )


def _client() -> "DynamoDBClient":
    return client("dynamodb")
