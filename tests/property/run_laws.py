"""Laws of whole runs (I3 to I5, I8, I9, I15, I18, I19): whatever befalls them, what stands in the end is what the facts say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

import domain.tracing.policy
from domain.base.errors import DomainError
from domain.people.codes import PersonId
from domain.telling.exposure import ExposureNotice, Told
from domain.tracing.case import Case, CaseState, Change
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Edge, Grade, Piece
from domain.tracing.follow_up import FollowUpState
from domain.tracing.milestone import Dates, Milestone, MilestoneKind
from domain.tracing.policy import TRACE_POLICIES
from domain.tracing.search.gate import group_of
from tests.property.laws import law
from tests.property.town import (
    CROWDS_ARE_HELD,
    DAY,
    HOUR,
    MINUTE,
    MORNING,
    NOBODY_IS_HELD,
    PEOPLE,
    PLACES,
    Lapse,
    Town,
    a_town,
)
from tests.unit.domain.tracing.traces import moment

VENUES = tuple(PLACES)
DATES = Dates(moment("8 8:00"), MORNING - 30 * MINUTE, onset_at=moment("7 8:00"), isolated_at=MORNING - HOUR)
NEWCOMER = 7  # whose visits are all older than the registration
_HOURS = (moment("7 9:00"), moment("8 23:40"))  # of a market morning, and of a night at a café


@dataclass(frozen=True)
class Act:
    """One thing that happens; the numbers say to whom, where and when. `trouble`: so many calls from then, a lapse."""

    what: str
    one: int
    other: int
    third: int
    trouble: tuple[int, Lapse] | None

    def __repr__(self) -> str:
        return f"{self.what}({self.one}, {self.other}, {self.third}) {self.trouble or ''}"


_WHAT = (
    *2 * ("visit", "amend", "interview", "release", "step", "pass"),
    *5 * ("run",),
    *("deliver", "confirm", "retract", "retrace", "follow up", "repair"),
)
_TROUBLE = st.none() | st.tuples(st.integers(0, 30), st.sampled_from(Lapse))
ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from(_WHAT),
        st.integers(0, 7),
        st.integers(0, 7),
        st.integers(0, 9),
        _TROUBLE,
    ),
    min_size=8,
    max_size=30,
)


def _dates(number: int) -> Dates:
    return replace(DATES, onset_at=moment(f"{6 + number % 3} 8:00"))


def _milestones(who: int, other: int, third: int) -> tuple[Milestone, ...]:
    """What one call to the case, or to a contact, brought up."""
    begin = _HOURS[third % 2]
    people = (PEOPLE[2 + other % 6],)
    return (
        (),
        (Milestone(MilestoneKind.HOUSEHOLD, people=people),),
        (Milestone(MilestoneKind.MET_CLOSE, begin, begin + HOUR, people=people),),
        (Milestone(MilestoneKind.MET_CASUAL, begin, begin + HOUR, people=people),),
        (Milestone(MilestoneKind.NOT_THERE, begin - HOUR, begin + HOUR, VENUES[other % 3], "market"),),
        (Milestone(MilestoneKind.PLACE, begin, begin + 40 * MINUTE, VENUES[other % 3], PLACES[VENUES[other % 3]]),),
        (
            Milestone(MilestoneKind.HOUSEHOLD, people=people),
            Milestone(MilestoneKind.MET_CLOSE, begin, begin + HOUR, people=(PEOPLE[2 + third % 6],), of=people[0]),
        ),
    )[who % 7]


def _some_case(town: Town, number: int) -> CaseCode | None:
    codes = sorted(town.house.cases._cases)
    return codes[number % len(codes)] if codes else None


def do(town: Town, act: Act) -> None:
    """Refusals are answers, too."""
    if act.trouble:
        town.trouble.after(*act.trouble)
    try:
        _DOINGS[act.what](town, act.one, act.other, act.third)
    except DomainError:
        town.relay()


def _visit(town: Town, one: int, other: int, third: int) -> None:
    start = _HOURS[other % 2] + 10 * (third - 3) * MINUTE
    where, minutes = VENUES[0 if other < 5 else other % 3], None if third == 9 else 10 + 10 * (one % 4)
    town.visit(one, where, start, minutes, predates=one == NEWCOMER)


def _on_case(act: Callable[[Town, CaseCode, int, int], object]) -> Callable[[Town, int, int, int], None]:
    def acts(town: Town, one: int, other: int, third: int) -> None:
        if (code := _some_case(town, third)) is not None:
            act(town, code, one, other)

    return acts


_DOINGS: dict[str, Callable[[Town, int, int, int], Any]] = {
    "visit": _visit,
    "confirm": lambda town, one, other, third: town.confirm(one % 2, _dates(third), *_milestones(one, other, third)),
    "amend": _on_case(
        lambda town, code, one, other: town.amend(
            code, lambda case: (_dates(one), case.milestones), by=("tracer", "second")[other % 2]
        )
    ),
    "interview": _on_case(
        lambda town, code, one, other: town.amend(
            code, lambda case: (case.dates, _milestones(one, other, one + other)), by=("tracer", "second")[other % 2]
        )
    ),
    "retract": _on_case(lambda town, code, *_: town.retract(code)),
    "release": _on_case(lambda town, code, one, _: town.release(code, by=("tracer", "second", "third")[one % 3])),
    "retrace": _on_case(lambda town, code, *_: town.retrace(code)),
    "follow up": _on_case(
        lambda town, code, one, other: town.follow_up(code, 2 + one % 6, list(FollowUpState)[other % 4])
    ),
    "deliver": lambda town, one, other, _: town.deliver(one, once=other > 3),
    "step": lambda town, one, other, _: town.step(one, survives=other > 3),
    "run": lambda town, one, *_: town.deliver_newest(steps=3 + one),
    "repair": lambda town, *_: town.repair(),
    "pass": lambda town, one, *_: town.house.clock.passes((2 * MINUTE, 10 * MINUTE, HOUR, DAY)[one % 4]),
}


def lived(town: Town, acts: Sequence[Act]) -> None:
    """A morning at the market with a case among the people, and then whatever comes."""
    a_morning(town)
    for act in acts:
        do(town, act)
        nobody_was_told_twice(town)


def a_morning(town: Town) -> None:
    """Four people and two later cases at one market; the first case is confirmed and its run has begun."""
    for who in range(6):
        town.visit(who, VENUES[0], _HOURS[0] + 5 * who * MINUTE, 40)
    town.confirm(0, DATES, *_milestones(6, 4, 5))
    town.deliver(0)


def traced_to_the_last(town: Town) -> None:
    """The next morning, without trouble, every case that stands is traced once more over all facts."""
    town.settle()
    town.house.clock.now = (town.now + DAY).replace(hour=2, minute=0, second=0, microsecond=0)  # 09:00 in Việt Nam
    town.repair()
    town.settle()
    for code, case in list(town.house.cases._cases.items()):
        if case.state is CaseState.CONFIRMED:
            town.retrace(code)
            town.settle()


Finding = dict[PersonId, tuple[Grade, tuple[Piece, ...]]]


def findings(town: Town, code: CaseCode) -> Finding:
    return {p: (edge.grade, edge.pieces) for p, edge in town.edges(code).items() if edge.active}


def undisturbed(town: Town) -> dict[CaseCode, Finding]:
    """What a blank house finds in the same facts, each case traced twice so that all interviews are known."""
    living = [case for case in town.house.cases._cases.values() if case.state is CaseState.CONFIRMED]
    with a_town() as blank:
        blank.house.visits._visits = dict(town.house.visits._visits)
        blank.house.contacts._follow_ups = {code: dict(work) for code, work in town.house.contacts._follow_ups.items()}
        for case in living:
            blank.house.cases.open(_as_if_new(case))
        blank.relay()
        blank.house.clock.now = town.now
        for case in living:
            blank.trace(case.code)
        for case in living:
            blank.retrace(case.code)
            blank.trace(case.code)
        return {case.code: findings(blank, case.code) for case in living}


def _as_if_new(case: Case) -> Case:
    return replace(case, revision=1, change=Change.CONFIRMED, trace=None, attempt=0, approvals={})


# Invariants


def nobody_was_told_twice(town: Town) -> None:  # I4
    assert len(set(town.claimed)) == len(town.claimed)
    for notice in town.everything_told().values():
        said = [version.told for version in notice.versions]
        assert [version.number for version in notice.versions] == list(range(1, len(said) + 1))
        assert said[0] is not Told.CORRECTION
        assert all(one is not following for one, following in pairwise(said))


def _waits_for_a_tracer(edge: Edge, notice: ExposureNotice | None) -> bool:
    """All of it is in doubt, or only that it was the stronger one before is."""
    was_stronger = notice is not None and notice.newest.told is Told.F1 and edge.grade is Grade.F2
    return edge.is_doubtful or (was_stronger and any(p.doubtful and not p.via for p in edge.pieces))


def everybody_was_told_what_stands(town: Town) -> None:  # I4, I9
    """But for those who are F0 themselves: as long as they are, whoever is owed something waits, and nobody else."""
    told, waiting = town.everything_told(), set(town.house.waiting_list._waiting)
    for code in town.house.cases._cases:
        for person, edge in town.edges(code).items():
            notice = told.pop((code, person), None)
            if edge.active:
                is_owed = not _waits_for_a_tracer(edge, notice) and (
                    notice is None or notice.newest.told.value != f"exposure_{edge.grade.value.lower()}"
                )
            else:
                is_owed = notice is not None and notice.newest.told is not Told.CORRECTION
            assert is_owed <= town.is_f0(person)
            assert is_owed == ((code, person) in waiting)
            waiting.discard((code, person))
    assert told == {}
    assert waiting == set()


def work_is_kept(town: Town) -> None:  # I19
    assert {
        (code, person): work
        for code, of_case in town.house.contacts._follow_ups.items()
        for person, work in of_case.items()
    } == town.work


def handed_over_to_their_communes(town: Town) -> None:
    for code, case in town.house.cases._cases.items():
        away = {
            person for person in findings(town, code) if town.house.persons._persons[person].unit_path != case.unit_path
        }
        listed = [person for h in town.house.contacts.handed_over(code) for person in h.people]
        assert sorted(listed) == sorted(away)


def another_run_changes_nothing(town: Town) -> None:  # I5, S24
    before = dict(town.claimed_by_case())
    for code, case in list(town.house.cases._cases.items()):
        if case.state is CaseState.CONFIRMED:
            town.trouble.calls.clear()
            town.retrace(code)
            town.settle()
            assert not town.trouble.calls.keys() & {"save", "tell", "hand_over", "add", "remove"}
    assert before == town.claimed_by_case()


@law(st.tuples(ACTS, st.sampled_from([2, 1_000])), examples=120)
def whatever_happens_contacts_and_notices_are_those_of_an_undisturbed_run(history: tuple[list[Act], int]) -> None:
    acts, slice_of = history
    with a_town(slice_of=slice_of) as town:
        town.hurried = slice_of == 2
        lived(town, acts)
        traced_to_the_last(town)
        expected = undisturbed(town)
        for code, case in town.house.cases._cases.items():
            assert findings(town, code) == expected.get(code, {}), case.state
        nobody_was_told_twice(town)
        everybody_was_told_what_stands(town)
        work_is_kept(town)
        handed_over_to_their_communes(town)
        another_run_changes_nothing(town)


# Crowds


def no_crowd_was_told_without_a_second_person(town: Town) -> None:  # I15
    (policy, *_) = domain.tracing.policy.TRACE_POLICIES
    for code in town.house.cases._cases:
        through: dict[Any, set[PersonId]] = {}
        for person, edge in town.edges(code).items():
            for piece in edge.pieces if edge.active else ():
                if group := group_of(piece):
                    through.setdefault(group, set()).add(person)
        for group, people in through.items():
            seen = town.approved.get((code, group), 0)
            assert len(people) <= max(policy.hold_group_above, 1.2 * seen)


@law(ACTS, examples=80)
def whatever_happens_no_crowd_is_told_before_two_people_stand_behind_it(acts: list[Act]) -> None:  # I15, S22, S23
    with a_town(CROWDS_ARE_HELD) as town:
        a_morning(town)
        for act in acts:
            do(town, act)
            no_crowd_was_told_without_a_second_person(town)
            nobody_was_told_twice(town)
        traced_to_the_last(town)
        no_crowd_was_told_without_a_second_person(town)
        everybody_was_told_what_stands(town)
        expected = undisturbed(town)
        for code, case in town.house.cases._cases.items():
            held = {h.group for h in case.trace.held} if case.trace else set()
            found, all_of_it = findings(town, code), expected.get(code, {})
            assert found.keys() <= all_of_it.keys()
            for person, (grade, pieces) in all_of_it.items():
                free = {p for p in pieces if group_of(p) not in held} if grade is Grade.F1 else set()
                assert not free or person in found


# One policy for a run


@law(st.tuples(st.integers(0, 12), st.integers(0, 3)), examples=25)
def a_run_keeps_the_policy_it_began_with(history: tuple[int, int]) -> None:  # I8, S43
    states, late = history
    with a_town() as town:
        for who in range(4):
            town.visit(who, VENUES[0], moment("5 9:00"), 40)
            town.visit(who, VENUES[0], moment("7 9:00"), 40)
        code = town.confirm(0, replace(DATES, onset_at=moment("7 8:00")))
        town.deliver(0, once=True)
        for _ in range(states):
            town.step(0)
        newer = replace(NOBODY_IS_HELD[0], version="trace-newer", since=DATES.confirmed_at.date(), before_onset=DAY)
        domain.tracing.policy.TRACE_POLICIES = (*TRACE_POLICIES[:1], newer)
        for _ in range(late):
            town.house.clock.passes(HOUR)
        begun = states > 0
        town.settle()
        wanted = NOBODY_IS_HELD[0] if begun else newer
        _is_of_one_policy(town, code, wanted.version, wanted.before_onset)
        town.retrace(code)
        town.settle()
        _is_of_one_policy(town, code, newer.version, newer.before_onset)


def _is_of_one_policy(town: Town, code: CaseCode, version: str, before_onset: timedelta) -> None:
    trace = town.case(code).trace
    assert trace
    assert trace.policy_version == version
    assert trace.window.start == moment("7 0:00") - before_onset
    active = town.active(code).values()
    assert {edge.policy_version for edge in active} == {version}
    assert {edge.first for edge in active} == {moment("5 9:00") if before_onset > DAY else moment("7 9:00")}


# Cost

_READS = {"find", "lease", "of_person", "of", "pages", "of_case", "units_of", "handed_over"}


@law(st.tuples(st.integers(0, 7), st.integers(0, 5)), examples=25)
def calls_do_not_grow_with_contacts_but_for_their_notices(history: tuple[int, int]) -> None:  # I18
    people, more = history
    with a_town() as town:
        for who in range(people + 1):
            for again in range(more + 1):
                town.visit(who, VENUES[again % 3], moment("7 9:00") + again * HOUR, 40)
        code = town.confirm(0, DATES)
        town.trouble.calls.clear()
        town.trace(code)
        calls = town.trouble.calls
        assert len(town.active(code)) == people
        assert calls["tell"] == people
        assert calls["save"] == min(people, 1)
        assert calls["pages"] == calls["of_person"] == 1
        assert sum(calls[name] for name in _READS) <= 24
        assert calls["hand_over"] <= len({town.house.persons._persons[p].unit_path for p in PEOPLE})


# A run that is killed anywhere, or overtaken by itself, ends where an undisturbed one ends.


def _first(town: Town) -> CaseCode:
    a_morning(town)
    return town.code_of(0)


def _amended(town: Town) -> CaseCode:
    code = _first(town)
    town.settle()
    town.visit(7, VENUES[1], _HOURS[1], 40)
    town.visit(0, VENUES[1], _HOURS[1], 40)
    denial = _milestones(4, 0, 0)
    town.amend(code, lambda case: (case.dates, (*denial, *_milestones(2, 3, 0))))
    return code


def _retracted(town: Town) -> CaseCode:
    code = _first(town)
    town.settle()
    town.confirm(1, DATES)
    town.settle()
    town.retract(code)
    return code


def _own_case_is_retracted(town: Town) -> CaseCode:
    """A contact was F0 of a case that is none: the first case has waited with what it tells."""
    code = _first(town)
    town.confirm(1, DATES)
    town.settle()
    town.retract(town.code_of(1))
    town.retrace(code)
    return code


def _withdrawn_from_an_f0(town: Town) -> CaseCode:
    code = _first(town)
    town.settle()
    town.confirm(1, DATES)
    town.settle()
    town.amend(code, lambda case: (case.dates, _milestones(4, 0, 0)))
    return code


def _reinstated(town: Town) -> CaseCode:
    code = _amended(town)
    town.settle()
    town.follow_up(code, 5, FollowUpState.REACHED)
    town.amend(code, lambda case: (case.dates, ()))
    return code


def _late(town: Town) -> CaseCode:
    code = _first(town)
    town.settle()
    town.follow_up(code, 6, FollowUpState.QUARANTINED)
    town.visit(7, VENUES[0], _HOURS[0], 40)
    town.retrace(code)
    return code


def _held(town: Town) -> CaseCode:
    _hold_crowds()
    return _first(town)


def _released(town: Town) -> CaseCode:
    code = _held(town)
    town.settle()
    town.release(code)
    return code


def _hold_crowds() -> None:
    early, late = CROWDS_ARE_HELD
    domain.tracing.policy.TRACE_POLICIES = (early, late)  # the town puts back what it found


EVENTS: Mapping[str, Callable[[Town], CaseCode]] = {
    "a case is confirmed": _first,
    "a case is amended": _amended,
    "a case is retracted": _retracted,
    "facts come back": _reinstated,
    "a contact's own case is retracted": _own_case_is_retracted,
    "an F0 is no contact any more": _withdrawn_from_an_f0,
    "facts come late": _late,
    "a crowd is held": _held,
    "a crowd is released": _released,
}


def end_of(town: Town, code: CaseCode) -> dict[str, Any]:
    """Everything that stands in the end but for the moments at which it was written."""
    case = town.case(code)
    trace = case.trace
    assert trace
    return {
        "edges": {p: (e.grade, e.active, e.pieces, e.policy_version) for p, e in town.edges(code).items()},
        "told": {
            key: [(v.number, v.told, v.day, v.category) for v in notice.versions]
            for key, notice in town.everything_told().items()
        },
        "work": dict(town.house.contacts._follow_ups),
        "handed over": {h.unit_path: h.people for h in town.house.contacts.handed_over(code)},
        "case": (case.status, case.revision, case.approvals.keys(), case.milestones),
        "trace": (trace.revision, trace.counts, trace.held, trace.held_people, trace.first, trace.policy_version),
    }


def undisturbed_end(event: str, slice_of: int) -> tuple[dict[str, Any], int]:
    """Where the run after this event ends by itself, and how many calls it takes."""
    with a_town(slice_of=slice_of) as town:
        town.hurried = slice_of == 2
        code = EVENTS[event](town)
        before = town.trouble.number
        _play(town, survives=True)
        calls = town.trouble.number - before
        town.settle()
        return end_of(town, code), calls


def disturbed_end(event: str, slice_of: int, call: int, lapse: Lapse, *, survives: bool) -> dict[str, Any]:
    """Where it ends with a lapse at one of its calls; `survives`: the workflow goes on and tries the step again."""
    with a_town(slice_of=slice_of) as town:
        town.hurried = slice_of == 2
        code = EVENTS[event](town)
        town.trouble.after(call, lapse)
        _play(town, survives=survives)
        town.settle()
        nobody_was_told_twice(town)
        everybody_was_told_what_stands(town)
        work_is_kept(town)
        return end_of(town, code)


def _play(town: Town, *, survives: bool) -> None:
    town.deliver(-1)
    town.play_on(survives=survives)


@law(
    st.tuples(
        st.sampled_from(sorted(EVENTS)),
        st.sampled_from([2, 1_000]),
        st.integers(0, 40),
        st.sampled_from(Lapse),
        st.booleans(),
    ),
    examples=30,
)
def a_disturbed_run_ends_where_an_undisturbed_one_ends(
    history: tuple[str, int, int, Lapse, bool],
) -> None:  # I4, I5, I9, S24
    event, slice_of, call, lapse, survives = history
    expected, _ = undisturbed_end(event, slice_of)
    assert disturbed_end(event, slice_of, call, lapse, survives=survives) == expected


LAWS = (
    a_disturbed_run_ends_where_an_undisturbed_one_ends,
    whatever_happens_contacts_and_notices_are_those_of_an_undisturbed_run,
    whatever_happens_no_crowd_is_told_before_two_people_stand_behind_it,
    a_run_keeps_the_policy_it_began_with,
    calls_do_not_grow_with_contacts_but_for_their_notices,
)
