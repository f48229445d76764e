"""The dated numbers of tracing: which row holds, and what no row may say."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import pytest

from domain.tracing.contact import CLOSE, Closeness
from domain.tracing.policy import TRACE_POLICIES, Accumulate, pinned, trace_policy
from tests.unit.domain.tracing.traces import POLICY


def test_the_rows_stand_in_the_order_of_their_days_under_names_of_their_own():
    assert [row.since for row in TRACE_POLICIES] == sorted(row.since for row in TRACE_POLICIES)
    assert len({row.version for row in TRACE_POLICIES}) == len(TRACE_POLICIES)


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2020, 3, 1), 3),
        (date(2020, 12, 3), 3),
        (date(2021, 12, 28), 3),
        (date(2021, 12, 29), 2),
        (date(2022, 6, 1), 2),
    ],
)
def test_the_window_is_that_of_the_day_of_confirmation(on, days):  # S19
    assert trace_policy(on).before_onset == timedelta(days=days)


@pytest.mark.parametrize("row", TRACE_POLICIES, ids=lambda row: row.version)
def test_a_run_finds_the_row_it_was_started_under(row):  # S43
    assert pinned(row.version) is row


def test_a_version_that_never_held_is_refused():
    with pytest.raises(KeyError):
        pinned("trace-1999.1")


@pytest.mark.parametrize("row", TRACE_POLICIES, ids=lambda row: row.version)
def test_every_row_names_its_decree_and_the_agreed_numbers(row):
    assert "/" in row.source
    assert row.min_overlap == timedelta(seconds=900)
    assert row.accumulate is Accumulate.DAY
    assert row.f2_through == CLOSE
    assert Closeness.VENUE not in row.f2_through
    assert (row.hold_group_above, row.hold_run_above, row.small_group) == (500, 3_000, 5)
    assert row.notices_kept > row.edges_kept > row.facts_kept
    assert list(row.retraced_after) == sorted(row.retraced_after)


def test_no_overlap_is_below_a_minute():  # O3
    replace(POLICY, min_overlap=timedelta(seconds=60))
    with pytest.raises(ValueError):
        replace(POLICY, min_overlap=timedelta(seconds=59))


def test_the_small_group_has_a_floor():  # P2
    with pytest.raises(ValueError):
        replace(POLICY, small_group=4)


def test_notices_outlive_edges():  # P5
    with pytest.raises(ValueError):
        replace(POLICY, notices_kept=POLICY.edges_kept)


def test_a_row_cannot_be_changed_under_a_run():  # S43
    with pytest.raises(FrozenInstanceError):
        POLICY.min_overlap = timedelta(minutes=1)  # type: ignore[misc]
