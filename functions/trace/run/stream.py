"""The relay: a revision of a case that wants a run becomes an event on the bus. No rule lives here."""

from typing import Any

from functions.trace import wiring


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Publishes a batch; raises on a technical fault, so that the batch comes again. Removals say nothing."""
    images = [r["dynamodb"]["NewImage"] for r in event["Records"] if r["eventName"] != "REMOVE"]
    events = [found for image in images if (found := wiring.read_item(image))]
    if events:
        wiring.bus().publish(events)
    return {"published": len(events)}
