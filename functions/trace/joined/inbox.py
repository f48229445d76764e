"""The queue of joined and parted records: every case that knows either of them is traced again."""

from typing import Any

from domain.people.events import RecordsChanged
from functions.kit.chain.inbox import taken
from functions.trace.joined import wiring
from functions.trace.joined.service import look_again


def take(event: RecordsChanged) -> int:
    """How many cases were put to their next revision."""
    p = wiring.parts()
    return look_again(event, ports=p.ports, now=p.clock())


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers with the messages that failed."""
    return taken(event, context, hears=(RecordsChanged,), take=take)
