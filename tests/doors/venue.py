"""The register of venues."""

from collections.abc import Mapping

from adapters.memory.venue.venues import MemoryVenues
from adapters.memory.visit.counts import MemoryVisitCounts
from domain.presence.codes import VenueCode, VenueId
from functions.venue import wiring
from functions.venue.intake import NewCodes
from tests.doors.capabilities import Made, always
from tests.doors.house import House

SITE_URL = "https://vungxanh.example"
TWINS = {
    "venues": lambda house: MemoryVenues(house.faults),
    "visit_counts": lambda house: MemoryVisitCounts(house.visits, house.faults),
}


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(
        authenticator=house.everyone,
        venues=house.venues,
        visits=house.visit_counts,
        contacts=house.unit_contacts,
        units=house.units,
        keys=house.keys,
        clock=house.clock,
        new_codes=lambda: _new_codes(house.next_number()),
        site_url=SITE_URL,
    )
    return {"parts": always(parts)}


def _new_codes(number: int) -> NewCodes:
    return NewCodes(VenueId.from_random(number), VenueCode.from_random(2 * number))
