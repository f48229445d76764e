"""How many came to venues: numbers for staff of the unit, whatever was scanned, and nobody's name."""

import json
from datetime import timedelta

import pytest

from adapters.memory.visit.counts import MemoryVisitCounts
from domain.base.period import shown
from domain.people.roles import VENUE_READERS, Role
from domain.presence.counting import Counted
from tests.builders.base import HAI_VAN, HUE, NOW, a_unit
from tests.doors.sign_in import staff_token

OFFICER = staff_token(Role.COMMUNE_OFFICER)
TODAY, YESTERDAY = "2021-10-02", "2021-10-01"


def come(house, place, number, *, at=NOW):
    """So many people, each with a device of its own."""
    for guest in range(number):
        _, token = house.citizen(100 + guest)
        reply = house.call("checkIn", {"code": place.code.shown, "at": shown(at)}, token=token)
        assert reply.status == 201


def test_visits_of_a_venue_by_day_today_first(house):
    place, other = house.venue(1), house.venue(2)
    come(house, place, 3)
    come(house, place, 2, at=NOW - timedelta(days=1))
    come(house, other, 1)
    reply = house.call("getVenueVisits", token=OFFICER, venue=str(place.venue_id))
    assert reply.status == 200
    assert reply.json["counted_at"] == shown(NOW)
    days = reply.json["days"]
    assert len(days) == 7
    assert days[:3] == [
        {"date": TODAY, "visits": 3},
        {"date": YESTERDAY, "visits": 2},
        {"date": "2021-09-30", "visits": 0},
    ]


def test_a_typed_code_names_the_venue_too(house):
    place = house.venue()
    come(house, place, 1)
    reply = house.call("getVenueVisits", token=OFFICER, venue=place.code.shown)
    assert reply.json["days"][0]["visits"] == 1


def test_visits_of_a_list_in_its_order(house):
    quiet, busy = house.venue(1), house.venue(2)
    come(house, busy, 2)
    ids = [str(quiet.venue_id), str(busy.venue_id), str(quiet.venue_id)]
    reply = house.call("countVisits", {"venue_ids": ids}, token=OFFICER)
    assert reply.json == {
        "date": TODAY,
        "counted_at": shown(NOW),
        "counts": [
            {"venue_id": ids[0], "visits": 0},
            {"venue_id": ids[1], "visits": 2},
            {"venue_id": ids[0], "visits": 0},
        ],
    }


def test_a_crowd_is_counted_so_far(house, monkeypatch):
    monkeypatch.setattr(MemoryVisitCounts, "on", lambda *_: Counted(5_000, more=True))
    place = house.venue()
    counts = house.call("countVisits", {"venue_ids": [str(place.venue_id)]}, token=OFFICER).json["counts"]
    assert counts == [{"venue_id": str(place.venue_id), "visits": 5_000, "more": True}]
    days = house.call("getVenueVisits", token=OFFICER, venue=str(place.venue_id)).json["days"]
    assert {(day["visits"], day["more"]) for day in days} == {(5_000, True)}


def test_one_venue_and_day_is_one_count(house, monkeypatch):
    asked = []
    counted = MemoryVisitCounts.on

    def counting(counts, venue, day):
        asked.append((venue, day))
        return counted(counts, venue, day)

    monkeypatch.setattr(MemoryVisitCounts, "on", counting)
    ids = [str(house.venue(number).venue_id) for number in range(1, 21)]
    house.call("countVisits", {"venue_ids": ids}, token=OFFICER)
    assert len(asked) == len({*asked}) == 20
    asked.clear()
    house.call("getVenueVisits", token=OFFICER, venue=ids[0])
    assert len(asked) == len({*asked}) == 7


@pytest.mark.parametrize("role", sorted(VENUE_READERS))
def test_whoever_reads_venues_of_the_unit_may_know(house, role):
    place = house.venue()
    token = staff_token(role)
    assert house.call("getVenueVisits", token=token, venue=str(place.venue_id)).status == 200
    assert house.call("countVisits", {"venue_ids": [str(place.venue_id)]}, token=token).status == 200


def test_one_venue_of_elsewhere_refuses_them_all(house):
    here, there = house.venue(1), house.venue(2, unit_path=a_unit(HAI_VAN).path)
    reply = house.call("countVisits", {"venue_ids": [str(here.venue_id), str(there.venue_id)]}, token=OFFICER)
    assert (reply.status, reply.code) == (403, "outside-jurisdiction")
    reply = house.call("getVenueVisits", token=OFFICER, venue=str(there.venue_id))
    assert (reply.status, reply.code) == (403, "outside-jurisdiction")


def test_an_owner_is_not_told(house):
    person, token = house.citizen()
    place = house.venue(owner=str(person.person_id))
    assert house.call("getVenueVisits", token=token, venue=str(place.venue_id)).status == 403


def test_no_name_and_no_moment_of_anybody_is_in_it_and_nothing_is_written(house):
    place = house.venue()
    person, token = house.citizen()
    house.call("checkIn", {"code": place.code.shown, "at": shown(NOW)}, token=token)
    before = house.stored()
    for reply in (
        house.call("getVenueVisits", token=OFFICER, venue=str(place.venue_id)),
        house.call("countVisits", {"venue_ids": [str(place.venue_id)]}, token=OFFICER),
    ):
        assert str(person.person_id) not in json.dumps(reply.json)
    assert house.stored() == before


def test_the_newest_of_a_commune_come_first(house):
    for number in range(1, 4):
        house.venue(number, registered_at=NOW + timedelta(minutes=number))
    found, cursor = [], ""
    while True:
        query = {"sort": "newest", "limit": 2, "cursor": cursor}
        reply = house.call("searchVenues", token=OFFICER, query=query)
        found += [venue["registered_at"] for venue in reply.json["venues"]]
        if not (cursor := reply.json.get("next_cursor", "")):
            break
    assert found == [shown(NOW + timedelta(minutes=number)) for number in (3, 2, 1)]


def test_the_newest_of_a_province_are_refused(house):
    token = staff_token(Role.PROVINCE_OFFICER, HUE)
    reply = house.call("searchVenues", token=token, query={"sort": "newest"})
    assert (reply.status, reply.faults) == (422, {("unit", "unit-commune")})
