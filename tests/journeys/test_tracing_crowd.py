"""A place too crowded to be told without a second look: held, counted, and released by somebody else."""

from datetime import timedelta

import pytest

from domain.base.period import local_day, shown
from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.crowds import a_crowd_at
from tests.journeys.actors.names import ago, an_opening, now
from tests.journeys.actors.town import Commune
from tests.journeys.actors.tracer import Tracer

pytestmark = pytest.mark.journey
CROWD = 503
NOTED_LEAVING = 300
FAKES = 512


@pytest.fixture
def fair(commune: Commune) -> Venue:
    return commune.volunteer.registers_venue("tourism", name="Hội chợ xuân")


def test_a_crowd_waits_for_a_second_person(commune: Commune, fair: Venue) -> None:
    tracer, colleague = commune.tracer, commune.second_tracer
    cafe = commune.volunteer.registers_venue("food")
    lan, minh, visitor = (commune.citizen() for _ in range(3))
    opened = an_opening(hours=30)
    a_crowd_at(commune, fair, opened, people=CROWD, noted_leaving=NOTED_LEAVING)
    came = opened + timedelta(minutes=10)  # which may be the next day
    for guest in (lan, visitor):
        guest.checks_in(fair, came, out_at=shown(opened + timedelta(minutes=50)))
    for guest in (lan, minh):
        guest.checks_in(cafe, ago(hours=20), out_at=shown(ago(hours=19)))

    case = tracer.confirms(lan.phone)
    trace = tracer.waits_for(case)

    # Counted to the last person, and nobody of the crowd is a contact yet; the café's people are told at once.
    assert trace.status == "held"
    assert trace.held["people"] == CROWD + 1
    (group,) = trace.held["groups"]
    assert (group["venue_name"], group["day"]) == (fair.name, local_day(came).isoformat())
    assert (group["people"], group["assumed"]) == (CROWD + 1, CROWD - NOTED_LEAVING)
    assert trace.levels == {minh.person_id: "F1"}
    minh.is_told("exposure_f1")
    commune.town.settles()
    assert visitor.notices() == []
    (listed,) = tracer.own_cases()
    assert (listed["status"], listed["held_people"]) == ("held", CROWD + 1)

    # Looking again changes nothing, and whoever asked for the run cannot release it.
    tracer.traces_again(case).ok(200)
    assert tracer.waits_for(case).status == "held"
    tracer.releases(case).refused(403, "same-person-release")
    assert tracer.sees_case(case)["confirmed_by_me"] is True
    assert colleague.sees_case(case).get("confirmed_by_me", False) is False

    colleague.releases(case).ok(200)
    out = colleague.waits_for(case)
    assert out.status == "published"
    assert len(out.levels) == CROWD + 2
    assert out.told["counts"] == {"F1": CROWD + 2, "F2": 0, "VC": CROWD + 2}
    (notice,) = visitor.is_told("exposure_f1")
    assert "tại một điểm tham quan, du lịch" in notice["text"]["vi"], "among so many the kind of place may be named"
    assert fair.name not in str(notice["text"])
    colleague.releases(case).refused(409, "nothing-held")
    commune.town.settles()
    assert minh.was_told() == visitor.was_told() == ["exposure_f1"]


