"""Correcting somebody's record: by those who may register, in their unit, on record, and never onto a stranger's papers."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.people.roles import REGISTRARS, Role
from tests.builders.base import KIM_LONG, SCHEME
from tests.builders.people import a_person_id
from tests.doors.sign_in import staff_token
from tests.unit.functions.identity.phones import NEW, NEW_SPOKEN, PHONE, comes_back, profile, proves, registered, stored

OFFICER = staff_token(Role.COMMUNE_OFFICER)
WHY = "gõ nhầm khi đăng ký"
PAPER, OTHER_PAPER = "001093029317", "001093029318"


def correct(house, number=1, token=OFFICER, reason=WHY, **body):
    return house.call("correctPerson", {"reason": reason, **body}, token=token, person_id=a_person_id(number))


def on_record(house, act):
    return [(record.subject, record.reason) for record, _ in house.audit.records.values() if record.act == act]


@pytest.mark.parametrize("role", sorted(REGISTRARS))
def test_whoever_may_register_may_correct(house, role):
    registered(house)
    assert correct(house, token=staff_token(role), full_name="Nguyễn Thị Lan Anh").status == 200


def test_a_correction_is_on_record_and_the_person_sees_it(house):
    lan, token = registered(house)
    reply = correct(house, full_name="Nguyễn Thị Lan Anh", year_of_birth=1988, identity_number=PAPER)
    assert reply.json == {
        "person_id": str(lan.person_id),
        "full_name": "Nguyễn Thị Lan Anh",
        "year_of_birth": 1988,
        "unit": reply.json["unit"],
        "phone_masked": "0905•••001",
        "papers_checked": True,
    }
    assert on_record(house, "person-corrected") == [(f"P#{lan.person_id}", WHY)]
    mine = profile(house, token)
    assert (mine["full_name"], mine["year_of_birth"], mine["papers_checked"]) == ("Nguyễn Thị Lan Anh", 1988, True)
    assert [(entry["by"], entry["fields"]) for entry in mine["changes"]] == [
        ("staff", ["full_name", "identity_number", "year_of_birth"])
    ]


def test_the_same_correction_at_the_same_moment_is_answered_alike(house, monkeypatch):
    """The other one is stored between the look at the record and the question whose the number is."""
    registered(house)
    ask, answers = house.persons.by_handle, []

    def meanwhile(*args, **how):
        monkeypatch.setattr(house.persons, "by_handle", ask)
        answers.append(correct(house, identity_number=PAPER))
        return ask(*args, **how)

    monkeypatch.setattr(house.persons, "by_handle", meanwhile)
    answers.append(correct(house, identity_number=PAPER))
    assert [reply.status for reply in answers] == [200, 200]
    assert answers[0].json == answers[1].json


def test_a_corrected_number_is_unproved_until_a_code_proves_it(house):
    _, token = registered(house)
    proves(house, token)
    correct(house, phone=NEW_SPOKEN)
    mine = profile(house, token)
    assert (mine["phone_masked"], mine["phone_verified"]) == ("0905•••009", False)
    assert [fact.what.value for fact in house.persons.number(PHONE)] == ["C", "P", "E"]
    said = {"phone": NEW, "full_name": "Nguyễn Thị Lan", "year_of_birth": 1987}
    assert comes_back(house, said).json["person_id"] == str(a_person_id(1))
    assert profile(house, token)["phone_verified"] is True


def test_a_number_that_was_lost_is_a_claim_again_when_an_officer_says_so(house):
    _, former = registered(house)
    proves(house, former)
    _, owner = registered(house, 2, full_name="Trần Văn Minh")
    proves(house, owner)
    house.clock.passes(timedelta(minutes=1))
    correct(house, phone=PHONE)
    assert comes_back(house).json["person_id"] == str(a_person_id(1))
    assert profile(house, owner)["phone_verified"] is True, "it returned: both hold it"


def test_the_same_again_changes_nothing_but_the_record_of_access(house):
    registered(house)
    first = correct(house, full_name="Lan", phone=NEW_SPOKEN)
    before = house.stored()
    again = correct(house, full_name="Lan", phone=NEW_SPOKEN)
    assert again.json == first.json
    after = house.stored()
    assert {name for name in after if after[name] != before[name]} == {"audit"}


def test_a_person_may_be_moved_elsewhere_and_the_repeat_is_answered_alike(house):
    registered(house)
    there = {"scheme": SCHEME, "code": KIM_LONG.code}
    first = correct(house, unit=there)
    assert first.json["unit"]["code"] == KIM_LONG.code
    assert correct(house, unit=there).json == first.json
    assert correct(house, unit=there, full_name="Lan").code == "outside-jurisdiction", "she is another commune's now"
    assert correct(house, unit=there, token=staff_token(Role.VOLUNTEER)).code == "outside-jurisdiction"


def test_nobody_of_another_commune_is_corrected_and_asking_is_on_record(house):
    registered(house)
    before = stored(house)
    reply = correct(house, token=staff_token(Role.COMMUNE_OFFICER, KIM_LONG), full_name="Lan")
    assert (reply.status, reply.code) == (403, "outside-jurisdiction")
    assert stored(house) == before
    assert len(on_record(house, "person-corrected")) == 1


@pytest.mark.parametrize("role", sorted(set(Role) - REGISTRARS))
def test_whoever_only_reads_corrects_nothing(house, role):
    registered(house)
    assert correct(house, token=staff_token(role), full_name="Lan").code == "not-allowed"


def test_a_correction_has_a_reason(house):
    registered(house)
    assert correct(house, reason="").status == 422
    assert correct(house, reason="   ").faults == {("reason", "required")}


def test_nobody_is_told_before_it_is_on_record(house):
    registered(house)
    house.faults.plan("append", Fault.REFUSED)
    assert correct(house, full_name="Lan").code == "busy"
    assert stored(house).full_name == "Nguyễn Thị Lan"


@pytest.mark.parametrize("broken", ["by_id", "append", "by_handle", "amend"])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_step_leaves_a_correction_that_its_repeat_completes(house, broken, fault):
    registered(house)
    house.faults.plan(broken, fault)
    wanted = {"full_name": "Lan", "identity_number": PAPER}
    assert correct(house, **wanted).code == "busy"
    assert correct(house, **wanted).status == 200
    assert len(house.persons.changes(a_person_id(1), limit=9)) == 1


# Somebody else's papers.


def test_an_identity_number_of_another_record_is_a_question_and_tells_nothing(house):
    known, _ = registered(house, 2, identity=f"CCCD:{PAPER}")
    registered(house)
    before = stored(house)
    reply = correct(house, identity_number=PAPER, full_name="Lan")
    assert (reply.status, reply.code) == (409, "identity-known-otherwise")
    assert str(known.person_id) not in reply.content.decode()
    assert known.full_name not in reply.content.decode()
    assert stored(house) == before
    assert [subject for subject, _ in on_record(house, "identity-number-met")] == [f"P#{known.person_id}"]


def test_a_number_that_was_corrected_may_be_somebody_elses(house):
    registered(house, 1, identity=f"CCCD:{PAPER}")
    registered(house, 2)
    assert correct(house, 1, identity_number=OTHER_PAPER).status == 200
    assert correct(house, 2, identity_number=PAPER).status == 200
