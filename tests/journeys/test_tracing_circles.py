"""Households and interviews: the second circle (F2) goes through people who were close, never through a place."""

from datetime import timedelta

import pytest

from domain.base.period import shown
from tests.journeys.actors.names import ago
from tests.journeys.actors.town import Commune
from tests.journeys.actors.tracer import lives_with, met

pytestmark = pytest.mark.journey


def test_the_second_circle_goes_through_close_contacts_only(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, husband, friend, friends_child, colleague, colleagues_child, stranger, strangers_child, guest = (
        commune.citizen() for _ in range(9)
    )
    noon = ago(hours=30)
    # A stranger at the next table, for an hour; and later the friend sits in a café with somebody else.
    for visitor in (lan, stranger):
        visitor.checks_in(cafe, noon, out_at=shown(noon + timedelta(hours=1)))
    for visitor in (friend, guest):
        visitor.checks_in(cafe, noon + timedelta(hours=20), out_at=shown(noon + timedelta(hours=21)))

    case = tracer.confirms(
        lan.phone,
        milestones=[
            lives_with(husband.person_id),
            met([friend.person_id], noon + timedelta(hours=3), noon + timedelta(hours=4), close=True),
            met([colleague.person_id], noon + timedelta(hours=5), noon + timedelta(hours=6), close=False),
            lives_with(friends_child.person_id, of=friend.person_id),
            lives_with(colleagues_child.person_id, of=colleague.person_id),
            lives_with(strangers_child.person_id, of=stranger.person_id),
        ],
    )
    trace = tracer.waits_for(case)

    assert trace.levels == {
        husband.person_id: "F1",
        friend.person_id: "F1",
        colleague.person_id: "F1",
        stranger.person_id: "F1",
        friends_child.person_id: "F2",
    }
    kinds = {who.person_id: trace.kinds(who.person_id) for who in (husband, friend, colleague, stranger)}
    assert list(kinds.values()) == [["HH"], ["IC"], ["IL"], ["VC"]]
    (through,) = trace.evidence(friends_child.person_id)
    assert (through["kind"], through["via_person_id"]) == ("HH", friend.person_id)
    assert trace.told["counts"] == {"F1": 4, "F2": 1, "HH": 2, "IC": 1, "IL": 1, "VC": 1}

    friends_child.is_told("exposure_f2")
    for contact in (husband, friend, colleague, stranger):
        contact.is_told("exposure_f1")
    commune.town.settles()
    assert commune.town.messages_to(friends_child.phone) == []
    assert guest.notices() == colleagues_child.notices() == strangers_child.notices() == []
    rows = list(tracer.contacts(case))
    assert set(rows[:3]) == {husband.person_id, friend.person_id, friends_child.person_id}, "close ones come first"


def test_one_of_the_second_circle_who_turns_out_to_have_been_there_is_told_again(commune: Commune) -> None:
    tracer = commune.tracer
    lan, friend, child = (commune.citizen() for _ in range(3))
    at_table = met([friend.person_id], ago(hours=30), ago(hours=28), close=True)
    family = lives_with(child.person_id, of=friend.person_id)
    case = tracer.confirms(lan.phone, milestones=[at_table, family])
    assert tracer.waits_for(case).levels == {friend.person_id: "F1", child.person_id: "F2"}
    child.is_told("exposure_f2")

    both = met([friend.person_id, child.person_id], ago(hours=30), ago(hours=28), close=True)
    tracer.amends(case, milestones=[both, family]).ok(200)

    assert tracer.waits_for(case).levels == {friend.person_id: "F1", child.person_id: "F1"}
    child.is_told("exposure_f2", "exposure_f1")

    # And it was not even the friend: everything that hung on her falls with her.
    tracer.amends(case, milestones=[met([child.person_id], ago(hours=30), ago(hours=28), close=True)]).ok(200)
    assert tracer.waits_for(case).levels == {child.person_id: "F1"}
    friend.is_told("exposure_f1", "correction")
    commune.town.settles()
    assert child.was_told() == ["exposure_f2", "exposure_f1"]


def test_what_one_case_states_counts_for_the_other(commune: Commune) -> None:
    """A meeting is kept under both people, whoever of them stated it."""
    tracer = commune.tracer
    lan, minh = commune.citizen(), commune.citizen()
    together = met([minh.person_id], ago(hours=30), ago(hours=29), close=True)
    first = tracer.confirms(lan.phone, milestones=[together])
    assert tracer.waits_for(first).levels == {minh.person_id: "F1"}

    second = tracer.confirms(minh.phone)

    assert tracer.waits_for(second).levels == {lan.person_id: "F1"}
    assert tracer.trace(second).kinds(lan.person_id) == ["IC"]
