"""Sending one notice: claim, send, receipt. The holder of a dead claim loses it when the lease ends."""

from datetime import datetime, timedelta

from domain.notice import Messenger, NoticeKey, NoticeOutbox

LEASE = timedelta(seconds=120)  # longer than a send with all its retries


def send(key: NoticeKey, *, outbox: NoticeOutbox, messenger: Messenger, now: datetime) -> bool:
    """Sends a notice that wants sending; False when somebody else did, does, or it has expired."""
    notice = outbox.claim(key, lease_until=now + LEASE, now=now)
    if notice is None:
        return False
    messenger.send(notice.phone, notice.text, once=f"{key.person}:{key.cause}")
    outbox.sent(key, now=now)
    return True
