"""What a trace and the policy say: the shapes that integrators and pages rely on."""

from datetime import timedelta
from typing import Any

import pytest

from domain.people.roles import Role
from domain.tracing.codes import CaseCode
from domain.tracing.policy import RULE_VERSION
from functions.trace.contact.service import lists
from tests.builders.people import a_person_id
from tests.builders.presence import a_visit
from tests.runs import Play, traced
from tests.unit.functions.trace.outbreak import (
    AT_MARKET,
    MINUTE,
    SECOND,
    TRACER,
    confirmed,
    market,
    person,
    refused,
    token_of,
    traced_case,
    were_there,
)

WINDOW = {"from": "2021-09-29T00:00:00+07:00", "to": "2021-10-02T08:15:12+07:00"}


def id_of(number):
    return str(a_person_id(number))


def of(*numbers):
    return [{"person_id": id_of(number)} for number in numbers]


def get_trace(house, code, *, token=TRACER, **query):
    reply = house.call("getTrace", token=token, query=query, case_id=code)
    assert reply.status == 200, reply.content
    return reply.json


def a_story(house):
    """At the market with person 2; at home with 3; 3 met 4 closely; 5 casually."""
    for number in range(1, 6):
        person(house, number)
    market(house)
    were_there(house, (1, 2))
    hours = {"from": "2021-10-01T20:00:00+07:00", "to": "2021-10-01T20:45:30+07:00"}
    return traced_case(
        house,
        milestones=[
            {"kind": "household", "people": of(3)},
            {"kind": "met_casual", "people": of(5), "place": "Bến đò", **hours},
            {"kind": "met_close", "people": of(4), "of_person_id": id_of(3), **hours},
        ],
    )


def test_a_trace_has_the_shape_of_the_public_contract(house):
    code = a_story(house)
    trace = get_trace(house, code)
    people = {contact.pop("person_id"): contact for contact in trace.pop("contacts")}
    assert trace == {
        "case_id": code,
        "status": "published",
        "revision": 1,
        "rule_version": RULE_VERSION,
        "policy_version": "trace-2020.1",
        "window": WINDOW,
        "counts": {"F1": 3, "F2": 1, "HH": 1, "VC": 1, "IL": 1, "IC": 1},
    }
    met = {"from": "2021-10-01T20:00:00+07:00", "to": "2021-10-01T20:45:30+07:00", "minutes": 45.5}
    assert people == {
        id_of(2): {
            "level": "F1",
            "evidence": [
                {
                    "kind": "VC",
                    "from": "2021-10-01T18:15:12+07:00",
                    "to": "2021-10-01T19:15:12+07:00",
                    "minutes": 60.0,
                    "venue_id": "0000001p",
                    "venue_name": "Tạp hóa Cô Ba 1",
                    "category": "market",
                    "assumed": True,
                }
            ],
        },
        id_of(3): {"level": "F1", "evidence": [{"kind": "HH", **WINDOW, "minutes": 4815.2}]},
        id_of(4): {"level": "F2", "evidence": [{"kind": "IC", **met, "via_person_id": id_of(3)}]},
        id_of(5): {"level": "F1", "evidence": [{"kind": "IL", **met}]},
    }


def test_a_trace_names_nobody(house):
    code = a_story(house)
    text = str(get_trace(house, code))
    assert "Nguyễn" not in text
    assert "0912345" not in text
    assert id_of(1) not in text, "the F0 is in nobody's list of the own case"


def test_before_the_first_run_the_trace_is_running_and_empty(house):
    person(house, 1)
    code = confirmed(house)
    trace = get_trace(house, code)
    assert (trace["status"], trace["contacts"], trace["counts"]) == ("running", [], {})
    assert (trace["policy_version"], trace["window"]) == ("trace-2020.1", WINDOW)


def test_during_a_further_run_the_contacts_of_the_last_one_are_shown(house):
    code = a_story(house)
    house.call("amendCase", {"milestones": []}, token=TRACER, case_id=code)
    trace = get_trace(house, code)
    assert (trace["status"], trace["revision"], len(trace["contacts"])) == ("running", 2, 4)
    traced(house, code)
    assert [contact["person_id"] for contact in get_trace(house, code)["contacts"]] == [id_of(2)]


def test_a_retracted_trace_has_an_empty_window_and_nobody(house):
    code = a_story(house)
    house.call("retractCase", {}, token=TRACER, case_id=code)
    traced(house, code)
    trace = get_trace(house, code)
    assert (trace["status"], trace["contacts"]) == ("retracted", [])
    assert trace["window"]["from"] == trace["window"]["to"]
    assert trace["counts"] == {"F1": 0, "F2": 0}


def test_held_groups_are_counted_and_nobody_in_them_is_named(house):
    for number in range(1, 4):
        person(house, number)
    market(house)
    were_there(house, range(1_000, 1_600))
    for number in (1, 2_000):
        until = AT_MARKET + 30 * MINUTE
        house.visits.record(a_visit(number, at=AT_MARKET, category="market", end=until, is_open=False))
    code = traced_case(house, milestones=[{"kind": "household", "people": of(3)}])
    trace = get_trace(house, code, token=SECOND)
    assert trace["status"] == "held"
    assert trace["held"] == {
        "people": 601,
        "groups": [
            {
                "venue_id": "0000001p",
                "venue_name": "Tạp hóa Cô Ba 1",
                "day": "2021-10-01",
                "people": 601,
                "assumed": 600,
            }
        ],
        "since": "2021-10-02T08:15:12+07:00",
        "until": "2021-10-03T08:15:12+07:00",
    }
    assert [contact["person_id"] for contact in trace["contacts"]] == [id_of(3)]


