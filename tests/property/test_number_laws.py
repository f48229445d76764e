"""Laws of who holds a number, for every history of claims, proofs and givings up."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.people.phone.numbers import NumberFact, What, holding
from tests.builders.base import NOW
from tests.builders.people import a_person_id

PEOPLE = tuple(a_person_id(number) for number in range(1, 5))
SECOND = timedelta(seconds=1)
FACTS = st.builds(
    lambda who, what, second, beside: NumberFact(
        who, what, NOW + second * SECOND, beside - {who} if what is What.PROVED else frozenset()
    ),
    st.sampled_from(PEOPLE),
    st.sampled_from([What.CLAIMED, What.PROVED, What.PROVED, What.GIVEN_UP]),
    st.integers(0, 12),
    st.frozensets(st.sampled_from(PEOPLE), max_size=1),
)
HISTORIES = st.lists(FACTS, max_size=12).map(lambda facts: sorted(facts, key=lambda fact: fact.at))


def moments(facts):
    return sorted({fact.at for fact in facts})


@given(HISTORIES)
def test_nobody_is_in_two_groups_and_nobody_comes_from_nowhere(facts):
    found = holding(facts)
    named = [*found.proved, *found.claimed, *found.lost]
    assert len(named) == len(set(named))
    assert set(named) <= {fact.person for fact in facts}
    assert set(found.proved) | set(found.lost) <= {f.person for f in facts if f.what is What.PROVED}


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_read_changes_nothing(facts, rng):
    """Each person's facts come in order; those of several come as a store gives them."""
    people = list(PEOPLE)
    rng.shuffle(people)
    by_person = [fact for person in people for fact in facts if fact.person == person]
    assert holding(by_person) == holding(facts)


@given(HISTORIES)
def test_a_proof_makes_a_holder_until_a_later_fact(facts):
    for number, fact in enumerate(facts):
        own_later = [f for f in facts[number + 1 :] if f.person == fact.person and f.at == fact.at]
        if fact.what is What.PROVED and not any(f.what is What.GIVEN_UP for f in own_later):
            assert fact.person in holding(facts, fact.at).proved


@given(HISTORIES)
def test_giving_up_ends_everything_of_that_person_and_nothing_of_another(facts):
    for fact in facts:
        if fact.what is not What.GIVEN_UP or sum(f.at == fact.at for f in facts) > 1:
            continue
        before, after = holding(facts, fact.at - SECOND), holding(facts, fact.at)
        for group in ("proved", "claimed", "lost"):
            assert set(getattr(after, group)) == set(getattr(before, group)) - {fact.person}


@given(HISTORIES)
def test_a_holder_ends_with_a_proof_by_somebody_else_or_by_giving_up(facts):
    for moment in moments(facts):
        before, after = holding(facts, moment - SECOND), holding(facts, moment)
        here = [fact for fact in facts if fact.at == moment]
        for person in set(before.proved) - set(after.proved):
            own = {fact.what for fact in here if fact.person == person}
            taken = any(fact.person != person and fact.what is What.PROVED for fact in here)
            assert What.GIVEN_UP in own or (taken and person in (*after.lost, *after.claimed))
            assert person in after.lost or own


@given(HISTORIES)
def test_a_claim_is_ended_by_its_own_person_alone(facts):
    for moment in moments(facts):
        before, after = holding(facts, moment - SECOND), holding(facts, moment)
        for person in set(before.claimed) - set(after.claimed):
            assert any(f.person == person and f.what is not What.CLAIMED for f in facts if f.at == moment)


@given(HISTORIES)
def test_whoever_lost_it_and_proves_it_again_ends_nobodys_holding(facts):
    end = NOW + 60 * SECOND
    before = holding(facts)
    for person in before.lost:
        after = holding([*facts, NumberFact(person, What.PROVED, end)])
        assert set(after.proved) == {*before.proved, person}
        assert person in before.together or after.in_turn == bool(before.proved)


@given(HISTORIES)
def test_a_newcomer_who_shares_with_nobody_holds_it_alone(facts):
    newcomer, before = a_person_id(9), holding(facts)
    after = holding([*facts, NumberFact(newcomer, What.PROVED, NOW + 60 * SECOND)])
    assert after.proved == (newcomer,)
    assert set(after.lost) >= set(before.proved)
    assert {person for person in PEOPLE if after.reaches(person)} == set(after.claimed)


@given(HISTORIES)
def test_a_newcomer_beside_a_holder_ends_nobodys_holding(facts):
    newcomer, before = a_person_id(9), holding(facts)
    for holder in before.proved:
        after = holding([*facts, NumberFact(newcomer, What.PROVED, NOW + 60 * SECOND, frozenset({holder}))])
        assert set(after.proved) == {*before.proved, newcomer}


@given(HISTORIES)
def test_no_message_reaches_whoever_lost_it_or_never_named_it(facts):
    found = holding(facts)
    reached = {person for person in PEOPLE if found.reaches(person)}
    assert reached == {*found.proved, *found.claimed}
