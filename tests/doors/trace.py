"""Cases and contacts: the routes."""

from collections.abc import Mapping

from adapters.memory.case.cases import MemoryCases
from adapters.memory.case.contacts import MemoryContacts
from adapters.memory.case.meetings import MemoryMeetings
from adapters.memory.notice.exposures import MemoryExposures
from domain.tracing.codes import CaseCode
from functions.kit.errands import Looks
from functions.kit.speaking import Speaking
from functions.trace import wiring
from functions.trace.case.service import Ports as CasePorts
from functions.trace.contact.service.view import Ports as ContactPorts
from functions.trace.run.service.foresight import Ports as ForesightPorts
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {
    "contacts": lambda house: MemoryContacts(house.faults),
    "cases": lambda house: MemoryCases(house.faults, contacts=house.contacts),
    "meetings": lambda house: MemoryMeetings(house.faults),
    "exposures": lambda house: MemoryExposures(house.faults, outbox=house.outbox),
    "looks": lambda _: Looks(),
}


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(
        authenticator=house.everyone,
        case=case_ports(house),
        contact=ContactPorts(
            house.cases,
            house.contacts,
            house.exposures,
            Speaking(house.persons, house.standing),
            house.audit,
            house.standing,
        ),
        foresight=ForesightPorts(
            house.visits, house.present, (house.meetings,), house.contacts, house.standing, house.persons
        ),
        persons=Speaking(house.persons, house.standing),
        venues=house.venues,
        units=house.units,
        clock=house.clock,
        new_code=lambda: CaseCode.from_random(house.next_number()),
        looks=house.looks,
    )
    return {"parts": always(parts)}


def case_ports(house: House) -> CasePorts:
    """For changes of a case."""
    return CasePorts(house.cases, house.audit, house.visits, house.standing)
