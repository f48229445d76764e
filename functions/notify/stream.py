"""The relay: a queued notice in the table's stream becomes the event NoticeQueued on the bus. No rule lives here."""

from typing import Any

from functions.notify import wiring


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Publishes a batch; raises on a technical fault, so that the batch comes again. Removals say nothing."""
    images = [r["dynamodb"]["NewImage"] for r in event["Records"] if r["eventName"] != "REMOVE"]
    events = [found for image in images if (found := wiring.read_item(image))]
    if events:
        wiring.bus().publish(events)
    return {"published": len(events)}
