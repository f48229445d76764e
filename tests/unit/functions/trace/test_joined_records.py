"""Two records of one human in tracing: every trace covers both, nothing is told twice, and undoing restores what was there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.people.events import RecordsChanged
from domain.people.roles import Role
from domain.presence.visit import Visit
from functions.trace.joined import inbox
from tests.builders.base import KIM_LONG
from tests.builders.people import a_person_id, proves_again
from tests.builders.presence import a_visit
from tests.doors.house import House, open_house
from tests.queues import batch, body
from tests.runs import trace_pending, traced
from tests.unit.functions.trace.outbreak import (
    AT_MARKET,
    MINUTE,
    SECOND,
    TRACER,
    case_of,
    confirm,
    confirmed,
    last_trace,
    market,
    person,
    token_of,
    traced_case,
    were_there,
)


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as made:
        yield made


def joined(house: House, keep: int, join: int, *, token: str = TRACER) -> str:
    """Both as one, whoever has to agree; the cases that know them are traced again."""
    reply = house.call("mergePersons", {**pair(keep, join), "reason": "cùng một người"}, token=token)
    assert reply.status in {201, 202}, reply.content
    if reply.status == 202:
        assert house.call("approveMerge", {}, token=SECOND, merge_id=reply.json["merge_id"]).status == 200
    heard(house, keep, join)
    return str(reply.json["merge_id"])


def undone(house: House, keep: int, join: int) -> None:
    reply = house.call("unmergePersons", {}, token=TRACER, merge_id=str(a_person_id(join)))
    assert (reply.status, reply.json["state"]) == (200, "parted")
    heard(house, keep, join)


def pair(keep: int, join: int) -> dict[str, str]:
    return {"keep": str(a_person_id(keep)), "join": str(a_person_id(join))}


def heard(house: House, keep: int, join: int) -> None:
    """What the table's stream says arrives."""
    house.clock.passes(MINUTE)
    event = RecordsChanged(str(a_person_id(join)), str(a_person_id(keep)))
    assert inbox.handler(batch(body(event)), None) == {"batchItemFailures": []}
    trace_pending(house)


def contacts(house: House, code: str) -> dict[str, Any]:
    shown = house.call("listContacts", token=TRACER, case_id=code).json["contacts"]
    return {row["person_id"]: row["level"] for row in shown}


def to_call(house: House) -> int:
    """Of the one case there is, as the list of cases says it."""
    (row,) = house.call("listCases", token=TRACER, query={"left": "yes"}).json["cases"]
    return int(row["left"]["to_call"])


def told(house: House, number: int) -> list[tuple[str, bool]]:
    token = house.device_token(a_person_id(number), f"d{number}")
    return [(n["kind"], n.get("withdrawn", False)) for n in house.call("listMyNotices", token=token).json["notices"]]


def pid(number: int) -> str:
    return str(a_person_id(number))


def people(house: House, *numbers: int) -> None:
    for number in numbers:
        person(house, number, full_name="Nguyễn Thị Lan", phone="+84912345000")


def test_a_trace_covers_every_record_of_the_f0(house: House) -> None:
    people(house, 1, 2)
    person(house, 3)
    person(house, 4)
    market(house, 1), market(house, 2)
    were_there(house, [1, 3], venue=1)
    were_there(house, [2, 4], venue=2)
    code = traced_case(house, 1)
    assert contacts(house, code) == {pid(3): "F1"}
    joined(house, 1, 2)
    assert contacts(house, code) == {pid(3): "F1", pid(4): "F1"}
    undone(house, 1, 2)
    assert contacts(house, code) == {pid(3): "F1"}
    assert told(house, 4) == [("correction", False), ("exposure_f1", True)]


