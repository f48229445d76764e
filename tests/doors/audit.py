"""Who looked at a citizen's data; its function reads device tokens alone."""

from collections.abc import Mapping

from adapters.memory.audit.log import MemoryAudit
from adapters.memory.audit.search import MemoryAccessIndex, MemorySealBook
from functions.audit import wiring
from functions.audit.search.service import Sources
from functions.kit.speaking import Speaking
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {
    "audit": lambda house: MemoryAudit(house.faults),
    "access_index": lambda house: MemoryAccessIndex(house.audit, house.faults),
    "seal_book": lambda house: MemorySealBook(house.audit, house.faults),
}


def wired(house: House) -> Mapping[str, Made]:
    sources = Sources(
        index=house.access_index,
        audit=house.audit,
        persons=Speaking(house.persons, house.standing),
        standing=house.standing,
        units=house.units,
    )
    return {
        "search_parts": always(wiring.SearchParts(house.everyone, sources, house.clock)),
        "check_parts": always(wiring.CheckParts(house.everyone, house.seal_book, house.audit, house.keys, house.clock)),
        "parts": always(wiring.Parts(house.citizens, house.audit, house.units, house.clock)),
        "watched": always(house.audit),
        "seal_parts": always(wiring.SealParts(house.audit, house.keys, house.clock)),
    }
