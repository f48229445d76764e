"""A number names whoever proved it last: the former owner is neither traced nor told by it. One that went back and forth
names nobody."""

import pytest

from tests.builders.base import NOW
from tests.builders.people import a_person_id, proves_again
from tests.unit.functions.trace.outbreak import (
    DAY,
    TRACER,
    case_of,
    confirm,
    confirmed,
    nothing_stored,
    person,
    refused,
    traced_case,
)

NUMBER = "0905000002"


@pytest.fixture
def owners(house):
    """Person 2 had the number first, person 3 has it now; person 1 is somebody else."""
    person(house, 1)
    for number, proved in ((2, NOW - 400 * DAY), (3, NOW - DAY)):
        person(house, number, phone="+84905000002", phone_verified_at=proved)


@pytest.fixture
def by_turns(house, owners):
    """Person 2 proved it once more: the two share it, or the number was handed out a third time."""
    proves_again(house.persons, a_person_id(2), now=NOW)


def met(who):
    return {
        "kind": "met_close",
        "people": [who],
        "from": "2021-10-01T08:00:00+07:00",
        "to": "2021-10-01T09:00:00+07:00",
    }


@pytest.mark.usefixtures("owners")
def test_a_number_that_changed_hands_is_confirmed_for_its_owner_now(house):
    reply = confirm(house, person_id=None, phone=NUMBER)
    assert reply.status == 201
    assert case_of(house, reply.json["case_id"]).person == a_person_id(3)


@pytest.mark.usefixtures("owners")
def test_its_owner_now_is_the_only_one_told(house):
    traced_case(house, milestones=[met({"phone": NUMBER})])
    assert {notice.person for notice in house.exposures._told.values()} == {a_person_id(3)}


@pytest.mark.usefixtures("by_turns")
def test_a_number_that_went_back_and_forth_is_confirmed_for_nobody(house):
    with nothing_stored(house):
        reply = confirm(house, person_id=None, phone=NUMBER)
    assert refused(reply, 409, "phone-changed-owner", ("phone", "phone-changed-owner"))


@pytest.mark.usefixtures("by_turns")
def test_a_number_that_went_back_and_forth_is_met_by_nobody(house):
    with nothing_stored(house):
        reply = confirm(house, milestones=[met({"phone": NUMBER})])
    field = "milestones[0].people[0].phone"
    assert refused(reply, 422, "invalid", (field, "phone-changed-owner"))


@pytest.mark.usefixtures("by_turns")
def test_nor_does_an_amendment_find_anybody_by_it(house):
    code = confirmed(house)
    with nothing_stored(house):
        reply = house.call("amendCase", {"milestones": [met({"phone": NUMBER})]}, token=TRACER, case_id=code)
    assert reply.faults == {("milestones[0].people[0].phone", "phone-changed-owner")}


@pytest.mark.usefixtures("by_turns")
def test_the_one_who_is_chosen_is_the_only_one_told(house):
    traced_case(house, milestones=[met({"person_id": str(a_person_id(3))})])
    assert {notice.person for notice in house.exposures._told.values()} == {a_person_id(3)}
