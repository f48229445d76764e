"""Who lives elsewhere: seen by both units, followed up where they live, and back when nobody takes over."""

from datetime import timedelta

from domain.tracing.codes import CaseCode
from tests.builders.base import KIM_LONG, SCHEME, VY_DA
from tests.builders.people import a_person_id
from tests.runs import traced
from tests.unit.functions.trace.contact_calls import (
    NEIGHBOURS_STATION,
    PROVINCE,
    STRANGER,
    everybody,
    home,
    ids_of,
    in_three_communes,
    numbers,
    opened,
    update,
)
from tests.unit.functions.trace.outbreak import (
    HOUR,
    NEIGHBOUR,
    TRACER,
    nothing_stored,
    person,
    refused,
    traced_case,
)


def test_everybody_is_seen_by_the_case_s_unit_and_each_by_where_they_live(house):
    code = in_three_communes(house)
    seen = {
        token: {row["person_id"]: row.get("handed_over", False) for row in everybody(house, token=token, case_id=code)}
        for token in (TRACER, NEIGHBOUR, STRANGER, PROVINCE)
    }
    two, three, four = (str(a_person_id(number)) for number in (2, 3, 4))
    assert seen[TRACER] == {two: False, three: True, four: True}
    assert seen[NEIGHBOUR] == {three: False}
    assert seen[STRANGER] == {four: False}
    assert seen[PROVINCE] == {two: False, three: False, four: True}


def test_a_commune_without_a_contact_sees_nothing_of_the_case(house):
    person(house, 1)
    person(house, 2)
    code = traced_case(house, milestones=[home(2)])
    with nothing_stored(house):
        for reply in (
            house.call("listContacts", token=NEIGHBOUR, query={"case_id": code}),
            opened(house, code, 2, token=NEIGHBOUR),
            opened(house, code, 9, token=NEIGHBOUR),
            update(house, code, 2, token=NEIGHBOUR),
        ):
            assert refused(reply, 403, "outside-jurisdiction")
    assert everybody(house, token=NEIGHBOUR) == []


def test_a_third_commune_does_not_open_who_lives_in_the_second(house):
    code = in_three_communes(house)
    assert opened(house, code, 3, token=STRANGER).code == "outside-jurisdiction"
    assert opened(house, code, 2, token=NEIGHBOUR).code == "outside-jurisdiction"
    assert opened(house, code, 3, token=NEIGHBOUR).json["full_name"] == "Trần Văn Minh"


def test_the_case_stands_in_the_list_of_the_commune_it_was_handed_to(house):
    code = in_three_communes(house)
    for token in (NEIGHBOUR, STRANGER):
        (row,) = house.call("listCases", token=token).json["cases"]
        assert row == {
            "case_id": code,
            "status": "published",
            "confirmed_at": "2021-10-02T08:00:00+07:00",
            "unit": {"scheme": SCHEME, "code": VY_DA.code, "name": "Phường Vỹ Dạ"},
            "f1": 0,
            "f2": 0,
            "handed_over": True,
            "handed_people": 1,
        }
        assert house.call("getCase", token=token, case_id=code).code == "outside-jurisdiction"
        assert house.call("getTrace", token=token, case_id=code).code == "outside-jurisdiction"


def test_the_queue_of_a_commune_holds_its_own_cases_and_those_handed_over(house):
    code = in_three_communes(house)
    person(house, 5, unit=KIM_LONG)
    person(house, 6, unit=KIM_LONG)
    own = traced_case(house, 5, token=NEIGHBOUR, milestones=[home(6)])
    rows = everybody(house, token=NEIGHBOUR, limit=1)
    assert set(ids_of(rows)) == {(code, str(a_person_id(3))), (own, str(a_person_id(6)))}


def test_who_lives_elsewhere_is_followed_up_there(house):
    code = in_three_communes(house)
    with nothing_stored(house):
        assert refused(update(house, code, 3), 403, "handed-over", ("person_id", "handed-over"))
    row = update(house, code, 3, token=NEIGHBOURS_STATION, outcome="answered").json
    assert (row["status"], row["attempts"], row["accepted_at"]) == ("reached", 1, "2021-10-02T08:15:12+07:00")
    house.clock.passes(48 * HOUR)
    assert update(house, code, 3).code == "handed-over", "taken over there: it stays there"
    seen = [row for row in everybody(house, case_id=code) if row["person_id"] == str(a_person_id(3))]
    assert [(row["status"], row["accepted_at"]) for row in seen] == [("reached", "2021-10-02T08:15:12+07:00")]


def test_whom_nobody_took_over_in_a_day_comes_back(house):
    code = in_three_communes(house)
    house.clock.passes(24 * HOUR)
    assert update(house, code, 3).code == "handed-over"
    house.clock.passes(timedelta(seconds=1))
    row = update(house, code, 3, outcome="no_answer", status="to_call").json
    assert (row["attempts"], row.get("accepted_at")) == (1, None)
    assert update(house, code, 3, token=NEIGHBOUR).json["accepted_at"] == "2021-10-03T08:15:13+07:00"
    assert update(house, code, 3).code == "handed-over"


def test_a_province_follows_up_in_all_its_wards(house):
    code = in_three_communes(house)
    assert update(house, code, 3, token=PROVINCE).status == 200
    assert update(house, code, 4, token=PROVINCE).code == "handed-over"


def test_a_contact_found_later_is_handed_over_by_the_next_run(house):
    code = in_three_communes(house)
    person(house, 7, unit=KIM_LONG)
    house.call("amendCase", {"milestones": [home(2, 3, 4, 7)]}, token=TRACER, case_id=code)
    traced(house, code)
    assert {row["person_id"] for row in everybody(house, token=NEIGHBOUR, case_id=code)} == numbers(3, 7)
    house.call("amendCase", {"milestones": [home(2, 4, 7)]}, token=TRACER, case_id=code)
    traced(house, code)
    assert {row["person_id"] for row in everybody(house, token=NEIGHBOUR, case_id=code)} == numbers(7)
    assert opened(house, code, 3, token=NEIGHBOUR).code == "outside-jurisdiction"


def test_a_retraction_takes_the_case_out_of_the_communes_lists(house):
    code = in_three_communes(house)
    house.call("retractCase", {}, token=TRACER, case_id=code)
    traced(house, code)
    assert house.call("listCases", token=NEIGHBOUR).json["cases"] == []
    assert house.contacts.handed_over(CaseCode.parse(code)) == []
