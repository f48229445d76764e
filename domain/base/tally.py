"""Counting what strangers do, so that it is bounded: by phone number, by the address a request came from, by day.

A counter is of one number or address in one span of time and forgotten soon after it. Numbers and addresses are kept as
hashes under a key of the day, and nothing of the counting is ever logged.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import NamedTuple, Protocol, Self

from domain.base.period import at_epoch, epoch, start_of_local_day


class Counted(StrEnum):
    """What is counted, and of whom."""

    NUMBER_REGISTRATIONS = "number/registrations"
    NUMBER_CODES = "number/codes"
    SOURCE_REGISTRATIONS = "source/registrations"


class Counter(NamedTuple):
    """How often something happened for one number or address within [since, until)."""

    counted: Counted
    of: str
    since: datetime
    until: datetime

    @classmethod
    def of_day(cls, counted: Counted, of: str, now: datetime) -> Self:
        """The local day's."""
        since = start_of_local_day(now)
        return cls(counted, of, since, since + timedelta(days=1))

    @classmethod
    def of_window(cls, counted: Counted, of: str, length: timedelta, now: datetime) -> Self:
        """Windows follow one another from 1970 on, so two may be full within the length of one."""
        since = at_epoch(epoch(now) - epoch(now) % int(length.total_seconds())).astimezone(UTC)
        return cls(counted, of, since, since + length)

    def ends_in(self, now: datetime) -> int:
        """Whole seconds until it begins anew; one at least."""
        return max(1, ceil((self.until - now).total_seconds()))


class Tallies(Protocol):
    """The counters. Each method is one call of the store; all raise Busy."""

    def take(self, counter: Counter, name: str, *, most: int) -> bool:
        """Counts what goes by this name, before it is done; False when `most` others were counted.

        One conditional write, so that of many at once no more get in; the same name again takes no further place.
        """
        ...

    def give_back(self, counter: Counter, name: str) -> None:
        """It was not done, or counts no more."""
        ...

    def clear(self, counter: Counter) -> None:
        """All places are free again."""
        ...

    def add(self, counter: Counter, number: int) -> int:
        """Adds to a counter without names; returns the sum. One whose answer was lost may count twice."""
        ...

    def total(self, counter: Counter) -> int:
        """The sum, which may be a moment old."""
        ...
