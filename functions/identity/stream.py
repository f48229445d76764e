"""The relay: records that became one human, or two again, become an event on the bus. No rule lives here."""

from typing import Any

from functions.identity import wiring
from functions.kit.chain.relay import relayed


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Publishes a batch; raises on a technical fault, so that the batch comes again."""
    return relayed(event, read=wiring.read_item, bus=wiring.bus())
