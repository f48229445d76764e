"""Figures over the statistics book."""

from collections.abc import Mapping

from adapters.memory.stat.statistics import MemoryStatistics
from functions.reports import wiring
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {"book": lambda house: MemoryStatistics(clock=house.clock, faults=house.faults)}


def wired(house: House) -> Mapping[str, Made]:
    return {
        "parts": always(wiring.Parts(house.everyone, house.book, house.units, house.clock)),
        "book_parts": always(wiring.BookParts(house.book, house.clock)),
    }
