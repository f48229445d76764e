"""Whom to call, over the bodies that units list."""

from collections.abc import Mapping

from adapters.memory.hotline.contacts import MemoryUnitContacts
from functions.hotlines import wiring
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {"unit_contacts": lambda house: MemoryUnitContacts(house.faults)}


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(house.everyone, house.unit_contacts, house.audit, house.units, house.clock)
    return {"parts": always(parts)}
