"""Counters equal a recount, whatever a stream does to its records and whatever befalls the calls."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters import session
from adapters.memory.stat.statistics import MemoryStatistics
from domain.base.errors import Busy
from domain.figures.statistics import Cell, Fact, Metric, StatisticsBook, log_entries
from tests.contract.engines import Stores, started
from tests.contract.samples.base import NOW, Clock
from tests.faults import (
    Crash,
    Fault,
    Faults,
    crash,
    crash_after,
    delivered,
    lost_answer,
    silence,
    throttled,
    without_pauses,
)

COMMUNES = ("VN-2025H2/01/00004", "VN-2025H2/01/00008", "VN-2025H2/79/26740")
PROVINCES = ("VN-2025H2/01", "VN-2025H2/79")
FIRST, LAST = date(2021, 10, 1), date(2021, 10, 2)


class Scan(NamedTuple):
    """A visit as the stream tells of it; a void follows its visit."""

    number: int
    void: bool = False

    @property
    def fact(self) -> Fact:
        unit = COMMUNES[self.number % 3]
        hour = f"2021100{1 + self.number % 2}{self.number % 24:02d}"
        return Fact(
            Cell(Metric.CHECK_IN, unit, hour), f"visit {self.number}", "food" if self.number % 5 else "shop", self.void
        )


SCANS = st.lists(st.integers(0, 60), unique=True, max_size=25).flatmap(
    lambda numbers: st.sets(st.sampled_from(numbers) if numbers else st.nothing()).map(
        lambda voids: [Scan(n) for n in numbers] + [Scan(n, void=True) for n in sorted(voids)]
    )
)


def truth(scans: Sequence[Scan]) -> Counter[tuple[str, date, str]]:
    """Counted by hand, over facts and not over deliveries."""
    gone = {scan.number for scan in scans if scan.void}
    facts = [scan.fact for scan in scans if not scan.void and scan.number not in gone]
    return Counter((f.cell.unit_path, date(2021, 10, int(f.cell.day[6:])), f.category) for f in facts)


def shown(book: StatisticsBook, units: Sequence[str]) -> Counter[tuple[str, date, str]]:
    found: Counter[tuple[str, date, str]] = Counter()
    for unit in units:
        for cell in book.days(Metric.CHECK_IN, unit, start=FIRST, end=LAST):
            found.update({(cell.unit_path, cell.day, category): n for category, n in cell.counts.items()})
    return found


def note(book: StatisticsBook, batch: Sequence[Scan]) -> None:
    for cell, entry in log_entries(scan.fact for scan in batch).items():
        book.note(cell, entry, now=NOW)


def recount(book: StatisticsBook) -> None:
    for metric, unit_path, day in book.marked():
        book.recount(metric, unit_path, day, now=NOW)


def check(book: StatisticsBook, scans: Sequence[Scan]) -> None:
    recount(book)
    communes = [f"VN-2025H2/{unit[-5:]}" for unit in COMMUNES]
    assert shown(book, communes) == truth(scans)
    assert shown(book, PROVINCES) == truth(scans)
    assert book.marked() == []


@given(SCANS, st.integers(0))
def test_duplicated_recut_and_reordered_records_count_once(scans: Sequence[Scan], order: int) -> None:
    rng = Random(order)  # noqa: S311 - an order, not a secret
    book = MemoryStatistics(clock=Clock())
    for batch in delivered(scans, rng, key=lambda scan: scan.number):
        note(book, batch)
        if rng.random() < 1 / 2:
            recount(book)
    check(book, scans)


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    with started("moto") as found:
        yield found


TROUBLE: Sequence[Fault] = (throttled, silence, lost_answer, crash, crash_after)


def repeated(action: object, *arguments: object) -> None:
    """As the platform does: a batch that failed, or whose worker died, comes again."""
    while True:
        try:
            action(*arguments)  # type: ignore[operator]
        except (Busy, Crash):
            continue
        return


def test_the_table_counts_right_through_crashes_and_lost_answers(stores: Stores) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(SCANS, st.integers(0))
    def run(scans: Sequence[Scan], order: int) -> None:
        rng = Random(order)  # noqa: S311
        session._cached.cache_clear()  # a full budget of retries
        book = stores.statistics(Clock())
        with without_pauses(), Faults(session.client("dynamodb")) as faults:
            for batch in delivered(scans, rng, key=lambda scan: scan.number):
                for operation in ("PutItem", "DeleteItem", "Query"):
                    faults.plan(operation, *rng.choices(TROUBLE, k=rng.randint(0, 2)))
                repeated(note, book, batch)
                if rng.random() < 1 / 3:
                    repeated(recount, book)
            repeated(recount, book)
            faults.forget()
        check(book, scans)

    run()
