"""Who knows, who can be told by nobody but a visitor, and in which order people are called."""

from datetime import timedelta

import pytest

from domain.telling.exposure import cause_of
from domain.telling.notice import Channel, NoticeKey
from domain.tracing.codes import CaseCode
from functions.trace.contact.service import whole
from tests.builders.base import KIM_LONG, NOW
from tests.builders.people import a_person_id
from tests.runs import traced
from tests.unit.functions.trace.contact_calls import an_outbreak, everybody, home, ids_of, listed, numbers, update
from tests.unit.functions.trace.outbreak import HOUR, MINUTE, NEIGHBOUR, TRACER, confirmed, person, refused, traced_case


def sent(house, code, number, channel, *, version=1):
    """The sender's receipt, as it stores it."""
    key = NoticeKey(a_person_id(number), cause_of(CaseCode.parse(code)))
    house.outbox.sent(key, now=house.clock(), channel=channel, version=version)


def row_of(house, code, number):
    return next(row for row in everybody(house, case_id=code) if row["person_id"] == str(a_person_id(number)))


def told(house, code, number):
    row = row_of(house, code, number)
    return row["told_state"], row.get("told_since", ""), row.get("told_by", "")


def reads(house, number, **query):
    reply = house.call("listMyNotices", token=house.device_token(a_person_id(number)), query=query)
    assert reply.status == 200
    return reply


def test_issued_sent_and_opened_are_three_things(house):
    code = an_outbreak(house, wide=1)
    assert told(house, code, 2) == ("issued", "2021-10-02T08:15:12+07:00", "")
    house.clock.passes(MINUTE)
    sent(house, code, 2, Channel.SMS)
    assert told(house, code, 2) == ("sent", "2021-10-02T08:16:12+07:00", "sms")
    house.clock.passes(HOUR)
    reads(house, 2)
    assert told(house, code, 2)[0] == "sent", "a device that looks for news has shown nothing to anybody"
    reads(house, 2, shown="yes")
    assert told(house, code, 2) == ("opened", "2021-10-02T09:16:12+07:00", "")
    house.clock.passes(HOUR)
    reads(house, 2, shown="yes")
    assert told(house, code, 2)[1] == "2021-10-02T09:16:12+07:00", "the first time counts"
    assert listed(house, case_id=code)["contacts"][0]["told_at"] == "2021-10-02T08:15:12+07:00"


@pytest.mark.parametrize(
    ("phone", "channel", "state"),
    [
        (None, Channel.PAGE, "unreachable"),
        (None, Channel.PUSH, "sent"),
        ("+84987654321", Channel.PAGE, "issued"),
        ("+84987654321", Channel.SHARED, "sent"),
    ],
)
def test_who_has_neither_browser_nor_number_is_reached_by_a_visit_alone(house, phone, channel, state):
    person(house, 2, phone=phone)
    code = an_outbreak(house, wide=1)
    assert told(house, code, 2)[0] == "issued", "the sender has not looked yet"
    sent(house, code, 2, channel)
    assert told(house, code, 2)[0] == state


def test_a_number_that_was_lost_or_is_wrong_reaches_nobody(house):
    person(house, 2, phone="+84987654321", phone_lost_at=NOW - HOUR)
    code = an_outbreak(house, wide=2)
    for number in (2, 3):
        sent(house, code, number, Channel.SMS)
    assert told(house, code, 2)[0] == "unreachable"
    assert told(house, code, 3)[0] == "sent"
    update(house, code, 3, status="to_call", outcome="wrong_number")
    assert told(house, code, 3)[0] == "unreachable"
    update(house, code, 3, status="to_call", outcome="no_answer")
    assert told(house, code, 3)[0] == "sent", "somebody found the right one"
    update(house, code, 3, status="to_call", outcome="wrong_number")
    reads(house, 3, shown="yes")
    assert told(house, code, 3)[0] == "opened"


def a_mixed_case(house):
    """At home: 20 without a phone, 21 with; at the market: 2 to 6, of whom 5 has no phone."""
    person(house, 20, phone=None)
    person(house, 5, phone=None)
    person(house, 21)
    code = an_outbreak(house, wide=5, at_home=(20, 21))
    for number in (2, 3, 4, 6, 21):
        sent(house, code, number, Channel.SMS)
    for number in (5, 20):
        sent(house, code, number, Channel.PAGE)
    return code


