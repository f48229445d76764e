"""A synthetic province: two weeks of visits in districts of 62,500 people, the same for the same seed and size.

Venues are one for 50 people; within a category they are visited by Zipf's law. Times of day and lengths of stay belong
to the category: everybody works or learns at one place, shifts and bars go over midnight, three visits in ten are never checked out, some people come back.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.trace.fortnight import DAYS
from domain.presence.policy import CATEGORIES_2021

PEOPLE_OF_DISTRICT = 62_500
PEOPLE_OF_VENUE = 50
VISITS_OF_PERSON_DAY = 3.08
ZIPF = 0.7
NOT_CHECKED_OUT = 0.30
REENTERED = 0.03
ELSEWHERE = 0.05  # visits in another district than one's own

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Numbers = NDArray[np.float64]


class Kind(NamedTuple):
    """How one category is visited: shares of all visits and venues in thousandths; hours at which people come, with
    their spread; minutes they stay, with their spread as a share."""

    category: str
    visits: int
    venues: int
    hours: tuple[float, ...]
    spread_h: float
    stays_min: float
    varies: float
    is_regular: bool = False  # everybody has one of their own, and a shift there


KINDS = (
    Kind("office", 80, 100, (7.4,), 0.4, 500, 0.10, is_regular=True),
    Kind("factory", 80, 25, (5.8, 13.8, 21.8), 0.2, 480, 0.04, is_regular=True),
    Kind("school", 70, 25, (6.8, 13.0), 0.3, 260, 0.15, is_regular=True),
    Kind("market", 150, 30, (6.0, 7.5, 16.5), 1.2, 35, 0.6),
    Kind("supermarket", 50, 10, (10.0, 18.0), 1.8, 45, 0.5),
    Kind("food", 170, 250, (6.8, 11.7, 18.5), 0.8, 45, 0.4),
    Kind("leisure", 30, 30, (15.0, 21.0, 22.5), 1.0, 120, 0.4),
    Kind("grocery", 130, 230, (7.0, 11.0, 17.5), 1.8, 10, 0.7),
    Kind("shop", 60, 120, (10.0, 16.0, 19.0), 1.8, 20, 0.7),
    Kind("essential", 40, 50, (9.0, 15.0), 1.8, 20, 0.7),
    Kind("beauty", 15, 30, (10.0, 15.0), 2.0, 60, 0.4),
    Kind("gym", 15, 10, (6.0, 18.0), 1.0, 75, 0.3),
    Kind("hospital", 15, 2, (7.5, 14.0), 1.5, 180, 0.6),
    Kind("health_station", 15, 10, (8.0, 14.5), 1.2, 60, 0.5),
    Kind("worship", 15, 18, (6.0, 18.0), 1.0, 70, 0.4),
    Kind("transport", 45, 40, (6.5, 17.0), 1.5, 40, 0.6),
    Kind("other", 20, 20, (9.0, 15.0), 2.5, 45, 0.7),
)


@dataclass(frozen=True)
class Province:
    """Visits in columns; moments are seconds since the fortnight's begin. Categories belong to venues."""

    people: int
    category: Ints
    person: Ints
    venue: Ints
    start: Ints
    end: Ints
    is_open: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.person)

    @cached_property
    def caps(self) -> Ints:
        """Seconds of the longest stay, by venue."""
        by_kind = [CATEGORIES_2021[kind.category].stay.cap for kind in KINDS]
        return _seconds(by_kind)[self.category]

    def f0s(self, count: int, seed: int) -> list[int]:
        """People drawn at random, each once."""
        return sorted(np.random.default_rng(seed).choice(self.people, count, replace=False).tolist())

    def of_person(self, person: int) -> NDArray[np.intp]:
        """Rows of one person's visits."""
        return self._by_person[self._first_of[person] : self._first_of[person + 1]]

    @cached_property
    def _by_person(self) -> NDArray[np.intp]:
        return np.argsort(self.person, kind="stable")

    @cached_property
    def _first_of(self) -> NDArray[np.intp]:
        return np.searchsorted(self.person[self._by_person], np.arange(self.people + 1))


