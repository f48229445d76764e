"""What a second person decides about a crowd: some of it told, the rest held or declined; later runs go by it."""

from datetime import timedelta

import pytest

from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.doors.calls import Reply
from tests.doors.house import House
from tests.runs import traced
from tests.unit.functions.trace.outbreak import (
    AT_MARKET,
    HOUR,
    SECOND,
    TRACER,
    case_of,
    market,
    person,
    token_of,
    traced_case,
    were_there,
)

DAY = "2021-10-01"
CROWD = 505
LATE = 45  # minutes after the others: of the F0's hour they share a quarter


@pytest.fixture
def code(house: House) -> str:
    """505 people who shared an hour of a market with the F0, and 15 who shared a quarter of it."""
    person(house, 1)
    market(house)
    were_there(house, range(1, CROWD + 2))
    were_there(house, range(1_001, 1_016), at=AT_MARKET + timedelta(minutes=LATE))
    return traced_case(house)


def decide(house: House, code: str, operation: str = "releaseTrace", *, token: str = SECOND, **body: object) -> Reply:
    reply = house.call(operation, {"reason": "đã xem nhóm ở chợ", **body}, token=token, case_id=code)
    if reply.status == 200:
        traced(house, code)
    return reply


def trace(house: House, code: str) -> dict[str, object]:
    found: dict[str, object] = house.call("getTrace", token=TRACER, case_id=code).json
    return found


def told(house: House, code: str) -> set[str]:
    edges = house.contacts.of_case(case_of(house, code).code, now=NOW + HOUR).edges
    return {str(person) for person, edge in edges.items() if edge.active}


def test_who_stayed_long_is_told_and_the_rest_goes_on_waiting(house: House, code: str) -> None:
    decide(house, code, min_minutes=30)
    assert len(told(house, code)) == CROWD
    now = trace(house, code)
    assert (now["status"], now["held"]["people"]) == ("held", 15)  # type: ignore[index]
    (group,) = now["held"]["groups"]  # type: ignore[index]
    assert (group["people"], group["released"]) == (15, CROWD)
    decide(house, code)
    assert len(told(house, code)) == CROWD + 15
    assert trace(house, code)["status"] == "published"


def test_the_rest_is_declined_and_no_later_run_tells_it(house: House, code: str) -> None:
    decide(house, code, min_minutes=30, rest="declined")
    now = trace(house, code)
    assert now["status"] == "published"
    assert [group["people"] for group in now["declined"]] == [15]  # type: ignore[attr-defined]
    house.call("retraceCase", {}, token=TRACER, case_id=code)
    traced(house, code)
    assert len(told(house, code)) == CROWD
    assert [group["people"] for group in trace(house, code)["declined"]] == [15]  # type: ignore[attr-defined]


def test_only_who_was_there_in_an_hour_is_told(house: House, code: str) -> None:
    late = AT_MARKET + timedelta(minutes=LATE)
    decide(house, code, rest="declined", **{"from": AT_MARKET.isoformat(), "to": late.isoformat()})
    assert len(told(house, code)) == CROWD
    assert str(a_person_id(1_001)) not in told(house, code)
    assert house.call("releaseTrace", {"reason": "x"}, token=SECOND, case_id=code).code == "nothing-held"


def test_nobody_is_told_and_the_history_says_why(house: House, code: str) -> None:
    assert decide(house, code, "declineTrace", reason="F0 chỉ đi qua cổng chợ").status == 200
    assert told(house, code) == set()
    now = trace(house, code)
    assert now["status"] == "published"
    assert [group["people"] for group in now["declined"]] == [CROWD + 15]  # type: ignore[attr-defined]
    line = house.call("getCase", token=TRACER, case_id=code).json["history"][-1]
    assert (line["act"], line["reason"]) == ("declined", "F0 chỉ đi qua cổng chợ")


def test_a_group_that_grew_much_after_it_was_declined_waits_again(house: House, code: str) -> None:
    decide(house, code, "declineTrace", reason="F0 chỉ đi qua cổng chợ")
    were_there(house, range(2_001, 2_201))
    house.call("retraceCase", {}, token=TRACER, case_id=code)
    traced(house, code)
    now = trace(house, code)
    assert (now["status"], now["held"]["people"]) == ("held", CROWD + 15 + 200)  # type: ignore[index]
    assert told(house, code) == set()


def test_only_the_group_that_is_named_is_decided(house: House) -> None:
    person(house, 1)
    first, second = market(house, 1), market(house, 2)
    were_there(house, range(1, CROWD + 2), venue=1)
    were_there(house, [1, *range(3_000, 3_000 + CROWD)], venue=2, at=AT_MARKET + 3 * HOUR)
    code = traced_case(house)
    decide(house, code, chosen=[{"venue_id": first, "day": DAY}])
    now = trace(house, code)
    assert [group["venue_id"] for group in now["held"]["groups"]] == [second]  # type: ignore[index]
    assert len(told(house, code)) == CROWD


def test_whoever_confirmed_declines_nothing(house: House, code: str) -> None:
    refused = decide(house, code, "declineTrace", token=TRACER)
    assert refused.code == "same-person-release"
    assert trace(house, code)["status"] == "held"


def test_facts_that_the_second_person_states_put_a_declined_group_before_a_third(house: House, code: str) -> None:
    decide(house, code, "declineTrace", reason="F0 chỉ đi qua cổng chợ")
    amended = {"onset_at": "2021-10-01T20:00:00+07:00", "reason": "nhớ lại"}
    assert house.call("amendCase", amended, token=SECOND, case_id=code).status == 200
    traced(house, code)
    assert trace(house, code)["status"] == "held"
    assert decide(house, code, "declineTrace", token=SECOND).code == "same-person-release"
    assert decide(house, code, "declineTrace", token=token_of(who="third")).status == 200
