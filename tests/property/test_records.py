"""Whatever is joined and parted: every record speaks through exactly one, and undoing everything leaves nobody joined."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.people.codes import PersonId
from domain.people.human.records import Joining, Records
from tests.builders.base import NOW

PEOPLE = [PersonId.from_random(n) for n in range(6)]
moves = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=30)


def facts_of(wanted: list[tuple[PersonId, PersonId]]) -> list[Joining]:
    """What the register lets through: a pair joins where both speak for themselves; named again it parts."""
    facts: list[Joining] = []
    numbers: dict[PersonId, int] = {}
    keeps: dict[PersonId, PersonId] = {}
    for step, (join, keep) in enumerate(wanted):
        at = NOW + timedelta(seconds=step)
        number = numbers.get(join, 0) + 1
        if join in keeps:
            facts.append(Joining(join, keeps.pop(join), number, at))
        elif join != keep and keep not in keeps and join not in keeps and Records(facts).survivor(keep) != join:
            facts.append(Joining(join, keep, number, at))
            keeps[join] = keep
        else:
            continue
        numbers[join] = number
    return facts


@given(moves)
def test_every_record_speaks_through_exactly_one(wanted: list[tuple[PersonId, PersonId]]) -> None:
    records = Records(facts_of(wanted))
    for person in PEOPLE:
        first, *others = records.members(person)
        assert first == records.survivor(person) == records.survivor(first)
        assert person in (first, *others)
        assert all(records.survivor(other) == first for other in others)
        assert len(set(others)) == len(others)
    assert sorted(records.all_of(PEOPLE)) == sorted(PEOPLE)


@given(moves, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_read_does_not_matter(
    wanted: list[tuple[PersonId, PersonId]], random: Random
) -> None:
    facts = facts_of(wanted)
    mixed = facts + facts[: len(facts) // 2]
    random.shuffle(mixed)
    for person in PEOPLE:
        assert Records(mixed).members(person) == Records(facts).members(person)


@given(moves)
def test_undoing_everything_leaves_nobody_joined(wanted: list[tuple[PersonId, PersonId]]) -> None:
    facts = facts_of(wanted)
    records = Records(facts)
    newest = {fact.join: fact for fact in facts}
    undone = [f._replace(number=f.number + 1) for f in newest.values() if f.joins]
    assert not Records([*facts, *undone])
    assert bool(records) == bool(undone)


@given(moves, st.integers(0, 30))
def test_whoever_was_touched_since_is_named_with_everybody_of_the_same_human(
    wanted: list[tuple[PersonId, PersonId]], since: int
) -> None:
    facts = facts_of(wanted)
    moment = NOW + timedelta(seconds=since)
    records, before = Records(facts), Records(f for f in facts if f.at < moment)
    changed = records.changed_since(moment)
    for person in PEOPLE:
        if records.members(person) != before.members(person):
            assert person in changed
    assert all(member in changed for person in changed for member in records.members(person))
