"""The check-in over the log of visits; its function reads device tokens alone."""

from collections.abc import Mapping

from adapters.memory.visit.visits import MemoryVisits
from functions.checkin import wiring
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {"visits": lambda house: MemoryVisits(house.faults)}


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(
        authenticator=house.citizens,
        visits=house.visits,
        venues=house.venues,
        keys=house.keys,
        clock=house.clock,
    )
    return {"parts": always(parts)}
