"""What a confirmation would find, and what a held crowd looks like, before anything is done: nothing is stored."""

from datetime import timedelta

import pytest

from domain.tracing.codes import CaseCode
from domain.tracing.contact import Grade
from functions.trace.run.service import foresight
from tests.builders.people import a_person_id
from tests.doors.calls import Reply
from tests.doors.house import House
from tests.runs import traced
from tests.unit.functions.trace.outbreak import (
    AT_MARKET,
    NEIGHBOUR,
    SECOND,
    TESTED,
    TRACER,
    case_of,
    confirmed,
    market,
    person,
    traced_case,
    were_there,
)

AT_HOME = {"kind": "household", "people": [{"person_id": str(a_person_id(50))}]}


def preview(house: House, *, token: str = TRACER, **changes: object) -> Reply:
    body = {"person_id": str(a_person_id(1)), **TESTED, "milestones": [AT_HOME], **changes}
    return house.call("previewCase", body, token=token)


@pytest.fixture
def town(house: House) -> House:
    """An F0, nine others at a market, somebody at home."""
    person(house, 1)
    person(house, 50, full_name="Trần Mỹ Loan", year_of_birth=1992)
    market(house)
    were_there(house, range(1, 11))
    return house


def test_the_preview_says_what_a_run_then_finds(town: House) -> None:
    foreseen = preview(town).json
    code = confirmed(town, milestones=[AT_HOME])
    traced(town, code)
    trace = case_of(town, code).trace
    assert trace is not None
    assert (foreseen["f1"], foreseen["f2"]) == (trace.counts[Grade.F1], trace.counts[Grade.F2]) == (10, 0)
    assert (foreseen["people"], foreseen["places"]) == (10, 1)
    assert foreseen["named"] == [
        {"person_id": str(a_person_id(50)), "display_name": "T. M. Loan", "year_of_birth": 1992}
    ]


def test_a_preview_stores_nothing_but_that_people_were_looked_at(town: House) -> None:
    assert preview(town).status == 200
    assert town.call("listCases", token=TRACER).json["cases"] == []
    assert not any(town.meetings.of([a_person_id(1), a_person_id(50)], now=0).values())
    assert town.contacts.of_case(CaseCode.from_random(0), now=AT_MARKET).edges == {}
    seen = {record.subject for record, _ in town.audit.records.values()}
    assert seen == {f"P#{a_person_id(1)}", f"P#{a_person_id(50)}"}


def test_a_crowd_is_told_as_more_than_a_bound(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    person(house, 1)
    market(house)
    were_there(house, range(1, 512))
    told = preview(house, milestones=[]).json
    assert (told["people"], told["more"], told["held_people"]) == (500, True, 510)
    monkeypatch.setattr(foresight, "MOST_STAYS", 5)
    assert preview(house, milestones=[]).json["more"] is True


def test_another_unit_s_person_is_not_previewed(town: House) -> None:
    assert preview(town, token=NEIGHBOUR).code == "outside-jurisdiction"


def shapes(house: House, code: str, *, token: str = SECOND) -> Reply:
    return house.call("getHeldShapes", {"reason": "xem trước khi duyệt"}, token=token, case_id=code)


@pytest.fixture
def crowd(house: House) -> str:
    """501 people shared 18:15 to 19:15 with the F0, and 15 of the 516 the last quarter of it."""
    for number in (1, 2):
        person(house, number)
    market(house)
    were_there(house, range(1, 503))
    were_there(house, range(1_001, 1_016), at=AT_MARKET + timedelta(minutes=45))
    return traced_case(house)


def test_the_shape_of_a_crowd_tells_hours_lengths_estimates_and_communes(house: House, crowd: str) -> None:
    (group,) = shapes(house, crowd).json["groups"]
    assert (group["people"], group["assumed"]) == (516, 516)
    assert (group["hours"][18], group["hours"][19], sum(group["hours"])) == (501, 516, 1017)
    assert group["lengths"] == [15, 0, 501, 0]
    assert [(one["unit"]["name"], one["people"]) for one in group["communes"]] == [("Phường Vỹ Dạ", 1)]


def test_looking_at_a_crowd_is_on_record_and_for_those_who_may_release(house: House, crowd: str) -> None:
    before = len(house.audit.records)
    assert shapes(house, crowd).status == 200
    assert len(house.audit.records) == before + 1
    assert shapes(house, crowd, token=NEIGHBOUR).code == "outside-jurisdiction"


def test_whom_a_decision_lets_be_told_is_no_part_of_what_waits(house: House, crowd: str) -> None:
    house.call("releaseTrace", {"reason": "đã xem", "min_minutes": 30}, token=SECOND, case_id=crowd)
    traced(house, crowd)
    (group,) = shapes(house, crowd).json["groups"]
    assert (group["people"], group["lengths"]) == (15, [15, 0, 0, 0])
