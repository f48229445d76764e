"""Records that were joined or parted: the queue."""

from collections.abc import Mapping

from functions.trace.joined import wiring
from functions.trace.joined.service import Ports
from tests.doors.capabilities import Made, always
from tests.doors.house import House


def wired(house: House) -> Mapping[str, Made]:
    return {"parts": always(wiring.Parts(joined_ports(house), house.clock))}


def joined_ports(house: House) -> Ports:
    """Where a person is known."""
    return Ports(house.cases, house.exposures, house.waiting_list)
