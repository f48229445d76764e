"""Whose a number is from when to when, story by story."""

from datetime import timedelta

import pytest

from domain.people.phone.numbers import Holding, NumberFact, What, holding
from tests.builders.base import NOW
from tests.builders.people import a_person_id

AN, BINH, CHI = (a_person_id(number) for number in (1, 2, 3))
DAY = timedelta(days=1)


def claims(who, day=0):
    return NumberFact(who, What.CLAIMED, NOW + day * DAY)


def proves(who, day, *beside):
    return NumberFact(who, What.PROVED, NOW + day * DAY, frozenset(beside))


def gives_up(who, day):
    return NumberFact(who, What.GIVEN_UP, NOW + day * DAY)


def groups(facts, day=None):
    found = holding(facts, None if day is None else NOW + day * DAY)
    return [set(found.proved), set(found.claimed), set(found.lost)]


@pytest.mark.parametrize(
    ("facts", "proved", "claimed", "lost"),
    [
        ([], set(), set(), set()),
        ([claims(AN), claims(BINH)], set(), {AN, BINH}, set()),
        ([claims(AN), proves(AN, 1)], {AN}, set(), set()),
        ([claims(AN), claims(BINH), proves(AN, 1)], {AN}, {BINH}, set()),
        ([proves(AN, 1), proves(BINH, 2)], {BINH}, set(), {AN}),
        ([proves(AN, 1), proves(BINH, 2), proves(AN, 3)], {AN, BINH}, set(), set()),
        ([proves(AN, 1), proves(BINH, 2), proves(AN, 3), proves(CHI, 4)], {CHI}, set(), {AN, BINH}),
        ([proves(AN, 1), proves(BINH, 2, AN)], {AN, BINH}, set(), set()),
        ([proves(AN, 1, BINH), proves(BINH, 2)], {AN, BINH}, set(), set()),
        ([proves(AN, 1), proves(BINH, 2, CHI)], {BINH}, set(), {AN}),
        ([proves(AN, 1), gives_up(AN, 2)], set(), set(), set()),
        ([proves(AN, 1), gives_up(AN, 2), proves(BINH, 3), proves(AN, 4)], {AN}, set(), {BINH}),
        ([proves(AN, 1), proves(BINH, 2), gives_up(BINH, 3)], set(), set(), {AN}),
        ([proves(AN, 1), proves(BINH, 2), claims(AN, 3)], {BINH}, {AN}, set()),
        ([proves(AN, 1), proves(BINH, 2), claims(AN, 3), proves(AN, 4)], {AN, BINH}, set(), set()),
        ([proves(AN, 1), proves(AN, 2), proves(BINH, 3)], {BINH}, set(), {AN}),
    ],
    ids=[
        "nobody",
        "said and not proved",
        "proved",
        "a claim stands behind a proof",
        "it was handed out again",
        "it returns: both",
        "a stranger ends what was shared",
        "proved by the device of a holder",
        "the holder named the other one",
        "naming one who does not hold it shares nothing",
        "given up",
        "given up is no right to return",
        "what was lost stays lost",
        "an officer enters it again",
        "who had it returns from a claim as well",
        "a proof repeated is one proof",
    ],
)
def test_who_holds_a_number(facts, proved, claimed, lost):
    assert groups(facts) == [proved, claimed, lost]


def test_holding_is_from_one_moment_to_another():
    facts = [claims(AN), proves(AN, 1), proves(BINH, 2), proves(AN, 3), gives_up(BINH, 4)]
    assert [holding(facts, NOW + day * DAY).proved for day in range(-1, 6)] == [
        (),
        (),
        (AN,),
        (BINH,),
        (BINH, AN),
        (AN,),
        (AN,),
    ]


def test_of_several_only_turns_are_in_doubt():
    assert not holding([proves(AN, 1), proves(BINH, 2, AN)]).in_turn
    assert holding([proves(AN, 1), proves(BINH, 2), proves(AN, 3)]).in_turn
    assert not holding([proves(AN, 1), proves(BINH, 2), proves(AN, 3), gives_up(BINH, 4)]).in_turn
    assert not holding([proves(AN, 1), proves(BINH, 2), gives_up(BINH, 3), proves(AN, 4)]).in_turn
    assert not holding([proves(AN, 1), proves(BINH, 2), proves(AN, 3), proves(CHI, 4)]).in_turn


def test_two_who_prove_it_in_one_second_both_hold_it_and_nobody_knows_better():
    for facts in ([proves(AN, 1), proves(BINH, 1)], [proves(BINH, 1), proves(AN, 1)]):
        assert holding([proves(CHI, 0), *facts]) == Holding(proved=(AN, BINH), lost=(CHI,), in_turn=True)
        assert set(holding([proves(AN, 0), *facts]).proved) == {AN, BINH}


def test_a_message_reaches_those_who_hold_it_and_a_claim_nobody_proved_against():
    alone = holding([claims(AN), claims(BINH)])
    assert alone.reaches(AN)
    assert alone.reaches(BINH)
    proved = holding([claims(AN), claims(BINH), proves(AN, 1)])
    assert proved.reaches(AN)
    assert not proved.reaches(BINH)
    same_human = holding([claims(AN), claims(BINH), proves(AN, 1, BINH)])
    assert same_human.reaches(BINH)
    handed_on = holding([proves(AN, 1), proves(BINH, 2)])
    assert not handed_on.reaches(AN)
    assert not handed_on.reaches(CHI)


def test_those_who_hold_it_are_named_first():
    facts = [claims(CHI), claims(AN, 1), proves(BINH, 2)]
    assert holding(facts).named_by == (BINH, CHI, AN)
