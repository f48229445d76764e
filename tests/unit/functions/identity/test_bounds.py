"""Strangers are bounded: registrations of one number and from one address, codes to one number."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from adapters.memory.faults import Fault, FaultPlan
from domain.base.period import left_of_local_day
from domain.people.errors import PhoneRegistrationsUsed
from domain.people.policy import OTP as POLICY
from domain.people.policy import STRANGER_POLICIES
from domain.people.roles import Role
from functions.identity import wiring
from functions.identity.phone.service import proof
from functions.identity.registration import service
from functions.identity.registration.sources import Sources
from tests.builders.base import NOW
from tests.builders.people import a_person
from tests.doors.identity import OTP
from tests.doors.sign_in import staff_token
from tests.guards.rows import UNIT
from tests.unit.functions.identity.phones import LAN, NOBODY, SPOKEN, asks, code_in, comes_back, delivered

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
HOME, MARKET = "203.0.113.7", "198.51.100.9"
STRANGERS = STRANGER_POLICIES[-1]
FAMILY = STRANGERS.unproved_per_number
CROWD = STRANGERS.per_source


def registers(house, number=1, *, phone=SPOKEN, address=HOME, token=None, **facts):
    """One person's device; the same number is the same request."""
    body = {
        "full_name": "Nguyễn Thị Lan",
        "phone": phone,
        "year_of_birth": 1987,
        "unit": UNIT,
        "registration_id": str(UUID(int=number)),
        **facts,
    }
    return house.call("registerPerson", body, token=token, headers={"cloudfront-viewer-address": f"{address}:4711"})


def a_phone(number):
    return f"09{number:08d}"


def token_of(reply):
    return reply.json["device_token"]


def proves(house, token):
    """With the code that reached the number."""
    house.clock.passes(POLICY.again_after)
    assert house.call("requestPhoneOtp", {}, token=token).status == 202
    *_, message = delivered(house)
    return house.call("verifyPhone", {"otp": code_in(message)}, token=token)


# One number.


def test_a_family_registers_with_one_number_and_no_more_that_day(house):
    assert [registers(house, number).status for number in range(FAMILY)] == [201] * FAMILY
    refused = registers(house, FAMILY)
    assert (refused.status, refused.code) == (429, "phone-registrations-used")
    assert refused.faults == {("phone", "phone-registrations-used")}
    assert refused.headers["retry-after"] == str(left_of_local_day(NOW))
    assert registers(house, FAMILY + 1, phone=a_phone(1)).status == 201


def test_the_same_request_is_taken_when_the_answer_says_it_may(house):
    for number in range(FAMILY):
        registers(house, number)
    told = int(registers(house, FAMILY).headers["retry-after"])
    house.clock.passes(timedelta(seconds=told) - SECOND)
    assert registers(house, FAMILY).headers["retry-after"] == "1"
    house.clock.passes(SECOND)
    assert registers(house, FAMILY).status == 201


def test_a_request_whose_answer_was_lost_is_neither_counted_twice_nor_refused(house):
    first = registers(house, 0)
    for _ in range(FAMILY + 2):
        assert registers(house, 0).json["person_id"] == first.json["person_id"]
    for number in range(1, FAMILY):
        assert registers(house, number).status == 201
    assert registers(house, FAMILY).status == 429
    assert registers(house, 0).status == 200


def test_a_repeat_of_another_day_takes_no_place_of_this_one(house):
    first = registers(house, 0)
    house.clock.passes(DAY)
    assert registers(house, 0).json["person_id"] == first.json["person_id"]
    assert [registers(house, number).status for number in range(1, FAMILY + 2)] == [201] * FAMILY + [429]
    assert registers(house, 0).status == 200


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("broken", ["take", "register"])
def test_after_a_fault_the_repeat_takes_the_same_place(house, broken, fault):
    house.faults.plan(broken, fault)
    assert registers(house, 0).code == "busy"
    assert registers(house, 0).status == (200 if (broken, fault) == ("register", Fault.ANSWER_LOST) else 201)
    assert [registers(house, number).status for number in range(1, FAMILY + 1)] == [201] * (FAMILY - 1) + [429]


