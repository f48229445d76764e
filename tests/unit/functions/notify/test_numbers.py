"""A number and its people: who is texted at it, one message for all of them, and what its owner sees of the others."""

from datetime import date, timedelta

import pytest

from adapters.memory.faults import Fault
from domain.base.errors import Busy
from domain.people.phone.recovery import Claimant
from domain.people.policy import MOST_CLAIMS_READ, STRANGER_POLICIES
from domain.telling.exposure import ExposureNotice, Told, Version, cause_of
from domain.telling.notice import Channel, Notice, NoticeKey, NoticeKind
from domain.telling.policy import MOST_SHOWN_OTHERS, TEXT_POLICIES
from domain.tracing.codes import CaseCode
from functions.notify import wiring
from functions.notify.service import sending
from tests.builders.base import NOW
from tests.builders.people import a_person_id, proves_again

PHONE = "+84905000001"
CASE = CaseCode.from_random(7)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TOGETHER = TEXT_POLICIES[-1].together_for


def lives(house, number, **facts):
    """Somebody of the number."""
    return house.citizen(number, **{"phone": PHONE, **facts})


def tell(house, number, *told, case=CASE):
    """Of one case, in versions; the key in the outbox."""
    versions = tuple(Version(n, what, house.clock(), date(2021, 9, 27)) for n, what in enumerate(told or [Told.F1], 1))
    for count in range(1, len(versions) + 1):
        house.exposures.tell(ExposureNotice(a_person_id(number), case, versions[:count], NOW + 120 * DAY))
    return NoticeKey(a_person_id(number), cause_of(case))


def send(house, key):
    done = sending.send(key, ports=wiring.sender_parts().ports, now=house.clock())
    return done.channel if done else None


def texts(house):
    return [phone for phone, _, _ in house.messenger.messages]


# Whom a number reaches.


@pytest.mark.parametrize(
    ("mine", "others", "reached"),
    [
        (None, (), Channel.SMS),
        (NOW - DAY, (), Channel.SMS),
        (None, (None,), Channel.SMS),
        (NOW - DAY, (None,), Channel.SMS),
        (None, (NOW - DAY,), Channel.SMS),
        (NOW - 2 * DAY, (NOW - DAY,), Channel.PAGE),
        (NOW - DAY, (NOW - 2 * DAY,), Channel.SMS),
    ],
    ids=[
        "nobody proved it",
        "proved",
        "several claim it",
        "a claim takes nothing",
        "a claim of what another proved",
        "lost",
        "taken over",
    ],
)
def test_a_number_is_texted_for_those_whom_it_reaches(house, mine, others, reached):
    lives(house, 1, phone_verified_at=mine)
    for number, proved in enumerate(others, 2):
        lives(house, number, full_name="Trần Văn Minh", phone_verified_at=proved)
    assert send(house, tell(house, 1)) is reached
    assert texts(house) == ([PHONE] if reached is Channel.SMS else [])


def test_whoever_shares_a_number_is_texted_at_it(house):
    lives(house, 1, phone_verified_at=NOW - 2 * DAY)
    lives(house, 2, phone_verified_at=NOW - DAY)
    assert send(house, tell(house, 1)) is Channel.PAGE
    proves_again(house.persons, a_person_id(1), now=NOW - MINUTE)
    assert send(house, tell(house, 1, case=CaseCode.from_random(8))) is Channel.SMS


# One message for all of a number.


def test_three_people_of_one_number_get_one_message(house):
    keys = []
    for number in (1, 2, 3):
        lives(house, number)
        keys.append(tell(house, number))
    assert [send(house, key) for key in keys] == [Channel.SMS, Channel.SHARED, Channel.SHARED]
    assert texts(house) == [PHONE]
    assert house.outbox.channels == dict(zip(keys, [Channel.SMS, Channel.SHARED, Channel.SHARED], strict=True))


