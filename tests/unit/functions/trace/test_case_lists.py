"""The cases of a unit: in which order, filtered by what, page by page."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.base.period import epoch
from domain.base.unit import UnitKey
from domain.people.roles import Role
from tests.builders.base import HUE, KIM_LONG, SCHEME, VY_DA
from tests.doors.sign_in import staff_token
from tests.unit.functions.trace.case_calls import cases_listed, held_case
from tests.unit.functions.trace.outbreak import (
    DAY,
    NEIGHBOUR,
    TRACER,
    confirmed,
    person,
    refused,
    token_of,
)


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
