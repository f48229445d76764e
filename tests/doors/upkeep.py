"""The watch over the stage, which answers what a test says."""

from collections.abc import Mapping

from adapters.memory.watching import MemoryStageWatch
from functions.upkeep import wiring
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {"watch": lambda _: MemoryStageWatch()}


def wired(house: House) -> Mapping[str, Made]:
    return {"parts": always(wiring.Parts(house.everyone, house.watch, "local", house.clock))}
