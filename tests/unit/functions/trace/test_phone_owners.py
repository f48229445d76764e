"""A number that two people proved in turn names neither: the former owner is neither traced nor told by it."""

import pytest

from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.unit.functions.trace.outbreak import (
    DAY,
    TRACER,
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
    for number, proved in ((2, NOW - 400 * DAY), (3, NOW)):
        person(house, number, phone="+84905000002", phone_verified_at=proved)


def met(who):
    return {
        "kind": "met_close",
        "people": [who],
        "from": "2021-10-01T08:00:00+07:00",
        "to": "2021-10-01T09:00:00+07:00",
    }


@pytest.mark.usefixtures("owners")
def test_a_number_that_changed_hands_is_confirmed_for_nobody(house):
    with nothing_stored(house, named=(2, 3)):
        reply = confirm(house, person_id=None, phone=NUMBER)
    assert refused(reply, 409, "phone-changed-owner", ("phone", "phone-changed-owner"))


@pytest.mark.usefixtures("owners")
def test_a_number_that_changed_hands_is_met_by_nobody(house):
    with nothing_stored(house, named=(1, 2, 3)):
        reply = confirm(house, milestones=[met({"phone": NUMBER})])
    field = "milestones[0].people[0].phone"
    assert refused(reply, 422, "invalid", (field, "phone-changed-owner"))


@pytest.mark.usefixtures("owners")
def test_nor_does_an_amendment_find_its_former_owner(house):
    code = confirmed(house)
    with nothing_stored(house, named=(2, 3)):
        reply = house.call("amendCase", {"milestones": [met({"phone": NUMBER})]}, token=TRACER, case_id=code)
    assert reply.faults == {("milestones[0].people[0].phone", "phone-changed-owner")}


@pytest.mark.usefixtures("owners")
def test_the_one_who_is_chosen_is_the_only_one_told(house):
    traced_case(house, milestones=[met({"person_id": str(a_person_id(3))})])
    assert {notice.person for notice in house.exposures._told.values()} == {a_person_id(3)}
