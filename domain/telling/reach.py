"""Whether somebody knows: what became of a notice, from the receipts that exist, and who can be told by nobody but a visitor."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.telling.exposure import ExposureNotice
from domain.telling.notice import Channel, NoticeState


class WordState(StrEnum):
    """How far word has come. A notice that stands in a page that nobody opens has told nobody."""

    NOT_TOLD = "not_told"
    ISSUED = "issued"
    SENT = "sent"
    OPENED = "opened"
    UNREACHABLE = "unreachable"


class Word(NamedTuple):
    """The state, since when, and by which way it went out (`sent` alone)."""

    state: WordState
    at: datetime | None = None
    channel: Channel | None = None


_SENT_BY = frozenset({Channel.PUSH, Channel.SMS, Channel.SHARED})


def word_of(notice: ExposureNotice | None, *, has_phone: bool, number_is_wrong: bool = False) -> Word:
    """What is known of one person. Without a number that is theirs, and with no browser that took the notice, they can be
    reached at home alone; so can who is not told yet, as soon as the sender has found no way.

    `number_is_wrong`: somebody rang, and it was not theirs: a text message to it told a stranger.
    """
    if notice is None:
        return Word(WordState.NOT_TOLD)
    if notice.opened_at is not None:
        return Word(WordState.OPENED, notice.opened_at)
    is_out = notice.state is NoticeState.SENT
    by_browser = is_out and notice.channel is Channel.PUSH
    if is_out and not by_browser and (number_is_wrong or not has_phone):
        return Word(WordState.UNREACHABLE, notice.newest.at)
    if is_out and notice.channel in _SENT_BY:
        return Word(WordState.SENT, notice.sent_at or notice.newest.at, notice.channel)
    return Word(WordState.ISSUED, notice.newest.at)
