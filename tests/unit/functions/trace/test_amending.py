"""Amending, retracting and tracing again: what each changes, and what it leaves as it was."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.memory.faults import Fault
from domain.people.roles import Role
from domain.tracing.case import Case, CaseState, Change, amended
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.runs import trace_pending, traced
from tests.unit.functions.trace.case_calls import (
    STAY,
    amend,
    retract,
)
from tests.unit.functions.trace.outbreak import (
    MINUTE,
    SECOND,
    TESTED,
    TRACER,
    case_of,
    confirmed,
    last_trace,
    market,
    nothing_stored,
    person,
    refused,
    token_of,
    traced_case,
    were_there,
)

# Amending


def test_an_amendment_is_the_next_revision_and_is_traced_anew(house):
    person(house, 1)
    code = traced_case(house)
    reply = amend(house, code, onset_at="2021-10-01T20:00:00+07:00", reason="nhớ lại", token=SECOND)
    assert (reply.status, reply.json) == (200, {"case_id": code, "status": "running"})
    case = case_of(house, code)
    assert (case.revision, case.change, case.asked_by, case.reason) == (
        2,
        Change.AMENDED,
        "S#staff-epidemiologist",
        "nhớ lại",
    )
    assert case.dates.specimen_at == NOW - 75 * MINUTE - timedelta(seconds=12)
    assert traced(house, code).status == "published"
    assert [(line.revision, line.change) for line in house.cases.history(case.code)] == [
        (1, Change.CONFIRMED),
        (2, Change.AMENDED),
    ]


def test_the_same_facts_again_are_no_new_revision(house):
    person(house, 1)
    code = traced_case(house)
    with nothing_stored(house):
        assert amend(house, code).json["status"] == "published"
        assert amend(house, code, **TESTED, milestones=[]).json["status"] == "published"


def test_a_list_of_milestones_replaces_the_whole_list(house):
    person(house, 1)
    person(house, 2)
    home = {"kind": "household", "people": [{"person_id": str(a_person_id(2))}]}
    code = traced_case(house, milestones=[home])
    assert last_trace(house, code).counts["F1"] == 1
    amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    assert len(case_of(house, code).milestones) == 1
    amend(house, code, milestones=[])
    traced(house, code)
    assert last_trace(house, code).counts["F1"] == 0


def test_dates_that_stood_may_have_grown_old(house):
    person(house, 1)
    code = traced_case(house)
    house.clock.passes(timedelta(days=31))
    assert amend(house, code, isolated_at="2021-10-08T08:00:00+07:00").status == 200
    with nothing_stored(house):
        reply = amend(house, code, onset_at="2021-10-01T08:00:00+07:00")
        assert refused(reply, 422, "invalid", ("onset_at", "outside-retention"))


def test_a_place_counts_as_the_kind_it_was_when_the_stay_began(house):
    """A market that becomes a restaurant afterwards had a market's stays."""
    person(house, 1)
    venue = market(house)
    stay = {"kind": "place", "venue_id": venue, "from": "2021-10-01T18:00:00+07:00", "to": "2021-10-01T19:00:00+07:00"}
    house.clock.passes(MINUTE)
    changed = house.call("updateVenue", {"category": "food"}, token=token_of(Role.COMMUNE_OFFICER), venue=venue)
    assert changed.json["category"] == "food"
    code = traced_case(house, milestones=[stay])
    assert [milestone.category for milestone in case_of(house, code).milestones] == ["market"]
    house.clock.passes(timedelta(days=20))
    again = [stay, {**stay, "from": "2021-10-21T18:00:00+07:00", "to": "2021-10-21T19:00:00+07:00"}]
    assert amend(house, code, milestones=again, confirm_warnings=["finding-outside-window"]).status == 200
    assert [milestone.category for milestone in case_of(house, code).milestones] == ["market", "food"]


def test_findings_that_stood_may_have_grown_old(house):
    """Whoever adds one sends the whole list again."""
    person(house, 1)
    market(house)
    old = {**STAY, "from": "2021-09-05T08:00:00+07:00", "to": "2021-09-05T09:00:00+07:00"}
    code = traced_case(house, milestones=[old], confirm_warnings=["finding-outside-window"])
    house.clock.passes(timedelta(days=5))
    new = {**STAY, "kind": "not_there"}
    assert amend(house, code, milestones=[old, new]).status == 200
    assert len(case_of(house, code).milestones) == 2
    with nothing_stored(house):
        reply = amend(house, code, milestones=[{**old, "to": "2021-09-05T09:30:00+07:00"}])
        stale = [(f"milestones[0].{name}", "outside-retention") for name in ("from", "to")]
        assert refused(reply, 422, "invalid", *stale)


def test_a_retracted_case_is_not_amended(house):
    person(house, 1)
    code = confirmed(house)
    retract(house, code)
    with nothing_stored(house):
        assert refused(amend(house, code, reason="lại"), 409, "case-retracted", ("case_id", "case-retracted"))


