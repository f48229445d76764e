"""Whatever is joined and taken back in whatever order: once all is parted, every count, contact, visit and notice that
stands is what it was, and at no moment has anybody been told the same twice."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.memory.faults import Fault
from domain.base.errors import Busy
from domain.people.events import RecordsChanged
from domain.people.human.joining import Merge, MergeState, approved, asked, parted
from domain.people.policy import JOIN
from domain.presence.visit import left
from domain.telling.exposure import Told
from domain.tracing.codes import CaseCode
from functions.trace.joined.service import look_again
from tests.builders.people import a_person_id
from tests.builders.presence import a_visit
from tests.doors.house import House, open_house
from tests.doors.trace_joined import joined_ports
from tests.runs import trace_pending
from tests.unit.functions.trace.outbreak import AT_MARKET, MINUTE, confirmed, market, person

PEOPLE = range(1, 7)
HISTORIES = int(os.environ.get("JOINED_HISTORIES", "60"))


class Stay(NamedTuple):
    person: int
    venue: int
    start: int
    minutes: int


stays = st.lists(
    st.builds(
        Stay, st.sampled_from(PEOPLE), st.sampled_from([1, 2]), st.integers(0, 120), st.sampled_from([8, 10, 16, 40])
    ),
    max_size=14,
)
moves = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.booleans()), min_size=1, max_size=6)
f0s = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True)


@settings(max_examples=HISTORIES)
@given(stays, f0s, moves)
def test_taking_everything_back_restores_what_was_there(
    were: Sequence[Stay], cases: Sequence[int], wanted: Sequence[tuple[int, int, bool]]
) -> None:
    with open_house() as house:
        town(house, were)
        codes = [confirmed(house, number) for number in cases]
        trace_pending(house)
        before = state_of(house, codes)
        for one, other, traced_at_once in wanted:
            moved(house, one, other)
            if traced_at_once:
                trace_pending(house)
                nobody_is_told_twice(house, codes)
        trace_pending(house)
        nobody_is_told_twice(house, codes)
        for number in PEOPLE:
            apart(house, number)
        trace_pending(house)
        assert state_of(house, codes) == before


faults = st.lists(
    st.tuples(
        st.sampled_from(
            ["replace", "find", "lease", "finish", "save", "of_case", "tell", "of_person", "add", "remove"]
        ),
        st.sampled_from(list(Fault)),
    ),
    max_size=3,
)


@settings(max_examples=HISTORIES // 2)
@given(stays, f0s, st.lists(st.tuples(moves, faults), min_size=1, max_size=3))
def test_refusals_and_lost_answers_change_nothing_of_it(
    were: Sequence[Stay], cases: Sequence[int], wanted: Sequence[tuple[Sequence[Any], Sequence[Any]]]
) -> None:
    """Whoever meets one tries again, as queue, workflow and officer do."""
    with open_house() as house:
        town(house, were)
        codes = [confirmed(house, number) for number in cases]
        settled(house)
        before = state_of(house, codes)
        for some, planned in wanted:
            for method, fault in planned:
                house.faults.plan(method, fault)
            for one, other, _ in some:
                tried(lambda: moved(house, one, other))  # noqa: B023 - called at once
            settled(house)
            house.faults._planned.clear()  # those that nothing met
            nobody_is_told_twice(house, codes)
        for number in PEOPLE:
            tried(lambda: apart(house, number))  # noqa: B023 - called at once
        settled(house)
        assert state_of(house, codes) == before


def settled(house: House) -> None:
    """Every case is traced, however often it takes."""
    for _ in range(20):
        tried(lambda: trace_pending(house))
        if not tried(house.cases.pending):
            return
        house.clock.passes(10 * MINUTE)
    raise AssertionError("a case stays without its run")


def tried(call: Callable[[], Any]) -> Any:
    for _ in range(20):
        try:
            return call()
        except Busy:
            continue
    raise AssertionError("busy for ever")


def town(house: House, were: Sequence[Stay]) -> None:
    for number in PEOPLE:
        person(house, number, full_name="Nguyễn Thị Lan")
    market(house, 1), market(house, 2)
    for stay in were:
        begun = AT_MARKET + stay.start * MINUTE
        visit = a_visit(stay.person, stay.venue, at=begun, category="market")
        house.visits.record(left(visit, begun + stay.minutes * MINUTE, _stay()))


def _stay() -> Any:
    from domain.presence.policy import CATEGORIES_2021

    return CATEGORIES_2021["market"].stay


def moved(house: House, one: int, other: int) -> None:
    """Joins two that speak for themselves; one that is joined already is parted."""
    merge = house.standing.newest(a_person_id(one))
    records = house.standing.stand().records
    house.clock.passes(MINUTE)
    if merge is not None and merge.state is MergeState.JOINED:
        apart(house, one)
    elif records.survivor(a_person_id(other)) == a_person_id(other) != a_person_id(one):
        keep, join = house.persons.by_id(a_person_id(other)), house.persons.by_id(a_person_id(one))
        if records.survivor(join.person_id) == join.person_id and keep.person_id not in records.members(join.person_id):
            new = asked(keep, join, by="S#1", reason="", now=house.clock(), before=merge)
            waiting = house.standing.replace(new, before=merge)
            agreed = approved(waiting, by="S#2", now=house.clock())
            heard(house, house.standing.replace(agreed, before=waiting))


def apart(house: House, number: int) -> None:
    merge = house.standing.newest(a_person_id(number))
    if merge is not None and merge.state is MergeState.JOINED:
        house.clock.passes(MINUTE)
        two = parted(merge, by="S#1", policy=JOIN, now=house.clock())
        heard(house, house.standing.replace(two, before=merge))


def heard(house: House, merge: Merge) -> None:
    look_again(RecordsChanged(str(merge.join), str(merge.keep)), ports=joined_ports(house), now=house.clock())


def state_of(house: House, codes: Sequence[str]) -> Any:
    """Contacts with their evidence and clocks, counts, visits, and what each has been told that still stands."""
    now = house.clock()
    cases = [house.cases.find(CaseCode.parse(code)) for code in codes]
    edges = {case.code: house.contacts.of_case(case.code, now=now).edges.values() for case in cases}
    return (
        {code: {e.person: (e.grade, e.pieces, e.found_at) for e in own if e.active} for code, own in edges.items()},
        {case.code: dict(case.trace.counts) for case in cases},
        {number: house.visits.of_person(a_person_id(number), now=now) for number in PEOPLE},
        {number: standing_notices(house, number) for number in PEOPLE},
    )


def standing_notices(house: House, number: int) -> dict[CaseCode, Told]:
    told = house.exposures.of_person(a_person_id(number), now=house.clock())
    return {notice.case: notice.newest.told for notice in told if notice.newest.told is not Told.CORRECTION}


def nobody_is_told_twice(house: House, codes: Sequence[str]) -> None:
    """What was told last, a human of one or several records was not told the same before."""
    records = house.standing.stand().records
    for human in {records.survivor(a_person_id(number)) for number in PEOPLE}:
        own = [n for r in records.members(human) for n in house.exposures.of_person(r, now=house.clock())]
        for code in codes:
            while_joined = [
                version
                for notice in own
                for version in notice.versions
                if notice.case == CaseCode.parse(code) and version.at > _joined_since(house, human)
            ]
            assert max(Counter((v.at, v.told) for v in while_joined).values(), default=0) <= 1


def _joined_since(house: House, human: Any) -> Any:
    merges = [house.standing.newest(a_person_id(n)) for n in PEOPLE]
    own = [m.joined_at for m in merges if m and m.state is MergeState.JOINED and m.keep == human and m.joined_at]
    return max(own, default=house.clock() + timedelta(days=400))
