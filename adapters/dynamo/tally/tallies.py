"""The counters: one update each, conditional where there is a bound."""

import hashlib
import hmac
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from adapters.dynamo.calls import Refused, patiently
from adapters.dynamo.key_parts import day
from adapters.dynamo.tally import keys
from adapters.dynamo.wire import n, number, s, t
from adapters.session import client
from domain.base.period import local_day
from domain.base.secret import KeyStore, Purpose
from domain.base.tally import Counter

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_NAME_SYMBOLS = 16
_HAS_ROOM = "attribute_not_exists(m) OR size(m) < :most OR contains(m, :name)"
_IS_THERE = "attribute_exists(pk)"


class DynamoTallies:
    """Tallies on the Tally table: one write unit for each call but `total`, which is half a read unit."""

    def __init__(self, table: str, *, key_store: KeyStore) -> None:
        self._table = table
        self._keys = key_store

    def take(self, counter: Counter, name: str, *, most: int) -> bool:
        """A set takes a name twice without growing, so a repeat and an answer that was lost change nothing."""
        mark = _mark(name)
        values = {":names": {"SS": [mark]}, ":name": s(mark), ":most": n(most), ":x": t(counter.until)}
        try:
            self._update(counter, "ADD m :names SET x = :x", values, _HAS_ROOM)
        except Refused:
            return False
        return True

    def give_back(self, counter: Counter, name: str) -> None:
        with suppress(Refused):
            self._update(counter, "DELETE m :names", {":names": {"SS": [_mark(name)]}}, _IS_THERE)

    def clear(self, counter: Counter) -> None:
        with suppress(Refused):
            self._update(counter, "REMOVE m", {}, _IS_THERE)

    def add(self, counter: Counter, number: int) -> int:
        answer = self._update(counter, "ADD n :number SET x = :x", {":number": n(number), ":x": t(counter.until)})
        return int(answer["Attributes"]["n"]["N"])

    def total(self, counter: Counter) -> int:
        answer = patiently(lambda: self._client.get_item(TableName=self._table, Key=self._key(counter)))
        return number(answer.get("Item", {}), "n") or 0

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _update(self, counter: Counter, update: str, values: dict[str, Any], condition: str = "") -> Any:
        asked: dict[str, Any] = {"ConditionExpression": condition} if condition else {"ReturnValues": "UPDATED_NEW"}
        if values:
            asked["ExpressionAttributeValues"] = values
        key = self._key(counter)
        return patiently(
            lambda: self._client.update_item(TableName=self._table, Key=key, UpdateExpression=update, **asked)
        )

    def _key(self, counter: Counter) -> dict[str, dict[str, str]]:
        """Keyed hash of whom it counts."""
        lookup = self._keys.ring(Purpose.LOOKUP).newest.material
        of_day = _hmac(lookup, f"tally-v1|{day(local_day(counter.since))}")
        hashed = _hmac(of_day, f"{counter.counted.value}|{counter.of}").hex()
        pk, sk = keys.counter(counter.counted, hashed, counter.since)
        return {"pk": s(pk), "sk": s(sk)}


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:_NAME_SYMBOLS]
