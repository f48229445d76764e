"""Registration, the citizen's own record, and the proof of a phone, through the HTTP door."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.people.codes import PersonId
from domain.people.policy import OTP as POLICY
from domain.people.roles import INTERVIEWERS, REGISTRARS, Role
from domain.telling.notice import NoticeKey, NoticeKind
from tests.builders.base import HUE, KIM_LONG, NOW, SCHEME, VY_DA
from tests.builders.people import a_person
from tests.doors.identity import OTP
from tests.doors.sign_in import staff_token

LAN = {
    "full_name": "Nguyễn Thị Lan",
    "phone": "0912345678",
    "year_of_birth": 1987,
    "unit": {"scheme": SCHEME, "code": VY_DA.code},
    "registration_id": "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a",
}
ANOTHER_ID = "7f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0b"


def test_a_citizen_registers_and_gets_a_device_token(house):
    reply = house.call("registerPerson", LAN)
    assert reply.status == 201
    assert set(reply.json) == {"person_id", "personal_code", "phone_verified", "device_token"}
    assert str(PersonId(reply.json["person_id"])) == reply.json["person_id"]
    profile = house.call("getMyProfile", token=reply.json["device_token"])
    assert profile.json == {
        "person_id": reply.json["person_id"],
        "full_name": "Nguyễn Thị Lan",
        "year_of_birth": 1987,
        "unit": {"scheme": SCHEME, "code": "19777", "name": "Phường Vỹ Dạ"},
        "personal_code": reply.json["personal_code"],
        "phone_masked": "0912•••678",
        "phone_verified": False,
    }


def test_the_same_registration_again_gives_the_same_person_and_device(house):
    first, again = house.call("registerPerson", LAN), house.call("registerPerson", LAN)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_a_registration_whose_answer_was_lost_is_found_by_its_repeat(house):
    house.faults.plan("register", Fault.ANSWER_LOST)
    lost = house.call("registerPerson", LAN)
    assert (lost.status, lost.code, lost.headers["retry-after"]) == (503, "busy", "2")
    assert house.call("registerPerson", LAN).status == 200
    assert len(house.persons._persons) == 1


def test_without_a_registration_id_two_requests_are_two_people(house):
    plain = {name: value for name, value in LAN.items() if name != "registration_id"}
    ids = {house.call("registerPerson", plain).json["person_id"] for _ in range(2)}
    assert len(ids) == 2


def test_a_phone_may_be_shared_by_a_household(house):
    child = {**LAN, "full_name": "Bé Na", "registration_id": ANOTHER_ID}
    assert house.call("registerPerson", LAN).json["person_id"] != house.call("registerPerson", child).json["person_id"]


def test_a_name_is_stored_as_given_in_one_form(house):
    reply = house.call("registerPerson", {**LAN, "full_name": "  Nguye\u0302\u0303n   Thi\u0323 Lan "})
    assert house.call("getMyProfile", token=reply.json["device_token"]).json["full_name"] == "Nguyễn Thị Lan"


@pytest.mark.parametrize("role", sorted(REGISTRARS | INTERVIEWERS))
def test_a_helper_registers_somebody_without_a_phone_and_gets_no_device_token(house, role):
    body = {name: value for name, value in LAN.items() if name != "phone"}
    reply = house.call("registerPerson", {**body, "identity_number": "001093029317"}, token=staff_token(role))
    assert reply.status == 201
    assert "device_token" not in reply.json
    ((record, _),) = house.audit.records.values()
    assert (record.subject, record.act) == (f"P#{reply.json['person_id']}", "person-registered")
    assert (record.actor, record.role, record.unit) == (f"S#staff-{role}", role, str(VY_DA))


def test_a_tracer_registers_whom_an_f0_names_wherever_they_live_and_a_helper_does_not(house):
    for role, status in ((Role.TRACER, 201), (Role.EPIDEMIOLOGIST, 201), (Role.HEALTH_STATION, 403)):
        reply = house.call("registerPerson", LAN, token=staff_token(role, KIM_LONG))
        assert reply.status == status


def test_a_known_identity_number_gives_the_known_person(house):
    body = {**LAN, "identity_number": "001093029317"}
    first = house.call("registerPerson", body, token=staff_token(Role.VOLUNTEER))
    again = house.call("registerPerson", {**body, "registration_id": ANOTHER_ID}, token=staff_token(Role.VOLUNTEER))
    assert (first.status, again.status) == (201, 200)
    assert again.json["person_id"] == first.json["person_id"]


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ({"full_name": "Trần Thị Mai"}, VY_DA),
        ({"full_name": "Nguyễn Thị Làn"}, VY_DA),
        ({"year_of_birth": 1988}, VY_DA),
        ({"unit": {"scheme": SCHEME, "code": KIM_LONG.code}}, KIM_LONG),
    ],
    ids=["another name", "other marks", "another year", "somebody whom this helper may not see"],
)
def test_an_identity_number_that_is_known_otherwise_is_a_question(house, said, unit):
    body = {**LAN, "identity_number": "001093029317"}
    known = house.call("registerPerson", body, token=staff_token(Role.VOLUNTEER)).json["person_id"]
    before = dict(house.persons._persons)
    reply = house.call(
        "registerPerson", {**body, **said, "registration_id": ANOTHER_ID}, token=staff_token(Role.LAB_STAFF, unit)
    )
    assert (reply.status, reply.code) == (409, "identity-known-otherwise")
    assert known not in reply.content.decode()
    assert "Lan" not in reply.content.decode()
    assert house.persons._persons == before
    met = [record for record, _ in house.audit.records.values() if record.act == "identity-number-met"]
    assert [(record.subject, record.actor) for record in met] == [(f"P#{known}", "S#staff-lab_staff")]


def test_the_province_registers_whom_one_of_its_communes_knows(house):
    body = {**LAN, "identity_number": "001093029317"}
    known = house.call("registerPerson", body, token=staff_token(Role.VOLUNTEER)).json["person_id"]
    elsewhere = {**body, "unit": {"scheme": SCHEME, "code": KIM_LONG.code}, "registration_id": ANOTHER_ID}
    reply = house.call("registerPerson", elsewhere, token=staff_token(Role.PROVINCE_OFFICER, HUE))
    assert (reply.status, reply.json["person_id"]) == (200, known)


def test_a_registration_sent_again_after_a_correction_gives_its_first_answer(house):
    body = {**LAN, "identity_number": "001093029317"}
    token = staff_token(Role.VOLUNTEER)
    first = house.call("registerPerson", body, token=token)
    correction = {"reason": "gõ nhầm", "full_name": "Nguyễn Thị Lan Anh"}
    house.call("correctPerson", correction, token=token, person_id=first.json["person_id"])
    again = house.call("registerPerson", body, token=token)
    assert (again.status, again.json) == (200, first.json)


def test_two_helpers_who_use_one_registration_id_do_not_meet_each_others_person(house):
    body = {**LAN, "phone": None}
    one = house.call("registerPerson", body, token=staff_token(Role.VOLUNTEER))
    other = house.call("registerPerson", body, token=staff_token(Role.HEALTH_STATION))
    assert one.json["person_id"] != other.json["person_id"]


def test_a_helper_registers_in_the_own_unit_only(house):
    before = house.stored()
    elsewhere = {**LAN, "unit": {"scheme": SCHEME, "code": KIM_LONG.code}}
    reply = house.call("registerPerson", elsewhere, token=staff_token(Role.VOLUNTEER))
    assert (reply.status, reply.code) == (403, "outside-jurisdiction")
    assert house.stored() == before


def test_a_role_that_may_not_register_is_refused_before_its_body_is_read(house):
    reply = house.call("registerPerson", {**LAN, "full_name": ""}, token=staff_token(Role.AUDITOR))
    assert (reply.status, reply.code) == (422, "invalid")  # the schema is read by the door itself
    reply = house.call("registerPerson", {**LAN, "full_name": "123"}, token=staff_token(Role.AUDITOR))
    assert (reply.status, reply.code) == (403, "not-allowed")


def test_a_citizen_does_not_register_a_second_time_with_a_token(house):
    _, token = house.citizen()
    assert house.call("registerPerson", LAN, token=token).code == "not-allowed"


def test_a_token_outlives_an_erased_person_but_shows_nothing(house):
    token = house.device_token(PersonId.from_random(77))
    reply = house.call("getMyProfile", token=token)
    assert (reply.status, reply.code) == (404, "person-unknown")


def test_a_device_token_works_until_its_last_second(house):
    _, token = house.citizen()
    house.clock.passes(timedelta(days=400) - timedelta(seconds=1))
    assert house.call("getMyProfile", token=token).status == 200
    house.clock.passes(timedelta(seconds=1))
    assert house.call("getMyProfile", token=token).code == "token-expired"


def test_a_device_token_survives_the_rotation_of_its_key(house):
    from domain.base.secret import Purpose

    _, token = house.citizen()
    house.clock.passes(timedelta(days=91))
    house.keys.rotate(Purpose.DEVICE, now=house.clock())
    assert house.call("getMyProfile", token=token).status == 200


def test_the_code_travels_through_the_notice_outbox(house):
    person, token = house.citizen()
    reply = house.call("requestPhoneOtp", {}, token=token)
    assert (reply.status, reply.json) == (202, {"expires_at": "2021-10-02T08:25:12+07:00"})
    notice = house.outbox.claim(
        NoticeKey(person.person_id, f"OTP#{int(NOW.timestamp())}-1"), lease_until=NOW + timedelta(minutes=1), now=NOW
    )
    assert (notice.kind, notice.phone) == (NoticeKind.PHONE_OTP, person.phone)
    assert OTP in notice.text
    assert notice.text.isascii()  # a text message with marks costs twice


def test_a_phone_is_proved_by_the_code_it_received(house):
    person, token = house.citizen()
    house.call("requestPhoneOtp", {}, token=token)
    assert house.call("verifyPhone", {"otp": OTP}, token=token).json == {"phone_verified": True}
    assert house.call("getMyProfile", token=token).json["phone_verified"] is True
    assert house.challenges.of(person.person_id).digest == ""


def test_proving_a_proved_phone_again_changes_nothing(house):
    _, token = house.citizen()
    house.call("requestPhoneOtp", {}, token=token)
    house.call("verifyPhone", {"otp": OTP}, token=token)
    before = house.stored()
    assert house.call("verifyPhone", {"otp": OTP}, token=token).status == 200
    assert house.stored() == before


def test_the_same_proof_at_the_same_moment_is_answered_alike(house, monkeypatch):
    """The other one uses the code up between the look at the record and the try."""
    _, token = house.citizen()
    house.call("requestPhoneOtp", {}, token=token)
    take, answers = house.challenges.take_try, []

    def meanwhile(*args, **how):
        monkeypatch.setattr(house.challenges, "take_try", take)
        answers.append(house.call("verifyPhone", {"otp": OTP}, token=token).json)
        return take(*args, **how)

    monkeypatch.setattr(house.challenges, "take_try", meanwhile)
    answers.append(house.call("verifyPhone", {"otp": OTP}, token=token).json)
    assert answers == [{"phone_verified": True}] * 2


def test_a_wrong_code_is_refused_and_counted(house):
    person, token = house.citizen()
    house.call("requestPhoneOtp", {}, token=token)
    reply = house.call("verifyPhone", {"otp": "000000"}, token=token)
    assert (reply.status, reply.code) == (422, "otp-wrong")
    assert house.challenges.of(person.person_id).tries == 1


def test_after_five_wrong_codes_the_right_one_is_refused_too(house):
    _, token = house.citizen()
    house.call("requestPhoneOtp", {}, token=token)
    for _ in range(POLICY.tries):
        house.call("verifyPhone", {"otp": "000000"}, token=token)
    reply = house.call("verifyPhone", {"otp": OTP}, token=token)
    assert (reply.status, reply.code) == (429, "otp-too-many")


def test_an_old_code_is_refused(house):
    _, token = house.citizen()
    house.call("requestPhoneOtp", {}, token=token)
    house.clock.passes(POLICY.lives)
    reply = house.call("verifyPhone", {"otp": OTP}, token=token)
    assert (reply.status, reply.code) == (410, "otp-expired")


def test_the_sixth_code_of_a_day_is_refused(house):
    _, token = house.citizen()
    for _ in range(POLICY.sends_per_day):
        assert house.call("requestPhoneOtp", {}, token=token).status == 202
        house.clock.passes(timedelta(minutes=1))
    reply = house.call("requestPhoneOtp", {}, token=token)
    assert (reply.status, reply.code) == (429, "otp-too-many")


@pytest.mark.parametrize(("operation", "body"), [("requestPhoneOtp", {}), ("verifyPhone", {"otp": OTP})])
def test_a_person_without_a_phone_has_none_to_prove(house, operation, body):
    person = a_person(phone=None)
    house.persons.register(person, device="d1", registration="r")
    reply = house.call(operation, body, token=house.device_token(person.person_id))
    assert (reply.status, reply.code) == (404, "person-unknown")
