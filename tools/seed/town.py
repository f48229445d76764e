"""The whole demonstration at one scale: who lives there, what there is, and what happens on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tools import demo
from tools.seed.days import NEIGHBOURS_A_DAY, Scan, scans_of
from tools.seed.people import Person, people
from tools.seed.places import Place, places


@dataclass(frozen=True, slots=True)
class Scale:
    venues: int
    neighbour_venues: int
    households: int
    scans_a_day: tuple[int, int]


SCALES = {
    "commune": Scale(demo.VENUES, 8, 72, demo.SCANS_A_DAY),
    "small": Scale(8, 3, 6, (8, 12)),
}


class Town:
    """The commune and its neighbour."""

    def __init__(self, seed: int, scale: str) -> None:
        self.seed = seed
        self._scale = SCALES[scale]
        self.people = people(seed, self._scale.households)
        self.here = places(seed, self._scale.venues, demo.COMMUNE)
        self.there = places(seed, self._scale.neighbour_venues, demo.NEIGHBOUR)

    def scans_here(self, day: date) -> list[Scan]:
        """A whole local day of the commune."""
        return scans_of(day, self.seed, self._goers[0], self.here, self._scale.scans_a_day)

    def scans_there(self, day: date) -> list[Scan]:
        """The same day next door."""
        return scans_of(day, self.seed, self._goers[1], self.there, NEIGHBOURS_A_DAY)

    @cached_property
    def owners(self) -> Sequence[Person]:
        """Whose venues are numbered by their place in this list."""
        return [person for person in self.people if person.phone and person.unit == demo.COMMUNE]

    @cached_property
    def person(self) -> Mapping[str, Person]:
        return {person.key: person for person in self.people}

    @cached_property
    def place(self) -> Mapping[str, Place]:
        return {place.key: place for place in (*self.here, *self.there)}

    @cached_property
    def _goers(self) -> tuple[Sequence[Person], Sequence[Person]]:
        """Those who go about in the commune, and those who do next door."""
        neighbours = [p for p in self.people if p.unit == demo.NEIGHBOUR and p.household % 2] or self.people[:3]
        return [p for p in self.people if p not in neighbours], neighbours
