"""The own record: what its owner sees and changes, and a number that waits until it is proved."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.people.codes import PersonId
from domain.people.policy import OTP as POLICY
from tests.builders.base import KIM_LONG, SCHEME, VY_DA
from tests.doors.identity import OTP
from tests.unit.functions.identity.phones import (
    NEW,
    NEW_SPOKEN,
    PHONE,
    code_in,
    delivered,
    profile,
    proves,
    registered,
    stored,
)

DAY = timedelta(days=1)


def change(house, token, **body):
    return house.call("updateMyProfile", body, token=token)


def test_what_is_given_is_changed_and_the_rest_stays(house):
    lan, token = registered(house)
    body = {"full_name": "Nguyễn Thị  Lan Anh", "unit": {"scheme": SCHEME, "code": KIM_LONG.code}}
    reply = change(house, token, **body)
    assert reply.json == profile(house, token)
    assert reply.json == {
        "person_id": str(lan.person_id),
        "full_name": "Nguyễn Thị Lan Anh",
        "year_of_birth": 1987,
        "unit": {"scheme": SCHEME, "code": KIM_LONG.code, "name": reply.json["unit"]["name"]},
        "personal_code": lan.card.shown,
        "phone_masked": "0905•••001",
        "phone_verified": False,
        "changes": [{"at": "2021-10-02T08:15:12+07:00", "by": "me", "fields": ["full_name", "unit"]}],
    }


def test_a_home_is_assumed_until_its_owner_says_it(house):
    body = {"full_name": "Lê An", "year_of_birth": 1990, "phone": PHONE, "unit_assumed": True}
    reply = house.call("registerPerson", {**body, "unit": {"scheme": SCHEME, "code": VY_DA.code}})
    token = reply.json["device_token"]
    assert profile(house, token)["unit_assumed"] is True
    said = change(house, token, unit={"scheme": SCHEME, "code": VY_DA.code})
    assert "unit_assumed" not in said.json
    assert profile(house, token) == said.json


def test_nothing_given_and_the_same_again_change_nothing(house):
    _, token = registered(house)
    before = house.stored()
    for body in ({}, {"full_name": "Nguyễn Thị Lan", "unit": {"scheme": SCHEME, "code": VY_DA.code}, "phone": PHONE}):
        assert change(house, token, **body).status == 200
        assert house.stored() == before
    change(house, token, full_name="Lan")
    before = house.stored()
    assert change(house, token, full_name="Lan").status == 200
    assert house.stored() == before


def test_changes_are_listed_newest_first(house):
    _, token = registered(house)
    change(house, token, full_name="Lan")
    house.clock.passes(DAY)
    change(house, token, year_of_birth=1988)
    assert [entry["fields"] for entry in profile(house, token)["changes"]] == [["year_of_birth"], ["full_name"]]


@pytest.mark.parametrize("body", [{"full_name": "Lan"}, {"year_of_birth": 1988}])
def test_once_papers_were_checked_an_officer_is_asked(house, body):
    _, token = registered(house, identity="CCCD:001093029317")
    before = house.stored()
    reply = change(house, token, **body)
    assert (reply.status, reply.code) == (409, "papers-checked")
    assert house.stored() == before
    assert profile(house, token)["papers_checked"] is True
    assert (
        change(house, token, unit={"scheme": SCHEME, "code": KIM_LONG.code}, full_name="Nguyễn Thị Lan").status == 200
    )


def test_every_broken_rule_is_named_and_nothing_is_stored(house):
    _, token = registered(house)
    before = house.stored()
    body = {"full_name": "123", "year_of_birth": 1850, "phone": "113", "unit": {"scheme": SCHEME, "code": "46"}}
    reply = change(house, token, **body)
    assert {field for field, _ in reply.faults} == {"full_name", "year_of_birth", "phone", "unit.code"}
    assert house.stored() == before


def test_an_erased_person_has_nothing_to_change(house):
    token = house.device_token(PersonId.from_random(77))
    assert change(house, token, full_name="Lan").code == "person-unknown"


def test_of_rivals_one_is_asked_to_try_again(house):
    _, token = registered(house)
    house.faults.plan("amend", Fault.REFUSED)
    assert change(house, token, full_name="Lan").code == "busy"
    house.faults.plan("amend", Fault.ANSWER_LOST)
    assert change(house, token, full_name="Lan").code == "busy"
    assert change(house, token, full_name="Lan").status == 200
    assert len(profile(house, token)["changes"]) == 1


# A new number.


def test_a_new_number_waits_for_its_proof_and_then_takes_the_place_of_the_old_one(house):
    lan, token = registered(house)
    proves(house, token)
    shown = change(house, token, phone=NEW_SPOKEN).json
    assert (shown["phone_masked"], shown["phone_pending_masked"], shown["phone_verified"]) == (
        "0905•••001", "0905•••009", True,
    )  # fmt: skip
    house.clock.passes(POLICY.again_after)
    house.call("requestPhoneOtp", {}, token=token)
    ((phone, text, _),) = delivered(house)
    assert phone == NEW
    assert house.call("verifyPhone", {"otp": code_in((phone, text, ""))}, token=token).status == 200
    after = profile(house, token)
    assert (after["phone_masked"], after["phone_verified"]) == ("0905•••009", True)
    assert "phone_pending_masked" not in after
    assert after["changes"][0]["fields"] == ["phone"]
    assert stored(house).phone == NEW
    assert [fact.what.value for fact in house.persons.number(PHONE)] == ["C", "P", "E"]
    assert lan.phone == PHONE


def test_a_code_for_one_number_does_not_prove_another(house):
    _, token = registered(house)
    house.call("requestPhoneOtp", {}, token=token)
    change(house, token, phone=NEW_SPOKEN)
    assert house.call("verifyPhone", {"otp": OTP}, token=token).code == "otp-wrong"
    assert stored(house).phone_verified_at is None


def test_two_numbers_asked_for_in_one_second_each_get_a_code_of_their_own(house):
    _, token = registered(house)
    house.call("requestPhoneOtp", {}, token=token)
    change(house, token, phone=NEW_SPOKEN)
    house.call("requestPhoneOtp", {}, token=token)
    assert [phone for phone, _, _ in delivered(house)] == [PHONE, NEW]
    assert house.call("verifyPhone", {"otp": OTP}, token=token).status == 200
    assert stored(house).phone == NEW


def test_giving_the_registered_number_takes_back_the_one_that_waits(house):
    _, token = registered(house)
    change(house, token, phone=NEW_SPOKEN)
    assert "phone_pending_masked" not in change(house, token, phone=PHONE).json


# The proof.


def test_two_requests_in_one_second_send_one_code_and_it_is_taken(house):
    """Each draws a code of its own; the one that was texted is the one that is accepted."""
    _, token = registered(house)
    from dataclasses import replace

    from functions.identity import wiring

    made = iter(["111111", "222222"])
    parts = replace(wiring.parts(), new_otp=lambda: next(made))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "parts", lambda: parts)
        first, second = (house.call("requestPhoneOtp", {}, token=token) for _ in range(2))
        assert first.json == second.json
    (message,) = delivered(house)
    assert house.call("verifyPhone", {"otp": code_in(message)}, token=token).status == 200


@pytest.mark.parametrize("broken", ["of", "replace", "queue"])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_step_ends_in_one_text_whose_code_is_taken(house, broken, fault):
    _, token = registered(house)
    house.faults.plan(broken, fault)
    assert house.call("requestPhoneOtp", {}, token=token).code == "busy"
    assert house.call("requestPhoneOtp", {}, token=token).status == 202
    (message,) = delivered(house)
    assert house.call("verifyPhone", {"otp": code_in(message)}, token=token).status == 200


def test_a_second_record_of_the_same_human_takes_nothing_from_the_first(house):
    _, first = registered(house, 1)
    _, second = registered(house, 2)
    proves(house, first)
    proves(house, second)
    for token in (first, second):
        mine = profile(house, token)
        assert (mine["phone_verified"], mine.get("phone_lost", False)) == (True, False)
        assert len(mine["same_person"]) == 1


def test_a_number_that_was_lost_is_proved_with_a_code_and_not_by_saying_so(house):
    _, former = registered(house)
    proves(house, former)
    _, owner = registered(house, 2, full_name="Trần Văn Minh")
    proves(house, owner)
    assert house.call("verifyPhone", {"otp": OTP}, token=former).code == "otp-expired"
    assert profile(house, former)["phone_lost"] is True
    assert stored(house).phone_lost_at is not None


def test_a_day_of_codes_is_not_begun_anew_by_a_proof(house):
    _, token = registered(house)
    for _ in range(POLICY.sends_per_day):
        proves(house, token)
        house.clock.passes(POLICY.again_after)
    assert house.call("requestPhoneOtp", {}, token=token).code == "otp-too-many"


def test_others_of_the_number_who_look_otherwise_are_not_shown(house):
    _, token = registered(house)
    registered(house, 2, full_name="Bé Na")
    proves(house, token)
    assert "same_person" not in profile(house, token)
