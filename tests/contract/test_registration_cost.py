"""What bounding a registration costs at the store: calls counted at the SDK's door, units by the published rules."""

from collections import Counter

import pytest

from adapters import session
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.tally.tallies import DynamoTallies
from bench import units
from domain.base.secret import Purpose
from domain.people.codes import CardCode, PersonId
from domain.people.errors import PhoneRegistrationsUsed
from domain.people.policy import STRANGER_POLICIES
from functions.identity.registration import service
from functions.identity.registration.service import Ports
from functions.identity.registration.sources import Sources
from tests.builders.people import a_person
from tests.contract.engines import Stores
from tests.contract.samples.base import NOW, Clock, numbers
from tests.contract.samples.people import a_phone
from tests.faults import Faults

STRANGERS = STRANGER_POLICIES[-1]
STRIDES = 2
CROWD = STRIDES * STRANGERS.stride
ADDRESS = "203.0.113.7"


@pytest.fixture
def ports(moto_stores: Stores) -> tuple[Ports, str]:
    """Keys are made already. The table of the counters is named beside."""
    keys, table = moto_stores.secrets(Clock()), moto_stores.table("Tally")
    for purpose in (Purpose.LOOKUP, Purpose.SEAL):
        keys.ring(purpose)
    tallies, sealer = DynamoTallies(table, key_store=keys), moto_stores.sealer()
    sealer.seal("", bound_to="")
    persons = DynamoPersons(moto_stores.table("Person"), key_store=keys, sealer=sealer)
    return Ports(persons, tallies, Sources(tallies)), table


def register(ports: Ports, phone: str, request: str = "") -> None:
    number = next(numbers)
    person = a_person(number, phone=phone, person_id=PersonId.from_random(number), card=CardCode.from_random(number))
    name = request or f"request {number}"
    service.register(person, device="d", registration=name, source=ADDRESS, ports=ports, now=NOW)


def test_a_registration_is_bounded_for_one_write_unit_and_a_share_of_one(
    ports: tuple[Ports, str], faults: Faults
) -> None:
    """One for its number; one for its address in a stride of registrations, and half a read unit in a window."""
    for _ in range(CROWD):
        register(ports[0], a_phone())
    assert faults.sent == {"TransactWriteItems": CROWD, "UpdateItem": CROWD + STRIDES, "GetItem": 1}
    items = session.client("dynamodb").scan(TableName=ports[1])["Items"]
    assert max(units.size(item) for item in items) < units.KILOBYTE


def test_a_household_pays_one_write_unit(ports: tuple[Ports, str], faults: Faults) -> None:
    phone = a_phone()
    for _ in range(STRANGERS.unproved_per_number):
        register(ports[0], phone)
    assert faults.sent["UpdateItem"] == STRANGERS.unproved_per_number


def test_a_refusal_writes_nothing_and_reads_one_item(ports: tuple[Ports, str], faults: Faults) -> None:
    """The update that counts is refused, and the request may have been answered before."""
    phone = a_phone()
    for _ in range(STRANGERS.unproved_per_number):
        register(ports[0], phone)
    before = Counter(faults.sent)
    with pytest.raises(PhoneRegistrationsUsed):
        register(ports[0], phone)
    assert Counter(faults.sent) - before == {"UpdateItem": 1, "GetItem": 1}
