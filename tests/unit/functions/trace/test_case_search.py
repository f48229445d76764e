"""Finding a case of the unit by its code, by the F0's number, or by words of the F0's name."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from domain.people.policy import MOST_FOUND
from domain.people.roles import Role
from functions.trace.listing.service import search
from tests.builders.base import HUE, KIM_LONG, SCHEME, VY_DA
from tests.builders.people import a_person_id
from tests.unit.functions.trace.case_calls import retract
from tests.unit.functions.trace.contact_calls import in_three_communes, records
from tests.unit.functions.trace.outbreak import (
    NEIGHBOUR,
    TRACER,
    confirmed,
    nothing_stored,
    person,
    refused,
    token_of,
)

KIM_LONG_REF = {"scheme": SCHEME, "code": KIM_LONG.code}
PROVINCE = token_of(Role.PROVINCE_OFFICER, HUE)


def find(house, text, *, token=TRACER, **body):
    return house.call("findCases", {"text": text, **body}, token=token)


def found(house, text, *, token=TRACER, **body):
    reply = find(house, text, token=token, **body)
    assert reply.status == 200, reply.content
    return [row["case_id"] for row in reply.json["cases"]]


def five_cases(house):
    """By number of the F0; the fourth lives in Kim Long, the fifth shares the first one's number."""
    named = ("Trần Thị Hoà", "Trần Văn Minh", "Lê Hoàng Minh", "Trần Thị Hoà", "Trần Bé Na")
    phones = ("+84987654321", "+84911111112", "+84911111113", "+84911111114", "+84987654321")
    made = {}
    for number, (name, phone) in enumerate(zip(named, phones, strict=True), start=1):
        unit, token = (KIM_LONG, NEIGHBOUR) if number == 4 else (VY_DA, TRACER)
        person(house, number, unit=unit, full_name=name, phone=phone)
        made[number] = confirmed(house, number, token=token, confirmed_at=f"2021-10-02T07:0{number}:00+07:00")
    house.audit.records.clear()
    return made


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("tran", (5, 2, 1)),
        ("Trần hòa", (1,)),
        ("MINH", (3, 2)),
        ("minh trần", (2,)),
        ("hoa", (1,)),
        ("hoan", ()),
        ("0987 654 321", (5, 1)),
        ("+84987654321", (5, 1)),
        ("0911 111 112", (2,)),
        ("0911111114", ()),
        ("0987654322", ()),
    ],
)
def test_cases_are_found_by_number_or_whole_words_newest_first(house, text, people):
    made = five_cases(house)
    assert found(house, text) == [made[number] for number in people]


def test_a_case_is_found_by_its_code_as_one_types_it(house):
    made = five_cases(house)
    for typed in (made[2], made[2].lower().replace("-", " "), f" {made[2].replace('-', '')} "):
        assert found(house, typed) == [made[2]]
    assert found(house, made[4]) == [], "and nothing is told of another unit's"
    assert found(house, made[4], token=PROVINCE) == [made[4]]


def test_a_row_is_that_of_the_list_masked_and_with_what_is_left(house):
    made = five_cases(house)
    (row,) = find(house, "hoà").json["cases"]
    assert row == {
        "case_id": made[1],
        "status": "running",
        "confirmed_at": "2021-10-02T07:01:00+07:00",
        "unit": {"scheme": SCHEME, "code": VY_DA.code, "name": "Phường Vỹ Dạ"},
        "f1": 0,
        "f2": 0,
        "display_name": "T. T. Hoà",
        "year_of_birth": 1987,
        "left": {"to_call": 0},
    }


@pytest.mark.parametrize("text", ["hoà", "0987654321", "code"])
def test_whoever_is_shown_is_on_record_first_and_what_was_typed_is_not(house, text):
    made = five_cases(house)
    typed = made[1] if text == "code" else text
    shown = len(found(house, typed))
    assert {(r.act, r.subject) for r in records(house)} == {
        ("cases-searched", f"P#{a_person_id(number)}") for number in ((1, 5) if text.startswith("0") else (1,))
    }
    assert len(records(house)) == shown
    assert typed not in str(records(house))
    house.faults.plan("append", Fault.REFUSED)
    assert find(house, typed).status == 503


def test_a_search_that_finds_nobody_leaves_no_record(house):
    five_cases(house)
    with nothing_stored(house):
        assert find(house, "Phạm Văn Không").json == {"cases": []}
        assert find(house, "0905 000 000").json == {"cases": []}


def test_no_more_than_a_handful_is_shown_and_recorded(house):
    for number in range(1, MOST_FOUND + 3):
        person(house, number, full_name="Trần Minh")
        confirmed(house, number)
    house.audit.records.clear()
    reply = find(house, "minh").json
    assert (len(reply["cases"]), reply["more"], len(records(house))) == (MOST_FOUND, True, MOST_FOUND)


def test_names_are_compared_up_to_a_bound_and_the_answer_says_so(house, monkeypatch):
    made = five_cases(house)
    monkeypatch.setattr(search, "_AT_ONCE", 1)
    monkeypatch.setattr(search, "MOST_READ", 2)
    reply = find(house, "tran").json
    assert [row["case_id"] for row in reply["cases"]] == [made[5]]
    assert reply["more"] is True
    assert "more" not in find(house, "0911 111 112").json, "a number is sought by its key, however many cases there are"
    monkeypatch.setattr(search, "MOST_READ", 5)
    assert "more" not in find(house, "tran").json


def test_a_search_goes_no_further_than_the_own_unit_and_may_be_narrowed(house):
    made = five_cases(house)
    assert found(house, "hoà", token=PROVINCE) == [made[4], made[1]]
    assert found(house, "hoà", token=PROVINCE, unit=KIM_LONG_REF) == [made[4]]
    assert found(house, "0987654321", token=PROVINCE, unit=KIM_LONG_REF) == []
    assert found(house, made[1], token=PROVINCE, unit=KIM_LONG_REF) == []
    assert refused(find(house, "hoà", unit=KIM_LONG_REF), 403, "outside-jurisdiction")
    assert refused(find(house, "hoà", unit={**KIM_LONG_REF, "code": "00000"}), 422, "invalid", ("unit.code", "unit"))


def test_who_was_handed_people_over_does_not_find_the_f0(house):
    in_three_communes(house)
    assert found(house, "lan") != []
    assert found(house, "lan", token=NEIGHBOUR) == []


def test_a_retracted_case_is_found_and_one_past_its_retention_is_not(house):
    made = five_cases(house)
    retract(house, made[1])
    assert found(house, "hoà") == [made[1]]
    assert found(house, "0987654321") == [made[5], made[1]]
    house.clock.passes(timedelta(days=105))
    for text in ("hoà", "0987654321", made[1]):
        assert found(house, text) == []


def test_the_other_record_of_a_human_leads_to_the_case(house):
    """The case stands under the record that was there when it was confirmed."""
    person(house, 1, full_name="Nguyễn Thị Lan", phone="+84912345000")
    person(house, 2, full_name="Nguyễn Thị Lan", phone="+84912345000")
    code = confirmed(house, 2)
    pair = {"keep": str(a_person_id(1)), "join": str(a_person_id(2))}
    assert house.call("mergePersons", {**pair, "reason": "cùng một người"}, token=TRACER).status in {201, 202}
    assert found(house, "0912345000") == [code]