def test_after_the_span_there_is_another_message_to_whoever_proved_it(house):
    lives(house, 1)
    lives(house, 2)
    lives(house, 3, phone_verified_at=NOW - DAY)
    send(house, tell(house, 1))
    house.clock.passes(TOGETHER - timedelta(seconds=1))
    assert send(house, tell(house, 2)) is Channel.SHARED
    house.clock.passes(timedelta(seconds=1))
    assert send(house, tell(house, 3)) is Channel.SMS
    assert texts(house) == [PHONE] * 2


def test_a_crowd_of_claims_is_one_message_for_each_case(house):
    """Whoever makes them up, and whenever a run finds the next of them."""
    other = CaseCode.from_random(8)
    for number in range(1, 8):
        lives(house, number)
        send(house, tell(house, number))
        send(house, tell(house, number, case=other))
        house.clock.passes(TOGETHER)
    assert texts(house) == [PHONE] * 2
    assert send(house, tell(house, 1, Told.F1, Told.CORRECTION)) is Channel.SMS, "that it was wrong is another matter"
    house.clock.passes(TOGETHER)
    assert send(house, tell(house, 2, Told.F1, Told.CORRECTION)) is Channel.SHARED


def test_claims_on_a_number_take_no_message_from_its_holder(house):
    lives(house, 1)
    lives(house, 2, phone_verified_at=NOW - DAY)
    assert send(house, tell(house, 1)) is Channel.SMS
    house.clock.passes(TOGETHER)
    assert send(house, tell(house, 2)) is Channel.SMS
    house.clock.passes(TOGETHER)
    lives(house, 3)
    assert send(house, tell(house, 3)) is Channel.SHARED


def test_whoever_claims_a_number_behind_a_crowd_is_texted_once(house):
    for number in range(1, MOST_CLAIMS_READ + 3):
        lives(house, number)
    last = max(range(1, MOST_CLAIMS_READ + 3), key=a_person_id)
    assert send(house, tell(house, last)) is Channel.SMS


def test_what_somebody_is_told_next_is_texted_however_soon(house):
    for number in (1, 2):
        lives(house, number)
        send(house, tell(house, number))
    house.clock.passes(MINUTE)
    assert send(house, tell(house, 2, Told.F1, Told.CORRECTION)) is Channel.SMS
    assert send(house, tell(house, 1, Told.F1, Told.CORRECTION)) is Channel.SHARED
    assert texts(house) == [PHONE] * 2


def test_while_one_is_being_sent_others_come_again(house):
    for number in (1, 2):
        lives(house, number)
    first, second = tell(house, 1), tell(house, 2)
    house.faults.plan("send", Fault.REFUSED)
    with pytest.raises(Busy):
        send(house, first)
    with pytest.raises(Busy):
        send(house, second)
    house.clock.passes(sending.LEASE)
    assert [send(house, second), send(house, first)] == [Channel.SMS, Channel.SHARED]
    assert texts(house) == [PHONE]


@pytest.mark.parametrize("broken", ["take", "texted", "sent", "number"])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_step_ends_with_everybody_told_by_one_message(house, broken, fault):
    keys = []
    for number in (1, 2):
        lives(house, number)
        keys.append(tell(house, number))
    house.faults.plan(broken, fault)
    with pytest.raises(Busy):
        send(house, keys[0])
    for _ in range(3):
        house.clock.passes(sending.LEASE)
        for key in keys:
            send(house, key)
    assert {house.outbox.channels[key] for key in keys} == {Channel.SMS, Channel.SHARED}
    # A message that went out unsaid goes out again; what was said is not repeated.
    assert len(texts(house)) == (2 if (broken, fault) == ("texted", Fault.REFUSED) else 1)


# Codes.


def recovery(house, name="Nguyễn Thị Lan", phone=PHONE, cause="OTP#1"):
    from domain.base.secret import Purpose

    key = Claimant(phone, name, 1987).key(house.keys.ring(Purpose.LOOKUP).newest.material)
    notice = Notice(NoticeKey(key, cause), NoticeKind.RECOVERY, phone, "ma 402817", house.clock(), NOW + 600 * MINUTE)
    house.outbox.queue(notice)
    return notice.key


