"""What really happened on a day, and what the product hears of it.

A day is told from its date alone. Where people were is the truth that tracing is measured by; whether anybody scanned,
or noted the leaving, is another throw of the dice.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.base.period import LOCAL
from tools.demo_story.quarter import OF_AGE, Quarter, Resident
from tools.seed.days import Scan
from tools.seed.words import dice, likely

SCANS = 0.88  # of those with a phone, at each place
WRITTEN_DOWN = 0.8  # of those without one
NOTES_LEAVING = 0.45
SUNDAY, SATURDAY = 6, 5
_DAY = timedelta(days=1)


class Heard(StrEnum):
    """How the product hears of a stay."""

    SCANNED = "scanned"
    WRITTEN_DOWN = "written down"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at a place, [start, end), as it was. `left`: the leaving was noted as well."""

    person: str
    place: str
    start: datetime
    end: datetime
    heard: Heard = Heard.NOT
    left: bool = False


def day_of(quarter: Quarter, day: date) -> list[Stay]:
    """Where everybody of the quarter was, from midnight to midnight."""
    gathering = _Gathering(quarter, day)
    stays: list[Stay] = []
    for resident in quarter.residents:
        stays += _with_home(resident, day, _Outings(quarter, resident, day, gathering).made)
    return stays


def of_scans(scans: Sequence[Scan]) -> list[Stay]:
    """The seeded town's own visits: everybody there scanned, and some left without a word."""
    return [
        Stay(f"town/{scan.person}", scan.place, scan.at, scan.gone_at, Heard.SCANNED, scan.until is not None)
        for scan in scans
    ]


class _Gathering:
    """A meal at somebody's home (đám giỗ), with guests of other households; no QR hangs there."""

    def __init__(self, quarter: Quarter, day: date) -> None:
        of = dice(quarter.seed, "gathering", day.isoformat())
        self.start = _at(day, 10.75 if day.weekday() == SUNDAY else 18.0) + timedelta(minutes=of.randrange(40))
        homes = list(quarter.households)
        self.host = of.choice(homes)
        adults = [r for r in quarter.residents if r.age >= OF_AGE and r.home != self.host]
        happens = likely(of, 0.9 if day.weekday() >= SATURDAY else 0.35)
        self.guests = {guest.key for guest in of.sample(adults, 6)} if happens else set()

    def length(self, of: random.Random) -> timedelta:
        return timedelta(minutes=of.randrange(50, 150))


class _Outings:
    """One resident's ways of one day; no two of them at once."""

    def __init__(self, quarter: Quarter, resident: Resident, day: date, gathering: _Gathering) -> None:
        self.made: list[Stay] = []
        self._quarter, self._resident, self._day = quarter, resident, day
        self._of = dice(quarter.seed, "day", day.isoformat(), resident.key)
        self._gathering = gathering
        self._go()

    def _go(self) -> None:
        resident, of = self._resident, self._of
        if resident.key in self._gathering.guests:
            self._stay(self._gathering.host, self._gathering.start, self._gathering.length(of), noted=False)
        if resident.works_at and self._day.weekday() != SUNDAY:
            self._stay(resident.works_at, self._time(6.7, 50), self._minutes(540, 620))
        elif resident.learns_at and self._day.weekday() < SATURDAY:
            self._stay(resident.learns_at, self._time(7.0, 20), self._minutes(250, 280))
        elif resident.age >= OF_AGE and likely(of, 0.4):
            self._stay(resident.buys_at, self._time(6.0, 200), self._minutes(12, 75))
        if resident.age >= OF_AGE and likely(of, 0.22):
            self._stay(resident.eats_at, self._time(17.8, 110), self._minutes(25, 110))
        if likely(of, 0.3):
            self._stay(resident.shops_at, self._time(16.9, 190), self._minutes(4, 24))

    def _stay(self, place: str, start: datetime, length: timedelta, *, noted: bool = True) -> None:
        end = start + length
        if not place or any(start < other.end and other.start < end for other in self.made):
            return
        heard = self._heard() if noted else Heard.NOT
        left = heard is not Heard.NOT and likely(self._of, NOTES_LEAVING)
        self.made.append(Stay(self._resident.key, place, start, end, heard, left))

    def _heard(self) -> Heard:
        if self._resident.person.assisted:
            return Heard.WRITTEN_DOWN if likely(self._of, WRITTEN_DOWN) else Heard.NOT
        return Heard.SCANNED if likely(self._of, SCANS) else Heard.NOT

    def _time(self, hour: float, within_minutes: int) -> datetime:
        return _at(self._day, hour) + timedelta(seconds=self._of.randrange(within_minutes * 60))

    def _minutes(self, low: int, high: int) -> timedelta:
        return timedelta(seconds=self._of.randrange(low * 60, high * 60))


def _with_home(resident: Resident, day: date, outings: Sequence[Stay]) -> list[Stay]:
    """At home whenever not elsewhere."""
    stays: list[Stay] = []
    since = _at(day, 0)
    for outing in sorted(outings, key=lambda stay: stay.start):
        if outing.start > since:
            stays.append(Stay(resident.key, resident.home, since, outing.start))
        stays.append(outing)
        since = outing.end
    if since < _at(day, 0) + _DAY:
        stays.append(Stay(resident.key, resident.home, since, _at(day, 0) + _DAY))
    return stays


def _at(day: date, hour: float) -> datetime:
    return datetime.combine(day, time(), LOCAL) + timedelta(hours=hour)
