"""The queue of NoticeQueued events; a message that fails is tried again alone."""

from typing import Any

from domain.telling.events import NoticeQueued
from domain.telling.notice import NoticeKey, subject_read
from functions.kit.chain.inbox import taken
from functions.kit.observability import log
from functions.notify import wiring
from functions.notify.logs import PushesFailed
from functions.notify.service import sending as service


def take(event: NoticeQueued) -> None:
    """Sends the notice one message names."""
    p = wiring.sender_parts()
    key = NoticeKey(subject_read(event.person), event.cause)
    done = service.send(key, ports=p.ports, now=p.clock())
    if done and (done.gone or done.refused):
        log(PushesFailed(done.gone, done.refused))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers with the messages that failed."""
    return taken(event, context, hears=(NoticeQueued,), take=take)
