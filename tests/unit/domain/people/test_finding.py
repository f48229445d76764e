"""Finding the one person meant."""

from dataclasses import replace

import pytest

from adapters.memory.audit.log import MemoryAudit
from adapters.memory.faults import Fault as FaultCommitted
from adapters.memory.faults import FaultPlan
from adapters.memory.person.persons import MemoryPersons
from domain.base.errors import Busy
from domain.people.acts import NAMED
from domain.people.audit import Errand
from domain.people.errors import PersonAmbiguous, PersonUnknown, PhoneChangedOwner
from domain.people.finding import Sought, found, the_one
from domain.people.person import Handle, HandleKind
from domain.presence.acts import VISIT_RECORDED
from tests.builders.base import NOW
from tests.builders.people import a_person, a_person_id

ERRAND = Errand("S#nurse", "health_station", "VN-2025H2/19777", VISIT_RECORDED, "quên thẻ", NOW, "n1")
SHARED = Handle(HandleKind.PHONE, "+84905000001")


@pytest.fixture
def persons():
    return MemoryPersons()


@pytest.fixture
def audit():
    return MemoryAudit()


def on_record(audit):
    return {(record.subject, record.act, record.reason) for record, _ in audit.records.values()}


def registered(persons, number, **facts):
    return persons.register(a_person(number, **facts), device="", registration=f"r{number}").person


def test_one_person_is_found_by_pseudonym_and_by_every_handle(persons, audit):
    lan = registered(persons, 1, identity="CCCD:001093029317")
    registered(persons, 2)
    for by in (lan.person_id, *lan.handles):
        assert the_one(Sought(by, "x"), persons=persons, audit=audit, errand=ERRAND) == lan
    assert on_record(audit) == {(f"P#{lan.person_id}", "visit-recorded", "quên thẻ")}
    assert len(audit.records) == 1, "one errand about one person is one record"
    assert Sought(lan.person_id, "x").kind is None
    assert {Sought(by, "x").kind for by in lan.handles} == set(HandleKind)


@pytest.mark.parametrize("by", [a_person_id(9), *a_person(9, identity="CCCD:001093029317").handles])
def test_whom_nobody_knows_is_refused_where_it_was_said(persons, audit, by):
    assert found(Sought(by, "x"), persons=persons, audit=audit, errand=ERRAND) == []
    with pytest.raises(PersonUnknown) as refusal:
        the_one(Sought(by, "people[1].phone"), persons=persons, audit=audit, errand=ERRAND)
    assert on_record(audit) == set()
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
def test_a_phone_of_several_says_whether_they_share_it_or_had_it_in_turn(persons, audit, proved, refused):
    for number, moment in enumerate(proved, 1):
        registered(persons, number, phone=SHARED.value, phone_verified_at=moment)
    with pytest.raises(refused) as refusal:
        the_one(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=ERRAND)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("phone", refused.code)]
    everybody = {f"P#{a_person_id(number)}" for number, _ in enumerate(proved, 1)}
    assert on_record(audit) == {(who, "person-named", NAMED.reason) for who in everybody}, (
        "no visit of any was recorded"
    )
    other = replace(ERRAND, nonce="n2")
    assert len(found(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=other)) == len(proved)
    assert {who for who, act, _ in on_record(audit) if act == "visit-recorded"} == everybody


def test_nobody_is_told_of_who_could_not_be_put_on_record(persons):
    registered(persons, 1)
    faults = FaultPlan()
    for look in (found, the_one):
        faults.plan("append", FaultCommitted.REFUSED)
        with pytest.raises(Busy):
            look(Sought(a_person_id(1), "x"), persons=persons, audit=MemoryAudit(faults), errand=ERRAND)
