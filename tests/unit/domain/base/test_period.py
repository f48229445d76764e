"""The local day and the written moment."""

from datetime import UTC, date, datetime

import pytest

from domain.base.period import at_epoch, epoch, local_day, shown


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2021, 10, 2, 16, 59, 59, tzinfo=UTC), date(2021, 10, 2)),
        (datetime(2021, 10, 2, 17, 0, 0, tzinfo=UTC), date(2021, 10, 3)),
    ],
)
def test_a_local_day_ends_at_seventeen_hours_utc(moment, day):
    assert local_day(moment) == day


def test_a_moment_is_shown_with_the_local_offset():
    assert shown(datetime(2021, 10, 2, 1, 15, 12, 900, tzinfo=UTC)) == "2021-10-02T08:15:12+07:00"


@pytest.mark.parametrize("seconds", [0, 1_633_137_312, 4_102_444_800])
def test_seconds_are_read_back(seconds):
    assert epoch(at_epoch(seconds)) == seconds
