"""Laws of what is odd about a case: nothing that comes to nobody is stored without a word, and whatever is said may be so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st

from domain.base.errors import InvalidInput
from domain.tracing.case import TraceStatus
from domain.tracing.errors import WarningsToConfirm
from domain.tracing.milestone import Dates, Milestone, MilestoneKind, check_dates
from domain.tracing.warnings import CaseWarning, WarningCode, require_confirmed, warnings_of
from functions.kit.problems import Vocabulary
from functions.words import tracing
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id, a_visit
from tests.property.brute_force import day_in_vietnam
from tests.property.laws import law
from tests.property.town import MORNING, PEOPLE, PLACES, a_town
from tests.unit.domain.tracing.traces import HOUR, POLICY

F0 = a_person_id(1)
_AGO = st.integers(-2, 24 * 40).map(lambda hours: MORNING - hours * HOUR)
_SOON = st.integers(0, 24 * 12).map(lambda hours: MORNING - hours * HOUR)


@dataclass(frozen=True)
class Told:
    """What a tracer typed, and when the F0 was somewhere."""

    dates: Dates
    visits: tuple[datetime, ...]
    stays: tuple[tuple[datetime, int], ...]


TOLD = st.builds(
    Told,
    st.builds(Dates, _AGO | _SOON, _AGO | _SOON, st.none() | _AGO | _SOON, st.none() | _AGO | _SOON),
    st.lists(_AGO, max_size=4, unique=True).map(tuple),
    st.lists(st.tuples(_AGO, st.integers(1, 40)), max_size=2).map(tuple),
)


def milestones(told: Told) -> list[Milestone]:
    place = a_venue_id(1)
    return [Milestone(MilestoneKind.PLACE, at, at + hours * HOUR, place, "market") for at, hours in told.stays]


def odd(told: Told) -> list[CaseWarning]:
    visits = [a_visit(1, at=at) for at in told.visits]
    return warnings_of(told.dates, milestones(told), person=F0, visits=visits, policy=POLICY, now=MORNING)


def is_faulty(dates: Dates) -> bool:
    try:
        check_dates(dates, policy=POLICY, now=MORNING)
    except InvalidInput:
        return True
    return False


def window_starts(dates: Dates) -> datetime:
    """By the days of the calendar, counted by hand: Viet Nam is seven hours ahead."""
    first = day_in_vietnam(int(min(dates.onset_at or dates.specimen_at, dates.specimen_at).timestamp()))
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=7)
    return midnight - POLICY.before_onset


@law(TOLD, examples=400)
def any_dates_are_faults_or_whatever_comes_to_nothing_is_named(told: Told) -> None:
    dates = told.dates
    if is_faulty(dates):
        return
    found = odd(told)
    by_code = {warning.code: dict(warning.facts) for warning in found}
    starts, isolated = window_starts(dates), dates.isolated_at
    is_empty = isolated is not None and isolated <= starts
    assert (WarningCode.WINDOW_EMPTY in by_code) == is_empty
    after = sum(isolated is not None and visit > isolated for visit in told.visits)
    assert by_code.get(WarningCode.VISITS_AFTER_ISOLATION, {}).get("count", "0") == str(after)
    ends = min(isolated or MORNING, MORNING)
    outside = {
        f"milestones[{place}].from"
        for place, (at, hours) in enumerate(told.stays)
        if not is_empty and (at >= ends or at + hours * HOUR <= starts)
    }
    assert {w.field for w in found if w.code is WarningCode.FINDING_OUTSIDE_WINDOW} == outside
    assert (WarningCode.ONSET_AFTER_ISOLATION in by_code) == bool(
        dates.onset_at and isolated and dates.onset_at > isolated
    )


@law(TOLD, examples=200)
def whatever_is_said_is_taken_when_each_kind_is_confirmed_and_not_before(told: Told) -> None:
    found = odd(told)
    kinds = {warning.code for warning in found}
    require_confirmed(found, kinds)
    require_confirmed(found, (), before=found)
    for missing in kinds:
        with pytest.raises(WarningsToConfirm) as refusal:
            require_confirmed(found, set(WarningCode) - {missing})
        assert len(refusal.value.faults) == len(found)
        _, problem = Vocabulary.of(tracing).document(refusal.value, "request-1")
        for fault in problem["errors"]:
            assert "{" not in fault["text"]["vi"] + fault["text"]["en"]


_FACTS = st.tuples(TOLD, st.lists(st.tuples(st.integers(0, 3), _SOON), max_size=8))


@law(_FACTS, examples=60)
def nobody_is_looked_for_exactly_where_it_was_said(history: tuple[Told, list[tuple[int, datetime]]]) -> None:
    told, visits = history
    if is_faulty(told.dates):
        return
    (market, *_) = PLACES
    with a_town() as town:
        for who, at in visits:
            town.visit(who, market, at, 60)
        household = Milestone(MilestoneKind.HOUSEHOLD, people=(PEOPLE[4],))
        code = town.confirm(0, told.dates, household)
        town.trace(code)
        said = {warning.code for warning in odd(told)}
        status = town.case(code).status
        assert (status is TraceStatus.WINDOW_EMPTY) == (WarningCode.WINDOW_EMPTY in said)
        if status is TraceStatus.WINDOW_EMPTY:
            assert (town.active(code), town.everything_told()) == ({}, {})
        else:
            assert 4 in town.active(code), "whoever lives with the F0 was exposed in any window"


LAWS = (
    any_dates_are_faults_or_whatever_comes_to_nothing_is_named,
    whatever_is_said_is_taken_when_each_kind_is_confirmed_and_not_before,
    nobody_is_looked_for_exactly_where_it_was_said,
)
