"""The relay: a queued notice in the table's stream becomes the event NoticeQueued on the bus. No rule lives here."""

from typing import Any

from functions.kit.chain.relay import relayed
from functions.notify import wiring


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Publishes a batch; raises on a technical fault, so that the batch comes again."""
    return relayed(event, read=wiring.read_item, bus=wiring.bus())
