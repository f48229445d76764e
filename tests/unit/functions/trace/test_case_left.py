"""What is left to do of each case of a list, and lists in the order of it."""

import pytest

from functions.trace.listing.service import left, unit
from tests.builders.base import KIM_LONG
from tests.builders.people import a_person_id
from tests.unit.functions.trace.case_calls import cases_listed, retract
from tests.unit.functions.trace.contact_calls import (
    PROVINCE,
    an_outbreak,
    home,
    in_three_communes,
    listed,
    three_cases,
    update,
)
from tests.unit.functions.trace.outbreak import (
    HOUR,
    NEIGHBOUR,
    confirmed,
    person,
    refused,
    token_of,
    traced_case,
)
from tests.unit.functions.trace.outbreak import TRACER as LAN

BY_DAY = ("newest", "oldest")


def rows(house, **query):
    return {row["case_id"]: row for row in cases_listed(house, **{"left": "yes", **query})["cases"]}


def codes(page):
    return [row["case_id"] for row in page["cases"]]


def test_a_row_says_how_many_are_still_to_be_called_where_it_is_asked(house):
    code = an_outbreak(house, wide=3, at_home=(20,))
    assert "left" not in cases_listed(house)["cases"][0]
    assert rows(house)[code]["left"] == {"to_call": 4}
    update(house, code, 2)
    update(house, code, 3, status="closed")
    assert rows(house)[code]["left"] == {"to_call": 2}
    update(house, code, 3, status="to_call")
    assert rows(house)[code]["left"] == {"to_call": 3}
    house.clock.passes(5 * HOUR)
    assert rows(house)[code]["left"] == {"to_call": 3, "overdue": 1}, "who lives there is called within four hours"


def test_who_asked_to_be_called_later_is_overdue_then(house):
    code = an_outbreak(house, wide=1)
    at = "2021-10-02T12:15:12+07:00"
    house.call(
        "updateContact",
        {"status": "to_call", "outcome": "call_later", "call_at": at},
        token=LAN,
        case_id=code,
        person_id=a_person_id(2),
    )
    house.clock.passes(3 * HOUR)
    assert "overdue" not in rows(house)[code]["left"]
    house.clock.passes(2 * HOUR)
    assert rows(house)[code]["left"] == {"to_call": 1, "overdue": 1}


def test_the_list_of_cases_and_that_of_contacts_say_the_same(house):
    """Also of somebody who became a case, and is called as one."""
    all_of_them = three_cases(house)
    update(house, all_of_them[0], 5)
    confirmed(house, 6)
    house.clock.passes(25 * HOUR)
    for code, row in rows(house).items():
        counts = listed(house, case_id=code)["counts"]
        assert row["left"]["to_call"] == counts["to_call"], code
        assert row["left"].get("overdue", 0) == counts["overdue"], code
    assert sum(row["left"]["to_call"] for row in rows(house).values()) > 10


def test_each_unit_counts_its_own_people_of_a_case_that_was_handed_over(house):
    code = in_three_communes(house)
    assert rows(house)[code]["left"] == {"to_call": 3}
    assert rows(house, token=NEIGHBOUR)[code]["left"] == {"to_call": 1}
    assert rows(house, token=PROVINCE)[code]["left"] == {"to_call": 3}
    update(house, code, 3, token=NEIGHBOUR)
    assert rows(house, token=NEIGHBOUR)[code]["left"] == {"to_call": 0}
    assert rows(house)[code]["left"] == {"to_call": 2}


def test_nobody_is_left_of_a_case_without_contacts_yet_or_any_more(house):
    code = an_outbreak(house, wide=2)
    person(house, 30)
    fresh = confirmed(house, 30)
    retract(house, code)
    assert [rows(house)[each]["left"] for each in (code, fresh)] == [{"to_call": 0}, {"to_call": 0}]


