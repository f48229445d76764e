"""What tracers do between a result and the last call: look ahead, register whom an interview names, share the queue."""

from datetime import timedelta

import pytest

from domain.base.period import shown
from tests.journeys.actors.names import ago
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.tracer import met
from tests.waiting import eventually

pytestmark = pytest.mark.journey


def test_a_confirmation_is_looked_at_before_it_is_made(commune: Commune) -> None:
    """The figures are those of the run, and nothing is stored by looking."""
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, *guests = (commune.citizen() for _ in range(4))
    for somebody in (lan, *guests):
        somebody.checks_in(cafe, ago(hours=20), out_at=shown(ago(hours=18)))
    friend = tracer.registers_person(full_name="Trần Thị Hồng Gấm", year_of_birth=1990).ok(201)
    dinner = met([friend["person_id"]], ago(hours=30), ago(hours=29), close=True)

    foreseen = tracer.looks_ahead(lan.phone, milestones=[dinner]).ok(200)

    assert (foreseen["people"], foreseen["f1"], foreseen["places"]) == (4, 4, 1)
    assert [person["display_name"] for person in foreseen["named"]] == ["T. T. H. Gấm"]
    assert tracer.own_cases() == []
    case = tracer.confirms(lan.phone, milestones=[dinner])
    assert set(tracer.waits_for(case).levels) == {friend["person_id"], *(guest.person_id for guest in guests)}
    named = next(m for m in tracer.sees_case(case)["milestones"] if m["kind"] == "met_close")
    assert [person["display_name"] for person in named["people"]] == ["T. T. H. Gấm"]


def test_two_tracers_share_a_queue(commune: Commune) -> None:
    """Whom nobody can tell comes first; nobody is rung twice; what was noted by mistake is taken back."""
    tracer, colleague = commune.tracer, commune.second_tracer
    cafe = commune.volunteer.registers_venue("food")
    lan, minh = commune.citizen(), commune.citizen()
    for somebody in (lan, minh):
        somebody.checks_in(cafe, ago(hours=20), out_at=shown(ago(hours=18)))
    child = tracer.registers_person(full_name="Nguyễn Gia Bảo", year_of_birth=2016).ok(201)["person_id"]
    case = tracer.confirms(lan.phone, milestones=[met([child], ago(hours=30), ago(hours=29), close=True)])
    tracer.waits_for(case)
    minh.is_told("exposure_f1")
    commune.town.settles()

    told = tracer.asks_contacts(sort="urgent").ok(200)
    assert [row["person_id"] for row in told["contacts"]] == [child, minh.person_id]
    assert told["contacts"][0]["told_state"] == "unreachable"
    assert (told["counts"]["to_call"], told["counts"]["unreachable"]) == (2, 1)
    minh.opens_notices()
    assert tracer.contacts(case)[minh.person_id]["told_state"] == "opened"

    (given,) = tracer.takes_on(case, minh.person_id).ok(200)["contacts"]
    assert given["assigned_to_me"] is True
    assert colleague.contacts(case)[minh.person_id]["assigned_to"] == given["assigned_to"]
    tracer.rings(case, minh.person_id).ok(200)
    colleague.rings(case, minh.person_id).refused(409, "being-called")
    colleague.rings(case, minh.person_id, take_over=True).ok(200)

    step = colleague.notes(case, minh.person_id, "reached", outcome="answered").ok(200)
    tracer.takes_back(case, minh.person_id, step["revision"]).refused(409, "nothing-to-undo")
    assert colleague.takes_back(case, minh.person_id, step["revision"]).ok(200)["status"] == "to_call"
    later = shown(ago(minutes=0) + timedelta(hours=2))
    put_off = colleague.notes(case, minh.person_id, "to_call", outcome="call_later", call_at=later).ok(200)
    assert put_off["overdue"] is False

    colleague.notes(case, minh.person_id, "closed").refused(422, "invalid")
    ended = colleague.notes(case, minh.person_id, "closed", close_reason="moved").ok(200)
    assert (ended["status"], ended["close_reason"]) == ("closed", "moved")
    (found,) = tracer.looks_for(minh.phone, case).ok(200)["contacts"]
    assert found["person_id"] == minh.person_id


def test_the_case_with_most_left_to_do_is_found_and_worked_down(town: Town, commune: Commune) -> None:
    """Of two cases, the one with people to call comes first; it is found by name, number and code, and its F0 sees that."""
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, hoa = commune.citizen(full_name="Đặng Thùy Lan"), commune.citizen(full_name="Bùi Ngọc Hoa")
    guests = [commune.citizen() for _ in range(2)]
    for somebody in (lan, *guests):
        somebody.checks_in(cafe, ago(hours=20), out_at=shown(ago(hours=18)))
    busy = tracer.confirms(lan.phone)
    quiet = tracer.confirms(hoa.phone)
    for case in (busy, quiet):
        tracer.waits_for(case)

    page = tracer.lists_cases(sort="most")
    assert [(row["case_id"], row["left"]["to_call"]) for row in page["cases"]] == [(busy, 2), (quiet, 0)]
    assert page["order"] == "most"
    assert [row["case_id"] for row in tracer.lists_cases(sort="oldest", limit=1)["cases"]] != [
        row["case_id"] for row in tracer.lists_cases(limit=1)["cases"]
    ]
    tracer.notes(busy, guests[0].person_id, "reached", outcome="answered").ok(200)
    assert {row["case_id"]: row["left"]["to_call"] for row in tracer.lists_cases()["cases"]} == {busy: 1, quiet: 0}

    for text in ("dang lan", lan.phone, busy.lower()):
        assert tracer.finds_cases(text) == [busy], text
    assert tracer.finds_cases("thùy hoa") == []
    assert town.commune().tracer.finds_cases(lan.phone) == []
    eventually(lan.access_log, until=lambda log: [entry["act"] for entry in log].count("cases-searched") == 3)
    assert "cases-searched" not in [entry["act"] for entry in hoa.access_log()]
