"""What the registers of cases and contacts make of a store that throttles, stays silent, collides or answers in part."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest

from domain.base.errors import Busy
from domain.tracing.case import Case, CaseState, Change, retracted
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactBook, HandOver
from domain.tracing.registers.cases import CaseRegister
from domain.tracing.run import LeaseAnswer, Run
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.tracing import a_case, a_follow_up, a_trace, an_edge, an_entry, case_code
from tests.faults import (
    Attempt,
    Crash,
    Fault,
    Faults,
    cancelled,
    conflict,
    crash,
    crash_after,
    lost_answer,
    partial_batch,
    refuse,
    served,
    short_page,
    silence,
    throttled,
    unavailable,
)

LATER = NOW + 5 * MINUTE
ELSEWHERE = "VN-2025H2/79/26740"
PASSING = [
    pytest.param((throttled, throttled), id="throttled"),
    pytest.param((unavailable,), id="failing"),
    pytest.param((silence, silence), id="silent"),
    pytest.param((lost_answer, lost_answer), id="answer lost"),
    pytest.param((lost_answer, throttled), id="answer lost, then throttled"),
    pytest.param((conflict, conflict, conflict), id="colliding"),
]
COLLIDING = [
    *PASSING,
    pytest.param((cancelled("None", "TransactionConflict", "None", "None"),) * 3, id="collision"),
    pytest.param((cancelled("ThrottlingError", "None", "None", "None"),) * 2, id="throttled part"),
    pytest.param((refuse("TransactionInProgressException"),) * 2, id="in progress"),
]


@pytest.fixture
def both(moto_stores: Stores) -> tuple[CaseRegister, ContactBook]:
    return moto_stores.cases()


@pytest.fixture
def register(both: tuple[CaseRegister, ContactBook]) -> CaseRegister:
    return both[0]


@pytest.fixture
def book(both: tuple[CaseRegister, ContactBook]) -> ContactBook:
    return both[1]


def changed(case: Case, **facts: str) -> Case:
    changed_by = facts.get("changed_by", "S#other")
    return replace(
        case,
        revision=case.revision + 1,
        change=Change.AMENDED,
        changed_by=changed_by,
        changed_at=LATER,
        reason="gọi lại",
    )


def run_of(case: Case, holder: str = "a") -> Run:
    return Run(case.code, case.revision, holder)


# Cases.


@pytest.mark.parametrize("trouble", COLLIDING)
def test_a_case_is_opened_and_changed_through_trouble(
    register: CaseRegister, faults: Faults, trouble: Sequence[Fault]
) -> None:
    faults.plan("TransactWriteItems", *trouble)
    case = a_case()
    assert register.open(case) == case
    faults.plan("TransactWriteItems", *trouble)
    second = changed(case)
    assert register.replace(second) == second
    faults.plan("TransactWriteItems", *trouble)
    taken_back = retracted(second, by="S#other", reason="nhầm mẫu", now=LATER)
    assert register.replace(taken_back) == taken_back
    assert [line.revision for line in register.history(case.code)] == [1, 2, 3]
    assert register.open_of([case.person], now=NOW) == {}


@pytest.mark.parametrize("lasting", [throttled, silence, conflict])
def test_lasting_trouble_stores_nothing_or_all(register: CaseRegister, faults: Faults, lasting: Fault) -> None:
    case = a_case()
    faults.plan("TransactWriteItems", *[lasting] * 4)
    with pytest.raises(Busy):
        register.open(case)
    faults.forget()
    assert register.find(case.code) is None
    assert register.open(case) == case


@pytest.mark.parametrize("killed", [crash, crash_after])
def test_a_killed_change_is_repeated_without_harm(register: CaseRegister, faults: Faults, killed: Fault) -> None:
    case = a_case()
    for write in (lambda: register.open(case), lambda: register.replace(changed(case))):
        faults.plan("TransactWriteItems", killed)
        with pytest.raises(Crash):
            write()
        write()
    assert register.find(case.code) == changed(case)
    assert [line.revision for line in register.history(case.code)] == [1, 2]


def test_a_change_that_comes_between_reading_and_writing_wins(
    moto_stores: Stores, register: CaseRegister, faults: Faults
) -> None:
    case = register.open(a_case())
    rival = changed(case, changed_by="S#quick")

    def meanwhile(_: Attempt) -> None:
        register.replace(rival)

    faults.plan("TransactWriteItems", meanwhile)
    assert register.replace(changed(case, changed_by="S#slow")) == rival
    assert [line.by for line in register.history(case.code)] == ["S#tracer", "S#quick"]


def test_an_episode_that_ends_between_reading_and_writing_is_no_trouble(register: CaseRegister, faults: Faults) -> None:
    """The case expired, and its person's next one was opened just before the old one is taken back."""
    old = register.open(a_case(expires_at=NOW + MINUTE))
    new = a_case(person=old.person, recorded_at=LATER)

    def meanwhile(_: Attempt) -> None:
        register.open(new)

    faults.plan("TransactWriteItems", meanwhile)
    taken_back = retracted(old, by="S#other", reason="nhầm mẫu", now=LATER)
    assert register.replace(taken_back).state is CaseState.RETRACTED
    assert register.open_of([old.person], now=NOW) == {old.person: new.code}


