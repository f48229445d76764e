"""The root of events that cross from one capability to another: versioned, past tense, ids only."""

from typing import Protocol


class Event(Protocol):
    """A dataclass of ids; `name` and `version` say how to read it."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int: ...