def test_of_very_many_it_is_said_that_there_are_more(house, monkeypatch):
    code = an_outbreak(house, wide=4)
    monkeypatch.setattr(left, "MOST", 3)
    assert rows(house)[code]["left"] == {"to_call": 3, "more": True}
    update(house, code, 2)
    assert rows(house)[code]["left"] == {"to_call": 3}


def test_the_oldest_come_first_where_that_is_asked(house):
    first, second, third = three_cases(house)
    for order, wanted in (
        ("", [third, second, first]),
        ("newest", [third, second, first]),
        ("oldest", [first, second, third]),
    ):
        found, cursor = [], ""
        for _ in range(3):
            page = cases_listed(house, limit=1, sort=order, cursor=cursor)
            assert page.get("order", "newest") == (order or "newest")
            found += codes(page)
            cursor = page.get("next_cursor", "")
        assert (found, cursor) == (wanted, "")


def test_the_case_with_most_people_to_call_comes_first(house):
    first, second, third = three_cases(house)
    assert {code: row["left"]["to_call"] for code, row in rows(house).items()} == {first: 13, second: 9, third: 0}
    page = cases_listed(house, sort="most", limit=2)
    assert (codes(page), page["order"], page["next_cursor"]) == ([first, second], "most", "most:2")
    rest = cases_listed(house, sort="most", limit=2, cursor=page["next_cursor"])
    assert (codes(rest), "next_cursor" in rest, "counts" in rest) == ([third], False, False)
    for number in range(4, 16):
        update(house, first, number)
    assert codes(cases_listed(house, sort="most")) == [second, first, third]


def test_among_equals_the_newest_comes_first(house):
    for number in (1, 2, 3):
        person(house, number)
    made = [confirmed(house, number, confirmed_at=f"2021-10-02T07:0{number}:00+07:00") for number in (1, 2, 3)]
    assert codes(cases_listed(house, sort="most")) == made[::-1]


@pytest.mark.parametrize("bound", ["MOST_CASES", "MOST_PEOPLE"])
def test_a_unit_too_large_to_compare_is_listed_by_day_and_says_so(house, monkeypatch, bound):
    first, second, third = three_cases(house)
    monkeypatch.setattr(unit, bound, 2)
    page = cases_listed(house, sort="most", limit=2)
    assert (codes(page), page.get("order", "newest")) == ([third, second], "newest")
    assert page["cases"][1]["left"] == {"to_call": 9}, "and still says how many"
    rest = cases_listed(house, sort="most", limit=2, cursor=page["next_cursor"])
    assert (codes(rest), rest.get("order", "newest")) == ([first], "newest")


def test_a_list_that_grew_beyond_the_bound_goes_on_where_it_was(house, monkeypatch):
    _, second, third = three_cases(house)
    monkeypatch.setattr(unit, "MOST_PEOPLE", 2)
    page = cases_listed(house, sort="most", cursor="most:1")
    assert (codes(page), page["order"]) == ([second, third], "most")


@pytest.mark.parametrize("cursor", ["most:", "most:x", "most:1000", "MOST:1", "most:1:2"])
def test_a_place_in_that_order_that_is_none(house, cursor):
    reply = house.call("listCases", token=LAN, query={"sort": "most", "cursor": cursor})
    assert refused(reply, 422, "invalid", ("cursor", "cursor"))


def test_a_case_handed_over_is_ordered_by_the_people_of_the_own_unit(house):
    """Kim Long has one person of a case of Vỹ Dạ, and two of a case of its own."""
    theirs = in_three_communes(house)
    for number in (10, 11, 12):
        person(house, number, unit=KIM_LONG)
    own = traced_case(house, 10, token=NEIGHBOUR, milestones=[home(11, 12)])
    page = cases_listed(house, token=token_of(unit=KIM_LONG), sort="most")
    assert [(row["case_id"], row["left"]["to_call"], row.get("handed_people", 0)) for row in page["cases"]] == [
        (own, 2, 0),
        (theirs, 1, 1),
    ]
