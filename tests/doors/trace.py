"""Cases, contacts and runs: the routes, the steps of a run, the queue, the relay and the repair."""

from collections.abc import Mapping

from adapters.memory.case.cases import MemoryCases
from adapters.memory.case.contacts import MemoryContacts
from adapters.memory.case.meetings import MemoryMeetings
from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.visit.copresence import MemoryCoPresence
from adapters.memory.workflows import MemoryWorkflows
from domain.tracing.codes import CaseCode
from functions.kit.errands import Looks
from functions.trace import wiring
from functions.trace.run.service.evidence import Facts
from functions.trace.run.service.run import RunParts
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {
    "contacts": lambda house: MemoryContacts(house.faults),
    "cases": lambda house: MemoryCases(house.faults, contacts=house.contacts),
    "meetings": lambda house: MemoryMeetings(house.faults),
    "exposures": lambda house: MemoryExposures(house.faults, outbox=house.outbox),
    "present": lambda house: MemoryCoPresence(house.visits, house.faults),
    "workflows": lambda house: MemoryWorkflows(house.faults),
    "looks": lambda _: Looks(),
}


def wired(house: House) -> Mapping[str, Made]:
    return {
        "parts": always(_parts(house)),
        "run_parts": always(run_parts(house)),
        "repair_parts": always(wiring.RepairParts(house.cases, house.workflows, house.clock)),
        "workflows": always(house.workflows),
        "bus": always(house.bus),
    }


def _parts(house: House) -> wiring.Parts:
    return wiring.Parts(
        authenticator=house.everyone,
        cases=house.cases,
        contacts=house.contacts,
        notices=house.exposures,
        persons=house.persons,
        venues=house.venues,
        units=house.units,
        audit=house.audit,
        clock=house.clock,
        new_code=lambda: CaseCode.from_random(house.next_number()),
        looks=house.looks,
    )


def run_parts(house: House) -> wiring.StepParts:
    """For the steps of a tracing run."""
    facts = Facts(house.visits, house.present, (house.meetings,), house.contacts)
    return wiring.StepParts(
        RunParts(house.cases, facts, house.meetings, house.exposures, residences=house.persons), house.clock
    )
