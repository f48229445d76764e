"""Numbers of telling, dated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.base.dated import in_force


@dataclass(frozen=True, slots=True)
class TextPolicy:
    """For so long one text message tells everybody of a number that there is something to read."""

    since: date
    together_for: timedelta
    source: str


TEXT_POLICIES: Sequence[TextPolicy] = (TextPolicy(date(2020, 1, 1), timedelta(minutes=10), "decision 0036"),)

MOST_SHOWN_OTHERS = 10
"""Of so many others of a number a page says whether something waits for them."""


def text_policy(on: date) -> TextPolicy:
    return in_force(TEXT_POLICIES, on)
