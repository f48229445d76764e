"""StatisticsBook: cells equal a recount, whatever is repeated, re-cut or reordered; marks say what is left to do."""

from datetime import date, timedelta

import pytest

from adapters import session
from adapters.dynamo.stat.statistics import DynamoStatistics
from domain.figures.statistics import Cell, DayCount, Fact, Metric, StatisticsBook, log_entries
from tests.contract.engines import Stores
from tests.contract.samples.base import COMMUNE, DAY, NOW, Clock
from tests.faults import Attempt, Crash, Faults, crash

TODAY = date(2021, 10, 3)
HOUR = "2021100308"
DONE = (Metric.CHECK_IN, COMMUNE, "20211003")
NEAR = "VN-2025H2/01/00008"


@pytest.fixture
def book(stores: Stores, clock: Clock) -> StatisticsBook:
    return stores.statistics(clock)


def fact(key: str, *, unit: str = COMMUNE, hour: str = HOUR, category: str = "food", void: bool = False) -> Fact:
    return Fact(Cell(Metric.CHECK_IN, unit, hour), key, category, void)


def note(book: StatisticsBook, *facts: Fact) -> None:
    for cell, entry in log_entries(facts).items():
        book.note(cell, entry, now=NOW)


def recount(book: StatisticsBook) -> None:
    for metric, unit_path, day in book.marked():
        book.recount(metric, unit_path, day, now=NOW)


def days(book: StatisticsBook, unit: str, start: date = TODAY, end: date = TODAY) -> list[DayCount]:
    return list(book.days(Metric.CHECK_IN, unit, start=start, end=end))


def test_a_days_facts_are_counted_by_category(book: StatisticsBook) -> None:
    note(book, fact("a"), fact("b"), fact("c", category="shop"), fact("d", hour="2021100323"))
    assert book.marked() == [DONE]
    assert book.recount(*DONE, now=NOW) == {"food": 3, "shop": 1}
    assert book.marked() == []
    assert days(book, "VN-2025H2/00004") == [DayCount(COMMUNE, TODAY, {"food": 3, "shop": 1})]


def test_nothing_shows_before_the_recount(book: StatisticsBook) -> None:
    note(book, fact("a"))
    assert days(book, "VN-2025H2/00004") == []


def test_repetition_and_other_batches_change_nothing(book: StatisticsBook) -> None:
    facts = [fact(str(n)) for n in range(6)]
    for batch in (facts[:4], facts[4:], facts[:4], facts[3:5], facts):
        note(book, *batch)
        recount(book)
    assert days(book, "VN-2025H2/00004")[0].counts == {"food": 6}


def test_what_is_taken_back_is_not_counted_in_either_order(book: StatisticsBook) -> None:
    note(book, fact("b", void=True))
    note(book, fact("a"), fact("b"))
    note(book, fact("a", void=True))
    recount(book)
    assert days(book, "VN-2025H2/00004")[0].counts == {}


def test_a_wider_unit_holds_its_communes_cells(book: StatisticsBook) -> None:
    old = "VN-2025H1/01/001/00001"
    note(book, fact("a"), fact("b", unit=NEAR), fact("c", unit="VN-2025H2/79/26740"), fact("d", unit=old))
    recount(book)
    assert [cell.unit_path for cell in days(book, "VN-2025H2/01")] == [COMMUNE, NEAR]
    for unit in ("VN-2025H1/01", "VN-2025H1/001", "VN-2025H1/00001"):
        assert [cell.unit_path for cell in days(book, unit)] == [old]
    assert days(book, "VN-2025H2/02") == []


def test_days_are_inclusive_and_in_order(book: StatisticsBook) -> None:
    for day in (1, 2, 3, 4):
        note(book, *(fact(f"{day}-{n}", hour=f"202110{day:02d}08") for n in range(day)))
    recount(book)
    found = days(book, "VN-2025H2/01", date(2021, 10, 2), date(2021, 10, 3))
    assert [(cell.day.day, cell.counts["food"]) for cell in found] == [(2, 2), (3, 3)]


