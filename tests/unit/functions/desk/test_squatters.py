"""A crowd on a number: whoever proved it is the one meant at every door, is shown first, and nobody else is on record."""

from datetime import timedelta

import pytest

from domain.people.codes import PersonId
from domain.people.policy import MOST_CLAIMS_READ, MOST_FOUND
from domain.people.roles import Role
from tests.builders.base import NOW
from tests.builders.people import a_person_id, proves_again
from tests.doors.sign_in import staff_token
from tests.unit.functions.trace.outbreak import TRACER, case_of, confirm, person

NUMBER, PHONE = "0905000002", "+84905000002"
DAY = timedelta(days=1)
CROWD = range(2, MOST_CLAIMS_READ + 12)
HOLDER = max(CROWD, key=a_person_id)  # behind all of them in the order of keys
STATION = staff_token(Role.HEALTH_STATION)


@pytest.fixture
def squatters(house):
    """Person 1 has a number of her own."""
    person(house, 1)
    for number in CROWD:
        person(house, number, phone=PHONE)


@pytest.fixture
def holder(house, squatters):
    """Proved the day before."""
    return proves_again(house.persons, a_person_id(HOLDER), now=NOW - DAY)


def look_up(house, **how):
    return house.call("findPersons", {"phone": NUMBER, "reason": "gọi lại", **how}, token=TRACER)


def ids(reply):
    return [PersonId(found["person_id"]) for found in reply.json["persons"]]


def named(house):
    return [record.subject for record, _ in house.audit.records.values()]


@pytest.mark.usefixtures("squatters")
def test_a_page_shows_some_and_they_alone_are_on_record(house):
    page = look_up(house)
    assert len(ids(page)) == 10
    assert sorted(named(house)) == sorted(f"P#{found}" for found in ids(page))


@pytest.mark.usefixtures("squatters")
def test_page_by_page_everybody_is_found_once(house):
    found, cursor = [], ""
    while cursor is not None:
        page = look_up(house, limit=MOST_FOUND, cursor=cursor)
        found += ids(page)
        cursor = page.json.get("next_cursor")
    assert sorted(found) == sorted(map(a_person_id, CROWD))


def test_whoever_proved_it_is_shown_first_and_once(house, holder):
    found, cursor = [], ""
    while cursor is not None:
        page = look_up(house, limit=3, cursor=cursor)
        found += ids(page)
        cursor = page.json.get("next_cursor")
    assert found[0] == holder.person_id
    assert len(found) == len(set(found)) == len(CROWD)


def test_a_crowd_takes_nothing_from_her_at_any_door(house, holder):
    place = house.venue()
    visit = {"venue_id": str(place.venue_id), "person": {"phone": NUMBER}}
    recorded = house.call("recordVisitByStaff", {**visit, "at": "2021-10-02T08:15:12+07:00"}, token=STATION)
    assert (recorded.status, recorded.json["person_id"]) == (201, str(holder.person_id))
    taken = house.call("withdrawVisit", {**visit, "visit_id": recorded.json["visit_id"]}, token=STATION)
    assert (taken.status, taken.json["person_id"]) == (200, str(holder.person_id))

    met = {
        "kind": "met_close",
        "people": [{"phone": NUMBER}],
        "from": "2021-10-01T08:00:00+07:00",
        "to": "2021-10-01T09:00:00+07:00",
    }
    told = confirm(house, milestones=[met])
    assert case_of(house, told.json["case_id"]).milestones[0].people == (holder.person_id,)
    own = confirm(house, person_id=None, phone=NUMBER)
    assert case_of(house, own.json["case_id"]).person == holder.person_id
    assert set(named(house)) == {f"P#{a_person_id(1)}", f"P#{holder.person_id}"}


@pytest.mark.usefixtures("squatters")
def test_where_nobody_proved_it_nobody_is_chosen_and_a_bounded_few_are_on_record(house):
    reply = confirm(house, person_id=None, phone=NUMBER)
    assert (reply.status, reply.code) == (409, "person-ambiguous")
    assert len(named(house)) == MOST_FOUND
