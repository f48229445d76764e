"""Who looked at a citizen's data; its function reads device tokens alone."""

from collections.abc import Mapping

from adapters.memory.audit.log import MemoryAudit
from functions.audit import wiring
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {"audit": lambda house: MemoryAudit(house.faults)}


def wired(house: House) -> Mapping[str, Made]:
    return {
        "parts": always(wiring.Parts(house.citizens, house.audit, house.units, house.clock)),
        "watched": always(house.audit),
        "seal_parts": always(wiring.SealParts(house.audit, house.keys, house.clock)),
    }
