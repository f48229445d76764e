"""The demonstration's households: who lives together, who shares a phone, who has none."""

import random
from dataclasses import dataclass
from ipaddress import ip_address
from uuid import NAMESPACE_URL, UUID, uuid5

from tools import demo
from tools.seed.words import dice, full_name, identity_number, likely, phone, surname

OF_NEIGHBOURS = 0.1  # households of the neighbouring commune that come here for market and work
CARD_AGE = 14  # from this age on people have an identity card
PHONE_AGE = 15
MARRIED_AGE = 20
OWNING_HOUSEHOLDS = 8
BORN_BEFORE = 2021  # ages are those of the year the story is set in, so that it is the same next year


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to register. Without `phone` a helper registers them and staff record their visits."""

    key: str
    household: int
    unit: demo.Unit
    full_name: str
    year_of_birth: int
    phone: str | None = None
    identity: str | None = None

    @property
    def assisted(self) -> bool:
        return self.phone is None

    def registration_id(self, seed: int) -> UUID:
        """Natural key of the registration: the same story again finds the same people."""
        return uuid5(NAMESPACE_URL, f"vung-xanh/demonstration/{seed}/{self.key}")

    @property
    def address(self) -> str:
        """Of the household's network: a range that belongs to nobody, and one home each."""
        return str(ip_address("10.0.0.0") + self.household)


def people(seed: int, households: int) -> list[Person]:
    return [person for number in range(households) for person in _household(seed, number)]


def _household(seed: int, number: int) -> list[Person]:
    of = dice(seed, "household", number)
    # The first households are of the commune at every scale: the venues' owners are among them.
    unit = demo.NEIGHBOUR if number > OWNING_HOUSEHOLDS and likely(of, OF_NEIGHBOURS) else demo.COMMUNE
    family = _Family(number, unit, of)
    young = of.randint(24, 52)
    family.add(young, woman=False, phone=phone(of))
    family.add(max(20, young - of.randint(0, 5)), woman=True, phone=phone(of))
    for _ in range(of.choice((0, 1, 1, 2, 2, 3))):
        age = of.randint(3, min(19, young - 20))
        own = phone(of) if age >= PHONE_AGE and likely(of, 0.6) else None
        family.add(age, woman=likely(of, 0.5), phone=own)
    for elder in range(of.choice((0, 0, 1, 1, 2))):
        # Some elders are reached over the phone of the household, some have their own, most have none.
        reached = of.choice((family.shared_phone, phone(of), None, None))
        family.add(young + of.randint(22, 32), woman=elder == 0, phone=reached)
    return family.members


class _Family:
    def __init__(self, number: int, unit: demo.Unit, of: random.Random) -> None:
        self.members: list[Person] = []
        self._number, self._unit, self._of = number, unit, of
        self._surname = surname(of)

    @property
    def shared_phone(self) -> str | None:
        return self.members[0].phone

    def add(self, age: int, *, woman: bool, phone: str | None) -> None:
        year = BORN_BEFORE - age
        helped = phone is None
        # A wife keeps the name of the family she was born in.
        family = surname(self._of) if woman and age >= MARRIED_AGE else self._surname
        self.members.append(
            Person(
                key=f"{self._number}/{len(self.members)}",
                household=self._number,
                unit=self._unit,
                full_name=full_name(self._of, family, woman=woman),
                year_of_birth=year,
                phone=phone,
                identity=identity_number(self._of, year, woman=woman) if helped and age >= CARD_AGE else None,
            )
        )