@pytest.mark.parametrize("trouble", PASSING)
def test_a_run_holds_and_finishes_through_trouble(
    register: CaseRegister, faults: Faults, trouble: Sequence[Fault]
) -> None:
    case = register.open(a_case())
    faults.plan("UpdateItem", *trouble)
    assert register.lease(run_of(case), until=LATER, now=NOW) is LeaseAnswer.READY, (
        "its own first attempt is not a rival"
    )
    faults.plan("UpdateItem", *trouble)
    assert register.lease(run_of(case, "b"), until=LATER, now=NOW) is LeaseAnswer.BUSY
    faults.plan("UpdateItem", *trouble)
    register.finish(run_of(case), a_trace(), retrace_at=LATER)
    assert register.find(case.code) == replace(case, trace=a_trace())
    assert [found.code for found in register.due(now=LATER)] == [case.code]
    assert register.lease(run_of(case, "b"), until=LATER, now=NOW) is LeaseAnswer.SUPERSEDED
    faults.plan("UpdateItem", *trouble)
    assert register.count_attempt(case.code, 1) >= 1


@pytest.mark.parametrize("trouble", PASSING)
def test_a_run_overtaken_finishes_through_trouble(
    register: CaseRegister, faults: Faults, trouble: Sequence[Fault]
) -> None:
    case = register.open(a_case())
    register.lease(run_of(case), until=LATER, now=NOW)
    following = register.replace(changed(case))
    faults.plan("UpdateItem", *trouble, served, *trouble)
    register.finish(run_of(case), a_trace(), retrace_at=LATER)
    faults.forget()
    assert register.pending() == [replace(following, trace=a_trace())]


def test_lists_of_cases_are_whole_through_trouble(register: CaseRegister, faults: Faults, bulk_faults: Faults) -> None:
    cases = [register.open(a_case()) for _ in range(9)]
    codes = {case.code for case in cases}

    def disturb() -> None:
        bulk_faults.forget()
        bulk_faults.plan("Query", throttled, short_page(2), silence, short_page(1))
        bulk_faults.plan("BatchGetItem", throttled, partial_batch(3), silence, partial_batch(0))

    disturb()
    assert {case.code for case in register.pending()} == codes
    disturb()
    assert set(register.some(list(codes))) == codes
    disturb()
    assert set(register.open_of([case.person for case in cases], now=NOW).values()) == codes
    disturb()
    page = register.in_unit("VN-2025H2/01", limit=9, cursor=None, now=NOW)
    assert {case.code for case in page.cases} == codes
    assert page.cursor is None


# Contacts.


def test_edges_are_saved_through_trouble(book: ContactBook, faults: Faults) -> None:
    case = case_code()
    edges = [an_edge(case=case) for _ in range(130)]
    # Two that the SDK repeats: a third on the same of several calls at once would make it give up.
    faults.plan("BatchWriteItem", throttled, partial_batch(20), lost_answer, partial_batch(0), partial_batch(24))
    book.save(edges)
    assert book.of_case(case, now=NOW).edges == {edge.person: edge for edge in edges}


