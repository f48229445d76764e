"""To the end of which day an F1 stays at home, by the rule in force when it was told, and never closer than may be said."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.base.period import local_day
from domain.telling.duty import About, stay_of
from domain.telling.exposure import Told, Version
from domain.telling.policy import NATION_POLICIES, STAY_POLICIES

NOON = datetime(2021, 10, 6, 5, tzinfo=UTC)  # a Wednesday
SATURDAY, MONDAY = date(2021, 10, 2), date(2021, 9, 27)


def stay(told=Told.F1, at=NOON, day=SATURDAY, category="market"):
    found = stay_of(Version(1, told, at, day, category))
    assert found
    return found


def test_the_days_are_counted_from_the_day_of_exposure_where_it_is_told():
    assert stay().until == date(2021, 10, 16)
    assert "5599/BYT-MT" in stay().source


def test_where_only_the_week_is_told_they_are_counted_from_its_end():
    assert stay(day=MONDAY, category="").until == date(2021, 10, 3) + timedelta(days=14)


@pytest.mark.parametrize("exposed", range(7))
def test_the_last_day_tells_nothing_of_a_day_that_is_not_told(exposed):
    """Whatever day of the week it was, the version says its Monday, and so the same last day."""
    told_at = NOON + timedelta(days=exposed % 3)
    assert stay(at=told_at, day=date(2021, 10, 4), category="").until == local_day(told_at) + timedelta(days=14)


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2021, 1, 5), 14),
        (date(2021, 5, 4), 14),
        (date(2021, 5, 5), 28),
        (date(2021, 6, 26), 28),
        (date(2021, 6, 27), 28),
        (date(2021, 7, 13), 28),
        (date(2021, 7, 14), 14),
        (date(2021, 12, 15), 14),
        (date(2021, 12, 16), 14),
        (date(2022, 2, 20), 14),
        (date(2022, 2, 21), 7),
        (date(2026, 11, 29), 7),
    ],
)
def test_the_rule_of_the_day_of_telling_counts(on, days):
    at = datetime(on.year, on.month, on.day, 5, tzinfo=UTC)
    found = stay(at=at, day=on - timedelta(days=2))
    assert found.until == on + timedelta(days=days - 2)


def test_days_of_testing_are_those_of_the_rule():
    def test_of(**said):
        return next(text.vi for about, text in stay(**said).duties if about is About.TEST)

    assert "ngày thứ 1, 7, 14 kể từ lần tiếp xúc cuối" in test_of()
    assert "ngày thứ 7 kể từ lần tiếp xúc cuối" in test_of(at=datetime(2022, 3, 1, 5, tzinfo=UTC))
    assert "ngày thứ" not in test_of(at=datetime(2021, 1, 5, 5, tzinfo=UTC))
    assert "ngày thứ" not in test_of(told=Told.F2)


def test_one_day_of_testing_is_one_day_in_english():
    def said(at):
        return next(text.en for about, text in stay(at=at).duties if about is About.TEST)

    assert "on day 7 after" in said(datetime(2022, 3, 1, 5, tzinfo=UTC))
    assert "on days 1, 7, 14 after" in said(NOON)


@pytest.mark.parametrize(
    ("on", "decree"),
    [
        (date(2020, 3, 12), "878/QĐ-BYT"),
        (date(2021, 5, 5), "600/CĐ-BCĐ"),
        (date(2021, 6, 27), "5152/BYT-MT"),
        (date(2021, 7, 14), "5599/BYT-MT"),
        (date(2021, 12, 16), "10696/BYT-MT"),
        (date(2022, 2, 21), "762/BYT-DP"),
    ],
)
def test_each_row_holds_from_the_day_of_its_decree(on, decree):
    row = next(row for row in STAY_POLICIES if row.since == on)
    assert decree in row.source
    assert f"{on:%d/%m/%Y}" in row.source


def test_the_days_of_testing_lie_within_the_stay_and_are_named_with_their_rule():
    for row in STAY_POLICIES:
        assert all(day <= row.f1.days for day in row.tested_on)
        assert not row.tested_on or ", ".join(map(str, row.tested_on)) in row.source


def test_work_family_and_test_are_told_and_nothing_of_a_correction():
    for told in (Told.F1, Told.F2):
        assert [about for about, _ in stay(told).duties] == list(About)
    assert stay_of(Version(2, Told.CORRECTION, NOON, SATURDAY, "market")) is None


@pytest.mark.parametrize("rows", [STAY_POLICIES, NATION_POLICIES])
def test_rows_are_in_the_order_of_their_days_and_name_their_source(rows):
    assert [row.since for row in rows] == sorted(row.since for row in rows)
    assert all(row.source for row in rows)
