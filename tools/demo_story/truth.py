"""Who was really near whom, counted minute by minute over everything that happened; and whom the virus reached.

Nothing of the product is used here: tracing is measured by this.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.base.period import local_day
from tools.demo_story.days import Stay
from tools.seed.words import dice, likely

AN_HOUR = timedelta(hours=1)
# The chance, in an hour together, that the virus passes on.
IN_AN_HOUR = {"home": 0.004, "gathering": 0.09, "venue": 0.004}
CONTAGIOUS_AFTER = timedelta(days=2)


class Period(NamedTuple):
    """[start, end)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Nearness:
    """One stretch in which two people were at the same place."""

    mine: Stay
    theirs: Stay
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


def near(person: str, stays: Iterable[Stay], period: Period) -> list[Nearness]:
    """Every stretch that anybody spent at the place of this person: each stay is held against each other one."""
    everything = list(stays)
    found = []
    for mine in (stay for stay in everything if stay.person == person):
        for theirs in everything:
            if theirs.place == mine.place and theirs.person != person:
                start = max(mine.start, theirs.start, period.start)
                end = min(mine.end, theirs.end, period.end)
                if start < end:
                    found.append(Nearness(mine, theirs, start, end))
    return found


def exposed(found: Iterable[Nearness], least: timedelta) -> dict[str, list[Nearness]]:
    """Those who were near for `least` at one place on one day, and on what occasions."""
    sums: dict[tuple[str, str, date], timedelta] = {}
    occasions: dict[tuple[str, str, date], list[Nearness]] = {}
    for each in found:
        key = (each.theirs.person, each.theirs.place, local_day(each.start))
        sums[key] = sums.get(key, timedelta()) + each.length
        occasions.setdefault(key, []).append(each)
    people: dict[str, list[Nearness]] = {}
    for key, together in sums.items():
        if together >= least:
            people.setdefault(key[0], []).extend(occasions[key])
    return people


class Infection(NamedTuple):
    """One step of the virus."""

    source: str
    person: str
    at: datetime
    place: str


def spread(
    first: str, stays: Sequence[Stay], period: Period, immune: Collection[str], *, dice_of: str
) -> list[Infection]:
    """Where the virus went from the first person on, in the order of time; those infected infect others two days later."""
    found: list[Infection] = []
    waiting: list[tuple[datetime, str]] = [(period.start, first)]
    taken = {first, *immune}
    while waiting:
        waiting.sort()
        since, source = waiting.pop(0)
        for step in _infected_by(source, stays, Period(since, period.end), dice_of):
            if step.person not in taken:
                taken.add(step.person)
                found.append(step)
                waiting.append((step.at + CONTAGIOUS_AFTER, step.person))
    return sorted(found, key=lambda step: (step.at, step.person))


def _infected_by(source: str, stays: Sequence[Stay], period: Period, dice_of: str) -> list[Infection]:
    if period.start >= period.end:
        return []
    found = []
    for each in sorted(near(source, stays, period), key=lambda n: (n.start, n.theirs.person)):
        of = dice(dice_of, source, each.theirs.person, each.start.isoformat())
        chance = 1 - math.exp(-IN_AN_HOUR[_setting(each)] * (each.length / AN_HOUR))
        if likely(of, chance):
            found.append(Infection(source, each.theirs.person, each.start + each.length / 2, each.mine.place))
    return found


def _setting(each: Nearness) -> str:
    if not is_home(each.mine.place):
        return "venue"
    return "home" if _is_own_home(each.mine) and _is_own_home(each.theirs) else "gathering"


def is_home(place: str) -> bool:
    """No QR hangs at somebody's home."""
    return place.startswith("home/")


def _is_own_home(stay: Stay) -> bool:
    return stay.place == f"home/{stay.person.partition('/')[0]}"
