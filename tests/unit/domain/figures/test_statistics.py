"""Counters that no repetition can inflate."""

from datetime import UTC, datetime

from domain.figures.statistics import HASH_BYTES, Cell, Fact, LogEntry, Metric, counted, fact_hash, hour_of, log_entries

CELL = Cell(Metric.CHECK_IN, "VN-2025H2/46/19777", "2021100208")


def facts(*keys, category="grocery", cell=CELL, void=False):
    return [Fact(cell, key, category, void) for key in keys]


def count(*batches):
    return counted(entry for batch in batches for entry in log_entries(batch).values())


def test_each_fact_counts_once_under_its_kind():
    assert count(facts("a", "b"), facts("c", category="market")) == {"grocery": 2, "market": 1}


def test_a_batch_delivered_twice_counts_once():
    assert count(facts("a", "b"), facts("a", "b")) == {"grocery": 2}


def test_a_batch_cut_anew_counts_the_same():
    assert count(facts("a"), facts("b", "c"), facts("a", "b"), facts("c")) == {"grocery": 3}


def test_a_fact_twice_in_one_batch_counts_once():
    assert count(facts("a", "a")) == {"grocery": 1}


def test_a_fact_taken_back_is_not_counted_in_whatever_order_it_arrives():
    back = facts("a", void=True)
    assert count(facts("a", "b"), back) == count(back, facts("a", "b")) == {"grocery": 1}


def test_taking_back_what_never_came_counts_nothing():
    assert count(facts("a", void=True)) == {}


def test_an_entry_is_addressed_by_its_content():
    (one,) = log_entries(facts("a", "b")).values()
    (same,) = log_entries(facts("b", "a", "b")).values()
    (other,) = log_entries(facts("a")).values()
    assert one.address == same.address != other.address


def test_an_address_tells_categories_apart():
    joined = b"".join(sorted([fact_hash("a"), fact_hash("b")]))
    assert LogEntry({"market": joined}).address != LogEntry({"grocery": joined}).address
    first, second = joined[:HASH_BYTES], joined[HASH_BYTES:]
    assert LogEntry({"x": first, "y": second}).address != LogEntry({"x": joined}).address


def test_facts_of_two_hours_and_communes_stand_in_cells_of_their_own():
    elsewhere = CELL._replace(unit_path="VN-2025H2/46/19774")
    later = CELL._replace(hour="2021100209")
    entries = log_entries(facts("a") + facts("a", cell=elsewhere) + facts("a", cell=later))
    assert set(entries) == {CELL, elsewhere, later}


def test_an_hour_is_local():
    assert hour_of(datetime(2021, 10, 2, 17, 5, tzinfo=UTC)) == "2021100300"
    assert CELL.day == "20211002"