def make(districts: int, *, people_of_district: int = PEOPLE_OF_DISTRICT, seed: int = 20211004) -> Province:
    """A province of that many districts."""
    venues = people_of_district // PEOPLE_OF_VENUE
    category = np.sort(_shared_out(venues, [kind.venues for kind in KINDS]))
    parts = [
        _district(number, districts, people_of_district, category, np.random.default_rng([seed, districts, number]))
        for number in range(districts)
    ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Province(people_of_district * districts, np.tile(category, districts), **columns)


def _shared_out(count: int, shares: list[int]) -> Ints:
    """So many places for each kind as its share says, at least one."""
    each = np.maximum(1, np.floor(np.asarray(shares) / sum(shares) * count)).astype(np.int32)
    each[np.argmax(each)] += count - each.sum()
    return np.repeat(np.arange(len(shares), dtype=np.int32), each)


def _district(number: int, districts: int, people: int, category: Ints, rng: np.random.Generator) -> dict[str, Any]:
    total = round(people * DAYS * VISITS_OF_PERSON_DAY)
    again = round(total * REENTERED)
    count = total - again
    person = rng.integers(people, size=count, dtype=np.int32) + np.int32(number * people)
    kind = _drawn(rng, [k.visits for k in KINDS], count)
    own = person - number * people
    regular = np.asarray([k.is_regular for k in KINDS])[kind]
    venue = _venues(kind, np.where(regular, rng.random(people)[own], rng.random(count)), category)
    home = np.full(count, number, np.int32)
    if districts > 1:
        away = (rng.random(count) < ELSEWHERE) & ~regular
        home[away] = (number + rng.integers(1, districts, away.sum())) % districts
    venue += home * np.int32(len(category))
    start = _starts(rng, kind, np.where(regular, rng.random(people)[own], rng.random(count)))
    stay = _stays(rng, kind)
    back = rng.choice(count, again, replace=False)
    later = start[back] + stay[back] + rng.integers(600, 3_600, again, dtype=np.int32)
    kind = np.concatenate([kind, kind[back]])
    start = np.concatenate([start, later])
    stay = np.concatenate([stay, _stays(rng, kind[count:])])
    is_open = rng.random(total) < NOT_CHECKED_OUT
    default = _seconds([CATEGORIES_2021[k.category].stay.default for k in KINDS])[kind]
    return {
        "person": np.concatenate([person, person[back]]),
        "venue": np.concatenate([venue, venue[back]]),
        "start": start,
        "end": start + np.where(is_open, default, stay),
        "is_open": is_open,
    }


def _drawn(rng: np.random.Generator, shares: list[int], count: int) -> Ints:
    bounds = np.cumsum(shares) / sum(shares)
    return np.searchsorted(bounds, rng.random(count), side="right").astype(np.int32)


def _venues(kind: Ints, luck: Numbers, category: Ints) -> Ints:
    """Within its category the venue of rank r is chosen with weight r^-0.7."""
    venue = np.empty(len(kind), np.int32)
    for number in range(len(KINDS)):
        first, last = np.searchsorted(category, [number, number + 1])
        weights = np.arange(1, last - first + 1, dtype=np.float64) ** -ZIPF
        chosen = kind == number
        venue[chosen] = first + np.searchsorted(np.cumsum(weights) / weights.sum(), luck[chosen], side="right")
    return venue


def _starts(rng: np.random.Generator, kind: Ints, luck: Numbers) -> Ints:
    """Around one of the category's hours, on any day."""
    hours = np.concatenate([k.hours for k in KINDS])
    each = np.asarray([len(k.hours) for k in KINDS])
    chosen = (np.cumsum(each) - each)[kind] + (luck * each[kind]).astype(np.intp)
    spread = np.asarray([k.spread_h for k in KINDS])[kind]
    hour = hours[chosen] + rng.normal(0.0, 1.0, len(kind)) * spread
    seconds: Numbers = np.clip(hour, 0.0, 23.99) * 3_600 + rng.integers(0, DAYS, len(kind)) * 86_400
    return seconds.astype(np.int32)


def _stays(rng: np.random.Generator, kind: Ints) -> Ints:
    """Seconds between a minute and the category's cap."""
    mean = np.asarray([k.stays_min for k in KINDS])[kind] * 60
    spread = np.asarray([k.varies for k in KINDS])[kind]
    sigma = np.sqrt(np.log1p(spread**2))
    stay = mean * np.exp(rng.normal(0.0, 1.0, len(kind)) * sigma - sigma**2 / 2)
    caps = _seconds([CATEGORIES_2021[k.category].stay.cap for k in KINDS])[kind]
    held: Numbers = np.clip(stay, 60, caps)
    return held.astype(np.int32)


def _seconds(lengths: list[timedelta]) -> Ints:
    return np.asarray([int(length.total_seconds()) for length in lengths], np.int32)
