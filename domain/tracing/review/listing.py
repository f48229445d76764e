"""Which cases of a unit are asked for, and how many there are."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.tracing.policy import TracePolicy


class Standing(StrEnum):
    """A list of a unit that a case stands in besides the list of all its cases."""

    OPEN = "open"  # confirmed and not retracted
    HELD = "held"  # its last run holds a group that waits for a second person


class CasesWanted(NamedTuple):
    """Filters of a unit's list, `confirmed` in [since, until), and its order. Without a standing: all, and those handed
    over."""

    standing: Standing | None = None
    since: datetime | None = None
    until: datetime | None = None
    oldest_first: bool = False


class CaseCounts(NamedTuple):
    """Of a unit's own cases: those that are followed still, and those that wait for a second person."""

    open: int
    held: int


def followed_since(policy: TracePolicy, *, now: datetime) -> datetime:
    """Who was confirmed before is followed no longer, and counts as open no longer."""
    return now - policy.followed_for
