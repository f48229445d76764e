"""Coming back to one's own record by the phone: nothing is told and nothing differs before the proof."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import jwt
import pytest

from adapters.memory.faults import Fault, FaultPlan
from domain.base.period import epoch
from domain.people.policy import OTP as POLICY
from domain.people.policy import STRANGER_POLICIES
from domain.people.roles import Role
from domain.telling.notice import Channel, NoticeKind
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.doors.identity import OTP
from tests.doors.sign_in import staff_token
from tests.unit.functions.identity.phones import (
    ID,
    LAN,
    NOBODY,
    PHONE,
    asks,
    code_in,
    comes_back,
    delivered,
    key_of,
    profile,
    proves,
    registered,
    stored,
)

DAY = timedelta(days=1)
WRONG = "000000"


@contextmanager
def calls_of_ports(monkeypatch):
    """Every call of a port made meanwhile, counted by its name."""
    counted: Counter[str] = Counter()
    around = FaultPlan.around

    def counting(self, method):
        counted[method] += 1
        return around(self, method)

    with monkeypatch.context() as patch:
        patch.setattr(FaultPlan, "around", counting)
        yield counted


def test_whoever_was_registered_gets_the_own_record_back(house):
    lan, _ = registered(house)
    reply = comes_back(house)
    assert reply.status == 200
    assert reply.json == {
        "person_id": str(lan.person_id),
        "personal_code": lan.card.shown,
        "phone_verified": True,
        "device_token": reply.json["device_token"],
    }
    mine = profile(house, reply.json["device_token"])
    assert (mine["person_id"], mine["phone_verified"]) == (str(lan.person_id), True)


def test_the_code_comes_in_one_message_of_160_plain_symbols(house):
    registered(house)
    asks(house)
    ((phone, text, _),) = delivered(house)
    assert phone == PHONE
    assert text.isascii()
    assert len(text) <= 160


def test_who_comes_back_is_on_record_since_the_registration(house):
    lan, _ = registered(house)
    house.clock.passes(DAY)
    token = comes_back(house).json["device_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["reg"] == epoch(lan.registered_at)


def test_a_token_is_for_a_device_of_its_own(house):
    registered(house)
    tokens = {comes_back(house).json["device_token"] for _ in range(2)}
    assert len(tokens) == 2


def test_names_agree_but_for_marks_and_case(house):
    lan, _ = registered(house)
    assert comes_back(house, {**LAN, "full_name": "NGUYEN THI LAN"}).json["person_id"] == str(lan.person_id)


@pytest.mark.parametrize(
    "said",
    [NOBODY, {**LAN, "year_of_birth": 1988}, {**LAN, "phone": "0905000002"}],
    ids=["another name", "another year", "another number"],
)
def test_without_a_match_the_answer_is_the_same_and_no_text_goes_out(house, said):
    registered(house)
    asked, other = asks(house), asks(house, said)
    assert (
        (asked.status, asked.json) == (other.status, other.json) == (202, {"expires_at": "2021-10-02T08:25:12+07:00"})
    )
    assert [phone for phone, _, _ in delivered(house)] == [PHONE]
    assert Counter(house.outbox.channels.values()) == {Channel.SMS: 1, Channel.NOBODY: 1}


@pytest.mark.parametrize("tries", [0, 1, POLICY.tries + 1], ids=["asking", "a wrong code", "one too many"])
@pytest.mark.parametrize("is_asked", [True, False], ids=["asked", "never asked"])
def test_the_door_does_the_same_whether_anybody_is_meant(house, monkeypatch, is_asked, tries):
    """Equal work is equal time."""
    registered(house)
    seen = []
    for said in (LAN, NOBODY):
        if is_asked:
            asks(house, said)
        for _ in range(max(tries, 1)):
            with calls_of_ports(monkeypatch) as counted:
                reply = asks(house, said, **({"otp": WRONG} if tries else {}))
        seen.append((reply.status, reply.code, len(reply.content), counted))
    assert seen[0] == seen[1]


def test_asking_stores_one_code_and_one_message_in_both_cases(house, monkeypatch):
    registered(house)
    for said in (LAN, NOBODY):
        with calls_of_ports(monkeypatch) as counted:
            asks(house, said)
        assert {name: counted[name] for name in ("of", "replace", "queue")} == {"of": 1, "replace": 1, "queue": 1}
        assert not {"by_id", "by_ids", "by_handle", "number"} & set(counted), "nobody is looked up"


@pytest.mark.parametrize("said", [LAN, NOBODY], ids=["match", "no match"])
def test_wrong_expired_and_too_many_are_refused_alike(house, said):
    registered(house)
    assert asks(house, said, otp=OTP).code == "otp-expired", "none was asked for"
    asks(house, said)
    refused = [asks(house, said, otp=WRONG).code for _ in range(POLICY.tries + 1)]
    assert refused == ["otp-wrong"] * POLICY.tries + ["otp-too-many"]
    assert asks(house, said, otp=OTP).code == "otp-too-many", "the right one comes too late"
    house.clock.passes(POLICY.lives)
    assert asks(house, said, otp=OTP).code == "otp-expired"


@pytest.mark.parametrize("said", [LAN, NOBODY], ids=["match", "no match"])
def test_the_sixth_code_of_a_day_is_refused_alike(house, said):
    registered(house)
    for _ in range(POLICY.sends_per_day):
        assert asks(house, said).status == 202
        house.clock.passes(POLICY.again_after)
    assert (asks(house, said).status, asks(house, said).code) == (429, "otp-too-many")


def test_one_number_is_sent_no_more_than_its_share_of_codes_a_day(house):
    """However many records a stranger makes with somebody's number."""
    for number in range(1, 5):
        _, token = registered(house, number, full_name=f"Người {'ABCD'[number - 1]}")
        for _ in range(POLICY.sends_per_day):
            house.call("requestPhoneOtp", {}, token=token)
            house.clock.passes(POLICY.again_after)
            delivered(house)
    assert len(house.messenger.messages) == STRANGER_POLICIES[-1].codes_per_number