@pytest.mark.parametrize("lasting", [throttled, silence, partial_batch(1), partial_batch(0)])
def test_edges_that_nobody_takes_ask_for_patience(book: ContactBook, faults: Faults, lasting: Fault) -> None:
    """What was stored before stays: a repeat of the step finds the rest by comparing."""
    case = case_code()
    edges = [an_edge(case=case) for _ in range(60)]
    faults.plan("BatchWriteItem", served, *[lasting] * 24)
    with pytest.raises(Busy):
        book.save(edges)
    faults.forget()
    assert set(book.of_case(case, now=NOW).edges.values()) < set(edges)
    book.save(edges)
    assert set(book.of_case(case, now=NOW).edges.values()) == set(edges)


@pytest.mark.parametrize("killed", [crash, crash_after])
def test_a_killed_save_leaves_whole_edges(book: ContactBook, faults: Faults, killed: Fault) -> None:
    case = case_code()
    edges = [an_edge(case=case) for _ in range(110)]
    faults.plan("BatchWriteItem", served, killed)
    with pytest.raises(Crash):
        book.save(edges)
    faults.forget()
    assert set(book.of_case(case, now=NOW).edges.values()) <= set(edges)
    book.save(edges)
    assert set(book.of_case(case, now=NOW).edges.values()) == set(edges)


def test_contacts_are_read_whole_through_trouble(book: ContactBook, bulk_faults: Faults) -> None:
    case = case_code()
    edges = {edge.person: edge for edge in (an_edge(case=case) for _ in range(60))}
    book.save(list(edges.values()))
    work = {person: a_follow_up(case=case, person=person) for person in list(edges)[:20]}
    for done in work.values():
        book.follow_up(done)

    def disturb() -> None:
        bulk_faults.forget()
        bulk_faults.plan("Query", throttled, short_page(2), short_page(1), lost_answer, short_page(3))
        bulk_faults.plan("BatchGetItem", partial_batch(30), throttled, partial_batch(0), silence)

    disturb()
    assert book.of_case(case, now=NOW) == (edges, work)
    disturb()
    page = book.page(case, limit=60, cursor=None, now=NOW)
    assert ({edge.person: edge for edge in page.edges}, page.follow_ups) == (edges, work)
    disturb()
    page = book.some(case, list(edges), now=NOW)
    assert ({edge.person: edge for edge in page.edges}, page.follow_ups) == (edges, work)


def test_contacts_are_never_read_in_part(book: ContactBook, bulk_faults: Faults) -> None:
    """A trace that took a part for the whole would withdraw the others."""
    case = case_code()
    book.save([an_edge(case=case) for _ in range(30)])
    bulk_faults.plan("Query", *[served] * 7, *[throttled] * 17)
    with pytest.raises(Busy):
        book.of_case(case, now=NOW)


@pytest.mark.parametrize("trouble", PASSING)
def test_work_is_written_through_trouble(book: ContactBook, faults: Faults, trouble: Sequence[Fault]) -> None:
    first = a_follow_up()
    second = replace(first, revision=2, entries=(*first.entries, an_entry(at=LATER)))
    for work in (first, second):
        faults.plan("PutItem", *trouble)
        book.follow_up(work)
    assert book.of_case(first.case, now=NOW).follow_ups == {first.person: second}


def give(book: ContactBook, case: Case, people: int) -> None:
    over = HandOver(case.code, ELSEWHERE, tuple(person_id() for _ in range(people)))
    book.hand_over(over, confirmed_at=case.dates.confirmed_at, expires_at=NOW + 104 * 1440 * MINUTE)


def listed(register: CaseRegister, unit: str) -> list[CaseCode]:
    return [case.code for case in register.in_unit(unit, limit=9, cursor=None, now=NOW).cases]


@pytest.mark.parametrize("killed", [crash, crash_after, throttled])
@pytest.mark.parametrize("at", [0, 1])
def test_a_killed_hand_over_is_made_whole(
    register: CaseRegister, book: ContactBook, faults: Faults, killed: Fault, at: int
) -> None:
    """Never a commune that has people and a province that does not see them."""
    case = register.open(a_case())
    for operation, people in (("PutItem", 3), ("DeleteItem", 0)):
        faults.plan(operation, *[served] * at, killed)
        with suppress(Crash):
            give(book, case, people)
        faults.forget()
        assert len(listed(register, ELSEWHERE)) <= len(listed(register, "VN-2025H2/79"))
        give(book, case, people)
        for unit in (ELSEWHERE, "VN-2025H2/79"):
            assert listed(register, unit) == [case.code] * bool(people)
