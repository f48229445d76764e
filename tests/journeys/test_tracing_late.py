"""What comes late is found by looking again: once, and nobody is told twice."""

from datetime import timedelta

import pytest

from domain.base.period import shown
from tests.journeys.actors.names import ago
from tests.journeys.actors.town import Commune

pytestmark = pytest.mark.journey


def test_a_visit_that_was_kept_on_a_phone_is_added_once(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, minh, hoa = (commune.citizen() for _ in range(3))
    came, left = ago(hours=26), ago(hours=25)
    lan.checks_in(cafe, came, out_at=shown(left))
    minh.checks_in(cafe, came, out_at=shown(left))
    case = tracer.confirms(lan.phone)
    assert tracer.waits_for(case).levels == {minh.person_id: "F1"}
    found_at = tracer.contacts(case)[minh.person_id]["due_at"]

    # Her phone had no network for a day.
    hoa.checks_in(cafe, came + timedelta(minutes=10), out_at=shown(left))
    for _ in range(3):
        tracer.traces_again(case).ok(200)
        trace = tracer.waits_for(case)
        assert trace.levels == {minh.person_id: "F1", hoa.person_id: "F1"}

    hoa.is_told("exposure_f1")
    commune.town.settles()
    assert minh.was_told() == hoa.was_told() == ["exposure_f1"]
    assert len(commune.town.messages_to(minh.phone)) == len(commune.town.messages_to(hoa.phone)) == 1
    assert tracer.contacts(case)[minh.person_id]["due_at"] == found_at, "the clock of the first call runs on"


def test_work_on_a_contact_survives_every_new_trace(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, minh = commune.citizen(), commune.citizen()
    for guest in (lan, minh):
        guest.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    case = tracer.confirms(lan.phone)
    tracer.waits_for(case)
    tracer.notes(case, minh.person_id, "to_call", outcome="no_answer").ok(200)
    tracer.notes(case, minh.person_id, "quarantined", outcome="answered", note="ở nhà bố mẹ").ok(200)

    # More is found of the same person, so the computed part is written anew.
    minh.checks_in(cafe, ago(hours=50), out_at=shown(ago(hours=49)))
    lan.checks_in(cafe, ago(hours=50), out_at=shown(ago(hours=49)))
    tracer.traces_again(case).ok(200)
    assert len(tracer.waits_for(case).evidence(minh.person_id)) == 2

    opened = tracer.opens(case, minh.person_id).ok(200)
    assert (opened["status"], opened["attempts"], opened["notes"][0]["note"]) == ("quarantined", 2, "ở nhà bố mẹ")
    assert opened["phone"].endswith(minh.phone[1:])
    tracer.notes(case, minh.person_id, "to_call").refused(409, "illegal-move")
    tracer.notes(case, minh.person_id, "reached", revision=1).refused(409, "contact-changed")


def test_of_two_who_work_on_a_case_at_once_both_are_heard(commune: Commune) -> None:
    """A change during a run makes one more run, over everything."""
    tracer, colleague = commune.tracer, commune.second_tracer
    cafe, market = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("market")
    lan, minh, hoa = (commune.citizen() for _ in range(3))
    lan.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    minh.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    hoa.checks_in(market, ago(hours=23), out_at=shown(ago(hours=22)))

    case = tracer.confirms(lan.phone)
    there = {"kind": "place", "venue_id": market.venue_id, "from": shown(ago(hours=23)), "to": shown(ago(hours=22))}
    colleague.amends(case, milestones=[there], reason="nhớ ra đi chợ").ok(200)
    colleague.amends(case, onset_at=shown(ago(days=3))).ok(200)

    trace = tracer.waits_for(case)
    assert trace.levels == {minh.person_id: "F1", hoa.person_id: "F1"}
    assert trace.told["revision"] == 3
    commune.town.settles()
    assert minh.was_told() == hoa.was_told() == ["exposure_f1"]
