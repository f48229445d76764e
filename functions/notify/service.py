"""Sending one notice: claim, send, receipt. The holder of a dead claim loses it when the lease ends."""

from datetime import datetime, timedelta

from domain.notice import Channel, Notice, NoticeKey, NoticeKind, NoticeOutbox
from functions.notify import reach
from functions.notify.reach import Reached, Ways

LEASE = timedelta(seconds=120)
"""Longer than a run of the sender, and shorter than the queue hides a message whose sending failed: a message that
came back under its own claim would find nothing to do and be lost."""


def send(key: NoticeKey, *, outbox: NoticeOutbox, ways: Ways, now: datetime) -> Reached | None:
    """Sends a notice that wants sending; None when somebody else did, does, or it has expired. Raises Busy."""
    notice = outbox.claim(key, lease_until=now + LEASE, now=now)
    if notice is None:
        return None
    done = _told(notice, ways, now)
    outbox.sent(key, now=now, channel=done.channel, version=notice.version)
    return done


def _told(notice: Notice, ways: Ways, now: datetime) -> Reached:
    if notice.kind is NoticeKind.EXPOSURE:
        return reach.tell(notice, ways=ways, now=now)
    ways.messenger.send(notice.phone, notice.text, once=f"{notice.key.person}:{notice.key.cause}")
    return Reached(Channel.SMS)
