"""Contacts counted second by second: every stay is a number whose bits are the seconds it covers.

Slow, and in nothing like the product's way of finding them: no intervals, no look-back, no pages.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from tests.unit.domain.tracing.traces import second

ORIGIN = second("1 0:00")


class Span(NamedTuple):
    """Seconds in a row, [start, end)."""

    start: int
    end: int


def covered(start: int, end: int) -> int:
    """The seconds of [start, end) as bits; none when it is reversed."""
    return ((1 << max(0, end - start)) - 1) << (start - ORIGIN)


def all_of(spans: Iterable[tuple[int, int]]) -> int:
    seconds = 0
    for start, end in spans:
        seconds |= covered(start, end)
    return seconds


def spans_of(seconds: int) -> list[Span]:
    """Its runs of seconds, each as long as can be."""
    found, place = [], ORIGIN
    while seconds:
        gap = (seconds & -seconds).bit_length() - 1
        seconds >>= gap
        length = (~seconds & (seconds + 1)).bit_length() - 1
        found.append(Span(place + gap, place + gap + length))
        seconds >>= length
        place += gap + length
    return found


def day_in_vietnam(second: int) -> date:
    return (datetime.fromtimestamp(second, UTC) + timedelta(hours=7)).date()


def long_enough_by_day(seconds: int, threshold: int) -> list[Span]:
    """The runs of those days on which they add up to the threshold."""
    by_day: dict[date, list[Span]] = defaultdict(list)
    for span in spans_of(seconds):
        by_day[day_in_vietnam(span.start)].append(span)
    enough = (spans for spans in by_day.values() if sum(end - start for start, end in spans) >= threshold)
    return sorted(span for spans in enough for span in spans)


def long_enough_alone(ours: Iterable[tuple[int, int]], theirs: Iterable[tuple[int, int]], threshold: int) -> list[Span]:
    """What is left of the pairs of stays that reach the threshold by themselves."""
    theirs = list(theirs)
    pairs = (covered(*one) & covered(*other) for one in ours for other in theirs)
    seconds = 0
    for pair in pairs:
        if pair.bit_count() >= threshold:
            seconds |= pair
    return spans_of(seconds)