def test_nobody_is_a_contact_of_another_record_of_the_same_human(house: House) -> None:
    people(house, 1, 2)
    market(house)
    were_there(house, [1, 2])
    code = traced_case(house, 1)
    assert contacts(house, code) == {pid(2): "F1"}
    joined(house, 1, 2)
    assert contacts(house, code) == {}
    assert told(house, 1) == [("exposure_f1", False)], "whoever is a case is told nothing of cases, also not their own"
    undone(house, 1, 2)
    assert contacts(house, code) == {pid(2): "F1"}
    assert (told(house, 1), told(house, 2)) == ([], [("exposure_f1", False)])


def test_a_contact_with_two_records_is_one_contact_and_is_told_once(house: House) -> None:
    person(house, 1)
    people(house, 2, 3)
    market(house, 1), market(house, 2)
    were_there(house, [1, 2], venue=1)
    were_there(house, [1, 3], venue=2, at=AT_MARKET - timedelta(hours=3))
    code = traced_case(house, 1)
    before = told(house, 2) + told(house, 3)
    assert contacts(house, code) == {pid(2): "F1", pid(3): "F1"}
    joined(house, 2, 3)
    assert contacts(house, code) == {pid(2): "F1"}
    assert last_trace(house, code).counts["F1"] == 1
    assert told(house, 2) == told(house, 3) == before
    undone(house, 2, 3)
    assert contacts(house, code) == {pid(2): "F1", pid(3): "F1"}
    assert last_trace(house, code).counts["F1"] == 2
    assert told(house, 2) + told(house, 3) == before


def test_minutes_of_two_records_add_up(house: House) -> None:
    person(house, 1)
    people(house, 2, 3)
    market(house)
    were_there(house, [1])
    for number, begun in ((2, 0), (3, 30)):
        short = a_visit(number, 1, at=AT_MARKET + begun * MINUTE, category="market")
        house.visits.record(_until(short, AT_MARKET + (begun + 10) * MINUTE))
    code = traced_case(house, 1)
    assert contacts(house, code) == {}
    joined(house, 2, 3)
    house.call("retraceCase", {}, token=TRACER, case_id=code)
    traced(house, code)
    assert contacts(house, code) == {pid(2): "F1"}
    undone(house, 2, 3)
    assert contacts(house, code) == {}
    assert told(house, 2) == [("correction", False), ("exposure_f1", True)]
    assert told(house, 3) == []


def test_one_correction_when_the_case_was_none(house: House) -> None:
    person(house, 1)
    people(house, 2, 3)
    market(house)
    were_there(house, [1, 2, 3])
    code = traced_case(house, 1)
    joined(house, 2, 3)
    house.call("retractCase", {}, token=TRACER, case_id=code)
    traced(house, code)
    kinds = [kind for kind, _ in told(house, 2)]
    assert sorted(kinds) == ["correction", "exposure_f1", "exposure_f1"]
    assert all(withdrawn for kind, withdrawn in told(house, 2) if kind == "exposure_f1")
    undone(house, 2, 3)
    assert told(house, 2) == told(house, 3) == [("correction", False), ("exposure_f1", True)]


def test_an_open_case_of_another_record_is_the_person_s_own(house: House) -> None:
    people(house, 1, 2)
    person(house, 3)
    market(house)
    were_there(house, [3, 2])
    own = confirmed(house, 1)
    traced(house, own)
    joined(house, 1, 2)
    reply = confirm(house, 2, onset_at="2021-10-01T08:00:00+07:00")
    assert (reply.status, reply.code, reply.json["facts"]["case_id"]) == (409, "case-exists", own)
    traced_case(house, 3)
    assert told(house, 2) == []