def test_an_amendment_whose_answer_was_lost_may_be_sent_again(house):
    person(house, 1)
    code = confirmed(house)
    house.faults.plan("replace", Fault.ANSWER_LOST)
    said = {"onset_at": "2021-10-01T20:00:00+07:00"}
    assert amend(house, code, **said).status == 503
    assert amend(house, code, **said).status == 200
    assert case_of(house, code).revision == 2


def test_who_was_slower_decides_again_on_what_the_faster_left(house, monkeypatch):
    person(house, 1)
    code = confirmed(house)
    real = house.cases.replace
    others: list[Case] = []

    def overtaken(case):
        if not others:
            others.append(case)
            stored = case_of(house, code)
            isolated = replace(stored.dates, isolated_at=NOW)
            real(amended(stored, isolated, (), by="S#other", reason="", now=NOW))
        return real(case)

    monkeypatch.setattr(house.cases, "replace", overtaken)
    assert amend(house, code, onset_at="2021-10-01T20:00:00+07:00").status == 200
    case = case_of(house, code)
    assert (case.revision, case.dates.isolated_at) == (3, NOW.replace(microsecond=0))
    assert case.dates.onset_at is not None
    changes = [record for record, _ in house.audit.records.values() if record.act == "case-changed"]
    assert {record.subject for record in changes} == {f"P#{case.person}"}
    assert len(changes) == 1, "two tries of one request are one access"


def test_who_is_always_slower_is_asked_for_patience(house, monkeypatch):
    person(house, 1)
    code = confirmed(house)
    monkeypatch.setattr(house.cases, "replace", lambda case: replace(case, changed_by="S#other"))
    with_reply = amend(house, code, onset_at="2021-10-01T20:00:00+07:00")
    assert (with_reply.status, with_reply.code) == (503, "busy")
    assert case_of(house, code).revision == 1


# Retracting


def test_a_retraction_takes_everything_back_once(house):
    person(house, 1)
    person(house, 2)
    market(house)
    were_there(house, (1, 2))
    code = traced_case(house)
    assert last_trace(house, code).counts["F1"] == 1
    assert retract(house, code).json == {"case_id": code, "status": "running"}
    assert trace_pending(house) == ["Retracted"]
    case = case_of(house, code)
    assert (case.status, case.state, last_trace(house, code).counts["F1"]) == ("retracted", CaseState.RETRACTED, 0)
    assert house.cases.open_of([a_person_id(1)], now=NOW) == {}
    with nothing_stored(house):
        assert retract(house, code).json["status"] == "retracted"
    assert trace_pending(house) == []


def test_a_retraction_whose_answer_was_lost_may_be_sent_again(house):
    person(house, 1)
    code = confirmed(house)
    house.faults.plan("replace", Fault.ANSWER_LOST)
    assert retract(house, code).status == 503
    assert retract(house, code).status == 200
    assert case_of(house, code).revision == 2


# Tracing again


def test_a_case_is_traced_again_for_what_came_late(house):
    person(house, 1)
    market(house)
    were_there(house, (1,))
    code = traced_case(house)
    were_there(house, (2,))
    assert house.call("retraceCase", {}, token=SECOND, case_id=code).json["status"] == "running"
    case = traced(house, code)
    assert (case.revision, case.change, case.asked_by) == (2, Change.RETRACED, "S#staff-tracer")
    assert last_trace(house, code).counts["F1"] == 1


def test_a_run_under_way_is_not_started_twice(house):
    person(house, 1)
    code = confirmed(house)
    with nothing_stored(house):
        assert house.call("retraceCase", {}, token=TRACER, case_id=code).json["status"] == "running"


def test_a_retracted_case_is_not_traced_again(house):
    person(house, 1)
    code = confirmed(house)
    retract(house, code)
    with nothing_stored(house):
        reply = house.call("retraceCase", {}, token=TRACER, case_id=code)
        assert refused(reply, 409, "case-retracted", ("case_id", "case-retracted"))


@pytest.mark.parametrize("name", ["onset_at", "isolated_at"])
def test_an_onset_or_isolation_noted_by_mistake_is_taken_back_by_null(house, name):
    person(house, 1)
    facts: dict[str, Any] = {name: "2021-10-01T20:00:00+07:00"}
    code = confirmed(house, **facts)
    assert amend(house, code, **{name: None}).status == 200
    assert getattr(case_of(house, code).dates, name) is None


@pytest.mark.parametrize("name", ["onset_at", "isolated_at"])
def test_what_an_amendment_does_not_name_stays(house, name):
    person(house, 1)
    facts: dict[str, Any] = {name: "2021-10-01T20:00:00+07:00"}
    code = confirmed(house, **facts)
    amend(house, code, specimen_at="2021-10-01T21:00:00+07:00")
    assert getattr(case_of(house, code).dates, name) is not None
