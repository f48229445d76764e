"""The relay: a queued notice in the table's stream becomes the event NoticeQueued on the bus. No rule lives here."""

from collections.abc import Mapping
from typing import Any

from domain.events import NoticeQueued
from functions.notify import wiring

_STATE, _QUEUED = "st", "QUEUED"


def queued(record: Mapping[str, Any]) -> NoticeQueued | None:
    """The event of one stream record; None for receipts, removals and what is not a notice."""
    image = record.get("dynamodb", {}).get("NewImage", {})
    key, sort = image.get("pk", {}).get("S", ""), image.get("sk", {}).get("S", "")
    if record.get("eventName") == "REMOVE" or image.get(_STATE, {}).get("S") != _QUEUED:
        return None
    if not (key.startswith("P#") and sort.startswith("N#")):
        return None
    return NoticeQueued(person=key[2:], cause=sort[2:])


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Publishes a batch; raises on a technical fault, so that the batch comes again."""
    events = [found for record in event["Records"] if (found := queued(record))]
    if events:
        wiring.bus().publish(events)
    return {"published": len(events)}
