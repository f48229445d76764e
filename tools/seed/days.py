"""The demonstration's days: who went where, when, and who wrote it down.

A day is told from its date alone, so the same day is the same story whenever the seed runs.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from domain.base.period import LOCAL
from domain.presence.policy import CATEGORIES_2021
from tools.seed.people import Person
from tools.seed.places import Place
from tools.seed.words import dice, likely


class Custom(NamedTuple):
    """When people go to a kind of place, and how much they go there."""

    opens: int
    closes: int
    drawn: int


USUAL = Custom(8, 18, 2)
CUSTOMS = {
    "market": Custom(5, 11, 16), "grocery": Custom(6, 21, 12), "food": Custom(6, 21, 14), "school": Custom(7, 8, 6),
    "factory": Custom(6, 8, 8), "office": Custom(7, 9, 3), "committee": Custom(8, 16, 4), "health_station": Custom(7, 16, 5),
    "supermarket": Custom(8, 21, 6), "transport": Custom(5, 19, 4), "worship": Custom(6, 18, 2), "beauty": Custom(9, 20, 3),
    "gym": Custom(5, 20, 2), "wedding": Custom(10, 12, 1), "lodging": Custom(14, 21, 1), "vaccination": Custom(8, 15, 3),
    "sampling": Custom(7, 16, 3), "massage": Custom(10, 21, 1),
}  # fmt: skip
# Every commune has points that nobody scans: the list of silent points must find some.
SILENT = 2
LEAVES = 0.35
TYPED = 0.04
# Reaches the neighbouring commune as well: its figures must not be empty.
NEIGHBOURS_A_DAY = (6, 10)


@dataclass(frozen=True, slots=True)
class Scan:
    """One visit to enter. `until` where the person checked out; `typed` where the camera did not work.

    `gone_at` is when the person really left, whether or not anybody noted it.
    """

    person: str
    place: str
    at: datetime
    gone_at: datetime
    until: datetime | None = None
    typed: bool = False
    by_identity: bool = False


def scans_of(
    day: date, seed: int, people: Sequence[Person], places: Sequence[Place], wanted: tuple[int, int]
) -> list[Scan]:
    """A whole local day of one commune, in order of time."""
    of = dice(seed, "day", day.isoformat(), places[0].unit.code)
    target = of.randint(*wanted)
    story = _Day(day, of, people, [place for place in places if place not in places[-SILENT:]])
    while len(story.scans) < target:
        story.outing(target - len(story.scans))
    return sorted(story.scans, key=lambda scan: (scan.at, scan.person))


def so_far(scans: Sequence[Scan], now: datetime) -> list[Scan]:
    """Of a day that is not over: what has happened; who is still inside has not left."""
    return [
        replace(scan, until=None) if scan.until is not None and scan.until > now else scan
        for scan in scans
        if scan.at <= now
    ]


class _Day:
    def __init__(self, day: date, of: random.Random, people: Sequence[Person], places: Sequence[Place]) -> None:
        self.scans: list[Scan] = []
        self._start = datetime.combine(day, time(), LOCAL)
        self._of = of
        self._places = places
        self._drawn = [CUSTOMS.get(place.category, USUAL).drawn for place in places]
        self._households: dict[int, list[Person]] = {}
        for person in people:
            self._households.setdefault(person.household, []).append(person)
        self._away: dict[str, list[tuple[datetime, datetime]]] = {}

    def outing(self, most: int) -> None:
        """One household's way to one place: alone, or some of them together."""
        family = self._of.choice(list(self._households.values()))
        party = self._of.sample(family, min(len(family), self._of.choice((1, 1, 1, 1, 2, 2, 3)), most))
        place = self._of.choices(self._places, self._drawn)[0]
        at = self._moment(CUSTOMS.get(place.category, USUAL))
        stay = CATEGORIES_2021[place.category].stay
        length = min(stay.cap, stay.default * self._of.uniform(0.3, 1.4))
        until = at + timedelta(seconds=int(length.total_seconds()))
        if any(self._busy(person, at, until) for person in party):
            return
        leaves = likely(self._of, LEAVES)
        for number, person in enumerate(party):
            self._away.setdefault(person.key, []).append((at, until))
            self.scans.append(
                Scan(
                    person.key,
                    place.key,
                    at + timedelta(seconds=9 * number),
                    until,
                    until if leaves else None,
                    typed=likely(self._of, TYPED),
                    by_identity=person.identity is not None and likely(self._of, 0.5),
                )
            )

    def _moment(self, custom: Custom) -> datetime:
        return self._start + timedelta(seconds=self._of.randrange(custom.opens * 3600, custom.closes * 3600))

    def _busy(self, person: Person, start: datetime, end: datetime) -> bool:
        return any(start < gone_to and gone_from < end for gone_from, gone_to in self._away.get(person.key, ()))
