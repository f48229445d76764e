"""Identity over the register of persons."""

from collections.abc import Mapping

from adapters.memory.person.challenges import MemoryChallenges
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.spare.spares import MemorySpares
from adapters.memory.tally.tallies import MemoryTallies
from domain.people.codes import CardCode, PersonId
from functions.identity import wiring
from functions.identity.intake import NewIds
from functions.identity.joining.service import Ports as JoiningPorts
from functions.identity.phone.service.codes import Ports as PhonePorts
from functions.identity.registration.service import Ports as RegistrationPorts
from functions.identity.registration.sources import Sources
from tests.doors.capabilities import Made, always
from tests.doors.house import House
from tests.doors.venue import SITE_URL

OTP = "402817"
TWINS = {
    "challenges": lambda house: MemoryChallenges(house.faults),
    "persons": lambda house: MemoryPersons(house.faults, challenges=house.challenges),
    "tallies": lambda house: MemoryTallies(house.faults),
    "sources": lambda house: Sources(house.tallies),
    "spares": lambda house: MemorySpares(house.faults),
}


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(
        authenticator=house.everyone,
        persons=house.persons,
        phone=PhonePorts(house.persons, house.challenges, house.outbox, house.tallies, house.keys, SITE_URL),
        registration=RegistrationPorts(house.persons, house.tallies, house.sources),
        units=house.units,
        audit=house.audit,
        keys=house.keys,
        standing=house.standing,
        devices=house.standing,
        joining=joining_ports(house),
        clock=house.clock,
        new_ids=lambda: _new_ids(house.next_number()),
        new_otp=lambda: OTP,
    )
    turn = wiring.RotateParts(house.keys, house.spares, house.clock)
    return {"parts": always(parts), "rotate_parts": always(turn), "bus": always(house.bus)}


def joining_ports(house: House) -> JoiningPorts:
    """For joining records."""
    return JoiningPorts(house.standing, house.standing, house.persons, house.audit)


def _new_ids(number: int) -> NewIds:
    return NewIds(PersonId.from_random(number), CardCode.from_random(number), f"device-{number}")
