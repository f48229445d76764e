"""Tracing runs: the relay, the queue, the steps and the repair."""

from collections.abc import Mapping

from adapters.memory.case.waiting import MemoryWaiting
from adapters.memory.visit.copresence import MemoryCoPresence
from adapters.memory.workflows import MemoryWorkflows
from functions.trace.run import wiring
from functions.trace.run.service.records import Ports as RecordsPorts
from functions.trace.run.service.run import Ports
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {
    "present": lambda house: MemoryCoPresence(house.visits, house.faults),
    "waiting_list": lambda house: MemoryWaiting(house.faults),
    "workflows": lambda house: MemoryWorkflows(house.faults),
}


def wired(house: House) -> Mapping[str, Made]:
    return {
        "step_parts": always(step_parts(house)),
        "repair_parts": always(wiring.RepairParts(house.cases, house.workflows, house.clock)),
        "records_parts": always(wiring.RecordsParts(records_ports(house), house.clock)),
        "workflows": always(house.workflows),
        "bus": always(house.bus),
    }


def records_ports(house: House) -> RecordsPorts:
    """For records that were joined or parted."""
    return RecordsPorts(house.cases, house.exposures, house.waiting_list)


def step_parts(house: House) -> wiring.StepParts:
    """For the steps of a run."""
    ports = Ports(
        cases=house.cases,
        visits=house.visits,
        present=house.present,
        meetings=(house.meetings,),
        contacts=house.contacts,
        interviews=house.meetings,
        notices=house.exposures,
        residences=house.persons,
        standing=house.standing,
        waiting_list=house.waiting_list,
    )
    return wiring.StepParts(ports, house.clock)
