"""A queue that two tracers share: calls, tasks, ends with reasons, what is taken back, and finding one person."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.people.roles import Role
from domain.telling.exposure import cause_of
from domain.telling.notice import Channel, NoticeKey
from domain.tracing.codes import CaseCode
from functions.trace.queue import service as queue
from tests.builders.base import KIM_LONG, NOW
from tests.builders.people import a_person_id
from tests.unit.functions.trace.contact_calls import (
    STATION,
    an_outbreak,
    everybody,
    home,
    in_three_communes,
    listed,
    numbers,
    opened,
    records,
    update,
)
from tests.unit.functions.trace.outbreak import (
    HOUR,
    MINUTE,
    NEIGHBOUR,
    nothing_stored,
    person,
    refused,
    token_of,
    traced_case,
)

LAN = token_of(who="lan")
MINH = token_of(who="minh")


def ask(house, operation, code, number, *, token=LAN, **body):
    return house.call(operation, body, token=token, case_id=code, person_id=a_person_id(number))


def assign(house, *people, token=LAN, **body):
    refs = [{"case_id": code, "person_id": str(a_person_id(number))} for code, number in people]
    return house.call("assignContacts", {"who": refs, **body}, token=token)


def find(house, text, *, token=LAN, **body):
    return house.call("findContacts", {"text": text, **body}, token=token)


# Ends and times


def test_an_end_says_why_to_staff_and_on_record(house):
    code = an_outbreak(house, wide=1)
    with nothing_stored(house):
        reply = ask(house, "updateContact", code, 2, status="closed")
        assert refused(reply, 422, "invalid", ("close_reason", "required"))
        reply = ask(
            house, "updateContact", code, 2, status="closed", close_reason="other", call_at="2021-10-02T09:00:00+07:00"
        )
        assert refused(reply, 422, "invalid", ("note", "required"), ("call_at", "to-call-only"))
    house.audit.records.clear()
    row = ask(house, "updateContact", code, 2, status="closed", close_reason="moved").json
    assert (row["status"], row["close_reason"]) == ("closed", "moved")
    assert [record.reason for record in records(house)] == ["follow-up: closed, moved"]
    assert opened(house, code, 2).json["notes"][0]["close_reason"] == "moved"


def test_who_asked_to_be_called_later_is_overdue_then_and_not_before(house):
    code = an_outbreak(house, at_home=(20,), wide=1)
    at = "2021-10-02T12:45:12+07:00"
    row = ask(house, "updateContact", code, 20, status="to_call", outcome="call_later", call_at=at).json
    assert (row["call_at"], row["attempts"]) == (at, 1)
    house.clock.passes(4 * HOUR + MINUTE)
    assert listed(house, case_id=code)["counts"]["overdue"] == 0
    house.clock.passes(30 * MINUTE)
    assert listed(house, case_id=code)["counts"]["overdue"] == 1


@pytest.mark.parametrize(
    ("outcome", "status"),
    [("met", "reached"), ("elsewhere", "reached"), ("relative", "to_call"), ("refused", "reached")],
)
def test_outcomes_as_people_use_them(house, outcome, status):
    code = an_outbreak(house, wide=1)
    assert ask(house, "updateContact", code, 2, status=status, outcome=outcome).json["attempts"] == 1
    assert opened(house, code, 2).json["notes"][0]["outcome"] == outcome


# Taking back


def test_a_step_is_taken_back_by_who_made_it(house):
    code = an_outbreak(house, wide=1)
    ended = ask(house, "updateContact", code, 2, status="closed", close_reason="died").json
    house.audit.records.clear()
    row = ask(house, "undoContact", code, 2, revision=ended["revision"]).json
    assert (row["status"], row["revision"], row.get("close_reason")) == ("to_call", 2, None)
    assert [(record.act, record.reason) for record in records(house)] == [
        ("contact-followed-up", "follow-up: to_call, undone")
    ]
    notes = opened(house, code, 2).json["notes"]
    assert [(note["status"], note.get("undo", False)) for note in notes] == [("to_call", True), ("closed", False)]
    with nothing_stored(house):
        assert ask(house, "undoContact", code, 2, revision=ended["revision"]).json["revision"] == 2, "once is enough"


def test_what_somebody_went_on_from_is_not_taken_back(house):
    code = an_outbreak(house, wide=1)
    mine = ask(house, "updateContact", code, 2, status="reached").json["revision"]
    with nothing_stored(house):
        reply = ask(house, "undoContact", code, 2, token=MINH, revision=mine)
        assert refused(reply, 409, "nothing-to-undo", ("revision", "nothing-to-undo"))
    ask(house, "updateContact", code, 2, token=MINH, status="quarantined")
    with nothing_stored(house):
        reply = ask(house, "undoContact", code, 2, revision=mine)
        assert refused(reply, 409, "contact-changed", ("revision", "contact-changed"))


def test_after_two_minutes_it_stands(house):
    code = an_outbreak(house, wide=1)
    mine = ask(house, "updateContact", code, 2, status="reached").json["revision"]
    house.clock.passes(timedelta(minutes=2, seconds=1))
    assert ask(house, "undoContact", code, 2, revision=mine).code == "nothing-to-undo"


def test_who_is_followed_up_elsewhere_is_neither_called_nor_taken_back_here(house):
    code = in_three_communes(house)
    for operation, body in (("callContact", {}), ("undoContact", {"revision": 1})):
        with nothing_stored(house):
            assert refused(ask(house, operation, code, 3, **body), 403, "handed-over", ("person_id", "handed-over"))
    assert ask(house, "callContact", code, 3, token=NEIGHBOUR).status == 200


# Two who call


def test_a_colleague_sees_who_is_calling_and_takes_over_in_so_many_words(house):
    code = an_outbreak(house, wide=1)
    mine = ask(house, "callContact", code, 2).json
    assert "calling" not in mine, "the mark is one's own"
    (row,) = listed(house, token=MINH, case_id=code)["contacts"]
    assert row["calling"] == "lan"
    with nothing_stored(house):
        reply = ask(house, "callContact", code, 2, token=MINH)
        assert refused(reply, 409, "being-called", ("person_id", "being-called"))
        assert reply.json["facts"] == {"name": "lan"}
    assert ask(house, "callContact", code, 2, token=MINH, take_over=True).status == 200
    assert listed(house, token=LAN, case_id=code)["contacts"][0]["calling"] == "minh"
    ask(house, "callContact", code, 2, token=LAN, calling=False)
    assert listed(house, token=LAN, case_id=code)["contacts"][0]["calling"] == "minh", "not one's own to let go"
    house.clock.passes(10 * MINUTE)
    assert "calling" not in listed(house, token=LAN, case_id=code)["contacts"][0]


def test_what_came_of_the_call_ends_it(house):
    code = an_outbreak(house, wide=1)
    ask(house, "callContact", code, 2)
    ask(house, "updateContact", code, 2, status="to_call", outcome="no_answer")
    assert "calling" not in listed(house, token=MINH, case_id=code)["contacts"][0]


def test_two_who_ring_at_once_are_one(house, monkeypatch):
    code = an_outbreak(house, wide=1)
    real = house.contacts.follow_up

    def overtaken(follow_up):
        monkeypatch.setattr(house.contacts, "follow_up", real)
        ask(house, "callContact", code, 2, token=MINH)
        real(follow_up)

    monkeypatch.setattr(house.contacts, "follow_up", overtaken)
    assert ask(house, "callContact", code, 2).code == "contact-changed"
    assert listed(house, token=LAN, case_id=code)["contacts"][0]["calling"] == "minh"


# Tasks


def test_several_are_given_to_somebody_and_found_again(house):
    code = an_outbreak(house, wide=3)
    house.audit.records.clear()
    given = assign(house, (code, 2), (code, 3), to="minh").json
    assert {row["assigned_to"] for row in given["contacts"]} == {"minh"}
    assert {(r.act, r.subject) for r in records(house)} == {
        ("contact-followed-up", f"P#{a_person_id(number)}") for number in (2, 3)
    }
    for query in ({"case_id": code}, {}):
        assert {row["person_id"] for row in everybody(house, token=MINH, assigned="me", **query)} == numbers(2, 3)
        assert {row["person_id"] for row in everybody(house, token=MINH, assigned="nobody", **query)} == numbers(4)
    (mine,) = assign(house, (code, 4), to_me=True).json["contacts"]
    assert (mine["assigned_to"], mine["assigned_to_me"]) == ("lan", True)
    assert "assigned_to" not in assign(house, (code, 4)).json["contacts"][0]


def test_one_that_is_refused_keeps_none_of_the_others(house):
    code = in_three_communes(house)
    done = assign(house, (code, 2), (code, 3), (code, 9), to="minh").json
    assert [row["person_id"] for row in done["contacts"]] == [str(a_person_id(2))]
    assert [(row["person_id"], row["code"]) for row in done["refused"]] == [
        (str(a_person_id(3)), "handed-over"),
        (str(a_person_id(9)), "contact-unknown"),
    ]


def test_a_task_does_not_wait_for_what_a_colleague_notes_meanwhile(house, monkeypatch):
    code = an_outbreak(house, wide=1)
    real = house.contacts.follow_up

    def overtaken(follow_up):
        monkeypatch.setattr(house.contacts, "follow_up", real)
        update(house, code, 2, token=STATION)
        real(follow_up)

    monkeypatch.setattr(house.contacts, "follow_up", overtaken)
    (row,) = assign(house, (code, 2), to="minh").json["contacts"]
    assert (row["assigned_to"], row["status"]) == ("minh", "reached")


# Finding


def a_crowd(house):
    person(house, 2, full_name="Trần Thị Hoà", phone="+84987654321")
    person(house, 3, full_name="Trần Văn Minh")
    person(house, 4, full_name="Lê Hoàng Minh")
    return an_outbreak(house, wide=3)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("tran", (2, 3)),
        ("Trần hòa", (2,)),
        ("MINH", (3, 4)),
        ("minh trần", (3,)),
        ("hoa", (2,)),
        ("hoan", ()),
        ("0987 654 321", (2,)),
        ("+84987654321", (2,)),
        ("0987654322", ()),
    ],
)
def test_people_are_found_by_whole_words_or_by_the_number(house, text, people):
    code = a_crowd(house)
    for body in ({"case_id": code}, {}):
        assert {row["person_id"] for row in find(house, text, **body).json["contacts"]} == numbers(*people)


def test_who_was_found_is_on_record_before_and_masked(house):
    code = a_crowd(house)
    house.audit.records.clear()
    (row,) = find(house, "hoà", case_id=code).json["contacts"]
    assert row["display_name"] == "T. T. Hoà"
    assert [(r.act, r.subject) for r in records(house)] == [("contacts-searched", f"P#{a_person_id(2)}")]
    assert "hoà" not in str(records(house)), "what was typed may name somebody else"
    house.faults.plan("append", Fault.REFUSED)
    assert find(house, "hoà", case_id=code).status == 503


def test_no_more_than_a_handful_is_shown_and_recorded(house, monkeypatch):
    for number in range(2, 7):
        person(house, number, full_name=f"Trần Minh {'ABCDE'[number - 2]}")
    code = an_outbreak(house, wide=5)
    monkeypatch.setattr(queue, "MOST_FOUND", 2)
    house.audit.records.clear()
    found = find(house, "minh", case_id=code).json
    assert (len(found["contacts"]), found["more"], len(records(house))) == (2, True, 2)
    assert "more" not in find(house, "minh a", case_id=code).json


def test_a_search_goes_no_further_than_the_own_unit(house):
    code = in_three_communes(house)
    assert {row["person_id"] for row in find(house, "minh", token=NEIGHBOUR).json["contacts"]} == numbers(3)
    assert refused(
        find(house, "minh", token=token_of(unit=KIM_LONG, who="x"), case_id=CaseCode.from_random(9).shown),
        404,
        "case-unknown",
        ("case_id", "case-unknown"),
    )
    person(house, 30)
    person(house, 31)
    other = traced_case(house, 30, milestones=[home(31)])
    assert refused(find(house, "minh", token=NEIGHBOUR, case_id=other), 403, "outside-jurisdiction")
    assert code


# Without a number


def test_who_has_no_number_is_reached_through_the_home(house):
    person(house, 1, full_name="Phan Văn Sơn", phone="+84911111111")
    person(house, 2, full_name="Phan Thị Bé", phone=None)
    person(house, 3, full_name="Ngô Thị Mai", phone="+84922222222")
    code = traced_case(house, milestones=[home(2, 3)])
    key = NoticeKey(a_person_id(2), cause_of(CaseCode.parse(code)))
    house.outbox.sent(key, now=NOW, channel=Channel.PAGE, version=1)
    house.audit.records.clear()
    shown = opened(house, code, 2).json
    assert shown["told_state"] == "unreachable"
    assert shown["home"] == [
        {"display_name": "P. V. Sơn", "phone": "+84911111111", "is_case": True},
        {"display_name": "N. T. Mai", "phone": "+84922222222"},
    ]
    assert {(r.act, r.subject) for r in records(house)} == {
        ("contact-opened", f"P#{a_person_id(2)}"),
        ("number-for-another", f"P#{a_person_id(1)}"),
        ("number-for-another", f"P#{a_person_id(3)}"),
    }
    station = opened(house, code, 2, token=token_of(Role.HEALTH_STATION)).json
    assert [one["display_name"] for one in station["home"]] == ["N. T. Mai"], "who may not read the case learns no F0"
    assert "home" not in opened(house, code, 3).json, "whose own number reaches them needs nobody else's"
    update(house, code, 3, status="to_call", outcome="wrong_number")
    assert [one["phone"] for one in opened(house, code, 3).json["home"]] == ["+84911111111"]


def test_nobody_of_another_commune_is_named_to_reach_somebody(house):
    person(house, 1, phone="+84911111111")
    person(house, 2, unit=KIM_LONG, phone=None)
    person(house, 3, phone="+84922222222")
    code = traced_case(house, milestones=[home(2, 3)])
    assert "home" not in opened(house, code, 2, token=NEIGHBOUR).json
