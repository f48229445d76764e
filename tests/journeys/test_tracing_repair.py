"""Runs that are stopped, lost or asked for twice end as one undisturbed run would."""

from datetime import timedelta

import pytest

from domain.period import shown
from tests.journeys.actors.citizen import Citizen
from tests.journeys.actors.names import ago, now
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.workshop import BAR, Workshop

pytestmark = pytest.mark.journey


@pytest.fixture
def workshop(town: Town) -> Workshop:
    return Workshop(town)


def two_in_a_cafe(commune: Commune) -> tuple[Citizen, Citizen]:
    cafe = commune.volunteer.registers_venue("food")
    lan, minh = commune.citizen(), commune.citizen()
    for guest in (lan, minh):
        guest.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    return lan, minh


@pytest.mark.parametrize("state", ["FindContacts", "QueueNotices"])
def test_a_run_stopped_on_its_way_is_started_under_the_next_name(
    commune: Commune, workshop: Workshop, state: str
) -> None:
    tracer, begun = commune.tracer, now()
    lan, minh = two_in_a_cafe(commune)
    with workshop.bars(state):
        case = tracer.confirms(lan.phone)
        name = workshop.catches(case, BAR)
        workshop.stops(name)
    assert workshop.runs(case) == {name: "ABORTED"}
    assert tracer.trace(case).status == "running"

    # Not before a minute has passed, in which the first start may only be late.
    workshop.clock_strikes(begun)
    assert workshop.runs(case) == {name: "ABORTED"}
    workshop.lease_runs_out(case)
    workshop.clock_strikes(now() + timedelta(minutes=1))

    assert tracer.waits_for(case).levels == {minh.person_id: "F1"}
    assert workshop.runs(case) == {name: "ABORTED", f"{name}.r1": "SUCCEEDED"}
    minh.is_told("exposure_f1")
    commune.town.settles()
    assert minh.was_told() == ["exposure_f1"]
    assert len(commune.town.messages_to(minh.phone)) == 1


def test_the_same_event_again_starts_nothing(commune: Commune, workshop: Workshop) -> None:
    tracer = commune.tracer
    lan, minh = two_in_a_cafe(commune)
    case = tracer.confirms(lan.phone)
    tracer.waits_for(case)
    before = workshop.runs(case)

    for _ in range(3):
        workshop.repeats("CaseConfirmed", case, 1)
    # A stranger's event, of a revision that was never made: its run finds that it has no work.
    workshop.repeats("CaseAmended", case, 1)
    commune.town.settles()

    assert workshop.runs(case) == before
    assert tracer.trace(case).levels == {minh.person_id: "F1"}
    assert minh.was_told() == ["exposure_f1"]


def test_the_clock_looks_again_after_two_minutes_and_finds_what_came_late(commune: Commune, workshop: Workshop) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, minh = commune.citizen(), commune.citizen()
    lan.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    case = tracer.confirms(lan.phone)
    assert tracer.waits_for(case).levels == {}
    minh.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))

    workshop.clock_strikes(now() + timedelta(minutes=3))

    assert tracer.waits_for(case).levels == {minh.person_id: "F1"}
    minh.is_told("exposure_f1")
    assert [line["act"] for line in tracer.sees_case(case)["history"]][:2] == ["confirmed", "retraced"]


def test_a_power_cut_during_a_run_changes_nothing_in_the_end(commune: Commune, workshop: Workshop) -> None:
    tracer, cloud = commune.tracer, commune.town.cloud
    lan, minh = two_in_a_cafe(commune)
    cloud.save()
    case = tracer.confirms(lan.phone)
    workshop.catches(case, "FindContacts")

    cloud.kill_engine()
    cloud.start()
    cloud.reconcile()
    workshop.lease_runs_out(case)
    workshop.clock_strikes(now() + timedelta(minutes=1))

    assert tracer.waits_for(case).levels == {minh.person_id: "F1"}
    minh.is_told("exposure_f1")
    commune.town.settles()
    assert minh.was_told() == ["exposure_f1"]
