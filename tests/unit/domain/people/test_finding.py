"""Finding the one person meant."""

import pytest

from adapters.memory.person.persons import MemoryPersons
from domain.people.errors import PersonAmbiguous, PersonUnknown, PhoneChangedOwner
from domain.people.finding import Sought, found, the_one
from domain.people.person import Handle, HandleKind
from tests.builders.base import NOW
from tests.builders.people import a_person, a_person_id

SHARED = Handle(HandleKind.PHONE, "+84905000001")


@pytest.fixture
def persons():
    return MemoryPersons()


def registered(persons, number, **facts):
    return persons.register(a_person(number, **facts), device="", registration=f"r{number}").person


def test_one_person_is_found_by_pseudonym_and_by_every_handle(persons):
    lan = registered(persons, 1, identity="CCCD:001093029317")
    registered(persons, 2)
    for by in (lan.person_id, *lan.handles):
        assert the_one(Sought(by, "x"), persons=persons) == lan
    assert Sought(lan.person_id, "x").kind is None
    assert {Sought(by, "x").kind for by in lan.handles} == set(HandleKind)


@pytest.mark.parametrize("by", [a_person_id(9), *a_person(9, identity="CCCD:001093029317").handles])
def test_whom_nobody_knows_is_refused_where_it_was_said(persons, by):
    assert found(Sought(by, "x"), persons=persons) == []
    with pytest.raises(PersonUnknown) as refusal:
        the_one(Sought(by, "people[1].phone"), persons=persons)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("people[1].phone", "person-unknown")]


@pytest.mark.parametrize(
    ("proved", "refused"),
    [
        ((None, None), PersonAmbiguous),
        ((NOW, None), PersonAmbiguous),
        ((NOW, NOW), PhoneChangedOwner),
        ((NOW, NOW, None), PhoneChangedOwner),
    ],
)
def test_a_phone_of_several_says_whether_they_share_it_or_had_it_in_turn(persons, proved, refused):
    for number, moment in enumerate(proved, 1):
        registered(persons, number, phone=SHARED.value, phone_verified_at=moment)
    with pytest.raises(refused) as refusal:
        the_one(Sought(SHARED, "phone"), persons=persons)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("phone", refused.code)]
    assert len(found(Sought(SHARED, "phone"), persons=persons)) == len(proved)
