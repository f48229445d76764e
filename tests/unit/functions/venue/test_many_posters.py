"""A street's posters come in one file, all of them or none."""

import re

from domain.base.unit import UnitKey
from domain.people.roles import Role
from domain.telling.unit_contact import BodyKind, Said, UnitContact
from functions.venue.service.issuers import issuers
from tests.builders.base import NOW, VY_DA
from tests.builders.people import a_person
from tests.builders.presence import a_venue_id
from tests.doors.sign_in import staff_token

OFFICER = staff_token(Role.COMMUNE_OFFICER)


def printed(house, *venues, token=OFFICER, **body):
    return house.call("printPosters", {"venue_ids": [str(venue.venue_id) for venue in venues], **body}, token=token)


def test_each_venue_has_its_page(house):
    street = [house.venue(i, name=f"Quán {i}", address=f"{i} Lê Lợi") for i in range(1, 6)]
    reply = printed(house, *street, size="A5")
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/pdf"
    assert len(re.findall(rb"/Type /Page\b", reply.content)) == 5


def test_one_that_is_no_venue_prints_none_and_is_named(house):
    reply = house.call(
        "printPosters", {"venue_ids": [str(house.venue().venue_id), str(a_venue_id(9)), "x"]}, token=OFFICER
    )
    assert reply.status == 422
    assert reply.faults == {("venue_ids[1]", "venue-id"), ("venue_ids[2]", "venue-id")}


def test_a_venue_of_another_ward_prints_none(house):
    foreign = house.venue(2, unit_path="VN-2025H2/46/19753", unit_name="Phường Kim Long")
    assert printed(house, house.venue(), foreign).code == "outside-jurisdiction"


def test_an_owner_prints_their_own_and_nobody_elses(house):
    _, token = house.citizen()
    mine, theirs = house.venue(owner=str(a_person().person_id)), house.venue(2, name="Quán khác")
    assert printed(house, mine, mine, token=token).status == 200
    assert printed(house, mine, theirs, token=token).code == "not-allowed"


def test_whom_to_call_is_the_nearest_that_a_unit_lists(house):
    place = house.venue()
    far, near = UnitKey("VN-2025H2", "46"), VY_DA
    paths = [place.unit_path]

    def told():
        said = issuers(paths, contacts=house.unit_contacts, now=NOW)[place.unit_path].said
        return said.name, said.phone

    assert told() == ("Đường dây nóng Bộ Y tế", "19009095")
    house.unit_contacts.put(far, UnitContact(BodyKind.CDC, Said("CDC Huế", "+842343822115"), 1, NOW, "S#1"))
    assert told() == ("CDC Huế", "+842343822115")
    house.unit_contacts.put(
        near, UnitContact(BodyKind.STATION, Said("Trạm y tế Vỹ Dạ", "+842343823456"), 1, NOW, "S#1")
    )
    assert told() == ("Trạm y tế Vỹ Dạ", "+842343823456")
    svg = house.call("getVenuePoster", token=OFFICER, query={"format": "svg"}, venue=place.venue_id).content.decode()
    assert "Trạm y tế Vỹ Dạ · gọi 0234 3823 456" in svg
