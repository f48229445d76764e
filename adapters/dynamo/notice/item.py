"""What the stream of notices says. No client is imported: the relay uses it."""

from adapters.dynamo.notice import keys
from adapters.dynamo.wire import Item, text
from domain.telling.events import NoticeQueued
from domain.telling.notice import NoticeState

QUEUED = NoticeState.QUEUED.value


def notice_queued(image: Item) -> NoticeQueued | None:
    """The event of a stream record's new image; None for anything but a notice that waits.

    One that was opened before it went out was told of when it was stored.
    """
    if not text(image, "sk").startswith("N#") or text(image, "st") != QUEUED or "op" in image:
        return None
    return NoticeQueued(keys.subject_text(text(image, "pk")), text(image, "sk").removeprefix("N#"))
