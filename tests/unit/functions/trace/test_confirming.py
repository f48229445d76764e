"""Confirming: what it stores, whom and what it finds, and what it refuses."""

from typing import Any

import pytest

from adapters.memory.faults import Fault
from domain.tracing.case import Change
from domain.tracing.codes import CaseCode
from domain.tracing.milestone import MilestoneKind
from tests.builders.base import HUE, NOW, a_unit
from tests.builders.people import a_person, a_person_id, proves_again
from tests.builders.presence import a_venue_id
from tests.runs import traced
from tests.unit.functions.trace.case_calls import MET, STAY, acts, retract
from tests.unit.functions.trace.outbreak import (
    HOUR,
    NEIGHBOUR,
    SECOND,
    case_of,
    confirm,
    confirmed,
    market,
    nothing_stored,
    person,
    refused,
    token_of,
)

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


def test_a_refused_confirmation_leaves_no_record_of_one(house):
    """The person would read it in her access log; that somebody learnt of her case stands there."""
    person(house, 1)
    confirm(house)
    before = acts(house)
    assert confirm(house, onset_at="2021-10-01T20:00:00+07:00").status == 409
    assert acts(house) == [*before, "person-named"]
