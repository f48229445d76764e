"""Twins of the outbox, of the messenger and of the bus."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.events import Event
from domain.base.period import at_epoch, epoch
from domain.telling.notice import Channel, Notice, NoticeKey, NoticeState


class MemoryNotices(Twin):
    """NoticeOutbox in a dictionary. `channels` is open: how each notice that was sent went out."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._notices: dict[NoticeKey, Notice] = {}
        self._leases: dict[NoticeKey, datetime] = {}
        self.channels: dict[NoticeKey, Channel] = {}
        self.receipts: dict[NoticeKey, tuple[Channel, datetime]] = {}

    @step
    def queue(self, notice: Notice) -> None:
        queued, expires = at_epoch(epoch(notice.queued_at)), at_epoch(epoch(notice.expires_at))
        self._notices.setdefault(notice.key, replace(notice, queued_at=queued, expires_at=expires))

    @step
    def waiting(self, key: NoticeKey, *, now: datetime) -> Notice | None:
        return self._waiting(key, now)

    @step
    def claim(self, key: NoticeKey, *, lease_until: datetime, now: datetime) -> Notice | None:
        notice = self._waiting(key, now)
        if notice is None:
            return None
        self._leases[key] = lease_until
        self._notices[key] = replace(notice, state=NoticeState.CLAIMED)
        return self._notices[key]

    @step
    def sent(self, key: NoticeKey, *, now: datetime, channel: Channel = Channel.SMS, version: int = 0) -> None:
        notice = self._notices.get(key)
        if notice is not None and _may_be_receipted(notice, version):
            self._notices[key] = replace(notice, state=NoticeState.SENT, phone="", text="")
            self.channels[key] = channel
            self.receipts[key] = channel, at_epoch(epoch(now))

    def _waiting(self, key: NoticeKey, now: datetime) -> Notice | None:
        notice = self._notices.get(key)
        if notice is None or notice.state is NoticeState.SENT or notice.expires_at <= now:
            return None
        return None if notice.state is NoticeState.CLAIMED and self._leases[key] > now else notice

    def of(self, key: NoticeKey) -> Notice | None:
        """The notice as it stands, for the twin that shares this outbox's table."""
        return self._notices.get(key)

    def put(self, notice: Notice) -> None:
        """Queues a notice in place of the one before it, whatever became of that one."""
        self._notices[notice.key] = notice
        self._leases.pop(notice.key, None)
        self.receipts.pop(notice.key, None)


def _may_be_receipted(notice: Notice, version: int) -> bool:
    if version:
        return notice.state is not NoticeState.SENT and version == notice.version
    return notice.state is NoticeState.CLAIMED


class MemoryMessenger(Twin):
    """Messenger that keeps what it sent: (phone, text, de-duplication id)."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.messages: list[tuple[str, str, str]] = []

    @step
    def send(self, phone: str, text: str, *, once: str) -> None:
        self.messages.append((phone, text, once))


class MemoryBus(Twin):
    """Bus that keeps what was published."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.events: list[Event] = []

    @step
    def publish(self, events: Sequence[Event]) -> None:
        self.events += events