def test_metrics_do_not_mix(book: StatisticsBook) -> None:
    note(book, fact("a"), Fact(Cell(Metric.VENUE, COMMUNE, HOUR), "v", "food"))
    recount(book)
    assert len(days(book, "VN-2025H2/00004")) == 1
    assert book.days(Metric.VENUE, "VN-2025H2/00004", start=TODAY, end=TODAY)[0].counts == {"food": 1}


def test_expired_figures_are_not_read(book: StatisticsBook, clock: Clock) -> None:
    note(book, fact("a"))
    recount(book)
    clock.now = NOW + 400 * DAY
    assert days(book, "VN-2025H2/00004") == []


def test_a_late_fact_marks_its_day_again(book: StatisticsBook) -> None:
    note(book, fact("a"))
    recount(book)
    note(book, fact("b"))
    assert book.marked() == [DONE]
    assert book.recount(*DONE, now=NOW + 7 * DAY) == {"food": 2}


# Steps that interleave or stop half-way; on the table, where they are separate calls.


@pytest.fixture
def on_moto(moto_stores: Stores, clock: Clock) -> DynamoStatistics:
    return DynamoStatistics(moto_stores.table("Stat"), clock=clock)


def test_a_fact_that_arrives_during_a_recount_leaves_its_mark(on_moto: DynamoStatistics, faults: Faults) -> None:
    note(on_moto, fact("a"))
    meanwhile = iter([lambda: note(on_moto, fact("b"))])

    def interrupt(_: Attempt) -> None:
        next(meanwhile)()

    faults.plan("DeleteItem", interrupt)
    on_moto.recount(*DONE, now=NOW)
    assert on_moto.marked() == [DONE]
    assert on_moto.recount(*DONE, now=NOW) == {"food": 2}
    assert on_moto.marked() == []


def test_a_repeated_entry_does_not_clear_the_mark_of_another(on_moto: DynamoStatistics, faults: Faults) -> None:
    """A stamp made of the entry's address would come back here, and `b` would never be counted."""
    note(on_moto, fact("a"))

    def interrupt(_: Attempt) -> None:
        note(on_moto, fact("b"))
        note(on_moto, fact("a"))

    faults.plan("DeleteItem", interrupt)
    on_moto.recount(*DONE, now=NOW)
    assert on_moto.marked() == [DONE]


def test_a_slow_recount_does_not_overwrite_a_newer_one(on_moto: DynamoStatistics, faults: Faults) -> None:
    note(on_moto, fact("a"))

    def interrupt(_: Attempt) -> None:
        note(on_moto, fact("b"))
        on_moto.recount(*DONE, now=NOW)

    faults.plan("PutItem", interrupt)
    assert on_moto.recount(*DONE, now=NOW) == {"food": 1}
    for unit in ("VN-2025H2/00004", "VN-2025H2/01"):
        assert days(on_moto, unit)[0].counts == {"food": 2}


@pytest.mark.parametrize("steps", [0, 1])
def test_a_crash_while_noting_is_repaired_by_redelivery(on_moto: DynamoStatistics, faults: Faults, steps: int) -> None:
    faults.plan("PutItem", *[lambda _: None] * steps, crash)
    with pytest.raises(Crash):
        note(on_moto, fact("a"))
    note(on_moto, fact("a"))
    recount(on_moto)
    assert days(on_moto, "VN-2025H2/00004")[0].counts == {"food": 1}


@pytest.mark.parametrize("steps", [0, 1])
def test_a_crash_while_counting_leaves_the_mark(on_moto: DynamoStatistics, faults: Faults, steps: int) -> None:
    note(on_moto, fact("a"))
    faults.plan("PutItem", *[lambda _: None] * steps, crash)
    with pytest.raises(Crash):
        on_moto.recount(*DONE, now=NOW)
    assert on_moto.marked() == [DONE]


def test_the_log_lives_longer_than_a_late_visit(on_moto: DynamoStatistics, moto_stores: Stores) -> None:
    note(on_moto, fact("a"))
    items = session.client("dynamodb").scan(TableName=on_moto._table)["Items"]
    (entry,) = [item for item in items if item["pk"]["S"].startswith("L#")]
    assert int(entry["x"]["N"]) == int((NOW + timedelta(days=30)).timestamp())
