"""CaseRegister: one open case a person, revisions with their history, one run at a time, lists by unit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo import key_parts
from adapters.dynamo.case import keys
from adapters.dynamo.case.cases import DynamoCases
from adapters.dynamo.case.item import case_event
from domain.base.errors import Busy, InvalidInput
from domain.tracing.case import DISEASE, Case, CaseState, Change, HeldGroup, TraceStatus, amended, retraced, retracted
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactBook, HandOver
from domain.tracing.errors import CaseUnknown
from domain.tracing.events import CaseAmended, CaseConfirmed, CaseRetracted, RetraceDue, TraceReleased
from domain.tracing.milestone import Dates, Milestone, MilestoneKind
from domain.tracing.registers.cases import CasePage, CaseRegister, HistoryLine
from domain.tracing.review.decision import Approval, Group, Rest, Scope
from domain.tracing.review.listing import CasesWanted, Standing
from domain.tracing.run import LeaseAnswer, Run
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.presence import venue_id
from tests.contract.samples.tracing import a_case, a_trace, case_code
from tests.faults import Faults, stale

HANOI = "VN-2025H2/01"
HONG_HA = f"{HANOI}/00004"
NGOC_HA = f"{HANOI}/00008"
SAIGON = "VN-2025H2/79"
BEN_THANH = f"{SAIGON}/26740"
OLD_HANOI = "VN-2025H1/01"
BA_DINH = f"{OLD_HANOI}/001"
SECOND = timedelta(seconds=1)
LATER = NOW + 5 * MINUTE


@pytest.fixture
def both(stores: Stores) -> tuple[CaseRegister, ContactBook]:
    return stores.cases()


@pytest.fixture
def register(both: tuple[CaseRegister, ContactBook]) -> CaseRegister:
    return both[0]


@pytest.fixture
def book(both: tuple[CaseRegister, ContactBook]) -> ContactBook:
    return both[1]


def full_case() -> Case:
    """Every field says something."""
    milestones = (
        Milestone(MilestoneKind.HOUSEHOLD, people=(person_id(), person_id())),
        Milestone(MilestoneKind.PLACE, NOW - DAY, NOW, venue=venue_id(), category="food"),
        Milestone(MilestoneKind.MET_CASUAL, NOW - DAY, NOW, place="nhà bà Tám, ngõ 5", people=(person_id(),)),
        Milestone(MilestoneKind.MET_CLOSE, NOW - DAY, NOW, people=(person_id(),), of=person_id()),
    )
    dates = Dates(NOW - 2 * DAY, NOW - DAY, onset_at=NOW - 3 * DAY, isolated_at=NOW - MINUTE)
    approvals = {
        Group(str(venue_id()), 18_903): Approval(20_000, "S#second", NOW),
        Group(str(venue_id()), 18_904): Approval(519, "S#second", NOW, (Scope(1800, 1, 2), Scope(60)), Rest.HELD),
        Group(str(venue_id()), 18_905): Approval(519, "S#second", NOW, ()),
    }
    asked = frozenset({"S#first", "S#hoa"})
    return a_case(dates=dates, milestones=milestones, reason="xét nghiệm lại", approvals=approvals, asked_before=asked)


def changed(case: Case, **facts: Any) -> Case:
    """The next revision, as a rule of the field would make it."""
    given = {"change": Change.AMENDED, "changed_by": "S#other", "changed_at": LATER, "reason": "gọi lại"}
    return replace(case, revision=case.revision + 1, attempt=0, **{**given, **facts})


def run_of(case: Case, holder: str = "a") -> Run:
    return Run(case.code, case.revision, holder)


def finish(register: CaseRegister, case: Case, *, retrace_at: datetime | None = None) -> None:
    run = run_of(case, f"run-{case.revision}")
    assert register.lease(run, until=NOW + MINUTE, now=NOW) is LeaseAnswer.READY
    register.finish(run, a_trace(case.revision), retrace_at=retrace_at)


def everything(register: CaseRegister, unit: str, *, limit: int = 2, now: datetime = NOW) -> list[CaseCode]:
    """All pages, one after another."""
    found: list[CaseCode] = []
    page = CasePage((), None)
    while True:
        page = register.in_unit(unit, limit=limit, cursor=page.cursor, now=now)
        assert len(page.cases) <= limit
        found += [case.code for case in page.cases]
        if page.cursor is None:
            return found


# Opening.


def test_a_case_is_kept_as_it_was_opened(register: CaseRegister) -> None:
    for case in (a_case(), full_case(), a_case(expires_at=None)):
        assert register.open(case) == case
        assert register.find(case.code) == case
        assert register.open_of([case.person], now=NOW) == {case.person: case.code}
        line = HistoryLine(1, Change.CONFIRMED, "S#tracer", NOW, case.reason)
        assert register.history(case.code) == [line]


def test_nobody_is_nobody(register: CaseRegister) -> None:
    case = register.open(a_case())
    assert register.find(case_code()) is None
    assert register.some([case_code(), case.code, case.code]) == {case.code: case}
    assert register.some([]) == {}
    assert register.open_of([person_id()], now=NOW) == {}
    assert register.open_of([], now=NOW) == {}
    assert register.history(case_code()) == []


def test_a_person_has_one_open_case(register: CaseRegister) -> None:
    first = register.open(a_case())
    for rival in (first, a_case(person=first.person), replace(full_case(), person=first.person)):
        assert register.open(rival) == first
    assert register.find(rival.code) is None, "nothing of the refused attempt is left"
    assert register.history(rival.code) == []
    assert everything(register, HONG_HA) == [first.code]


def test_a_taken_code_asks_for_another(register: CaseRegister) -> None:
    first = register.open(a_case())
    rival = a_case(code=first.code)
    with pytest.raises(Busy):
        register.open(rival)
    assert register.find(first.code) == first
    assert register.open_of([rival.person], now=NOW) == {}
    fresh = replace(rival, code=case_code())
    assert register.open(fresh) == fresh


def test_an_episode_that_has_expired_stands_in_nobodys_way(register: CaseRegister) -> None:
    old = register.open(a_case(expires_at=NOW + DAY))
    assert register.open_of([old.person], now=NOW + DAY - SECOND) == {old.person: old.code}
    assert register.open_of([old.person], now=NOW + DAY) == {}, "before the table removes it"
    early = a_case(person=old.person, recorded_at=NOW + DAY - SECOND)
    assert register.open(early) == old
    new = a_case(person=old.person, recorded_at=NOW + DAY)
    assert register.open(new) == new
    assert register.open_of([old.person], now=NOW) == {old.person: new.code}


def test_fractions_of_a_second_are_not_kept(register: CaseRegister) -> None:
    more = timedelta(microseconds=987_654)
    exact = full_case()
    dates = Dates(
        exact.dates.specimen_at + more, exact.dates.confirmed_at + more, exact.dates.onset_at, exact.dates.isolated_at
    )
    milestones = tuple(replace(m, start=m.start and m.start + more) for m in exact.milestones)
    approvals = {group: approval._replace(at=NOW + more) for group, approval in exact.approvals.items()}
    given = replace(exact, dates=dates, milestones=milestones, approvals=approvals, recorded_at=NOW + more)
    assert register.open(replace(given, changed_at=NOW + more)) == exact


# Revisions.


def test_a_revision_follows_with_its_line_of_history(register: CaseRegister) -> None:
    case = register.open(full_case())
    second = changed(
        case, milestones=(), dates=a_case().dates, approvals={}, asked_before=frozenset(), expires_at=NOW + DAY
    )
    assert register.replace(second) == second
    third = changed(
        second,
        milestones=case.milestones,
        reason="",
        asked_by="S#other",
        asked_before=second.askers,
        expires_at=None,
    )
    assert register.replace(third) == third
    assert register.find(case.code) == third
    lines = register.history(case.code)
    assert [(line.revision, line.change, line.by, line.reason) for line in lines] == [
        (1, Change.CONFIRMED, "S#tracer", "xét nghiệm lại"),
        (2, Change.AMENDED, "S#other", "gọi lại"),
        (3, Change.AMENDED, "S#other", ""),
    ]


def test_replacing_twice_is_replacing_once(register: CaseRegister) -> None:
    second = changed(register.open(a_case()))
    assert register.replace(second) == second
    assert register.replace(second) == second
    assert len(register.history(second.code)) == 2


def test_a_change_that_missed_another_gets_the_other(register: CaseRegister) -> None:
    case = register.open(a_case())
    first = register.replace(changed(case, changed_by="S#quick"))
    assert register.replace(changed(case, changed_by="S#slow")) == first
    assert register.replace(replace(changed(first), revision=7)) == first
    assert len(register.history(case.code)) == 2


def test_replacing_what_is_not_there(register: CaseRegister) -> None:
    with pytest.raises(CaseUnknown):
        register.replace(changed(a_case()))


def test_who_where_and_when_are_fixed(register: CaseRegister) -> None:
    case = register.open(a_case())
    moved = changed(case, unit_path=BEN_THANH, unit_name="Phường Bến Thành", recorded_at=LATER)
    fixed = replace(moved, unit_path=case.unit_path, unit_name=case.unit_name, recorded_at=case.recorded_at)
    assert register.replace(moved) == fixed
    assert everything(register, BEN_THANH) == []


def test_a_retraction_ends_the_episode(register: CaseRegister) -> None:
    case = register.open(a_case())
    taken_back = retracted(case, by="S#other", reason="nhầm mẫu", now=LATER)
    assert register.replace(taken_back) == taken_back
    assert register.replace(taken_back) == taken_back
    assert register.open_of([case.person], now=NOW) == {}
    assert everything(register, HONG_HA) == [case.code], "it stays in sight"
    again = a_case(person=case.person, recorded_at=LATER)
    assert register.open(again) == again
    assert register.find(case.code) == taken_back


def test_an_old_case_does_not_end_the_next_episode(register: CaseRegister) -> None:
    case = register.open(a_case())
    taken_back = register.replace(retracted(case, by="S#other", reason="nhầm mẫu", now=LATER))
    again = register.open(a_case(person=case.person, recorded_at=LATER))
    register.replace(retraced(taken_back, by="S#clock", now=LATER))
    assert register.open_of([case.person], now=NOW) == {case.person: again.code}


# Runs.


def test_one_run_holds_a_case(register: CaseRegister) -> None:
    case = register.open(a_case())
    assert register.lease(run_of(case), until=LATER, now=NOW) is LeaseAnswer.READY
    assert register.lease(run_of(case), until=LATER, now=NOW) is LeaseAnswer.READY, "a repeat"
    assert register.lease(run_of(case, "b"), until=LATER, now=LATER - SECOND) is LeaseAnswer.BUSY
    assert register.lease(run_of(case), until=LATER + MINUTE, now=LATER - SECOND) is LeaseAnswer.READY, "a longer lease"
    assert register.lease(run_of(case, "b"), until=LATER, now=LATER) is LeaseAnswer.BUSY
    assert register.lease(run_of(case, "b"), until=LATER + DAY, now=LATER + MINUTE) is LeaseAnswer.READY, "it has ended"
    assert register.lease(run_of(case), until=LATER + DAY, now=LATER + MINUTE) is LeaseAnswer.BUSY


def test_a_run_that_nobody_wants_any_more(register: CaseRegister) -> None:
    case = register.open(a_case())
    assert register.lease(Run(case_code(), 1, "a"), until=LATER, now=NOW) is LeaseAnswer.SUPERSEDED
    assert register.lease(Run(case.code, 2, "a"), until=LATER, now=NOW) is LeaseAnswer.SUPERSEDED
    following = register.replace(changed(case))
    assert register.lease(run_of(case), until=LATER, now=NOW) is LeaseAnswer.SUPERSEDED
    finish(register, following)
    assert register.lease(run_of(following), until=LATER, now=NOW) is LeaseAnswer.SUPERSEDED


def test_a_run_goes_on_although_a_revision_followed(register: CaseRegister) -> None:
    """The next one waits for it: two at once would write over each other."""
    case = register.open(a_case())
    assert register.lease(run_of(case), until=LATER, now=NOW) is LeaseAnswer.READY
    following = register.replace(changed(case))
    assert register.lease(run_of(following, "b"), until=LATER, now=NOW) is LeaseAnswer.BUSY
    assert register.lease(run_of(case), until=LATER, now=NOW) is LeaseAnswer.READY
    register.finish(run_of(case), a_trace(1), retrace_at=NOW + DAY)
    stored = register.find(case.code)
    assert stored == replace(following, trace=a_trace(1))
    assert stored.status is TraceStatus.RUNNING
    assert register.pending() == [stored]
    assert register.due(now=NOW + 2 * DAY) == []
    assert register.lease(run_of(following, "b"), until=LATER, now=NOW) is LeaseAnswer.READY


def test_a_finished_run_leaves_what_it_found(register: CaseRegister) -> None:
    case = register.open(full_case())
    held = (
        HeldGroup(Group(str(venue_id()), 18_903), 20_000, 61),
        HeldGroup(Group(str(venue_id()), 18_902), 501, 0, 512),
    )
    found = a_trace(
        held=held,
        held_people=20_300,
        first=(person_id(), person_id()),
        first_notice_at=NOW - MINUTE,
        last_notice_at=NOW,
    )
    register.lease(run_of(case), until=LATER, now=NOW)
    register.finish(run_of(case), found, retrace_at=None)
    assert register.find(case.code) == replace(case, trace=found)
    assert register.pending() == []
    assert register.due(now=NOW + 365 * DAY) == []
    register.finish(run_of(case), a_trace(counts={"F1": 99}), retrace_at=None)
    assert register.find(case.code) == replace(case, trace=found), "it let the case go before"


def test_a_run_that_lost_the_case_leaves_nothing(register: CaseRegister) -> None:
    case = register.open(a_case())
    register.finish(run_of(case), a_trace(), retrace_at=None)
    register.lease(run_of(case), until=LATER, now=NOW)
    register.lease(run_of(case, "b"), until=LATER + MINUTE, now=LATER)
    register.finish(run_of(case), a_trace(), retrace_at=None)
    register.finish(Run(case_code(), 1, "a"), a_trace(), retrace_at=None)
    assert register.find(case.code) == case
    assert register.lease(run_of(case), until=LATER + DAY, now=LATER) is LeaseAnswer.BUSY


def test_a_change_keeps_what_runs_have_written(register: CaseRegister) -> None:
    case = register.open(a_case())
    finish(register, case)
    second = register.replace(changed(case))
    assert second.trace == a_trace(1)
    assert register.lease(run_of(second), until=LATER, now=NOW) is LeaseAnswer.READY
    third = register.replace(changed(second))
    assert register.lease(run_of(third, "b"), until=LATER, now=NOW) is LeaseAnswer.BUSY, "the lease stands"


def test_what_waits_and_what_is_due(register: CaseRegister) -> None:
    first, second, third = (register.open(a_case(changed_at=NOW + n * SECOND)) for n in (2, 0, 1))
    assert [case.code for case in register.pending()] == [second.code, third.code, first.code]
    for case, after in ((first, 2), (second, 5), (third, 1)):
        finish(register, case, retrace_at=NOW + after * MINUTE)
    assert register.pending() == []
    assert register.due(now=NOW + MINUTE - SECOND) == []
    assert [case.code for case in register.due(now=NOW + 2 * MINUTE)] == [third.code, first.code]
    (due, _) = register.due(now=NOW + 2 * MINUTE)
    again = register.replace(retraced(due, by="S#clock", now=NOW + 2 * MINUTE))
    assert [case.code for case in register.due(now=NOW + 2 * MINUTE)] == [first.code]
    assert register.pending() == [again]


def test_starts_of_a_revision_are_counted(register: CaseRegister) -> None:
    case = register.open(a_case())
    assert [register.count_attempt(case.code, 1) for _ in range(3)] == [1, 2, 3]
    assert register.find(case.code) == replace(case, attempt=3)
    second = register.replace(changed(case))
    assert second.attempt == 0
    assert register.count_attempt(case.code, 1) == 1
    assert register.find(case.code) == second, "starts of another revision do not count"
    assert register.count_attempt(case_code(), 1) == 1
    assert register.find(case.code) == second


# Lists.


def test_newest_first_in_commune_district_and_province(register: CaseRegister) -> None:
    def opened(path: str, hours: int) -> CaseCode:
        confirmed = NOW - timedelta(hours=hours)
        return register.open(a_case(unit_path=path, dates=Dates(confirmed - DAY, confirmed))).code

    a, b, c, d = opened(HONG_HA, 5), opened(NGOC_HA, 4), opened(HONG_HA, 3), opened(NGOC_HA, 2)
    top = opened(HANOI, 1)
    old, older = opened(f"{BA_DINH}/00001", 6), opened(f"{OLD_HANOI}/002/00037", 7)
    opened(BEN_THANH, 3)
    for limit in (1, 2, 100):
        assert everything(register, HONG_HA, limit=limit) == [c, a]
        assert everything(register, NGOC_HA, limit=limit) == [d, b]
        assert everything(register, HANOI, limit=limit) == [top, d, c, b, a]
        assert everything(register, BA_DINH, limit=limit) == [old]
        assert everything(register, OLD_HANOI, limit=limit) == [old, older]


def test_an_expired_case_is_not_listed(register: CaseRegister) -> None:
    cases = [register.open(a_case(expires_at=NOW + days * DAY)) for days in (1, 2, 3)]
    assert set(everything(register, HONG_HA)) == {case.code for case in cases}
    assert set(everything(register, HONG_HA, now=NOW + DAY)) == {case.code for case in cases[1:]}
    assert everything(register, HANOI, now=NOW + 3 * DAY) == []


def test_a_corrected_confirmation_changes_the_place(register: CaseRegister) -> None:
    first, second = (register.open(a_case(dates=Dates(NOW - 2 * DAY, NOW - n * timedelta(hours=1)))) for n in (1, 2))
    assert everything(register, HANOI) == everything(register, HONG_HA) == [first.code, second.code]
    dates = replace(first.dates, confirmed_at=NOW - timedelta(hours=3))
    register.replace(amended(first, dates, (), by="S#other", reason="", now=LATER))
    assert everything(register, HANOI) == everything(register, HONG_HA) == [second.code, first.code]


def handed(book: ContactBook, case: Case, *paths: str, people: int = 1, until: datetime = NOW + 104 * DAY) -> None:
    for path in paths:
        over = HandOver(case.code, path, tuple(person_id() for _ in range(people)))
        book.hand_over(over, confirmed_at=case.dates.confirmed_at, expires_at=until)


def test_a_case_is_listed_where_its_people_were_handed_over(register: CaseRegister, book: ContactBook) -> None:
    case, other = register.open(a_case()), register.open(a_case(unit_path=BEN_THANH, dates=Dates(NOW - DAY, NOW)))
    handed(book, case, NGOC_HA, BEN_THANH, f"{SAIGON}/26743", f"{BA_DINH}/00001")
    for unit in (HANOI, HONG_HA, NGOC_HA, f"{SAIGON}/26743", OLD_HANOI, BA_DINH, f"{BA_DINH}/00001"):
        assert everything(register, unit) == [case.code], unit
    for limit in (1, 2, 100):
        assert everything(register, SAIGON, limit=limit) == [other.code, case.code], (
            "once, although two communes have people"
        )
        assert everything(register, BEN_THANH, limit=limit) == [other.code, case.code]
    assert everything(register, f"{OLD_HANOI}/002") == []


def test_a_hand_over_taken_back_leaves_the_list(register: CaseRegister, book: ContactBook) -> None:
    case = register.open(a_case())
    handed(book, case, NGOC_HA, BEN_THANH, f"{SAIGON}/26743")
    handed(book, case, BEN_THANH, people=0)
    handed(book, case, BEN_THANH, people=0)
    assert everything(register, BEN_THANH) == []
    assert everything(register, SAIGON) == everything(register, f"{SAIGON}/26743") == [case.code]
    handed(book, case, f"{SAIGON}/26743", NGOC_HA, people=0)
    assert everything(register, SAIGON) == everything(register, NGOC_HA) == []
    assert everything(register, HANOI) == [case.code], "its own province keeps it"


def test_a_hand_over_follows_a_corrected_confirmation(register: CaseRegister, book: ContactBook) -> None:
    first, second = (register.open(a_case(dates=Dates(NOW - 2 * DAY, NOW - n * timedelta(hours=1)))) for n in (1, 2))
    for case in (first, second):
        handed(book, case, BEN_THANH)
    assert everything(register, SAIGON) == everything(register, BEN_THANH) == [first.code, second.code]
    dates = replace(first.dates, confirmed_at=NOW - timedelta(hours=3))
    handed(book, register.replace(amended(first, dates, (), by="S#other", reason="", now=LATER)), BEN_THANH)
    assert everything(register, SAIGON) == everything(register, BEN_THANH) == [second.code, first.code]


def test_a_hand_over_of_an_unknown_or_expired_case_is_passed_over(register: CaseRegister, book: ContactBook) -> None:
    case = register.open(a_case())
    handed(book, a_case(), NGOC_HA)
    handed(book, case, NGOC_HA, until=NOW + DAY)
    assert everything(register, NGOC_HA, limit=1) == [case.code]
    assert everything(register, NGOC_HA, limit=1, now=NOW + DAY) == []
    handed(book, case, NGOC_HA, until=NOW + 200 * DAY)
    assert everything(register, NGOC_HA, now=NOW + 104 * DAY) == []


@pytest.mark.parametrize("wrong", ["x", "", "Zm9v", "é", "0000000000#zzzzzzzz", "MDAwMDAwMDAwMCN6eno="])
def test_a_cursor_that_is_none_is_refused(register: CaseRegister, wrong: str) -> None:
    register.open(a_case())
    with pytest.raises(InvalidInput):
        register.in_unit(HONG_HA, limit=1, cursor=wrong, now=NOW)


# Many callers at once.


def at_once(work: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(work, range(16)))


def test_of_many_confirmations_at_once_one_is_opened(busy_stores: Stores) -> None:
    register, _ = busy_stores.cases()
    person = person_id()
    assert len({case.code for case in at_once(lambda _: register.open(a_case(person=person)))}) == 1
    assert len(everything(register, HANOI)) == 1


def test_of_many_changes_at_once_one_follows(busy_stores: Stores) -> None:
    register, _ = busy_stores.cases()
    case = register.open(a_case())
    stored = at_once(lambda n: register.replace(changed(case, changed_by=f"S#{n}")).changed_by)
    assert len(set(stored)) == 1
    assert [line.by for line in register.history(case.code)] == ["S#tracer", stored[0]]


def test_of_many_starts_at_once_each_has_a_number_of_its_own(busy_stores: Stores) -> None:
    register, _ = busy_stores.cases()
    case = register.open(a_case())
    counted = at_once(lambda _: register.count_attempt(case.code, case.revision))
    assert sorted(counted) == list(range(min(counted), min(counted) + 16))


def test_of_many_runs_at_once_one_holds(busy_stores: Stores) -> None:
    register, _ = busy_stores.cases()
    case = register.open(a_case())
    held = at_once(lambda n: register.lease(run_of(case, f"{n}"), until=LATER, now=NOW))
    assert held.count(LeaseAnswer.READY) == 1
    assert held.count(LeaseAnswer.BUSY) == 15


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Case")


@pytest.fixture
def stored(moto_stores: Stores, table: str) -> CaseRegister:
    return DynamoCases(table, sealer=moto_stores.sealer())


def image(table: str, case: Case) -> dict[str, Any]:
    key = {"pk": {"S": keys.case(case.code)}, "sk": {"S": key_parts.META}}
    return session.client("dynamodb").get_item(TableName=table, Key=key)["Item"]


def test_what_people_said_is_sealed(stored: CaseRegister, table: str) -> None:
    case = stored.open(full_case())
    stored.replace(changed(case))
    text = repr(session.client("dynamodb").scan(TableName=table)["Items"])
    for said in ("bà Tám", "ngõ 5", "xét nghiệm", "gọi lại"):
        assert said not in text


def test_the_stream_asks_for_each_revision_until_a_run_has_it(stored: CaseRegister, table: str) -> None:
    case = stored.open(a_case())
    code = str(case.code)
    assert case_event(image(table, case)) == CaseConfirmed(code, 1)
    stored.count_attempt(case.code, 1)
    assert case_event(image(table, case)) == CaseConfirmed(code, 1), "harmless: its run has that name"
    stored.lease(run_of(case), until=LATER, now=NOW)
    assert case_event(image(table, case)) is None, "the lease is no news"
    for change, kind in (
        (Change.AMENDED, CaseAmended),
        (Change.RELEASED, TraceReleased),
        (Change.RETRACED, RetraceDue),
        (Change.RETRACTED, CaseRetracted),
    ):
        case = stored.replace(changed(case, change=change))
        assert case_event(image(table, case)) == kind(code, case.revision)
    stored.finish(Run(case.code, 1, "a"), a_trace(1), retrace_at=None)
    assert case_event(image(table, case)) == CaseRetracted(code, 5)
    finish(stored, case)
    assert case_event(image(table, case)) is None


def test_other_items_of_the_table_say_nothing(stored: CaseRegister, table: str) -> None:
    stored.open(full_case())
    items = session.client("dynamodb").scan(TableName=table)["Items"]
    assert sorted(item["sk"]["S"].partition("#")[0] for item in items) == ["ACTIVE", "C", "L", "L", "META", "R", "U"]
    assert sum(case_event(item) is not None for item in items) == 1
    assert keys.ACTIVE.endswith(DISEASE)


def test_a_case_waits_in_the_index_until_it_is_traced(stored: CaseRegister, table: str) -> None:
    case = stored.open(a_case())
    assert image(table, case)["dq"]["S"] == "RUN"
    finish(stored, case, retrace_at=NOW + DAY)
    assert image(table, case)["dq"]["S"] == "RETRACE"
    following = stored.replace(changed(case))
    assert image(table, case)["dq"]["S"] == "RUN"
    finish(stored, following)
    assert {"dq", "da", "ho", "hu", "hr"}.isdisjoint(image(table, case))


def test_an_index_that_lags_is_not_believed(stored: CaseRegister, table: str, bulk_faults: Faults) -> None:
    """What it lists is read again from the table."""
    case = stored.open(a_case())
    as_pending = image(table, case)
    finish(stored, case, retrace_at=LATER)
    as_due = image(table, case)
    bulk_faults.plan("Query", stale(as_pending))
    assert stored.pending() == []
    stored.replace(changed(case))
    bulk_faults.plan("Query", stale(as_due))
    assert stored.due(now=LATER) == []
    gone = {"pk": {"S": keys.case(case.code)}, "sk": {"S": keys.listed_in(SAIGON)}, "bs": as_due["bs"]}
    bulk_faults.plan("Query", stale(gone))
    assert stored.in_unit(SAIGON, limit=5, cursor=None, now=NOW) == CasePage((), None)


def test_changing_a_case_deletes_nothing(stored: CaseRegister, table: str, faults: Any) -> None:
    """The role of the routes has no right to."""
    case = stored.open(a_case())
    seen: list[str] = []
    session.client("dynamodb").meta.events.register(
        "provide-client-params.dynamodb.TransactWriteItems",
        lambda params, **_: seen.extend(kind for part in params["TransactItems"] for kind in part),
    )
    stored.replace(replace(changed(case, change=Change.RETRACTED), state=CaseState.RETRACTED))
    assert set(seen) == {"Put", "Update"}


# Lists of open and of held cases, and how many stand in them.


def held(register: CaseRegister, case: Case) -> None:
    run = run_of(case, f"run-{case.revision}")
    assert register.lease(run, until=NOW + MINUTE, now=NOW) is LeaseAnswer.READY
    group = HeldGroup(Group(str(venue_id()), 18_903), 519, 77, released=12)
    trace = a_trace(case.revision, held=(group,), held_people=519, declined=(group._replace(predating=3),))
    register.finish(run, trace, retrace_at=None)
    kept = register.find(case.code)
    assert kept is not None
    assert kept.trace == trace


def standing(register: CaseRegister, unit: str, wanted: CasesWanted) -> list[CaseCode]:
    page = register.in_unit(unit, limit=10, cursor=None, now=NOW, wanted=wanted)
    return [case.code for case in page.cases]


OPEN, HELD = CasesWanted(Standing.OPEN), CasesWanted(Standing.HELD)


def test_open_cases_are_listed_and_counted_in_each_unit_above_them(register: CaseRegister) -> None:
    kept, gone = register.open(a_case()), register.open(a_case(unit_path=NGOC_HA))
    for unit, many in ((HONG_HA, 1), (NGOC_HA, 1), (HANOI, 2), (SAIGON, 0)):
        assert register.counted(unit, followed_since=NOW - DAY) == (many, 0)
        assert len(standing(register, unit, OPEN)) == many
    register.replace(changed(gone, state=CaseState.RETRACTED, change=Change.RETRACTED))
    assert register.counted(HANOI, followed_since=NOW - DAY) == (1, 0)
    assert standing(register, HANOI, OPEN) == [kept.code]
    assert set(everything(register, HANOI)) == {kept.code, gone.code}


def test_a_case_that_is_followed_no_longer_counts_no_longer(register: CaseRegister) -> None:
    case = register.open(a_case())
    confirmed = case.dates.confirmed_at
    assert register.counted(HANOI, followed_since=confirmed).open == 1
    assert register.counted(HANOI, followed_since=confirmed + SECOND).open == 0


def test_a_held_case_is_listed_until_its_next_revision(register: CaseRegister) -> None:
    case, other = register.open(a_case()), register.open(a_case())
    held(register, case)
    finish(register, other)
    for unit in (HONG_HA, HANOI):
        assert register.counted(unit, followed_since=NOW - DAY) == (2, 1)
        assert standing(register, unit, HELD) == [case.code]
    register.replace(changed(case, change=Change.RELEASED))
    assert register.counted(HANOI, followed_since=NOW - DAY) == (2, 0)
    assert standing(register, HANOI, HELD) == []
    held(register, replace(case, revision=2))
    assert register.counted(HANOI, followed_since=NOW - DAY) == (2, 1)


def test_a_corrected_confirmation_moves_a_case_in_all_lists(register: CaseRegister) -> None:
    case = register.open(a_case())
    earlier = replace(case.dates, confirmed_at=case.dates.confirmed_at - 2 * DAY)
    moved = register.replace(changed(case, dates=earlier))
    held(register, moved)
    assert register.counted(HANOI, followed_since=NOW - DAY) == (0, 1)
    for wanted in (OPEN, HELD):
        since, until = earlier.confirmed_at, earlier.confirmed_at + SECOND
        assert standing(register, HANOI, wanted._replace(since=since, until=until)) == [case.code]
        assert standing(register, HANOI, wanted._replace(since=until)) == []
        assert standing(register, HANOI, wanted._replace(until=since)) == []


def test_pages_of_a_filtered_list_go_on_where_they_ended(register: CaseRegister) -> None:
    codes = [register.open(a_case()).code for _ in range(5)]
    found: list[CaseCode] = []
    cursor = None
    while True:
        page = register.in_unit(HANOI, limit=2, cursor=cursor, now=NOW, wanted=OPEN)
        found += [case.code for case in page.cases]
        cursor = page.cursor
        if cursor is None:
            break
    assert sorted(found) == sorted(codes)


def test_people_handed_over_bring_no_case_into_the_lists_of_ones_own(register: CaseRegister, book: ContactBook) -> None:
    case = register.open(a_case())
    handed(book, case, BEN_THANH, people=3)
    assert everything(register, SAIGON) == [case.code]
    assert register.in_unit(BEN_THANH, limit=5, cursor=None, now=NOW).handed == {case.code: 3}
    assert register.in_unit(SAIGON, limit=5, cursor=None, now=NOW).handed == {}
    assert register.in_unit(HONG_HA, limit=5, cursor=None, now=NOW).handed == {}
    assert standing(register, SAIGON, OPEN) == []
    assert register.counted(SAIGON, followed_since=NOW - DAY) == (0, 0)


def test_a_case_of_an_older_release_comes_into_the_lists_with_its_next_run(stored: CaseRegister, table: str) -> None:
    case = stored.open(a_case())
    client = session.client("dynamodb")
    for unit in key_parts.line_of(case.unit_path):
        key = {"pk": {"S": keys.case(case.code)}, "sk": {"S": keys.stands_in(Standing.OPEN, unit)}}
        client.delete_item(TableName=table, Key=key)
    meta = {"pk": {"S": keys.case(case.code)}, "sk": {"S": key_parts.META}}
    client.update_item(TableName=table, Key=meta, UpdateExpression="REMOVE lv")
    assert stored.counted(HANOI, followed_since=NOW - DAY) == (0, 0)
    finish(stored, case)
    assert stored.counted(HANOI, followed_since=NOW - DAY) == (1, 0)


def day_by_day(register: CaseRegister, number: int) -> list[CaseCode]:
    """Cases of as many days, the oldest first; two are of one second."""
    dates = [NOW - n * DAY for n in range(number, 0, -1)]
    cases = [a_case(dates=Dates(day - DAY, day)) for day in (*dates, dates[-1])]
    return [register.open(case).code for case in cases]


@pytest.mark.parametrize("standing", [None, Standing.OPEN])
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_the_oldest_come_first_where_that_is_asked(
    register: CaseRegister, standing: Standing | None, limit: int
) -> None:
    opened = day_by_day(register, 4)
    wanted = CasesWanted(standing, oldest_first=True)
    found: list[Case] = []
    page = CasePage((), None)
    while len(found) <= len(opened):
        page = register.in_unit(HANOI, limit=limit, cursor=page.cursor, now=NOW, wanted=wanted)
        found += page.cases
        if page.cursor is None:
            break
    newest = register.in_unit(HANOI, limit=50, cursor=None, now=NOW, wanted=CasesWanted(standing)).cases
    assert [case.code for case in found] == [case.code for case in reversed(newest)]
    assert [case.dates.confirmed_at for case in found] == sorted(case.dates.confirmed_at for case in found)


def test_the_oldest_of_a_span_of_days_are_those_of_the_span(register: CaseRegister) -> None:
    opened = day_by_day(register, 5)
    wanted = CasesWanted(since=NOW - 4 * DAY, until=NOW - 2 * DAY, oldest_first=True)
    first = register.in_unit(HANOI, limit=1, cursor=None, now=NOW, wanted=wanted)
    second = register.in_unit(HANOI, limit=1, cursor=first.cursor, now=NOW, wanted=wanted)
    assert [case.code for case in (*first.cases, *second.cases)] == opened[1:3]
    assert second.cursor is None
    nothing = wanted._replace(since=NOW - DAY / 2, until=NOW)
    assert register.in_unit(HANOI, limit=1, cursor=first.cursor, now=NOW, wanted=nothing).cases == ()