def test_guesses_that_match_a_code_nobody_was_sent_bring_back_nobody(house):
    asks(house, NOBODY)
    before = house.persons._persons.copy()
    assert asks(house, NOBODY, otp=OTP).code == "otp-wrong"
    assert house.persons._persons == before


def test_two_requests_in_one_second_send_one_code_and_it_is_taken(house):
    registered(house)
    made = iter(["111111", "222222"])
    from dataclasses import replace

    from functions.identity import wiring

    parts = replace(wiring.parts(), new_otp=lambda: next(made))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "parts", lambda: parts)
        assert asks(house).json == asks(house).json
        (message,) = delivered(house)
        assert asks(house, otp=code_in(message)).status == 200


def test_a_code_is_for_one_name_one_year_and_one_number(house):
    registered(house)
    registered(house, 2, full_name="Bé Na", year_of_birth=2014)
    asks(house)
    (message,) = delivered(house)
    for other in (NOBODY, {**LAN, "full_name": "Bé Na", "year_of_birth": 2014}):
        assert asks(house, other, otp=code_in(message)).code == "otp-expired"


def test_staff_do_not_come_back(house):
    reply = asks(house, token=staff_token(Role.VOLUNTEER))
    assert (reply.status, reply.code) == (403, "not-allowed")


def test_what_is_wrong_with_the_body_is_said_before_anything_is_looked_at(house):
    before = house.stored()
    reply = asks(house, {"phone": "02343822222", "full_name": "123", "year_of_birth": 1850})
    assert reply.status == 422
    assert {field for field, _ in reply.faults} == {"phone", "full_name", "year_of_birth"}
    assert house.stored() == before


# Using it up.


def test_a_code_brings_back_once(house):
    registered(house)
    first = comes_back(house)
    assert first.status == 200
    assert asks(house, otp=OTP).code == "otp-expired"


def test_a_request_repeated_with_its_name_gets_the_same_device_again(house):
    registered(house)
    first = comes_back(house, recovery_id=ID)
    house.clock.passes(timedelta(minutes=2))
    again = asks(house, otp=OTP, recovery_id=ID)
    assert (again.status, again.json["person_id"]) == (200, first.json["person_id"])
    assert _device(house, again) == _device(house, first)
    assert asks(house, otp=OTP, recovery_id="7f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0b").code == "otp-expired"
    assert asks(house, otp=WRONG, recovery_id=ID).code == "otp-wrong"
    house.clock.passes(POLICY.lives)
    assert asks(house, otp=OTP, recovery_id=ID).code == "otp-expired"


def _device(house, reply):
    caller = house.everyone.caller(f"Bearer {reply.json['device_token']}", now=house.clock())
    return caller.device