def test_whoever_proves_the_number_gets_the_places_back(house):
    mother, *_ = [registers(house, number) for number in range(FAMILY)]
    assert registers(house, FAMILY).status == 429
    assert proves(house, token_of(mother)).status == 200
    children = [registers(house, number).status for number in range(FAMILY, 2 * FAMILY + 1)]
    assert children == [201] * FAMILY + [429]


def test_whoever_comes_back_by_the_number_gets_them_back_too(house):
    for number in range(FAMILY):
        registers(house, number)
    assert comes_back(house).status == 200
    assert registers(house, FAMILY).status == 201


def test_a_wrong_code_sets_nothing_free(house):
    tokens = [token_of(registers(house, number)) for number in range(FAMILY)]
    house.call("requestPhoneOtp", {}, token=tokens[0])
    assert house.call("verifyPhone", {"otp": "000000"}, token=tokens[0]).status == 422
    asks(house, NOBODY)
    assert asks(house, NOBODY, otp=OTP).code == "otp-wrong"
    assert registers(house, FAMILY).status == 429


def test_staff_register_whom_they_answer_for_and_use_up_nobodys_places(house):
    helper = staff_token(Role.VOLUNTEER)
    for number in range(FAMILY + 2):
        assert registers(house, number, token=helper).status == 201
    assert registers(house, 100).status == 201
    for number in range(101, 100 + FAMILY):
        registers(house, number)
    assert registers(house, 200).status == 429
    assert registers(house, 201, token=helper).status == 201


def test_a_body_that_is_refused_counts_nowhere(house):
    before = house.stored()
    for number in range(FAMILY + 1):
        assert registers(house, number, year_of_birth=1850).status == 422
    assert house.stored() == before


def test_of_registrations_at_once_no_more_get_in(house):
    """Each is counted before anything else is done."""

    def register(number):
        person = a_person(number, phone="+84905000001")
        try:
            ports, name = wiring.parts().registration, f"request {number}"
            service.register(person, device="d", registration=name, source=HOME, ports=ports, now=NOW)
        except PhoneRegistrationsUsed:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(register, range(24))) == FAMILY


# One address.


def opening_morning(house, people):
    """Everybody of a commune behind one address; those who were refused, with what they were told."""
    waiting = {number: registers(house, number, phone=a_phone(number), address=MARKET) for number in people}
    return {number: reply for number, reply in waiting.items() if reply.status == 429}


def test_a_communes_opening_morning_behind_one_address_loses_nobody(house):
    people = range(2 * CROWD + 50)
    waiting = opening_morning(house, people)
    assert len(waiting) == len(people) - CROWD
    while waiting:
        refused = {(r.code, r.headers["retry-after"]) for r in waiting.values()}
        ((code, after),) = refused
        assert code == "too-many"
        house.clock.passes(timedelta(seconds=int(after)))
        before, waiting = len(waiting), opening_morning(house, waiting)
        assert len(waiting) == max(0, before - CROWD)
    assert len(house.persons._persons) == len(people)


def test_the_wait_that_is_told_is_the_shortest_that_helps(house):
    after = int(opening_morning(house, range(CROWD + 1))[CROWD].headers["retry-after"])
    assert after <= STRANGERS.window.total_seconds()
    house.clock.passes(timedelta(seconds=after - 1))
    assert registers(house, CROWD, phone=a_phone(CROWD), address=MARKET).status == 429
    house.clock.passes(SECOND)
    assert registers(house, CROWD, phone=a_phone(CROWD), address=MARKET).status == 201


def test_others_do_not_notice(house):
    opening_morning(house, range(CROWD + 1))
    assert registers(house, 1000, phone=a_phone(1000), address=HOME).status == 201
    assert registers(house, 1001, phone=a_phone(1001), address=MARKET, token=staff_token(Role.VOLUNTEER)).status == 201


def test_a_repeat_is_answered_from_an_address_that_is_full(house):
    opening_morning(house, range(CROWD + 1))
    assert registers(house, 0, phone=a_phone(0), address=MARKET).status == 200


def test_repeats_and_refusals_take_no_place_of_an_address(house):
    for number in range(FAMILY):
        registers(house, number, address=MARKET)
    for _ in range(CROWD):
        assert registers(house, 0, address=MARKET).status == 200
        assert registers(house, FAMILY, address=MARKET).code == "phone-registrations-used"
    rest = opening_morning(house, range(100, 100 + CROWD))
    assert len(rest) == FAMILY


