"""The relay: what a table's stream says becomes typed events on the bus. No rule lives here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.base.events import Bus, Event
from functions.kit.chain.records import RecordsUnreadable, read_each
from functions.kit.observability import log_alarming


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """All that a relay needs."""

    bus_name: str


def relayed(event: Mapping[str, Any], *, read: Callable[[Mapping[str, Any]], Event | None], bus: Bus) -> dict[str, int]:
    """Publishes a batch; raises on a technical fault, so that the whole batch comes again.

    A record that cannot be read would come again for ever and hold up all that follow: it is left out, and an alarm says so.
    """
    found = read_each(event["Records"], read)
    if found.written:
        bus.publish([written.thing for written in found.written])
    if found.unreadable:
        log_alarming(RecordsUnreadable(len(found.unreadable), found.unreadable))
    return {"published": len(found.written)}
