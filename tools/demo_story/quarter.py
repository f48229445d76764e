"""The quarter in which the outbreak happens: households of their own, who work, learn and buy at the seeded venues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tools import demo
from tools.seed.people import BORN_BEFORE, Person, people
from tools.seed.places import Place
from tools.seed.town import Town
from tools.seed.words import dice, likely

HOUSEHOLDS = 20
COMMUTERS = frozenset({3, 8, 13, 18})
"""Households of the neighbouring commune, who come over to work and to buy."""

OF_AGE = 18
OLD = 62
SCHOOL_AGE = 6
_WORK = (("factory", 2, 6), ("office", 1, 1), ("committee", 1, 1), ("supermarket", 1, 1), ("hospital", 1, 1))
_IN_WORK = 0.75


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the quarter, with the places of an ordinary day; an empty one is no habit."""

    person: Person
    works_at: str = ""
    learns_at: str = ""
    buys_at: str = ""
    eats_at: str = ""
    shops_at: str = ""

    @property
    def key(self) -> str:
        return self.person.key

    @property
    def home(self) -> str:
        """The place key of the household; no QR hangs there."""
        return f"home/{self.person.household}"

    @property
    def age(self) -> int:
        return BORN_BEFORE - self.person.year_of_birth

    @property
    def lives_next_door(self) -> bool:
        return self.person.unit == demo.NEIGHBOUR


class Quarter:
    """The residents, the same whenever the story is told."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.seed = town.seed + 1
        self._places = town.here
        self.residents: Sequence[Resident] = [self._resident(person) for person in self._people()]

    @cached_property
    def resident(self) -> Mapping[str, Resident]:
        return {resident.key: resident for resident in self.residents}

    @cached_property
    def households(self) -> Mapping[str, Sequence[Resident]]:
        found: dict[str, list[Resident]] = {}
        for resident in self.residents:
            found.setdefault(resident.home, []).append(resident)
        return found

    def has_own_phone(self, resident: Resident) -> bool:
        """True when the number names this person alone."""
        phone = resident.person.phone
        return phone is not None and sum(other.person.phone == phone for other in self.residents) == 1

    def place(self, kind: str, number: int = 0) -> Place | None:
        """One of the town's venues of a kind; stalls stand inside another place."""
        found = [place for place in self._places if place.category == kind and place.parent is None]
        return found[number % len(found)] if found else None

    def _people(self) -> list[Person]:
        return [
            replace(person, unit=demo.NEIGHBOUR if person.household in COMMUTERS else demo.COMMUNE)
            for person in people(self.seed, HOUSEHOLDS)
        ]

    def _resident(self, person: Person) -> Resident:
        of = dice(self.seed, "habits", person.key)
        age = BORN_BEFORE - person.year_of_birth
        work = school = ""
        if OF_AGE <= age < OLD and likely(of, _IN_WORK):
            kind, choice, _ = of.choices(_WORK, [weight for _, _, weight in _WORK])[0]
            # Where the town has no such place, people work in the factory.
            work = self._key(kind, of.randrange(choice)) or self._key("factory", 0)
        elif SCHOOL_AGE <= age < OF_AGE:
            school = self._key("school", 0 if age < 12 else 1)  # noqa: PLR2004 - primary, then secondary school
        return Resident(
            person,
            works_at=work,
            learns_at=school,
            buys_at=self._key("market", of.randrange(2)),
            eats_at=self._key("food", of.randrange(3)),
            shops_at=self._key("grocery", of.randrange(3)),
        )

    def _key(self, kind: str, number: int) -> str:
        place = self.place(kind, number)
        return place.key if place else ""
