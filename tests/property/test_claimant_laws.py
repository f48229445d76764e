"""Pages of a number: everybody who may be meant stands on one of them, once, whoever holds it before the others."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.people.codes import PersonId
from domain.people.phone.claimants import START, Part, Place, listed, place_of, provers
from domain.people.phone.numbers import NumberFact, What, holding
from tests.builders.base import NOW

MINUTE = timedelta(minutes=1)
PEOPLE = st.integers(1, 30).map(PersonId.from_random)
FACTS = st.lists(
    st.tuples(PEOPLE, st.sampled_from(What), st.integers(0, 50)).map(
        lambda told: NumberFact(told[0], told[1], NOW + told[2] * MINUTE)
    ),
    max_size=40,
)


def part_of(facts):
    ordered = sorted(facts, key=lambda fact: fact.at)
    proved = provers(ordered)
    return Part([f for f in ordered if f.person in proved], [f for f in ordered if f.person not in proved])


@given(FACTS, st.integers(1, 7))
def test_pages_show_everybody_named_once_and_holders_first(facts, limit):
    part = part_of(facts)
    shown: list[PersonId] = []
    place: Place | None = START
    while place is not None:
        page, place = listed(part, place, limit=limit)
        assert len(page) <= limit
        assert place is None or place_of(place.cursor) == place
        shown += page
    assert tuple(shown) == holding(part.facts).named_by


@given(FACTS, FACTS, st.integers(1, 7))
def test_a_later_part_shows_nobody_of_the_first_page_again(facts, more, limit):
    """Proofs are read with every part."""
    first = part_of(facts)
    later = Part(first.proofs, [f for f in part_of(more).claims if f.person not in provers(first.proofs)])
    page, _ = listed(later, Place(part=str(PersonId.from_random(31))), limit=limit)
    assert provers(first.proofs).isdisjoint(page)
