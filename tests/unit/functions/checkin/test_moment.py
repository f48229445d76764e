"""A scan that comes late is judged by how venue and code stood at its own moment."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.base.period import epoch, shown
from domain.people.roles import Role
from domain.presence import policy
from domain.presence.policy import VISIT_POLICIES
from tests.builders.base import NOW
from tests.doors.sign_in import staff_token

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFICER = staff_token(Role.COMMUNE_OFFICER, exp=epoch(NOW + DAY))


@pytest.fixture
def lan(house):
    _, token = house.citizen()
    return token


def scan(house, token, code, at, **more):
    """As a phone that was offline sends it: with its clock."""
    return house.call(
        "checkIn", {"code": code, "at": shown(at), "client_now": shown(house.clock()), **more}, token=token
    )


def keeper(house, operation, place, **body):
    return house.call(operation, body, token=OFFICER, venue=place.venue_id).json


def test_an_offline_visit_that_began_before_the_code_was_replaced_is_a_visit(house, lan):
    place = house.venue()
    old = house.qr(place)
    house.clock.passes(HOUR)
    keeper(house, "reissueVenueCode", place)
    house.clock.passes(2 * HOUR)
    reply = scan(house, lan, old, NOW + 30 * MINUTE, out_at=shown(NOW + 90 * MINUTE))
    assert (reply.status, reply.json["from"], reply.json["until"]) == (
        201,
        shown(NOW + 30 * MINUTE),
        shown(NOW + 90 * MINUTE),
    )


@pytest.mark.parametrize("late", [timedelta(0), MINUTE, HOUR])
def test_a_scan_of_the_replaced_code_from_then_on_is_refused(house, lan, late):
    place = house.venue()
    old = house.qr(place)
    keeper(house, "reissueVenueCode", place)
    house.clock.passes(2 * HOUR)
    reply = scan(house, lan, old, NOW + late)
    assert (reply.status, reply.code) == (410, "venue-code-retired")
    assert not house.visits._visits


def test_the_old_typed_code_of_that_time_is_taken_too(house, lan):
    place = house.venue()
    house.clock.passes(HOUR)
    keeper(house, "reissueVenueCode", place)
    assert scan(house, lan, place.code.shown, NOW).json["flags"] == ["code_typed"]


def test_a_venue_closed_from_ten_to_twelve_takes_the_scan_of_nine_and_refuses_that_of_eleven(house, lan):
    place = house.venue()
    code = house.qr(place)
    house.clock.passes(2 * HOUR)
    keeper(house, "deactivateVenue", place)
    house.clock.passes(2 * HOUR)
    keeper(house, "reactivateVenue", place)
    house.clock.passes(HOUR)
    assert scan(house, lan, code, NOW + HOUR).status == 201
    refused = scan(house, lan, code, NOW + 3 * HOUR)
    assert (refused.status, refused.code) == (409, "venue-deactivated")
    assert scan(house, lan, code, NOW + 4 * HOUR + 30 * MINUTE).status == 201


def test_a_phone_with_a_wrong_clock_is_judged_at_the_true_moment(house, lan):
    place = house.venue()
    old = house.qr(place)
    house.clock.passes(HOUR)
    keeper(house, "reissueVenueCode", place)
    house.clock.passes(HOUR)
    skew = 3 * HOUR
    told = {"at": shown(NOW + 30 * MINUTE + skew), "client_now": shown(house.clock() + skew)}
    assert house.call("checkIn", {"code": old, **told}, token=lan).status == 201
    told = {"at": shown(NOW + 90 * MINUTE - skew), "client_now": shown(house.clock() - skew)}
    assert house.call("checkIn", {"code": old, **told}, token=lan).code == "venue-code-retired"


def test_a_visit_stored_before_the_venue_was_closed_is_found_by_its_repeat(house, lan):
    place = house.venue()
    first = scan(house, lan, house.qr(place), NOW)
    house.clock.passes(HOUR)
    keeper(house, "deactivateVenue", place)
    again = scan(house, lan, house.qr(place), NOW)
    assert (again.status, again.json) == (200, {**first.json, "received_at": again.json["received_at"]})


def test_a_late_visit_has_the_kind_and_stay_of_its_moment(house, lan):
    place = house.venue()
    house.clock.passes(HOUR)
    keeper(house, "updateVenue", place, category="food")
    house.clock.passes(HOUR)
    early, later = scan(house, lan, house.qr(place), NOW), scan(house, lan, house.qr(place), NOW + 90 * MINUTE)
    assert early.json["until"] == shown(NOW + 30 * MINUTE)
    assert later.json["until"] == shown(NOW + 180 * MINUTE)
    assert [visit.category for visit in house.visits._visits.values()] == ["grocery", "food"]


@pytest.mark.parametrize("skew", [timedelta(0), 3 * HOUR, -3 * HOUR])
def test_a_check_out_is_capped_by_the_stay_of_the_moment_of_the_scan(house, lan, skew):
    place = house.venue()
    told = {"code": house.qr(place), "at": shown(NOW + skew), "client_now": shown(NOW + skew)}
    visit = house.call("checkIn", told, token=lan).json
    house.clock.passes(HOUR)
    keeper(house, "updateVenue", place, category="food")
    house.clock.passes(4 * HOUR)
    left = house.clock() + skew
    done = house.call("checkOut", {"at": shown(left), "client_now": shown(left)}, token=lan, visit_id=visit["visit_id"])
    assert (done.json["until"], done.json["flags"][-1]) == (shown(NOW + 2 * HOUR), "capped")


def test_so_is_a_leaving_that_rides_along(house, lan):
    place, next_one = house.venue(1), house.venue(2)
    visit = scan(house, lan, house.qr(place), NOW).json
    house.clock.passes(HOUR)
    keeper(house, "updateVenue", place, category="food")
    house.clock.passes(4 * HOUR)
    leaves = {"visit_id": visit["visit_id"], "at": shown(house.clock())}
    reply = scan(house, lan, house.qr(next_one), house.clock(), leaves=leaves)
    assert reply.json["left"]["until"] == shown(NOW + 2 * HOUR)


def test_a_visit_is_kept_as_long_as_the_rules_of_its_own_day_say(house, lan, monkeypatch):
    tomorrow = replace(VISIT_POLICIES[0], since=date(2021, 10, 3), retention=timedelta(days=14))
    monkeypatch.setattr(policy, "VISIT_POLICIES", (*VISIT_POLICIES, tomorrow))
    place = house.venue()
    house.clock.passes(DAY)
    scan(house, lan, house.qr(place), NOW)
    scan(house, lan, house.qr(place), NOW + DAY)
    kept = {visit.start: visit.expires_at - visit.start for visit in house.visits._visits.values()}
    assert kept == {NOW: 30 * DAY, NOW + DAY: 14 * DAY}
