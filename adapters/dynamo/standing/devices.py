"""Devices of people, and signing them out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.dynamo import key_parts
from adapters.dynamo.calls import every, patiently
from adapters.dynamo.standing import keys
from adapters.dynamo.standing.marks import added, before_packed
from adapters.dynamo.wire import Item, is_living, moment, n, s, t, text
from adapters.session import client
from domain.base.period import epoch
from domain.base.secret import DEVICE_TOKEN_LIFE
from domain.people.codes import PersonId
from domain.people.human.standing import Device, mark_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_DAY = timedelta(days=1)  # a mark stays as long as the tokens it refuses, and a day for the day it is kept with


class DynamoDevices:
    """Devices on the Standing table. One is listed for as long as a token it just got would live."""

    def __init__(self, table: str) -> None:
        self._table = table

    def saw(self, person: PersonId, device: Device) -> None:
        patiently(
            lambda: self._client.update_item(
                TableName=self._table,
                Key=_key(person, device.device),
                UpdateExpression="SET k = :k, l = :l, t = if_not_exists(t, :t), x = :x",
                ExpressionAttributeValues={
                    ":k": s(device.kind),
                    ":l": t(device.seen_at),
                    ":t": t(device.since),
                    ":x": n(epoch(device.seen_at + DEVICE_TOKEN_LIFE)),
                },
            )
        )

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Device]:
        items = every(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :devices)",
            ExpressionAttributeValues={":pk": s(key_parts.person(person)), ":devices": s(keys.DEVICES)},
            ConsistentRead=True,
        )
        found = [_device(item) for item in items if is_living(item, now)]
        return sorted(found, key=lambda d: (-epoch(d.seen_at), d.device))

    def sign_out(self, person: PersonId, device: str, *, now: datetime) -> None:
        """The mark first: after a crash between the two the device is listed, and signed out again."""
        self._mark(mark_of(person, device), now)
        patiently(lambda: self._client.delete_item(TableName=self._table, Key=_key(person, device)))

    def sign_out_before(self, person: PersonId, moment: datetime, *, now: datetime) -> None:
        """Devices without a sight since are no longer listed."""
        self._mark(before_packed(person, moment), now)
        for device in self.of_person(person, now=now):
            if device.seen_at < moment:
                key = _key(person, device.device)
                patiently(lambda: self._client.delete_item(TableName=self._table, Key=key))  # noqa: B023 - called at once

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _mark(self, mark: bytes, now: datetime) -> None:
        update = added(self._table, keys.signed_out_on(now, mark), mark, expires=epoch(now + DEVICE_TOKEN_LIFE + _DAY))
        patiently(lambda: self._client.update_item(**update))


def _key(person: PersonId, device: str) -> dict[str, dict[str, str]]:
    return {"pk": s(key_parts.person(person)), "sk": s(keys.device(device))}


def _device(item: Item) -> Device:
    return Device(keys.device_read(text(item, "sk")), text(item, "k"), moment(item, "t"), moment(item, "l"))
