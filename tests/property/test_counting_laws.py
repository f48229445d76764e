"""Laws of counting (I10) and of the sealed record, for every way the batches may come."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.figures.statistics import Cell, Fact, Metric, counted, log_entries
from domain.people.audit import FIRST, check_day, sealed
from tests.builders.base import NOW
from tests.builders.people import an_access

CELLS = st.sampled_from([Cell(Metric.CHECK_IN, "VN-2025H2/46/19777", f"20211002{hour:02d}") for hour in (7, 8, 9)])
# A fact's hour and kind follow from what it is about; only its taking back comes later.
FACTS = st.builds(
    lambda cell, number, void: Fact(cell, f"{cell.hour}-{number}", ("grocery", "market")[number % 2], void),
    CELLS,
    st.integers(0, 15),
    st.booleans(),
)
BATCHES = st.lists(st.lists(FACTS, max_size=8), max_size=8)
KEY = b"k" * 32


def count(batches):
    return counted(entry for batch in batches for entry in log_entries(batch).values())


def recount(facts):
    void = {fact.key for fact in facts if fact.void}
    living = {(fact.category, fact.key) for fact in facts if not fact.void and fact.key not in void}
    found: dict[str, int] = {}
    for category, _ in living:
        found[category] = found.get(category, 0) + 1
    return found


@given(BATCHES)
def test_counters_equal_a_recount(batches):
    assert count(batches) == recount([fact for batch in batches for fact in batch])


@given(BATCHES, st.randoms())
def test_repeating_shuffling_and_cutting_anew_change_nothing(batches, dice):
    facts = [fact for batch in batches for fact in batch]
    again = facts + dice.choices(facts, k=len(facts)) if facts else []
    dice.shuffle(again)
    cut = dice.randint(1, 7)
    assert count([again[i : i + cut] for i in range(0, len(again), cut)]) == count(batches)


@given(st.lists(FACTS, max_size=12), st.randoms())
def test_one_batch_has_one_address_in_whatever_order(batch, dice):
    shuffled = [*batch, *batch]
    dice.shuffle(shuffled)
    addresses = [{cell: entry.address for cell, entry in log_entries(b).items()} for b in (batch, shuffled)]
    assert addresses[0] == addresses[1]


RECORDS = st.lists(st.integers(0, 500), unique=True, max_size=8).map(
    lambda numbers: [an_access(n, at=NOW + timedelta(seconds=n)) for n in numbers]
)


@given(RECORDS, RECORDS)
def test_only_the_very_records_that_were_sealed_pass(kept, found):
    day = NOW.date()
    seal = sealed(day, (record.digest for record in kept), previous=FIRST, kid="k1", key=KEY)
    findings = check_day(seal, [(r, r.digest) for r in found], day=day, previous=FIRST, key=KEY)
    assert (findings == []) == ({r.nonce for r in kept} == {r.nonce for r in found})
