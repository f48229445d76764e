"""What tracing found, held against what really happened; and why it missed or added somebody."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tools.demo_story.days import Heard
from tools.demo_story.truth import Nearness, is_home

UNRECORDED = "không quét / did not scan"
UNTOLD = "ở trong nhà, chưa ai khai / at a home, nobody told"
SHORTER = "quên check-out / no check-out, default too short"
LONGER = "quên check-out / no check-out, default too long"


class Measured(NamedTuple):
    """Of the F1 of one case: how many were really exposed, how many of those were traced, and why others were not."""

    real: int
    right: int
    missed: Mapping[str, int]
    added: Mapping[str, int]


def measured(traced: Collection[str], really: Mapping[str, Sequence[Nearness]]) -> Measured:
    """`traced` are the F1 by the simulator's keys; `really` is its own count of who was near for long enough."""
    found = set(traced)
    missed = Counter(_why_missed(occasions) for person, occasions in really.items() if person not in found)
    extra = len(found - really.keys())
    return Measured(len(really), len(found & really.keys()), dict(missed), {LONGER: extra} if extra else {})


def _why_missed(occasions: Sequence[Nearness]) -> str:
    """The nearest miss: both were heard of, but a stay was cut too short; else somebody was not heard of at all."""
    if all(is_home(each.mine.place) for each in occasions):
        return UNTOLD
    if any(Heard.NOT not in {each.mine.heard, each.theirs.heard} for each in occasions):
        return SHORTER
    return UNRECORDED
