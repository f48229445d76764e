"""Sending one notice. A push is repeated under its own id and shown once, so it needs no claim, only a receipt.

A text message cannot be told from its repetition: claim, send, receipt. The holder of a dead claim loses it when the
lease ends.
"""

from datetime import datetime, timedelta

from domain.base.errors import Busy
from domain.base.period import local_day
from domain.people.bounds import codes_of
from domain.people.policy import stranger_policy
from domain.telling.notice import Channel, Notice, NoticeKey, NoticeKind, once
from domain.telling.texts import Turn
from functions.notify.service import reach
from functions.notify.service.reach import Number, Ports, Pushes, Reached

LEASE = timedelta(seconds=120)
"""Longer than a run of the sender, and shorter than the queue hides a message whose sending failed: a message that
came back under its own claim would find nothing to do and be lost."""


def send(key: NoticeKey, *, ports: Ports, now: datetime) -> Reached | None:
    """Sends a notice that wants sending; None when somebody else did, does, or it has expired. Raises Busy."""
    notice = ports.outbox.waiting(key, now=now)
    if notice is None:
        return None
    if notice.kind is not NoticeKind.EXPOSURE:
        return _code_texted(notice, ports, now)
    pushes = reach.by_push(notice, ports=ports, now=now)
    if pushes.taken:
        return _receipted(notice, Channel.PUSH, pushes, ports, now)
    number = reach.number_to_text(notice, ports=ports)
    if number.phone:
        return _texted(notice, number, pushes, ports, now)
    if pushes.may_yet:
        raise Busy
    return _receipted(notice, Channel.PAGE, pushes, ports, now)


def _texted(waiting: Notice, number: Number, pushes: Pushes, ports: Ports, now: datetime) -> Reached | None:
    """One message tells several people of a number; while somebody sends it, this notice comes again."""
    notice = _claimed(waiting, ports, now)
    if notice is None:
        return None
    owed = reach.owed(notice, number, now=now)
    turn = ports.texts.take(number.phone, owed, lease_until=now + LEASE, now=now)
    if turn is Turn.WAIT:
        raise Busy
    if turn is Turn.SEND:
        reach.by_text(notice, number.phone, ports=ports)
        ports.texts.texted(number.phone, owed, now=now)
    channel = Channel.SHARED if turn in {Turn.SHARED, Turn.KNOWN} else Channel.SMS
    return _receipted(notice, channel, pushes, ports, now)


def _code_texted(waiting: Notice, ports: Ports, now: datetime) -> Reached | None:
    """Nobody hears whether a code to come back went out: a stranger's question about a number is answered by silence.

    Such a code is counted here, where somebody is meant by it; one that proves a number was counted at the door.
    """
    is_meant = waiting.kind is NoticeKind.PHONE_OTP or reach.is_meant(waiting, ports=ports)
    notice = _claimed(waiting, ports, now)
    if notice is None:
        return None
    if not is_meant or not _has_room(notice, ports, now):
        return _receipted(notice, Channel.NOBODY, reach.NO_PUSHES, ports, now)
    ports.messenger.send(notice.phone, notice.text, once=once(notice.key))
    return _receipted(notice, Channel.SMS, reach.NO_PUSHES, ports, now)


def _has_room(notice: Notice, ports: Ports, now: datetime) -> bool:
    """Whether its number may get this code; counted once, whoever sends it after a sender that died."""
    if notice.kind is NoticeKind.PHONE_OTP:
        return True
    most = stranger_policy(local_day(now)).codes_per_number
    return ports.tallies.take(codes_of(notice.phone, now), once(notice.key), most=most)


def _claimed(waiting: Notice, ports: Ports, now: datetime) -> Notice | None:
    return ports.outbox.claim(waiting.key, lease_until=now + LEASE, now=now)


def _receipted(notice: Notice, channel: Channel, pushes: Pushes, ports: Ports, now: datetime) -> Reached:
    ports.outbox.sent(notice.key, now=now, channel=channel, version=notice.version)
    return Reached(channel, pushes.gone, pushes.refused)
