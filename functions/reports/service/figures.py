"""Figures of a unit."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.base.unit import UnitKey
from domain.figures.statistics import DayCount, Metric, StatisticsBook

MAX_DAYS = 92
DEFAULT_DAYS = 14


class Span(NamedTuple):
    """Local days, both included."""

    start: date
    end: date

    @property
    def days(self) -> list[date]:
        """Every day of the span."""
        return [self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1)]


def span(start: date | None, end: date | None, *, today: date) -> Span:
    """The span asked for, or the last 14 days. Raises InvalidInput when it is reversed, too long or absurd."""
    last = end or today
    if not date(2000, 1, 1) <= last <= date(2200, 1, 1):
        raise InvalidInput.of("to", "period")
    first = start or last - timedelta(days=DEFAULT_DAYS - 1)
    if first > last or (last - first).days >= MAX_DAYS:
        raise InvalidInput.of("from", "period")
    return Span(first, last)


class Totals(NamedTuple):
    """Counts by day and category, and by commune."""

    by_day: dict[date, Counter[str]]
    by_unit: Counter[str]

    def on(self, day: date) -> Counter[str]:
        """Counts of a day by category."""
        return self.by_day.get(day, Counter())


class Counted(NamedTuple):
    """Everything that is counted of a unit over a span."""

    span: Span
    check_ins: Totals
    venues: Totals

    @property
    def units(self) -> list[str]:
        """Paths of the communes in which anything happened."""
        return sorted({*self.check_ins.by_unit, *self.venues.by_unit})


def counted(unit: UnitKey, wanted: Span, *, book: StatisticsBook) -> Counted:
    """The daily cells of a unit, added up for each metric."""
    check_ins, venues = (totals(metric, unit, wanted, book=book) for metric in (Metric.CHECK_IN, Metric.VENUE))
    return Counted(wanted, check_ins, venues)


def totals(metric: Metric, unit: UnitKey, wanted: Span, *, book: StatisticsBook) -> Totals:
    """The daily cells of a unit, added up."""
    by_day: dict[date, Counter[str]] = {}
    by_unit: Counter[str] = Counter()
    for cell in _cells(metric, unit, wanted, book):
        by_day.setdefault(cell.day, Counter()).update(cell.counts)
        by_unit[cell.unit_path] += sum(cell.counts.values())
    return Totals(by_day, by_unit)


def _cells(metric: Metric, unit: UnitKey, wanted: Span, book: StatisticsBook) -> Sequence[DayCount]:
    return book.days(metric, str(unit), start=wanted.start, end=wanted.end)
