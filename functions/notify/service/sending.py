"""Sending one notice. A push is repeated under its own id and shown once, so it needs no claim, only a receipt.

A text message cannot be told from its repetition: claim, send, receipt. The holder of a dead claim loses it when the
lease ends.
"""

from datetime import datetime, timedelta

from domain.base.errors import Busy
from domain.telling.notice import Channel, Notice, NoticeKey, NoticeKind, NoticeOutbox
from functions.notify.service import reach
from functions.notify.service.reach import Pushes, Reached, Ways

LEASE = timedelta(seconds=120)
"""Longer than a run of the sender, and shorter than the queue hides a message whose sending failed: a message that
came back under its own claim would find nothing to do and be lost."""


def send(key: NoticeKey, *, outbox: NoticeOutbox, ways: Ways, now: datetime) -> Reached | None:
    """Sends a notice that wants sending; None when somebody else did, does, or it has expired. Raises Busy."""
    notice = outbox.waiting(key, now=now)
    if notice is None:
        return None
    if notice.kind is not NoticeKind.EXPOSURE:
        return _texted(notice, notice.phone, reach.NO_PUSHES, outbox, ways, now)
    pushes = reach.by_push(notice, ways=ways, now=now)
    if pushes.taken:
        return _receipted(notice, Channel.PUSH, pushes, outbox, now)
    phone = reach.number_to_text(notice, ways=ways)
    if phone:
        return _texted(notice, phone, pushes, outbox, ways, now)
    if pushes.may_yet:
        raise Busy
    return _receipted(notice, Channel.PAGE, pushes, outbox, now)


def _texted(
    waiting: Notice, phone: str, pushes: Pushes, outbox: NoticeOutbox, ways: Ways, now: datetime
) -> Reached | None:
    notice = outbox.claim(waiting.key, lease_until=now + LEASE, now=now)
    if notice is None:
        return None
    if notice.kind is NoticeKind.EXPOSURE:
        reach.by_text(notice, phone, ways=ways)
    else:
        ways.messenger.send(phone, notice.text, once=f"{notice.key.person}:{notice.key.cause}")
    return _receipted(notice, Channel.SMS, pushes, outbox, now)


def _receipted(notice: Notice, channel: Channel, pushes: Pushes, outbox: NoticeOutbox, now: datetime) -> Reached:
    outbox.sent(notice.key, now=now, channel=channel, version=notice.version)
    return Reached(channel, pushes.gone, pushes.refused)
