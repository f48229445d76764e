"""PersonRegister: handles, one person per identity number, one answer per registration, the proof of a phone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters import session
from adapters.dynamo.person.persons import DynamoPersons
from domain.base.errors import Busy
from domain.people.person import Handle, HandleKind, Person, PersonRegister
from tests.contract.engines import Stores
from tests.contract.samples.base import Clock
from tests.contract.samples.people import a_person, a_phone, person_id


@pytest.fixture
def register(stores: Stores) -> PersonRegister:
    return stores.persons()


def enrol(register: PersonRegister, person: Person | None = None, request: str = "") -> Person:
    return register.register(person or a_person(), device="d1", registration=request).person


def test_a_person_is_kept_as_registered(register: PersonRegister) -> None:
    plain = a_person()
    assisted = a_person(phone=None, identity="CCCD:001093029317", registered_by="S#1")
    for person in (plain, assisted):
        done = register.register(person, device="d1", registration=str(person.person_id))
        assert (done.person, done.device, done.is_new) == (person, "d1", True)
        assert register.by_id(person.person_id) == person
    assert register.by_id(person_id()) is None


def test_many_people_and_where_they_live(stores: Stores) -> None:
    register, residences = stores.people()
    here = [enrol(register) for _ in range(3)]
    there = enrol(register, a_person(unit_path="VN-2025H2/79/26740"))
    asked = [person.person_id for person in (*here, there, here[0])] + [person_id()]
    assert register.by_ids(asked) == {person.person_id: person for person in (*here, there)}
    assert residences.units_of(asked) == {person.person_id: person.unit_path for person in (*here, there)}
    assert register.by_ids([]) == {}
    assert residences.units_of([]) == {}


def test_every_handle_finds_its_person(register: PersonRegister) -> None:
    person = enrol(register, a_person(identity="CMND:012345678"))
    enrol(register)
    for handle in person.handles:
        assert register.by_handle(handle) == [person]
    for kind in HandleKind:
        assert register.by_handle(Handle(kind, "nothing")) == []


def test_a_phone_may_be_shared(register: PersonRegister) -> None:
    phone = a_phone()
    family = [enrol(register, a_person(phone=phone)) for _ in range(4)]
    found = register.by_handle(Handle(HandleKind.PHONE, phone))
    assert sorted(found, key=lambda p: p.person_id) == sorted(family, key=lambda p: p.person_id)


def test_the_same_request_gives_the_same_person_and_device(register: PersonRegister) -> None:
    first = register.register(a_person(), device="d1", registration="request")
    again = register.register(a_person(), device="d2", registration="request")
    assert (again.person, again.device, again.is_new) == (first.person, "d1", False)


def test_without_a_request_id_each_registration_stands_alone(register: PersonRegister) -> None:
    assert enrol(register).person_id != enrol(register).person_id


def test_a_known_identity_number_gives_its_person_and_no_device(register: PersonRegister) -> None:
    """No device: nobody may get a token for somebody else by knowing a number."""
    known = enrol(register, a_person(identity="CCCD:001093029317"))
    again = register.register(a_person(identity="CCCD:001093029317"), device="d9", registration="other request")
    assert (again.person, again.device, again.is_new) == (known, "", False)
    assert len(register.by_handle(Handle(HandleKind.IDENTITY, "CCCD:001093029317"))) == 1


def test_a_card_or_id_drawn_twice_asks_for_another(register: PersonRegister) -> None:
    first = enrol(register)
    for rival in (a_person(card=first.card), a_person(person_id=first.person_id)):
        with pytest.raises(Busy):
            register.register(rival, device="", registration="r")
    fresh = a_person(phone=rival.phone)
    assert register.register(fresh, device="", registration="r").is_new, "nothing of the refused attempts is left"


def test_one_of_many_desks_at_once_registers_a_person(busy_stores: Stores) -> None:
    register = busy_stores.persons()

    def at_a_desk(number: int):
        return register.register(a_person(identity="CMND:987654321"), device="", registration=f"desk {number}")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(at_a_desk, range(16)))
    assert sum(answer.is_new for answer in answers) == 1
    assert len({answer.person for answer in answers}) == 1


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Person")


@pytest.fixture
def on_moto(moto_stores: Stores, table: str) -> DynamoPersons:
    return DynamoPersons(table, key_store=moto_stores.secrets(Clock()), sealer=moto_stores.sealer())


def test_nothing_in_the_table_reads_as_a_name_phone_or_number(on_moto: DynamoPersons, table: str) -> None:
    enrol(on_moto, a_person(full_name="Trần Văn Bê", phone="+84912345678", identity="CCCD:001093029317"), "request-1")
    said = repr(session.client("dynamodb").scan(TableName=table)["Items"])
    for secret in ("Bê", "B\\xc3\\xaa", "912345678", "001093029317", "request-1"):
        assert secret not in said


def test_a_sealed_field_does_not_open_in_another_record(on_moto: DynamoPersons, table: str) -> None:
    """Somebody who may write the table cannot give one person another's phone."""
    client = session.client("dynamodb")
    one, other = enrol(on_moto), enrol(on_moto)
    keys = [{"pk": {"S": f"P#{p.person_id}"}, "sk": {"S": "PROFILE"}} for p in (one, other)]
    items = [client.get_item(TableName=table, Key=key)["Item"] for key in keys]
    client.put_item(TableName=table, Item={**items[1], "p": items[0]["p"]})
    from cryptography.exceptions import InvalidTag

    with pytest.raises(InvalidTag):
        on_moto.by_id(other.person_id)
