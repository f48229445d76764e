"""The root of events that cross from one capability to another: versioned, past tense, ids only.

Each has a page with an example under docs/contracts/events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar, Protocol, cast


class Event(Protocol):
    """A dataclass of ids; `name` and `version` say how to read it."""

    name: ClassVar[str]
    version: ClassVar[int]


class Bus(Protocol):
    """Where events go."""

    def publish(self, events: Sequence[Event]) -> None:
        """All of them, or Busy. One may arrive more than once: those who hear it act on natural keys."""
        ...


def detail_of(event: Event) -> Mapping[str, Any]:
    """What an event says, in the form in which it travels: its version beside its fields."""
    return {"version": event.version, **asdict(cast("Any", event))}
