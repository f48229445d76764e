"""Finding the one person meant."""

from datetime import timedelta

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
from tests.builders.people import a_person, a_person_id, proves_again

ERRAND = Errand("S#nurse", "health_station", "VN-2025H2/19777", VISIT_RECORDED, "quên thẻ", NOW, "n1")
DAY = timedelta(days=1)
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
    assert found(Sought(by, "x"), persons=persons, audit=audit, errand=ERRAND).people == []
    with pytest.raises(PersonUnknown) as refusal:
        the_one(Sought(by, "people[1].phone"), persons=persons, audit=audit, errand=ERRAND)
    assert on_record(audit) == set()
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("people[1].phone", "person-unknown")]


def test_nobody_is_told_of_who_could_not_be_put_on_record(persons):
    registered(persons, 1)
    faults = FaultPlan()
    for look in (found, the_one):
        faults.plan("append", FaultCommitted.REFUSED)
        with pytest.raises(Busy):
            look(Sought(a_person_id(1), "x"), persons=persons, audit=MemoryAudit(faults), errand=ERRAND)


def numbered(persons, *proved):
    """People who name one number, and when each proved it."""
    for number, moment in enumerate(proved, 1):
        registered(persons, number, phone=SHARED.value, phone_verified_at=moment)


@pytest.mark.parametrize(
    ("proved", "who"),
    [
        ((NOW, None), 1),
        ((None, NOW, None), 2),
        ((NOW - DAY, NOW), 2),
        ((NOW, NOW - DAY, None), 1),
    ],
    ids=["a claim makes nobody doubtful", "nor do two", "it changed hands", "in whatever order they registered"],
)
def test_a_phone_names_the_one_who_proved_it_last(persons, audit, proved, who):
    numbered(persons, *proved)
    assert the_one(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=ERRAND).person_id == a_person_id(who)


def test_whoever_lost_a_number_is_not_found_by_it_and_all_others_are(persons, audit):
    numbered(persons, NOW - DAY, None, NOW)
    people = found(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=ERRAND).people
    assert [person.person_id for person in people] == [a_person_id(3), a_person_id(2)]


def test_a_phone_that_several_claim_and_nobody_proved_is_ambiguous(persons, audit):
    numbered(persons, None, None)
    with pytest.raises(PersonAmbiguous) as refusal:
        the_one(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=ERRAND)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("phone", "person-ambiguous")]
    everybody = {f"P#{a_person_id(number)}" for number in (1, 2)}
    assert on_record(audit) == {(who, "person-named", NAMED.reason) for who in everybody}, "no visit was recorded"


def test_a_phone_that_returned_to_whoever_had_it_before_is_in_doubt(persons, audit):
    numbered(persons, NOW - 2 * DAY, NOW - DAY)
    proves_again(persons, a_person_id(1), now=NOW)
    with pytest.raises(PhoneChangedOwner) as refusal:
        the_one(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=ERRAND)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("phone", "phone-changed-owner")]
    assert len(found(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=ERRAND)) == 2


def test_a_phone_that_two_are_known_to_share_is_ambiguous(persons, audit):
    numbered(persons, NOW - DAY, None)
    proves_again(persons, a_person_id(2), now=NOW, beside=[a_person_id(1)])
    with pytest.raises(PersonAmbiguous):
        the_one(Sought(SHARED, "phone"), persons=persons, audit=audit, errand=ERRAND)