@pytest.mark.parametrize(("limit", "pieces"), [(1, 99), (2, 99), (3, 99), (5, 99), (5_000, 99), (5_000, 4), (8, 1)])
def test_a_trace_is_paged_without_doubles_or_gaps(house, limit, pieces, monkeypatch):
    """Also where the evidence of fewer contacts fills an answer."""
    monkeypatch.setattr(lists, "_EDGES", 2)
    monkeypatch.setattr(lists, "_PIECES", pieces)
    for number in (1, 20, 21, 22):
        person(house, number)
    market(house)
    were_there(house, range(1, 11))
    code = traced_case(house, milestones=[{"kind": "household", "people": of(20, 21, 22)}])
    found, cursor = [], ""
    for _ in range(30):
        page = get_trace(house, code, limit=limit, cursor=cursor)
        assert len(page["contacts"]) <= min(limit, pieces + 2)
        found += [contact["person_id"] for contact in page["contacts"]]
        cursor = page.get("next_cursor", "")
        if not cursor:
            break
    assert len(found) == len(set(found)) == 12
    assert set(found[:3]) == {id_of(20), id_of(21), id_of(22)}, "close contacts first"


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"cursor": "x"}, ("cursor", "cursor")),
        ({"cursor": "rest:x"}, ("cursor", "cursor")),
        ({"cursor": "first:x"}, ("cursor", "cursor")),
        ({"limit": "5001"}, ("limit", "range")),
        ({"limit": "viele"}, ("limit", "type")),
    ],
)
def test_a_trace_asked_for_in_a_way_that_is_none(house, query, fault):
    code = a_story(house)
    assert refused(house.call("getTrace", token=TRACER, query=query, case_id=code), 422, "invalid", fault)


def test_a_run_keeps_the_policy_and_the_moment_it_began_with(house):
    person(house, 1)
    code = confirmed(house)
    play = Play.of(house, CaseCode.parse(code), 1).to("FindContacts")
    house.clock.passes(timedelta(hours=3))
    play.to_the_end()
    assert get_trace(house, code)["window"]["to"] == "2021-10-02T08:15:12+07:00"


# The policy


def test_the_policy_in_force_has_the_shape_of_the_public_contract(house):
    reply = house.call("getPolicy")
    policy = reply.json
    assert reply.headers["cache-control"] == "public, max-age=300"
    stays = policy.pop("default_stay_minutes"), policy.pop("max_stay_minutes")
    assert policy == {
        "version": "trace-2020.1",
        "since": "2020-12-03",
        "source": "Thời kỳ lây: 5053/QĐ-BYT, 03/12/2020. Các trị số khác: mặc định của Vùng Xanh.",
        "rule_version": RULE_VERSION,
        "visit_policy_version": "visit-2021.1",
        "infectious_days_before_onset": 3,
        "min_overlap_minutes": 15.0,
        "accumulate": "day",
        "f2_through": ["HH", "BC", "IC"],
        "hold_group_above": 500,
        "hold_run_above": 3000,
        "small_group": 5,
        "retention_days": 30,
        "retention": {"visits_days": 30, "edges_days": 90, "notices_days": 120},
        "call_within_hours": {"close": 4.0, "other": 24.0},
    }
    assert [table["market"] for table in stays] == [60, 240]
    assert stays[0].keys() == stays[1].keys()
    assert all(stays[0][kind] <= stays[1][kind] for kind in stays[0])


@pytest.mark.parametrize(
    ("day", "version", "days"),
    [
        ("2021-12-28", "trace-2020.1", 3),
        ("2021-12-29", "trace-2021.1", 2),
        ("2030-01-01", "trace-2021.1", 2),
        ("2019-01-01", "trace-2020.1", 3),
        ("0001-01-01", "trace-2020.1", 3),
        ("9999-12-31", "trace-2021.1", 2),
    ],
)
def test_the_policy_of_a_day(house, day, version, days):
    policy = house.call("getPolicy", query={"at": day}).json
    assert (policy["version"], policy["infectious_days_before_onset"]) == (version, days)


@pytest.mark.parametrize("day", ["2021-02-30", "today", "2021-10-02T08:00:00Z", "1633137312"])
def test_the_policy_of_no_day(house, day):
    assert refused(house.call("getPolicy", query={"at": day}), 422, "invalid", ("at", "date"))


def test_a_case_is_traced_under_the_policy_of_its_confirmation(house):
    house.clock.passes(timedelta(days=90))
    person(house, 1)
    late: dict[str, Any] = {"specimen_at": "2021-12-29T08:00:00+07:00", "confirmed_at": "2021-12-29T09:00:00+07:00"}
    trace = get_trace(house, traced_case(house, **late))
    assert (trace["policy_version"], trace["window"]["from"]) == ("trace-2021.1", "2021-12-27T00:00:00+07:00")


def test_everybody_who_is_nobody_reads_the_policy_and_staff_too(house):
    for token in (None, TRACER, token_of(Role.OPERATOR), house.citizen(1)[1]):
        assert house.call("getPolicy", token=token).status == 200


def test_a_case_without_an_interview_says_so_with_an_empty_list(house):
    """A page that asks how many milestones there are must find a list."""
    person(house, 1)
    case = house.call("getCase", token=TRACER, case_id=confirmed(house)).json

    assert case["milestones"] == []
    assert [line["act"] for line in case["history"]] == ["confirmed"]
