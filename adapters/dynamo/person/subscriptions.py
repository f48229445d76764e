"""Where people's browsers take messages: sealed items in a partition of their own, apart from what else is kept of a person.

Those that were kept beside the profile are read until they expire, and nobody writes there any more: a newer item of the
same name stands for one of them, and one without an address says that it was removed.
"""

from collections.abc import Sequence
from datetime import datetime
from json import dumps, loads

from pynamodb.attributes import BinaryAttribute, NumberAttribute

from adapters.dynamo import key_parts
from adapters.dynamo.models import Record, found, of_table, said
from adapters.dynamo.person import keys
from domain.base.period import at_epoch, epoch
from domain.base.secret import DEVICE_TOKEN_LIFE, Sealer
from domain.people.codes import PersonId
from domain.telling.push import MOST_DEVICES, Subscription


class _Device(Record):
    address = BinaryAttribute(attr_name="e", legacy_encoding=False, null=True)
    saved_at = NumberAttribute(attr_name="t")


class DynamoSubscriptions:
    """PushSubscriptions on the Person table. One lives as long as the token of its device."""

    def __init__(self, table: str, *, sealer: Sealer) -> None:
        self._devices = of_table(_Device, table)
        self._sealer = sealer

    def save(self, person: PersonId, subscription: Subscription) -> bool:
        """Browsers saved at once may leave one too many: the next save removes it, and readers take the newest."""
        stored = self._stored(person)
        item = self._item(person, subscription)
        said(item.save)
        others = [device for device in stored if device.sk != item.sk]
        for device in others[MOST_DEVICES - 1 :]:
            self.remove(person, device.sk.removeprefix(keys.DEVICES))
        return len(others) == len(stored)

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Subscription]:
        living = [device for device in self._stored(person) if int(device.expires or 0) > epoch(now)]
        return [self._subscription(person, device) for device in living[:MOST_DEVICES]]

    def remove(self, person: PersonId, subscription: str) -> None:
        name = keys.device(subscription)
        here = self._devices(keys.browsers(person), name)
        of_old = found(self._devices, key_parts.person(person), name)
        if of_old is None:
            said(here.delete)
        else:
            here.saved_at, here.expires = of_old.saved_at, of_old.expires
            said(here.save)

    def _stored(self, person: PersonId) -> list[_Device]:
        """Newest first, in an order that depends on nothing else."""
        newest = {device.sk: device for pk in _places(person) for device in self._there(pk)}
        kept = [device for device in newest.values() if device.address]
        return sorted(kept, key=lambda device: (-int(device.saved_at), device.sk))

    def _there(self, pk: str) -> list[_Device]:
        wanted = _Device.sk.startswith(keys.DEVICES)
        return said(lambda: list(self._devices.query(pk, wanted, consistent_read=True)))

    def _item(self, person: PersonId, subscription: Subscription) -> _Device:
        name = subscription.subscription_id
        plain = dumps([subscription.endpoint, subscription.p256dh, subscription.auth])
        return self._devices(
            keys.browsers(person),
            keys.device(name),
            address=self._sealer.seal(plain, bound_to=_bound(person, name)),
            saved_at=epoch(subscription.saved_at),
            expires=epoch(subscription.saved_at + DEVICE_TOKEN_LIFE),
        )

    def _subscription(self, person: PersonId, device: _Device) -> Subscription:
        name = device.sk.removeprefix(keys.DEVICES)
        endpoint, p256dh, auth = loads(self._sealer.open(device.address or b"", bound_to=_bound(person, name)))
        return Subscription(endpoint, p256dh, auth, at_epoch(int(device.saved_at)))


def _places(person: PersonId) -> tuple[str, str]:
    """The one of old first, so that the other has the last word."""
    return key_parts.person(person), keys.browsers(person)


def _bound(person: PersonId, name: str) -> str:
    return f"{person}/device/{name}"
