"""Laws of one visit, for every history of scans, leavings and clocks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.base.errors import DomainError
from domain.presence.dispute import disputed, settled, withdrawn
from domain.presence.errors import LeftBeforeArriving, VisitInFuture, VisitTooOld
from domain.presence.policy import CATEGORIES_2021
from domain.presence.visit import Flag, Scan, closed_by_next, corrected, end_of_stay, left, voided
from tests.builders.base import NOW
from tests.builders.presence import POLICY, a_visit

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
MOMENTS = st.integers(-40 * 86_400, 40 * 86_400).map(lambda seconds: NOW + seconds * SECOND)
FAR_MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
CATEGORIES = st.sampled_from(sorted(CATEGORIES_2021))
VISITS = CATEGORIES.map(lambda category: a_visit(category=category))
AGES = st.none() | st.integers(0, 20 * 86_400).map(lambda seconds: seconds * SECOND)


def stay_of(visit):
    return CATEGORIES_2021[visit.category].stay


def ended(visit, at):
    try:
        return left(visit, at, stay_of(visit))
    except LeftBeforeArriving:
        return visit


@given(VISITS, MOMENTS)
def test_an_end_lies_between_arrival_and_cap(visit, at):
    done = ended(visit, at)
    assert visit.start <= done.end <= visit.start + stay_of(visit).cap


@given(VISITS, MOMENTS, MOMENTS)
def test_the_first_leaving_counts(visit, first, second):
    once = ended(visit, first)
    assume(not once.is_open)
    assert ended(once, second) == once


@given(VISITS, MOMENTS)
def test_the_flag_of_the_cap_is_set_exactly_when_the_cap_cut(visit, at):
    end, flags = end_of_stay(visit.start, at, stay_of(visit))
    assert (Flag.CAPPED in flags) == (at > visit.start + stay_of(visit).cap)
    assert end <= visit.start + stay_of(visit).cap


@given(VISITS, st.lists(MOMENTS, max_size=5))
def test_no_number_of_next_check_ins_lengthens_a_visit(visit, arrivals):
    seen = [visit.end]
    for at in arrivals:
        visit = closed_by_next(visit, at)
        seen.append(visit.end)
    assert seen == sorted(seen, reverse=True)
    assert visit.end >= visit.start


@given(VISITS, MOMENTS)
def test_an_end_is_assumed_exactly_when_nobody_told_it(visit, at):
    stay = stay_of(visit)
    came = at >= visit.start
    assert closed_by_next(visit, at).end_is_assumed == (not came or at > visit.start + stay.default)
    assert ended(visit, at).end_is_assumed == (not came or at > visit.start + stay.cap)


STEPS = {
    "leave": ended,
    "next": closed_by_next,
    "void": lambda visit, at: voided(visit, policy=POLICY, now=at),
    "withdraw": lambda visit, at: withdrawn(visit, by=None, policy=POLICY, now=at),
    "dispute": lambda visit, _: disputed(visit, why="không ở đó"),
    "uphold": lambda visit, _: settled(visit, stands=True),
    "annul": lambda visit, _: settled(visit, stands=False),
}
RECORDED = st.sampled_from(
    [
        {},
        {"flags": (Flag.PREDATES_REGISTRATION,)},
        {"recorded_by": "S#desk"},
        {"recorded_by": "P#owner", "flags": (Flag.DOUBTFUL,)},
    ]
)


@given(VISITS, RECORDED, st.lists(st.tuples(st.sampled_from(sorted(STEPS)), MOMENTS), max_size=8))
def test_whatever_is_done_about_a_visit_what_it_is_never_changes(visit, recorded, steps):
    first = visit = replace(
        visit, recorded_at=visit.start + 3 * HOUR if "recorded_by" in recorded else None, **recorded
    )
    for step, at in steps:
        before = visit
        try:
            visit = STEPS[step](visit, at)
        except DomainError:
            assert visit is before
            continue
        assert STEPS[step](visit, at) == visit, "twice is once"
        assert before.flags == visit.flags or set(before.flags) != set(visit.flags)
        if Flag.SETTLED in before.flags:
            assert not visit.is_doubtful, "what was decided is in no doubt again"
        if Flag.VOID in before.flags:
            assert Flag.VOID in visit.flags
        if not recorded:
            assert not {Flag.DISPUTED, Flag.DOUBTFUL, Flag.SETTLED}.intersection(visit.flags)
        if "recorded_by" not in recorded:
            assert Flag.DISPUTED not in visit.flags, "nobody disputes an own scan"
    assert (visit.key, visit.start, visit.expires_at) == (first.key, first.start, first.expires_at)
    assert len(set(visit.flags)) == len(visit.flags)
    if Flag.VOID in visit.flags:
        assert visit.end == visit.start
        assert not visit.is_open


@given(MOMENTS, st.none() | MOMENTS | FAR_MOMENTS, AGES)
def test_a_corrected_moment_is_never_in_the_future_nor_older_than_seven_days(at, client_now, age):
    try:
        found = corrected(Scan(at, client_now, age), policy=POLICY, received=NOW)
    except (VisitTooOld, VisitInFuture):
        return
    assert NOW - POLICY.oldest_scan - SECOND <= found.at <= NOW + POLICY.skew_trusted
    assert found.at.microsecond == 0


@given(st.integers(0, 6 * 86_400), st.timedeltas(-timedelta(hours=24), timedelta(hours=24)))
def test_a_clock_that_is_wrong_and_steady_is_corrected_exactly(age, skew):
    skew = timedelta(seconds=int(skew.total_seconds()))
    truth = NOW - age * SECOND
    found = corrected(Scan(truth - skew, NOW - skew, age * SECOND), policy=POLICY, received=NOW)
    if abs(skew) <= POLICY.skew_trusted:
        assert abs(found.at - truth) <= POLICY.skew_trusted
    else:
        assert found.at == truth
        assert found.flags == (Flag.CLOCK_SHIFTED,)


@given(FAR_MOMENTS, st.integers(0, 6 * 86_400))
def test_whatever_the_clock_shows_the_age_of_the_scan_tells_the_moment(clock, age):
    assume(abs(NOW - clock) > POLICY.skew_correctable)
    found = corrected(Scan(clock - age * SECOND, clock, age * SECOND), policy=POLICY, received=NOW)
    assert found.at == NOW - age * SECOND


@given(MOMENTS)
def test_without_a_clock_a_scan_keeps_its_moment_or_is_refused(at):
    if at > NOW + POLICY.skew_trusted:
        with pytest.raises(VisitInFuture):
            corrected(Scan(at), policy=POLICY, received=NOW)
    elif at < NOW - POLICY.oldest_scan:
        with pytest.raises(VisitTooOld):
            corrected(Scan(at), policy=POLICY, received=NOW)
    else:
        assert corrected(Scan(at), policy=POLICY, received=NOW) == (at, ())