@pytest.mark.parametrize("broken", ["take_try", "number", "by_ids", "amend"])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_step_leaves_a_recovery_that_its_repeat_completes(house, broken, fault):
    registered(house)
    asks(house)
    delivered(house)
    house.faults.plan(broken, fault)
    assert asks(house, otp=OTP, recovery_id=ID).code == "busy"
    assert asks(house, otp=OTP, recovery_id=ID).status == 200
    assert stored(house).phone_verified_at == NOW


@pytest.mark.parametrize("broken", ["of", "replace", "queue"])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_step_of_asking_ends_in_one_text_whose_code_is_taken(house, broken, fault):
    registered(house)
    house.faults.plan(broken, fault)
    assert asks(house).code == "busy"
    assert asks(house).status == 202
    (message,) = delivered(house)
    assert asks(house, otp=code_in(message)).status == 200


def test_only_the_code_is_kept_of_a_request_and_no_name(house):
    asks(house)
    ((key, notice),) = house.outbox._notices.items()
    assert (key.subject, notice.kind) == (key_of(house), NoticeKind.RECOVERY)
    assert "Lan" not in repr(notice) + repr(house.challenges._last)


# Several records, several people.


def test_of_several_records_the_one_that_holds_the_number_comes_back_and_the_others_are_offered(house):
    older, token = registered(house, 1, registered_at=NOW - 9 * DAY)
    newer, _ = registered(house, 2, registered_at=NOW - DAY)
    proves(house, token)
    reply = comes_back(house)
    assert reply.json["person_id"] == str(older.person_id)
    shown = [{"person_id": str(newer.person_id), "registered_at": "2021-10-01T08:15:12+07:00"}]
    assert reply.json["same_person"] == profile(house, reply.json["device_token"])["same_person"] == shown


def test_of_several_that_proved_nothing_the_newest_comes_back(house):
    registered(house, 1, registered_at=NOW - 9 * DAY)
    registered(house, 2, registered_at=NOW - DAY)
    registered(house, 3, full_name="Trần Văn Minh")
    reply = comes_back(house)
    assert reply.json["person_id"] == str(a_person_id(2))
    assert [other["person_id"] for other in reply.json["same_person"]] == [str(a_person_id(1))]
    assert house.persons.by_id(a_person_id(1)).phone_lost_at is None


def test_records_are_offered_to_whoever_proved_the_number_alone(house):
    _, token = registered(house, 1)
    registered(house, 2)
    assert "same_person" not in profile(house, token)


def test_a_mothers_device_brings_back_her_child_and_they_share_the_number(house):
    _, mother = registered(house)
    proves(house, mother)
    child, _ = registered(house, 2, full_name="Bé Na", year_of_birth=2014)
    reply = comes_back(house, {**LAN, "full_name": "Bé Na", "year_of_birth": 2014}, token=mother)
    assert reply.json["person_id"] == str(child.person_id)
    assert "same_person" not in reply.json
    for token in (mother, reply.json["device_token"]):
        mine = profile(house, token)
        assert (mine["phone_verified"], mine.get("phone_lost", False)) == (True, False)


def test_a_stranger_with_the_number_ends_the_former_owners_holding(house):
    _, former = registered(house)
    proves(house, former)
    registered(house, 2, full_name="Trần Văn Minh", year_of_birth=1990)
    comes_back(house, {**LAN, "full_name": "Trần Văn Minh", "year_of_birth": 1990})
    mine = profile(house, former)
    assert (mine["phone_verified"], mine["phone_lost"]) == (False, True)


def test_whoever_lost_the_number_does_not_come_back_by_it(house):
    """Its new owner may know a name and a year."""
    _, former = registered(house)
    proves(house, former)
    _, owner = registered(house, 2, full_name="Trần Văn Minh")
    proves(house, owner)
    house.clock.passes(POLICY.again_after)
    for token in (None, owner):
        assert asks(house, token=token).status == 202
        assert delivered(house) == []
        assert asks(house, token=token, otp=OTP).code == "otp-wrong"
        house.clock.passes(POLICY.again_after)


def test_but_whoever_has_the_device_proves_it_again_and_both_hold_it(house):
    _, former = registered(house)
    proves(house, former)
    _, owner = registered(house, 2, full_name="Trần Văn Minh")
    proves(house, owner)
    house.clock.passes(DAY)
    assert proves(house, former).status == 200
    for token in (former, owner):
        assert profile(house, token)["phone_verified"] is True


def test_a_number_that_waits_for_its_proof_brings_nobody_back(house):
    _, token = registered(house, 1, phone="+84905000002")
    house.call("updateMyProfile", {"phone": "0905000001"}, token=token)
    asks(house)
    assert delivered(house) == []