def test_a_code_to_come_back_goes_out_where_somebody_is_meant(house):
    lives(house, 1)
    assert send(house, recovery(house)) is Channel.SMS
    assert send(house, recovery(house, "nguyen thi lan", cause="OTP#2")) is Channel.SMS
    assert texts(house) == [PHONE] * 2


@pytest.mark.parametrize(
    "asked", [{"name": "Nguyễn Thị Loan"}, {"phone": "+84905000002"}], ids=["another name", "another number"]
)
def test_otherwise_it_is_dropped_in_silence(house, logged, asked):
    lives(house, 1)
    key = recovery(house, **asked)
    assert send(house, key) is Channel.NOBODY
    assert send(house, key) is None
    assert texts(house) == []
    assert logged() == []
    assert (house.outbox.of(key).phone, house.outbox.of(key).text) == ("", "")


def test_whoever_lost_the_number_is_not_meant(house):
    lives(house, 1, phone_verified_at=NOW - 2 * DAY)
    lives(house, 2, full_name="Trần Văn Minh", phone_verified_at=NOW - DAY)
    assert send(house, recovery(house)) is Channel.NOBODY


def test_a_number_gets_no_more_codes_than_a_day_has(house):
    lives(house, 1)
    sent = [
        send(house, recovery(house, cause=f"OTP#{number}"))
        for number in range(STRANGER_POLICIES[-1].codes_per_number + 2)
    ]
    assert sent == [Channel.SMS] * STRANGER_POLICIES[-1].codes_per_number + [Channel.NOBODY] * 2
    house.clock.passes(DAY)
    house.outbox._notices.clear()
    assert send(house, recovery(house)) is None, "it has expired"


@pytest.mark.parametrize("broken", ["by_handle", "claim", "take", "send", "sent"])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_step_ends_with_the_code_sent(house, broken, fault):
    lives(house, 1)
    key = recovery(house)
    house.faults.plan(broken, fault)
    with pytest.raises(Busy):
        send(house, key)
    house.clock.passes(sending.LEASE)
    send(house, key)
    assert set(texts(house)) == {PHONE}
    assert house.outbox.channels == {key: Channel.SMS}


# What the owner of a number sees of others.


def others(house, token):
    reply = house.call("listMyNotices", token=token)
    assert reply.status == 200
    assert len(reply.content) % 2048 == 0
    return reply.json["others"]


def test_the_owner_of_a_number_sees_for_whom_else_something_waits(house):
    _, mother = lives(house, 1, phone_verified_at=NOW - DAY)
    lives(house, 2, full_name="Nguyễn Văn An", year_of_birth=2014)
    assert others(house, mother) == []
    tell(house, 2)
    assert others(house, mother) == [{"initials": "N. V. An", "year_of_birth": 2014}]
    tell(house, 2, Told.F1, Told.CORRECTION)
    assert others(house, mother) == []
    tell(house, 2, Told.F2, case=CaseCode.from_random(8))
    assert len(others(house, mother)) == 1


def test_a_number_that_nobody_proved_shows_nobody(house):
    _, claims = lives(house, 1)
    lives(house, 2)
    tell(house, 2)
    assert others(house, claims) == []
    _, without = house.citizen(3, phone=None)
    assert others(house, without) == []


def test_the_former_owner_and_the_present_one_see_nothing_of_each_other(house):
    _, former = lives(house, 1, phone_verified_at=NOW - 2 * DAY)
    _, owner = lives(house, 2, phone_verified_at=NOW - DAY)
    for number in (1, 2):
        tell(house, number)
    assert others(house, former) == others(house, owner) == []


def test_of_a_crowd_a_few_are_looked_at(house):
    _, owner = lives(house, 1, phone_verified_at=NOW)
    for number in range(2, MOST_SHOWN_OTHERS + 5):
        lives(house, number)
        tell(house, number)
    assert len(others(house, owner)) == MOST_SHOWN_OTHERS


def test_a_token_outlives_an_erased_person_and_shows_nothing(house):
    assert others(house, house.device_token(a_person_id(77))) == []
