"""A wide group waits for a second person: who that may be, and what a release covers."""

import pytest

from domain.people.roles import Role
from tests.builders.base import HUE
from tests.runs import traced
from tests.unit.functions.trace.case_calls import amend, held_case, release, retract
from tests.unit.functions.trace.outbreak import (
    HOUR,
    MINUTE,
    SECOND,
    TRACER,
    confirmed,
    last_trace,
    nothing_stored,
    person,
    refused,
    token_of,
    were_there,
)

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
