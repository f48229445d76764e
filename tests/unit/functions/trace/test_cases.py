"""Confirming, amending, retracting, releasing: what each says, what it stores, and what it refuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.memory.faults import Fault
from domain.base.period import epoch
from domain.base.unit import UnitKey
from domain.people.roles import Role
from domain.tracing.case import Case, CaseState, Change, amended
from domain.tracing.codes import CaseCode
from domain.tracing.milestone import MilestoneKind
from tests.builders.base import HUE, KIM_LONG, NOW, SCHEME, VY_DA, a_unit
from tests.builders.people import a_person, a_person_id, proves_again
from tests.builders.presence import a_venue_id
from tests.doors.sign_in import staff_token
from tests.runs import trace_pending, traced
from tests.unit.functions.trace.outbreak import (
    DAY,
    HOUR,
    MINUTE,
    NEIGHBOUR,
    SECOND,
    TESTED,
    TRACER,
    case_of,
    confirm,
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

UNKNOWN = CaseCode.from_random(7).shown
STAY = {"kind": "place", "venue_id": str(a_venue_id(1)), "from": "2021-10-01T08:00:00+07:00"}
STAY["to"] = "2021-10-01T09:00:00+07:00"
MET = {"kind": "met_close", "from": STAY["from"], "to": STAY["to"]}
CHANGES = {
    "amendCase": {"onset_at": "2021-10-01T20:00:00+07:00"},
    "retractCase": {"reason": "âm tính"},
    "releaseTrace": {},
    "retraceCase": {},
}
READS = ("getCase", "getTrace")


def acts(house):
    return [record.act for record, _ in house.audit.records.values()]


def held_case(house, *, wide=501, **changes):
    """A case whose group at the market is too wide."""
    person(house, 1)
    market(house)
    were_there(house, range(1, wide + 2))
    code = traced_case(house, **changes)
    assert last_trace(house, code).held_people == wide
    return code


def release(house, code, *, token=SECOND, **body):
    return house.call("releaseTrace", body, token=token, case_id=code)


def amend(house, code, *, token=TRACER, **body):
    return house.call("amendCase", body, token=token, case_id=code)


def retract(house, code, *, token=TRACER):
    return house.call("retractCase", {}, token=token, case_id=code)


# Confirming


def test_a_confirmed_case_is_traced_by_itself(house):
    person(house, 1)
    reply = confirm(house)
    assert (reply.status, reply.json["status"]) == (201, "running")
    case = case_of(house, reply.json["case_id"])
    assert (case.person, case.unit_path, case.revision) == (a_person_id(1), a_unit().path, 1)
    assert (case.asked_by, case.change, case.recorded_at) == ("S#staff-tracer", Change.CONFIRMED, NOW)
    assert house.cases.pending() == [case]
    assert traced(house, reply.json["case_id"]).status == "published"


def test_the_person_is_found_by_phone(house):
    person(house, 1)
    reply = confirm(house, person_id=None, phone="0912 345 001")
    assert case_of(house, reply.json["case_id"]).person == a_person_id(1)


def test_the_record_of_access_comes_first(house):
    person(house, 1)
    house.faults.plan("open", Fault.REFUSED)
    assert confirm(house).status == 503
    records = [record for record, _ in house.audit.records.values()]
    assert [record.act for record in records] == ["person-named", "case-confirmed"]
    assert {(record.subject, record.actor) for record in records} == {(f"P#{a_person_id(1)}", "S#staff-tracer")}


def test_a_case_that_could_not_be_recorded_is_not_stored(house):
    person(house, 1)
    house.faults.plan("append", Fault.REFUSED)
    with nothing_stored(house):
        assert confirm(house).status == 503


def test_the_same_confirmation_again_is_the_same_case(house):
    person(house, 1)
    first, again = confirm(house), confirm(house)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json
    assert len(house.cases.pending()) == 1
    assert case_of(house, first.json["case_id"]).revision == 1


def test_a_confirmation_whose_answer_was_lost_may_be_sent_again(house):
    person(house, 1)
    house.faults.plan("open", Fault.ANSWER_LOST)
    assert confirm(house).status == 503
    assert confirm(house).status == 200
    assert len(house.cases.pending()) == 1


@pytest.mark.parametrize(
    "spelled",
    [
        {"specimen_at": "2021-10-02T00:00:00Z", "confirmed_at": "2021-10-02T01:00:00Z"},
        {"specimen_at": "2021-10-02T07:00:00.900+07:00", "confirmed_at": "2021-10-02T08:00:00.001+07:00"},
        {"person_id": None, "phone": "+84 912345001"},
        {"milestones": []},
    ],
)
def test_the_same_facts_in_another_spelling_are_the_same(house, spelled):
    person(house, 1)
    code = confirmed(house)
    reply = confirm(house, **spelled)
    assert (reply.status, reply.json["case_id"]) == (200, code)


def test_another_tracer_confirms_the_same_facts_and_changes_nothing(house):
    person(house, 1)
    code = confirmed(house)
    assert confirm(house, token=SECOND).status == 200
    assert case_of(house, code).asked_by == "S#staff-tracer"


def test_a_second_confirmation_with_other_facts_names_the_case_there_is(house):
    person(house, 1)
    code = confirmed(house)
    before = house.cases.history(CaseCode.parse(code)), case_of(house, code)
    reply = confirm(house, onset_at="2021-10-01T20:00:00+07:00")
    assert refused(reply, 409, "case-exists", ("person", "case-exists"))
    assert reply.json["facts"] == {"case_id": code}
    assert (house.cases.history(CaseCode.parse(code)), case_of(house, code)) == before
    assert len(house.cases._cases) == 1


def test_after_a_retraction_the_person_may_be_confirmed_anew(house):
    person(house, 1)
    code = confirmed(house)
    retract(house, code)
    reply = confirm(house)
    assert reply.status == 201
    assert reply.json["case_id"] != code


@pytest.mark.parametrize(
    ("said", "status", "code", "fault"),
    [
        ({"phone": "0987654321"}, 404, "person-unknown", ("phone", "person-unknown")),
        ({"person_id": str(a_person_id(99))}, 404, "person-unknown", ("person_id", "person-unknown")),
        ({"personal_code": a_person(99).card.shown}, 404, "person-unknown", ("personal_code", "person-unknown")),
        ({"identity_number": "001093029317"}, 404, "person-unknown", ("identity_number", "person-unknown")),
        ({"phone": "0905000001"}, 409, "person-ambiguous", ("phone", "person-ambiguous")),
        ({"phone": "0905000002"}, 409, "phone-changed-owner", ("phone", "phone-changed-owner")),
    ],
)
def test_who_is_not_known_for_sure_is_not_confirmed(house, said, status, code, fault):
    for number, phone, proved in ((1, "1", None), (2, "1", None), (3, "2", NOW - HOUR), (4, "2", NOW - 400 * HOUR)):
        person(house, number, phone=f"+8490500000{phone}", phone_verified_at=proved)
    several = {"person-ambiguous": (1, 2), "phone-changed-owner": (3, 4)}
    proves_again(house.persons, a_person_id(4), now=NOW)
    with nothing_stored(house, named=several.get(code, ())):
        assert refused(confirm(house, **{"person_id": None, **said}), status, code, fault)


@pytest.mark.parametrize(
    "said",
    [
        {"identity_number": "001 093 029 317"},
        {"personal_code": a_person(1).card.shown},
        {"personal_code": f"vxp:{a_person(1).card}"},
        {"phone": "0912 345 001"},
    ],
)
def test_an_f0_is_named_by_paper_card_or_phone(house, said):
    lan = person(house, 1, identity="CCCD:001093029317")
    person(house, 2)
    code = confirmed(house, **{"person_id": None, **said})
    assert case_of(house, code).person == lan.person_id
    assert {record.subject for record, _ in house.audit.records.values()} == {f"P#{lan.person_id}"}


def test_a_shared_phone_is_told_apart_by_choosing_the_person(house):
    person(house, 1, phone="+84905000001")
    person(house, 2, phone="+84905000001")
    assert confirm(house, 2).status == 201


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"onset_at": "2021-10-02T08:00:01+07:00"}, [("onset_at", "after-confirmation")]),
        ({"specimen_at": "2021-10-02T08:00:01+07:00"}, [("specimen_at", "after-confirmation")]),
        ({"specimen_at": "2021-09-02T08:15:11+07:00"}, [("specimen_at", "outside-retention")]),
        ({"confirmed_at": "2021-10-02T08:17:13+07:00"}, [("confirmed_at", "future")]),
        (
            {"onset_at": "2021-08-01T08:00:00+07:00", "isolated_at": "2021-10-03T08:00:00+07:00"},
            [("onset_at", "outside-retention"), ("isolated_at", "future")],
        ),
    ],
)
def test_impossible_dates_are_all_named_and_nothing_is_stored(house, said, faults):
    person(house, 1)
    with nothing_stored(house):
        assert refused(confirm(house, **said), 422, "invalid", *faults)


def test_the_edges_of_the_dates_are_allowed(house):
    person(house, 1)
    said: dict[str, Any] = {"specimen_at": "2021-09-02T08:15:12+07:00", "confirmed_at": "2021-10-02T08:17:12+07:00"}
    said["onset_at"] = said["confirmed_at"]
    odd = ["window-before-facts", "onset-long-after-specimen", "result-long-after-specimen"]
    fields = ("specimen_at", "onset_at", "confirmed_at")
    assert refused(confirm(house, **said), 409, "warnings", *zip(fields, odd, strict=True))
    assert confirm(house, **said, confirm_warnings=odd).status == 201


def milestone(house, *milestones):
    return confirm(house, milestones=list(milestones))


def test_milestones_are_kept_as_they_were_told(house):
    person(house, 1)
    person(house, 2)
    person(house, 3)
    market(house)
    told = [
        {**STAY, "place": "  Cổng   chợ "},
        {**STAY, "kind": "not_there"},
        {"kind": "household", "people": [{"phone": "0912345002"}, {"person_id": str(a_person_id(2))}]},
        {**MET, "people": [{"person_id": str(a_person_id(3))}], "of_person_id": str(a_person_id(2))},
    ]
    place, not_there, household, met = case_of(house, milestone(house, *told).json["case_id"]).milestones
    assert (place.venue, place.category, place.place) == (a_venue_id(1), "market", "Cổng chợ")
    assert not_there.kind is MilestoneKind.NOT_THERE
    assert household.people == (a_person_id(2),)
    assert (met.people, met.of) == ((a_person_id(3),), a_person_id(2))


def test_whom_an_f0_met_may_be_named_by_card_or_paper_and_is_one_person(house):
    for number in (1, 2):
        person(house, number)
    child = person(house, 3, identity="BHYT:1234567890", phone=None)
    named = [{"personal_code": child.card.shown}, {"identity_number": "TE 1 79 12 3456 7890"}, {"phone": "0912345002"}]
    (met,) = case_of(house, milestone(house, {**MET, "people": named}).json["case_id"]).milestones
    assert met.people == (child.person_id, a_person_id(2))


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({**STAY, "venue_id": str(a_venue_id(9))}, [("milestones[0].venue_id", "venue-unknown")]),
        ({**MET, "people": [{"phone": "0987654321"}]}, [("milestones[0].people[0].phone", "person-unknown")]),
        (
            {**MET, "people": [{"person_id": str(a_person_id(1))}, {"person_id": str(a_person_id(99))}]},
            [("milestones[0].people[1].person_id", "person-unknown")],
        ),
        ({**MET, "people": [{"phone": "0905000001"}]}, [("milestones[0].people[0].phone", "person-ambiguous")]),
        (
            {**MET, "people": [{"personal_code": a_person(99).card.shown}, {"identity_number": "001093029317"}]},
            [
                ("milestones[0].people[0].personal_code", "person-unknown"),
                ("milestones[0].people[1].identity_number", "person-unknown"),
            ],
        ),
        (
            {**MET, "people": [{"person_id": str(a_person_id(2))}], "of_person_id": str(a_person_id(99))},
            [("milestones[0].of_person_id", "person-unknown")],
        ),
        (
            {**STAY, "venue_id": str(a_venue_id(9)), "to": "2021-10-05T09:00:00+07:00"},
            [("milestones[0].venue_id", "venue-unknown"), ("milestones[0].to", "future")],
        ),
    ],
)
def test_what_a_milestone_names_must_exist(house, said, faults):
    person(house, 1)
    person(house, 2, phone="+84905000001")
    person(house, 3, phone="+84905000001")
    market(house)
    met = {field.rpartition(".")[2]: rule for field, rule in faults}.get("phone") == "person-ambiguous"
    mentioned = (2, 3) if met else (2,) if "of_person_id" in said else ()
    with nothing_stored(house, named=(1, *mentioned)):
        assert refused(milestone(house, said), 422, "invalid", *faults)


def test_faults_of_all_milestones_are_named_at_once(house):
    person(house, 1)
    market(house)
    wrong = {**STAY, "to": STAY["from"]}
    reply = milestone(house, STAY, wrong, {"kind": "household"})
    assert refused(reply, 422, "invalid", ("milestones[1].to", "period-order"), ("milestones[2].people", "required"))


def test_only_staff_of_the_place_or_above_confirm(house):
    person(house, 1)
    with nothing_stored(house, named=(1,)):
        assert refused(confirm(house, token=NEIGHBOUR), 403, "outside-jurisdiction")
    assert confirm(house, token=token_of(unit=HUE)).status == 201


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


# Releasing


def test_a_wide_group_waits_for_a_second_person(house):
    code = held_case(house)
    held = house.call("getTrace", token=SECOND, case_id=code).json
    assert (held["status"], held["contacts"]) == ("held", [])
    assert house.exposures._told == {}
    assert release(house, code, reason="đã xem").json == {"case_id": code, "status": "running"}
    case = traced(house, code)
    assert (case.status, last_trace(house, code).counts["F1"], len(house.exposures._told)) == ("published", 501, 501)
    assert (case.asked_by, case.changed_by) == ("S#staff-tracer", "S#staff-epidemiologist")


@pytest.mark.parametrize("role", [Role.TRACER, Role.EPIDEMIOLOGIST, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER])
def test_who_may_be_the_second_person(house, role):
    code = held_case(house)
    assert release(house, code, token=token_of(role, HUE, who="second")).status == 200


def test_a_release_sent_twice_is_one(house):
    code = held_case(house)
    release(house, code)
    with nothing_stored(house):
        assert release(house, code).json["status"] == "running"


def test_who_confirmed_does_not_release(house):
    code = held_case(house)
    with nothing_stored(house):
        assert refused(
            release(house, code, token=TRACER), 403, "same-person-release", ("case_id", "same-person-release")
        )


def test_neither_who_amended_nor_who_confirmed_before_releases(house):
    code = held_case(house)
    amend(house, code, token=SECOND, onset_at="2021-10-01T20:00:00+07:00")
    assert traced(house, code).status == "held"
    for token in (SECOND, TRACER):
        assert house.call("getCase", token=token, case_id=code).json["confirmed_by_me"] is True
        with nothing_stored(house):
            assert release(house, code, token=token).code == "same-person-release"
    assert release(house, code, token=token_of(who="third")).status == 200


def test_there_must_be_something_to_release(house):
    person(house, 1)
    code = confirmed(house)
    nothing = ("case_id", "nothing-held")
    with nothing_stored(house):
        assert refused(release(house, code), 409, "nothing-held", nothing)
    traced(house, code)
    with nothing_stored(house):
        assert refused(release(house, code), 409, "nothing-held", nothing)


def test_what_is_released_is_not_released_again(house):
    code = held_case(house)
    release(house, code)
    traced(house, code)
    with nothing_stored(house):
        assert release(house, code).code == "nothing-held"


def test_a_preview_of_yesterday_is_looked_at_anew(house):
    code = held_case(house)
    house.clock.passes(24 * HOUR + MINUTE)
    with nothing_stored(house):
        assert refused(release(house, code), 409, "preview-expired", ("case_id", "preview-expired"))
    assert house.call("retraceCase", {}, token=TRACER, case_id=code).status == 200
    assert traced(house, code).status == "held"
    assert release(house, code).status == 200


def test_a_retracted_case_has_nothing_to_release(house):
    code = held_case(house)
    retract(house, code)
    assert refused(release(house, code), 409, "case-retracted", ("case_id", "case-retracted"))


@pytest.mark.parametrize(("more", "status", "told"), [(100, "published", 601), (101, "held", 0)])
def test_a_group_that_grew_by_more_than_a_fifth_is_held_again(house, more, status, told):
    code = held_case(house)
    were_there(house, range(1_000, 1_000 + more))
    release(house, code)
    assert traced(house, code).status == status
    assert len(house.exposures._told) == told


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


# Every change and every look


@pytest.mark.parametrize("operation", [*CHANGES, *READS, "exportContacts"])
def test_a_case_nobody_knows_and_a_mistyped_code(house, operation):
    with nothing_stored(house):
        reply = house.call(operation, {**CHANGES, "exportContacts": {}}.get(operation), token=TRACER, case_id=UNKNOWN)
        assert refused(reply, 404, "case-unknown", ("case_id", "case-unknown"))
        for wrong in ("WE8V-SHVK", "x", "%00", "we8vshvj1", str(a_person_id(1))):
            reply = house.call(operation, {**CHANGES, "exportContacts": {}}.get(operation), token=TRACER, case_id=wrong)
            assert refused(reply, 422, "invalid", ("case_id", "case-id")), wrong


@pytest.mark.parametrize("operation", [*CHANGES, *READS, "exportContacts"])
def test_a_case_of_another_unit_is_refused(house, operation):
    person(house, 1)
    code = traced_case(house)
    with nothing_stored(house):
        reply = house.call(operation, {**CHANGES, "exportContacts": {}}.get(operation), token=NEIGHBOUR, case_id=code)
        assert refused(reply, 403, "outside-jurisdiction")


@pytest.mark.parametrize("operation", [*CHANGES, *READS])
def test_the_code_may_be_typed_as_one_likes(house, operation):
    if operation == "releaseTrace":
        code = held_case(house)
    else:
        person(house, 1)
        code = traced_case(house)
    body = CHANGES.get(operation)
    typed = f" {code.lower().replace('-', '')} "
    assert house.call(operation, body, token=SECOND, case_id=typed).json["case_id"] == code


@pytest.mark.parametrize("operation", sorted(CHANGES))
def test_a_change_is_on_record_with_the_case_s_person(house, operation):
    code = held_case(house)
    house.audit.records.clear()
    house.call(operation, CHANGES[operation], token=SECOND, case_id=code)
    (record,) = [record for record, _ in house.audit.records.values()]
    assert (record.act, record.subject, record.actor) == (
        "case-changed",
        f"P#{a_person_id(1)}",
        "S#staff-epidemiologist",
    )


@pytest.mark.parametrize("operation", sorted(CHANGES))
def test_a_change_that_could_not_be_recorded_is_not_made(house, operation):
    code = held_case(house)
    house.faults.plan("append", Fault.REFUSED)
    with nothing_stored(house):
        assert house.call(operation, CHANGES[operation], token=SECOND, case_id=code).status == 503


@pytest.mark.parametrize(("operation", "act"), [("getCase", "case-read"), ("getTrace", "trace-read")])
def test_a_look_is_on_record_before_it_is_answered(house, operation, act):
    person(house, 1)
    code = traced_case(house)
    house.audit.records.clear()
    assert house.call(operation, token=SECOND, case_id=code).status == 200
    (record,) = [record for record, _ in house.audit.records.values()]
    assert (record.act, record.subject) == (act, f"P#{a_person_id(1)}")
    house.faults.plan("append", Fault.REFUSED)
    assert house.call(operation, token=TRACER, case_id=code).status == 503, "and somebody else's look is another"


@pytest.mark.parametrize("operation", READS)
def test_a_page_that_keeps_asking_is_one_look(house, operation):
    """Otherwise the person's access log fills with hundreds of lines of one tracer's evening."""
    person(house, 1)
    code = traced_case(house)
    house.audit.records.clear()
    for _ in range(5):
        house.call(operation, token=SECOND, case_id=code)
    assert len(house.audit.records) == 1
    house.clock.now += 20 * MINUTE
    house.call(operation, token=SECOND, case_id=code)
    assert len(house.audit.records) == 2


@pytest.mark.parametrize("operation", READS)
def test_a_look_that_could_not_be_recorded_is_not_remembered(house, operation):
    person(house, 1)
    code = traced_case(house)
    house.faults.plan("append", Fault.REFUSED, Fault.REFUSED)
    for _ in range(2):
        assert house.call(operation, token=SECOND, case_id=code).status == 503


# Reading


def test_a_case_is_shown_masked_with_its_history(house):
    person(house, 1, full_name="Nguyễn Thị Lan", phone="+84912345678")
    person(house, 2)
    market(house)
    were_there(house, (1, 2))
    code = traced_case(house, onset_at="2021-10-01T20:00:00+07:00", milestones=[STAY])
    amend(house, code, token=SECOND, isolated_at="2021-10-02T08:10:00+07:00", reason="đã cách ly")
    shown = house.call("getCase", token=TRACER, case_id=code).json
    assert shown["person"] == {
        "person_id": str(a_person_id(1)),
        "display_name": "N. T. Lan",
        "year_of_birth": 1987,
        "phone_masked": "0912•••678",
        "unit": {"scheme": SCHEME, "code": VY_DA.code, "name": "Phường Vỹ Dạ"},
    }
    assert "Nguyễn" not in str(shown)
    assert (shown["status"], shown["revision"], shown["confirmed_by_me"]) == ("running", 2, True)
    assert (shown["onset_at"], shown["isolated_at"]) == ("2021-10-01T20:00:00+07:00", "2021-10-02T08:10:00+07:00")
    assert shown["first_notice_at"] == shown["last_notice_at"] == "2021-10-02T08:15:12+07:00"
    assert shown["milestones"] == [{**STAY, "venue_name": "Tạp hóa Cô Ba 1"}]
    assert [(line["act"], line["by_me"], line.get("reason")) for line in shown["history"]] == [
        ("confirmed", True, None),
        ("amended", False, "đã cách ly"),
    ]
    assert house.call("getCase", token=SECOND, case_id=code).json["confirmed_by_me"] is True
    third = token_of(who="third")
    assert house.call("getCase", token=third, case_id=code).json["confirmed_by_me"] is False


def test_a_case_whose_person_was_erased_is_not_shown(house):
    person(house, 1)
    code = traced_case(house)
    del house.persons._persons[a_person_id(1)]
    reply = house.call("getCase", token=TRACER, case_id=code)
    assert refused(reply, 404, "person-unknown", ("person", "person-unknown"))
    assert house.call("getTrace", token=TRACER, case_id=code).status == 200


def cases_listed(house, *, token=TRACER, **query):
    reply = house.call("listCases", token=token, query=query)
    assert reply.status == 200, reply.content
    return reply.json


def test_cases_are_listed_newest_first_and_page_by_page(house):
    codes = []
    for number in range(1, 8):
        person(house, number)
        at = f"2021-10-02T07:{number:02d}:00+07:00"
        codes.append(confirmed(house, number, specimen_at="2021-10-01T07:00:00+07:00", confirmed_at=at))
    found, cursor = [], ""
    for _ in range(3):
        page = cases_listed(house, limit=3, cursor=cursor)
        found += [row["case_id"] for row in page["cases"]]
        cursor = page.get("next_cursor", "")
    assert (found, cursor) == (codes[::-1], "")


def test_a_case_in_the_list_shows_its_f0_masked(house):
    code = held_case(house)
    listed = cases_listed(house)
    assert listed["counts"] == {"open": 1, "held": 1}
    (row,) = listed["cases"]
    assert row == {
        "case_id": code,
        "status": "held",
        "confirmed_at": "2021-10-02T08:00:00+07:00",
        "unit": {"scheme": SCHEME, "code": VY_DA.code, "name": "Phường Vỹ Dạ"},
        "f1": 0,
        "f2": 0,
        "held_people": 501,
        "display_name": "N. T. Lan",
        "year_of_birth": 1987,
    }


def test_held_cases_are_listed_alone_and_counted_with_the_first_page_only(house):
    person(house, 2)
    waiting = held_case(house)
    done = confirmed(house, 2)
    assert [row["case_id"] for row in cases_listed(house, standing="held")["cases"]] == [waiting]
    first = cases_listed(house, standing="open", limit=1)
    assert first["counts"] == {"open": 2, "held": 1}
    second = cases_listed(house, standing="open", limit=1, cursor=first["next_cursor"])
    assert "counts" not in second
    assert {page["cases"][0]["case_id"] for page in (first, second)} == {waiting, done}


def test_cases_are_listed_by_the_days_of_their_confirmation(house):
    person(house, 1)
    code = confirmed(house)
    for days, found in (
        ({"from": "2021-10-02"}, [code]),
        ({"to": "2021-10-02"}, [code]),
        ({"from": "2021-10-03"}, []),
        ({"to": "2021-10-01"}, []),
    ):
        assert [row["case_id"] for row in cases_listed(house, **days)["cases"]] == found


@pytest.mark.parametrize(
    ("days", "field", "rule"),
    [
        ({"to": "9999-12-31"}, "to", "range"),
        ({"from": "0001-01-01"}, "from", "range"),
        ({"from": "2021-10-02", "to": "2021-10-01"}, "to", "period-order"),
    ],
)
def test_days_that_cannot_be_are_refused(house, days, field, rule):
    reply = house.call("listCases", token=TRACER, query=days)
    assert refused(reply, 422, "invalid", (field, rule))


def test_a_province_lists_its_wards_and_a_ward_itself(house):
    person(house, 1)
    person(house, 2, unit=KIM_LONG)
    here, there = confirmed(house), confirmed(house, 2, token=NEIGHBOUR)
    province = token_of(Role.PROVINCE_OFFICER, HUE)
    assert {row["case_id"] for row in cases_listed(house, token=province)["cases"]} == {here, there}
    assert [row["case_id"] for row in cases_listed(house)["cases"]] == [here]
    of_ward = cases_listed(house, token=province, scheme=SCHEME, unit=KIM_LONG.code)
    assert [row["case_id"] for row in of_ward["cases"]] == [there]


def test_another_ward_s_cases_are_not_listed_and_a_unit_must_exist(house):
    reply = house.call("listCases", token=TRACER, query={"unit": KIM_LONG.code})
    assert refused(reply, 403, "outside-jurisdiction")
    reply = house.call("listCases", token=TRACER, query={"unit": "00000"})
    assert refused(reply, 422, "invalid", ("unit", "unit"))
    for cursor in ("x", "9#x", "-1#" + "0" * 8, "\u0301"):
        reply = house.call("listCases", token=TRACER, query={"cursor": cursor})
        assert refused(reply, 422, "invalid", ("cursor", "cursor")), cursor


def test_a_case_past_its_retention_is_no_longer_listed(house):
    person(house, 1)
    confirmed(house)
    house.clock.passes(timedelta(days=105))
    assert cases_listed(house)["cases"] == []


def test_a_refused_confirmation_leaves_no_record_of_one(house):
    """The person would read it in her access log; that somebody learnt of her case stands there."""
    person(house, 1)
    confirm(house)
    before = acts(house)
    assert confirm(house, onset_at="2021-10-01T20:00:00+07:00").status == 409
    assert acts(house) == [*before, "person-named"]


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


BA_DINH = UnitKey("VN-2025H1", "001")


@pytest.mark.parametrize(
    ("operation", "role"), [("listCases", Role.DISTRICT_OFFICER), ("listContacts", Role.HEALTH_STATION)]
)
def test_who_is_assigned_to_a_district_that_is_no_more_is_told_so(house, operation, role):
    """As long as something of it may be on record it is listed, however little that is."""
    house.clock.now = datetime(2025, 7, 1, tzinfo=UTC) + 119 * DAY
    officer = staff_token(role, BA_DINH, exp=epoch(house.clock.now + 9 * DAY))
    assert house.call(operation, token=officer).status == 200
    house.clock.passes(2 * DAY)
    reply = house.call(operation, token=officer)
    assert refused(reply, 403, "unit-ended")
    assert "phường, xã hoặc tỉnh hiện nay" in reply.json["text"]["vi"]