def test_open_work_is_counted_whatever_the_page_and_the_filter(house):
    code = a_mixed_case(house)
    everything = {"to_call": 7, "overdue": 0, "unreachable": 2, "matching": 7}
    for query in ({"case_id": code}, {}):
        assert listed(house, limit=1, **query)["counts"] == everything
        assert listed(house, told="unreachable", **query)["counts"] == {**everything, "matching": 2}
        assert {row["person_id"] for row in listed(house, told="unreachable", **query)["contacts"]} == numbers(5, 20)
    assert "counts" not in listed(
        house, limit=1, cursor=listed(house, limit=1, case_id=code)["next_cursor"], case_id=code
    )
    house.clock.passes(4 * HOUR + MINUTE)
    update(house, code, 20)
    confirmed(house, 4)
    assert listed(house, case_id=code)["counts"] == {"to_call": 5, "overdue": 1, "unreachable": 1, "matching": 7}
    assert listed(house)["counts"] == {"to_call": 5, "overdue": 1, "unreachable": 1, "matching": 6}


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_whom_nobody_could_tell_comes_first_then_the_overdue_then_the_next(house, limit):
    code = a_mixed_case(house)
    house.clock.passes(4 * HOUR + MINUTE)
    update(house, code, 2)
    for query in ({"case_id": code}, {}):
        order = [row["person_id"] for row in everybody(house, limit=limit, sort="urgent", **query)]
        place = {number: order.index(str(a_person_id(number))) for number in (2, 3, 4, 5, 6, 20, 21)}
        assert (place[20], place[5], place[21], place[2]) == (0, 1, 2, 6)
        assert {place[number] for number in (3, 4, 6)} == {3, 4, 5}


def test_a_place_in_the_order_of_urgency_that_is_none(house):
    code = an_outbreak(house, wide=1)
    for cursor in ("second:0", "urgent:x", "urgent:-1"):
        reply = house.call("listContacts", token=TRACER, query={"case_id": code, "sort": "urgent", "cursor": cursor})
        assert refused(reply, 422, "invalid", ("cursor", "cursor"))


def test_a_commune_counts_those_who_live_there(house):
    person(house, 1)
    person(house, 2)
    person(house, 3, unit=KIM_LONG)
    code = traced_case(house, milestones=[home(2, 3)])
    for query in ({"case_id": code}, {}):
        assert listed(house, token=NEIGHBOUR, **query)["counts"]["to_call"] == 1
        assert listed(house, token=TRACER, **query)["counts"]["to_call"] == 2
    assert {row["person_id"] for row in everybody(house, case_id=code, unit=KIM_LONG.code)} == numbers(3)


def test_people_are_found_by_the_place_where_they_were_met(house):
    code = an_outbreak(house, wide=2, at_home=(20,))
    place = listed(house, case_id=code, limit=100)["contacts"][-1]["evidence"][0]["venue_id"]
    assert {row["person_id"] for row in everybody(house, case_id=code, venue_id=place)} == numbers(2, 3)


def test_word_is_that_of_the_newest_version(house):
    code = an_outbreak(house, wide=1)
    sent(house, code, 2, Channel.SMS)
    reads(house, 2, shown="yes")
    house.call("retractCase", {"reason": "nhầm mẫu"}, token=TRACER, case_id=code)

    traced(house, code)
    notice = house.exposures.of_case(CaseCode.parse(code), [a_person_id(2)])[a_person_id(2)]
    assert (notice.newest.number, notice.opened_at, notice.channel) == (2, None, None)
    house.clock.passes(timedelta(minutes=3))
    reads(house, 2, shown="yes")
    notice = house.exposures.of_case(CaseCode.parse(code), [a_person_id(2)])[a_person_id(2)]
    assert notice.opened_at == house.clock()


def test_of_more_people_than_can_be_ordered_every_one_is_listed_case_by_case(house, monkeypatch):
    code = a_mixed_case(house)
    monkeypatch.setattr(whole, "MOST_PEOPLE", 4)
    for query in ({"case_id": code}, {}):
        rows = everybody(house, limit=3, sort="urgent", **query)
        assert len(rows) == len(ids_of(rows)) == 7
        assert {row["person_id"] for row in rows[:2]} == numbers(20, 21), "close contacts first, as a case lists them"