def test_whoever_states_the_facts_does_not_release_them(ours: Commune) -> None:
    commune, fair = ours, ours.volunteer.registers_venue("tourism")
    tracer, colleague = commune.tracer, commune.second_tracer
    lan = commune.citizen()
    opened = an_opening(hours=30)
    a_crowd_at(commune, fair, opened, people=CROWD, noted_leaving=NOTED_LEAVING)
    case = tracer.confirms(lan.phone)
    assert tracer.waits_for(case).status == "published"

    there = {
        "kind": "place",
        "venue_id": fair.venue_id,
        "from": shown(opened),
        "to": shown(opened + timedelta(hours=1)),
    }
    colleague.amends(case, milestones=[there]).ok(200)
    assert colleague.waits_for(case).held["people"] == CROWD

    colleague.releases(case).refused(403, "same-person-release")
    colleague.declines(case, "tự duyệt").refused(403, "same-person-release")
    province = Tracer.of(commune.town.officer("province"))
    (shape,) = province.looks_at_the_held(case).ok(200)["groups"]
    assert (shape["people"], sum(shape["lengths"])) == (CROWD, CROWD)

    # Told to nobody, and a later run goes by it.
    province.declines(case, "F0 chỉ đi qua cổng").ok(200)
    for _ in range(2):
        trace = tracer.waits_for(case)
        assert (trace.status, trace.levels) == ("published", {})
        assert [group["people"] for group in trace.told["declined"]] == [CROWD]
        tracer.traces_again(case).ok(200)
    tracer.retracts(case).ok(200)
    assert tracer.waits_for(case).levels == {}


def test_people_who_claim_to_have_come_before_they_registered_hold_nothing_and_hear_nothing(
    commune: Commune, fair: Venue
) -> None:
    tracer = commune.tracer
    lan, minh, claimer = commune.citizen(), commune.citizen(), commune.newcomer()
    opened = an_opening(hours=30)
    came = opened + timedelta(minutes=10)
    a_crowd_at(commune, fair, opened, people=FAKES, registered=now())
    for guest in (lan, minh):
        guest.checks_in(fair, came, out_at=shown(opened + timedelta(minutes=50)))
    receipt = claimer.checks_in(fair, came, out_at=shown(opened + timedelta(minutes=50)))
    assert receipt["flags"] == ["predates_registration"]

    case = tracer.confirms(lan.phone)
    trace = tracer.waits_for(case)

    # Nobody waits because of them, and nobody is told because of them; a tracer sees who they are.
    assert trace.status == "published"
    everybody = FAKES + 2
    assert trace.told["counts"] == {"F1": everybody, "F2": 0, "VC": everybody, "predates_registration": FAKES + 1}
    minh.is_told("exposure_f1")
    commune.town.settles()
    assert claimer.notices() == []
    row = tracer.opens(case, claimer.person_id).ok(200)
    assert (row["predates_registration"], row["doubtful"]) == (True, True)
    assert "predates_registration" not in tracer.opens(case, minh.person_id).ok(200)

    # Told when somebody has decided that the visit stands.
    decided = {"person_id": claimer.person_id, "visit_id": receipt["visit_id"], "stands": True, "reason": "đã gọi"}
    tracer.wire.post("/staff-visits/settle", decided).ok(200)
    tracer.traces_again(case).ok(200)
    assert tracer.waits_for(case).told["counts"]["predates_registration"] == FAKES
    claimer.is_told("exposure_f1")


def test_releasing_a_crowd_tells_nobody_who_claims_to_have_been_in_it(commune: Commune, fair: Venue) -> None:
    tracer, colleague = commune.tracer, commune.second_tracer
    lan, claimer = commune.citizen(), commune.newcomer()
    opened = an_opening(hours=30)
    a_crowd_at(commune, fair, opened, people=CROWD)
    a_crowd_at(commune, fair, opened, people=FAKES, registered=now())
    for guest in (lan, claimer):
        guest.checks_in(fair, opened + timedelta(minutes=10), out_at=shown(opened + timedelta(minutes=50)))

    case = tracer.confirms(lan.phone)
    trace = tracer.waits_for(case)
    assert trace.held["people"] == CROWD
    (group,) = trace.held["groups"]
    assert (group["people"], group["predating"]) == (CROWD, FAKES + 1)

    colleague.releases(case).ok(200)
    counts = colleague.waits_for(case).told["counts"]
    assert (counts["F1"], counts["predates_registration"]) == (CROWD + FAKES + 1, FAKES + 1)
    commune.town.settles()
    assert claimer.notices() == []