def test_a_home_counts_as_one_whatever_address_of_its_network_it_takes(house):
    for number in range(CROWD):
        registers(house, number, phone=a_phone(number), address=f"2001:db8:1:2::{number:x}")
    assert registers(house, CROWD, phone=a_phone(CROWD), address="2001:db8:1:2:ffff::1").code == "too-many"
    assert registers(house, CROWD, phone=a_phone(CROWD), address="2001:db8:1:3::1").status == 201


def test_a_process_that_starts_anew_knows_what_was_told(house):
    opening_morning(house, range(CROWD))
    vars(house.sources).update(vars(Sources(house.tallies)))
    assert registers(house, CROWD, phone=a_phone(CROWD), address=MARKET).code == "too-many"


def test_an_address_costs_one_write_in_a_stride(house, monkeypatch):
    told = []

    def add(_, counter, number):
        told.append(number)
        return sum(told)

    monkeypatch.setattr(type(house.tallies), "add", add)
    for number in range(3 * STRANGERS.stride - 1):
        registers(house, number, phone=a_phone(number), address=MARKET)
    assert told == [STRANGERS.stride] * 2


def test_no_address_is_logged_or_kept(house, logged):
    opening_morning(house, range(CROWD + 1))
    house.faults.plan("register", Fault.REFUSED)
    registers(house, 2000, address=HOME)
    assert logged() == [] or not any(address in repr(logged()) for address in (HOME, MARKET))
    assert HOME not in repr(house.persons._persons)


# Codes.


def test_five_codes_a_day_for_a_number_whoever_asks(house):
    tokens = [token_of(registers(house, number)) for number in range(FAMILY)]
    answers = []
    for turn in range(STRANGERS.codes_per_number + 2):
        answers.append(house.call("requestPhoneOtp", {}, token=tokens[turn % FAMILY]))
        house.clock.passes(POLICY.again_after)
    assert [reply.status for reply in answers] == [202] * STRANGERS.codes_per_number + [429] * 2
    assert answers[-1].code == "otp-too-many"
    assert answers[-1].headers["retry-after"] == str(left_of_local_day(house.clock() - POLICY.again_after))
    assert len(delivered(house)) == STRANGERS.codes_per_number


def test_the_code_that_is_on_its_way_is_told_again_when_the_day_is_used_up(house):
    tokens = [token_of(registers(house, number)) for number in range(FAMILY)]
    for turn in range(STRANGERS.codes_per_number):
        house.call("requestPhoneOtp", {}, token=tokens[turn % 2])
        house.clock.passes(POLICY.again_after)
    house.clock.passes(-SECOND)
    assert house.call("requestPhoneOtp", {}, token=tokens[0]).status == 202
    assert house.call("requestPhoneOtp", {}, token=tokens[2]).code == "otp-too-many"


def test_naming_a_number_uses_up_none_of_its_codes(house):
    lan = token_of(registers(house))
    for year in range(1950, 1970):
        assert asks(house, {**LAN, "year_of_birth": year}).status == 202
    assert delivered(house) == []
    for _ in range(STRANGERS.codes_per_number):
        assert house.call("requestPhoneOtp", {}, token=lan).status == 202
        house.clock.passes(POLICY.again_after)


def test_proofs_and_coming_back_share_the_days_codes_and_no_answer_tells(house):
    lan = token_of(registers(house))
    for _ in range(STRANGERS.codes_per_number):
        house.call("requestPhoneOtp", {}, token=lan)
        house.clock.passes(POLICY.again_after)
    assert len(delivered(house)) == STRANGERS.codes_per_number
    match, no_match = asks(house), asks(house, NOBODY)
    assert (match.status, match.json) == (no_match.status, no_match.json)
    assert match.status == 202
    assert delivered(house) == []


