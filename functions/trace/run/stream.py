"""The relay: a revision of a case that wants a run becomes an event on the bus. No rule lives here."""

from typing import Any

from functions.kit.chain.relay import relayed
from functions.trace.run import wiring


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Publishes a batch; raises on a technical fault, so that the batch comes again."""
    return relayed(event, read=wiring.read_item, bus=wiring.bus())