def test_follow_up_of_either_record_goes_on_under_the_one_that_speaks(house: House) -> None:
    person(house, 1)
    people(house, 2, 3)
    market(house)
    were_there(house, [1, 2, 3])
    code = traced_case(house, 1)
    work = {"status": "reached", "outcome": "answered", "note": "sẽ ở nhà"}
    where: dict[str, Any] = {"token": TRACER, "case_id": code}
    assert house.call("updateContact", work, person_id=pid(3), **where).status == 200
    assert to_call(house) == 1
    joined(house, 2, 3)
    assert to_call(house) == 0, "the human was reached"
    shown = house.call("getContact", {}, person_id=pid(2), **where).json
    assert (shown["status"], shown["notes"][-1]["note"]) == ("reached", "sẽ ở nhà")
    assert house.call("getContact", {}, person_id=pid(3), **where).json["person_id"] == pid(2)
    assert house.call("updateContact", {"status": "quarantined"}, person_id=pid(2), **where).status == 200
    undone(house, 2, 3)
    assert house.call("getContact", {}, person_id=pid(3), **where).json["status"] == "reached"
    assert house.call("getContact", {}, person_id=pid(2), **where).json["status"] == "quarantined"


def test_a_repeated_event_changes_nothing_more(house: House) -> None:
    people(house, 1, 2)
    person(house, 3)
    market(house)
    were_there(house, [1, 2, 3])
    code = traced_case(house, 1)
    joined(house, 1, 2)
    before = contacts(house, code), told(house, 3)
    for _ in range(2):
        heard(house, 1, 2)
    assert (contacts(house, code), told(house, 3)) == before


def test_cases_that_know_neither_are_left_alone(house: House) -> None:
    people(house, 1, 2)
    person(house, 3)
    code = traced_case(house, 3)
    revision = case_of(house, code).revision
    joined(house, 1, 2)
    assert case_of(house, code).revision == revision


def test_another_unit_may_not_join_and_a_citizen_joins_only_what_is_surely_one(house: House) -> None:
    people(house, 1, 2)
    asked = {**pair(1, 2), "reason": ""}
    assert house.call("mergePersons", asked, token=token_of(unit=KIM_LONG)).status == 403
    own = house.device_token(a_person_id(1), "d1")
    assert house.call("mergePersons", asked, token=own).status == 403, "the number is not proved yet"
    proves_again(house.persons, a_person_id(1), now=house.clock())
    assert house.call("mergePersons", asked, token=own).status == 201
    assert house.call("mergePersons", asked, token=own).status == 200
    assert house.call("mergePersons", asked, token=token_of(Role.COMMUNE_OFFICER)).status == 200


def test_strangers_wait_for_a_second_person(house: House) -> None:
    person(house, 1, full_name="Nguyễn Thị Lan")
    person(house, 2, full_name="Trần Thị Lan")
    reply = house.call("mergePersons", {**pair(1, 2), "reason": "đổi họ"}, token=TRACER)
    assert (reply.status, reply.json["state"], reply.json["look_alike"]) == (202, "waiting", False)
    assert not house.standing.stand().records
    again = house.call("approveMerge", {}, token=TRACER, merge_id=pid(2))
    assert (again.status, again.code) == (409, "same-person-approval")
    assert house.call("approveMerge", {}, token=SECOND, merge_id=pid(2)).json["state"] == "joined"
    assert house.standing.stand().records.survivor(a_person_id(2)) == a_person_id(1)
    listed = house.call("listMerges", token=TRACER).json["merges"]
    assert [(row["merge_id"], row["state"]) for row in listed] == [(pid(2), "joined")]


def test_after_thirty_days_it_stays(house: House) -> None:
    people(house, 1, 2)
    proves_again(house.persons, a_person_id(1), now=house.clock())
    joined(house, 1, 2)
    house.clock.passes(timedelta(days=30, seconds=1))
    reply = house.call("unmergePersons", {}, token=TRACER, merge_id=pid(2))
    assert (reply.status, reply.code) == (409, "merge-too-old")


def test_both_people_find_it_in_their_access_log(house: House) -> None:
    people(house, 1, 2)
    joined(house, 1, 2)
    undone(house, 1, 2)
    for number in (1, 2):
        acts = [r.act for r, _ in house.audit.records.values() if r.subject == f"P#{pid(number)}"]
        assert {"records-joined", "records-parted"} <= set(acts)


def _until(visit: Visit, end: datetime) -> Visit:
    return replace(visit, end=end, is_open=False)