def test_how_long_to_wait_after_too_many_tries_is_as_long_as_the_code_lives(house):
    lan = token_of(registers(house))
    house.call("requestPhoneOtp", {}, token=lan)
    house.clock.passes(timedelta(minutes=3))
    answers = [house.call("verifyPhone", {"otp": "000000"}, token=lan) for _ in range(POLICY.tries + 1)]
    assert answers[-1].headers["retry-after"] == str(int((POLICY.lives - timedelta(minutes=3)).total_seconds()))
    house.clock.passes(POLICY.lives - timedelta(minutes=3))
    assert house.call("verifyPhone", {"otp": OTP}, token=lan).code == "otp-expired"


@pytest.mark.parametrize("requests", [2, 30])
def test_of_requests_at_once_one_code_is_texted_and_it_is_the_one_that_is_taken(house, requests, monkeypatch):
    lan, codes = token_of(registers(house)), iter(f"{number:06d}" for number in range(100_000, 100_100))
    _draws(monkeypatch, codes)
    with ThreadPoolExecutor(requests) as pool:
        asked = list(pool.map(lambda _: _requested(house, lan), range(requests)))
    assert asked == [None] * requests
    (message,) = delivered(house)
    assert house.call("verifyPhone", {"otp": code_in(message)}, token=lan).status == 200


def test_of_requests_of_several_records_at_once_each_is_texted_a_code_that_its_own_device_can_use(house, monkeypatch):
    tokens = [token_of(registers(house, number, full_name=f"Người {'ABC'[number]}")) for number in range(FAMILY)]
    codes = iter(f"{number:06d}" for number in range(100_000, 100_100))
    _draws(monkeypatch, codes)
    with ThreadPoolExecutor(9) as pool:
        asked = list(pool.map(lambda turn: _requested(house, tokens[turn % FAMILY]), range(9)))
    assert asked == [None] * 9
    texted = {code_in(message) for message in delivered(house)}
    assert len(texted) == FAMILY
    taken = [
        [t for t in texted if house.call("verifyPhone", {"otp": t}, token=token).status == 200] for token in tokens
    ]
    assert all(taken)


def _draws(monkeypatch, codes):
    parts = replace(wiring.parts(), new_otp=lambda: next(codes))
    monkeypatch.setattr(wiring, "parts", lambda: parts)


def _requested(house, token):
    """Past the door, whose framework keeps one request at a time."""
    _requested_at(house, token, house.clock())


@pytest.mark.parametrize("later", [timedelta(0), SECOND, POLICY.again_after - SECOND])
@pytest.mark.parametrize("step", range(8))
def test_between_any_two_steps_of_a_request_another_may_come(house, monkeypatch, step, later):
    """One code, one text, one place taken, whichever of the two was first."""
    lan = token_of(registers(house))
    _draws(monkeypatch, iter(["111111", "222222"]))
    with _between(monkeypatch, step, lambda: _requested_at(house, lan, NOW + later)):
        _requested(house, lan)
    (message,) = delivered(house)
    assert [len(names) for counter, names in house.tallies._names.items() if "codes" in counter.counted] == [1]
    assert house.call("verifyPhone", {"otp": code_in(message)}, token=lan).status == 200


@pytest.mark.parametrize("step", range(6))
def test_between_any_two_steps_of_a_registration_its_own_repeat_may_come(house, monkeypatch, step):
    with _between(monkeypatch, step, lambda: _registered(house, 0)):
        _registered(house, 0)
    assert len(house.persons._persons) == 1
    assert [registers(house, number).status for number in range(1, FAMILY + 1)] == [201] * (FAMILY - 1) + [429]


@contextmanager
def _between(monkeypatch, step, rival):
    """The rival comes before the store's call of this number, and is not disturbed itself."""
    calls, around = iter(range(1000)), FaultPlan.around

    def disturbed(self, method):
        if next(calls) == step:
            rival()
        return around(self, method)

    with monkeypatch.context() as patch:
        patch.setattr(FaultPlan, "around", disturbed)
        yield


def _requested_at(house, token, now):
    p = wiring.parts()
    person = house.everyone.caller(f"Bearer {token}", now=now).human
    proof.send_otp(person, p.new_otp(), ports=p.phone, now=now)


def _registered(house, number):
    person = a_person(house.next_number(), phone="+84905000001", registered_at=NOW)
    name = str(UUID(int=number))
    ports = wiring.parts().registration
    service.register(person, device="d", registration=name, source=HOME, ports=ports, now=NOW)
