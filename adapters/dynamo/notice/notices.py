"""The outbox of notices: queued once, claimed by one holder at a time, emptied when sent."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from os import urandom

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from adapters.dynamo.calls import Refused
from adapters.dynamo.models import Record, found, of_table, said
from adapters.dynamo.notice import keys
from adapters.dynamo.notice.exposure_item import versions_read
from domain.base.period import at_epoch, epoch
from domain.base.secret import Sealer
from domain.telling.notice import Channel, Notice, NoticeKey, NoticeKind, NoticeState


class _Notice(Record):
    kind = UnicodeAttribute(attr_name="k")
    phone = BinaryAttribute(attr_name="p", null=True, legacy_encoding=False)
    text = BinaryAttribute(attr_name="m", null=True, legacy_encoding=False)
    queued_at = NumberAttribute(attr_name="q")
    state = UnicodeAttribute(attr_name="st")
    lease = NumberAttribute(attr_name="l", null=True)
    holder = UnicodeAttribute(attr_name="o", null=True)
    sent_at = NumberAttribute(attr_name="w", null=True)
    channel = UnicodeAttribute(attr_name="ch", null=True)
    version = NumberAttribute(attr_name="ver", null=True)
    versions = UnicodeAttribute(attr_name="vs", null=True)


class DynamoNotices:
    """NoticeOutbox on the Notice table."""

    def __init__(self, table: str, *, sealer: Sealer) -> None:
        self._model = of_table(_Notice, table)
        self._sealer = sealer

    def queue(self, notice: Notice) -> None:
        item = self._model(
            *_keys(notice.key),
            kind=notice.kind.value,
            phone=self._sealer.seal(notice.phone, bound_to=_bound(notice.key, "phone")),
            text=self._sealer.seal(notice.text, bound_to=_bound(notice.key, "text")),
            queued_at=epoch(notice.queued_at),
            state=NoticeState.QUEUED.value,
            expires=epoch(notice.expires_at),
        )
        with suppress(Refused):
            said(lambda: item.save(condition=_Notice.pk.does_not_exist()))

    def waiting(self, key: NoticeKey, *, now: datetime) -> Notice | None:
        """One consistent read."""
        item = found(self._model, *_keys(key))
        if item is None or item.state == NoticeState.SENT.value or int(item.expires or 0) <= epoch(now):
            return None
        if item.state == NoticeState.CLAIMED.value and int(item.lease or 0) > epoch(now):
            return None
        return self._opened(key, item)

    def claim(self, key: NoticeKey, *, lease_until: datetime, now: datetime) -> Notice | None:
        """The holder's random name tells our own claim, made by an attempt whose answer was lost, from a rival's."""
        holder = urandom(8).hex()
        free = (_Notice.state == NoticeState.QUEUED.value) | (
            (_Notice.state == NoticeState.CLAIMED.value) & (_Notice.lease <= epoch(now))
        )
        self._update(
            key,
            [
                _Notice.state.set(NoticeState.CLAIMED.value),
                _Notice.lease.set(epoch(lease_until)),
                _Notice.holder.set(holder),
            ],
            free & (_Notice.expires > epoch(now)),
        )
        item = found(self._model, *_keys(key))
        return self._opened(key, item) if item is not None and item.holder == holder else None

    def sent(self, key: NoticeKey, *, now: datetime, channel: Channel = Channel.SMS, version: int = 0) -> None:
        """Phone and text go with the receipt: nobody needs them again. What an exposure notice says stays."""
        actions = [
            _Notice.state.set(NoticeState.SENT.value),
            _Notice.sent_at.set(epoch(now)),
            _Notice.channel.set(channel.value),
            _Notice.phone.remove(),
            _Notice.text.remove(),
        ]
        unsent = _Notice.state.is_in(NoticeState.QUEUED.value, NoticeState.CLAIMED.value)
        mine = unsent & (_Notice.version == version) if version else _Notice.state == NoticeState.CLAIMED.value
        self._update(key, actions, mine)

    def _update(self, key: NoticeKey, actions: Sequence[Action], condition: Condition) -> None:
        item = self._model(*_keys(key))
        with suppress(Refused):
            said(lambda: item.update(actions=list(actions), condition=condition))

    def _opened(self, key: NoticeKey, item: _Notice) -> Notice:
        return Notice(
            key=key,
            kind=NoticeKind(item.kind),
            phone=self._sealer.open(item.phone, bound_to=_bound(key, "phone")) if item.phone else "",
            text=self._sealer.open(item.text, bound_to=_bound(key, "text")) if item.text else "",
            queued_at=at_epoch(int(item.queued_at)),
            expires_at=at_epoch(int(item.expires or 0)),
            state=NoticeState(item.state),
            version=int(item.version or 0),
            told=tuple(version.told.value for version in versions_read(item.versions)) if item.versions else (),
        )


def _keys(key: NoticeKey) -> tuple[str, str]:
    return keys.subject(key.subject), keys.notice(key)


def _bound(key: NoticeKey, field: str) -> str:
    return f"{key.subject}/{key.cause}/{field}"
