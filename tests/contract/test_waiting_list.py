"""WaitingList: who waits for word of a case, found from both sides, wherever a writer died."""

from contextlib import suppress

import pytest

from adapters.dynamo import key_parts
from adapters.dynamo.case import keys
from domain.tracing.registers.waiting import WaitingList
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.tracing import case_code
from tests.faults import Crash, Fault, Faults, crash, crash_after, partial_batch, served, throttled

UNTIL = NOW + 104 * DAY


@pytest.fixture
def waiting(stores: Stores) -> WaitingList:
    return stores.waiting_list()


def test_nobody_waits_for_nothing(waiting: WaitingList) -> None:
    waiting.add(case_code(), [], expires_at=UNTIL)
    waiting.remove(case_code(), [])
    assert waiting.of_case(case_code(), now=NOW) == frozenset()
    assert list(waiting.of_person(person_id(), now=NOW)) == []


def test_who_waits_is_found_by_the_case_and_by_the_person(waiting: WaitingList) -> None:
    (one, other), (lan, minh) = sorted([case_code(), case_code()]), (person_id(), person_id())
    waiting.add(one, [lan, minh], expires_at=UNTIL)
    waiting.add(other, {lan}, expires_at=UNTIL)
    assert waiting.of_case(one, now=NOW) == {lan, minh}
    assert waiting.of_case(other, now=NOW) == {lan}
    assert list(waiting.of_person(lan, now=NOW)) == [one, other]
    assert list(waiting.of_person(minh, now=NOW)) == [one]


def test_to_wait_twice_is_to_wait_once_and_to_leave_twice_is_to_leave(waiting: WaitingList) -> None:
    code, lan, minh = case_code(), person_id(), person_id()
    for _ in range(2):
        waiting.add(code, [lan, minh], expires_at=UNTIL)
    for _ in range(2):
        waiting.remove(code, [lan, person_id()])
    assert waiting.of_case(code, now=NOW) == {minh}
    assert list(waiting.of_person(lan, now=NOW)) == []


def test_nobody_waits_past_the_case(waiting: WaitingList) -> None:
    code, lan = case_code(), person_id()
    waiting.add(code, [lan], expires_at=NOW + MINUTE)
    assert waiting.of_case(code, now=NOW) == {lan}
    assert waiting.of_case(code, now=NOW + MINUTE) == frozenset()
    assert list(waiting.of_person(lan, now=NOW + MINUTE)) == []


def test_a_crowd_waits(waiting: WaitingList) -> None:
    code, crowd = case_code(), [person_id() for _ in range(60)]
    waiting.add(code, crowd, expires_at=UNTIL)
    assert waiting.of_case(code, now=NOW) == set(crowd)
    waiting.remove(code, crowd[:59])
    assert waiting.of_case(code, now=NOW) == {crowd[59]}


def test_the_keys_are_read_back() -> None:
    code = case_code()
    assert keys.waiting_read(keys.waiting(code)) == code
    assert not keys.waiting(code).startswith((keys.MEETINGS, key_parts.PEOPLE))


# A writer that dies: whoever has a case to wake it stands under that case as well.


@pytest.mark.parametrize("fate", [crash, crash_after], ids=["before", "after"])
@pytest.mark.parametrize("call", [0, 1])
@pytest.mark.parametrize("what", ["waits", "leaves"])
def test_wherever_a_writer_died_the_case_knows_who_would_wake_it(
    moto_stores: Stores, faults: Faults, fate: Fault, call: int, what: str
) -> None:
    waiting, code, lan = moto_stores.waiting_list(), case_code(), person_id()
    if what == "leaves":
        waiting.add(code, [lan], expires_at=UNTIL)
    faults.plan("BatchWriteItem", *(served,) * call, fate)
    with suppress(Crash):
        if what == "leaves":
            waiting.remove(code, [lan])
        else:
            waiting.add(code, [lan], expires_at=UNTIL)
    by_person, by_case = waiting.of_person(lan, now=NOW), waiting.of_case(code, now=NOW)
    assert not by_person or by_case == {lan}
    waiting.remove(code, [lan])
    assert not waiting.of_person(lan, now=NOW)


def test_what_a_busy_table_hands_back_is_written_in_the_end(moto_stores: Stores, faults: Faults) -> None:
    waiting, code, crowd = moto_stores.waiting_list(), case_code(), {person_id() for _ in range(5)}
    faults.plan("BatchWriteItem", throttled, partial_batch(2), throttled, partial_batch(0))
    waiting.add(code, crowd, expires_at=UNTIL)
    assert waiting.of_case(code, now=NOW) == crowd
    assert all(list(waiting.of_person(person, now=NOW)) == [code] for person in crowd)
