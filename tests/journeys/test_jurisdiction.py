"""A commune's officer acts at home; next door is somebody else's; the province sees both."""

import pytest

from tests.journeys.actors.names import a_card_number, a_name, now
from tests.journeys.actors.town import Town
from tools import demo

pytestmark = pytest.mark.journey


def test_the_neighbouring_commune_is_out_of_reach(town: Town) -> None:
    officer, neighbour = town.officer("commune"), town.officer("commune-neighbour")
    next_door = neighbour.registers_venue("market")

    officer.asks_figures(demo.NEIGHBOUR).refused(403, "outside-jurisdiction")
    officer.finds_venues(unit=demo.NEIGHBOUR.code).refused(403, "outside-jurisdiction")
    officer.finds_venues(unit=demo.PROVINCE.code).refused(403, "outside-jurisdiction")
    officer.asks_poster(next_door).refused(403, "outside-jurisdiction")
    officer.reissues(next_door).refused(403, "outside-jurisdiction")
    officer.deactivates(next_door).refused(403, "outside-jurisdiction")
    officer.records(next_door, {"personal_code": "36J3-X7CW-HNQW"}, now()).refused(403, "outside-jurisdiction")
    assert "contact_phone" not in officer.looks_at(next_door)
    assert next_door.venue_id not in {venue["venue_id"] for venue in officer.all_venues()}

    same = neighbour.looks_at(next_door)
    assert (same["status"], same["code"]) == ("ACTIVE", next_door.code)
    assert next_door.venue_id in {venue["venue_id"] for venue in neighbour.all_venues()}


def test_the_province_sees_and_acts_on_both(town: Town) -> None:
    here, there = town.officer("commune").registers_venue(), town.officer("commune-neighbour").registers_venue()
    province = town.officer("province")

    assert {here.venue_id, there.venue_id} <= {venue["venue_id"] for venue in province.all_venues()}
    for venue in (here, there):
        assert province.looks_at(venue)["contact_phone"]
        assert province.asks_poster(venue).status == 200
    assert province.reissues(there).ok(200)["code"] != there.code
    for unit in (demo.COMMUNE, demo.NEIGHBOUR, demo.PROVINCE):
        assert province.figures(unit).told["unit"]["code"] == unit.code


def test_people_of_elsewhere_are_recognised_but_not_named(town: Town) -> None:
    number, name = a_card_number(1951), "Nguyễn Thị Hạnh"
    guest = town.officer("commune-neighbour").registers_person(
        full_name=name, year_of_birth=1951, identity_number=number
    )
    market = town.officer("volunteer").registers_venue("market")

    (found,) = town.officer("volunteer").looks_up(identity_number=number).ok(200)["persons"]

    assert (found["person_id"], found["display_name"]) == (guest.ok(201)["person_id"], "N. T. Hạnh")
    town.officer("volunteer").records(market, {"identity_number": number}, now()).ok(201)


def test_a_helper_registers_people_of_the_own_commune_only(town: Town) -> None:
    next_door = {"scheme": demo.SCHEME, "code": demo.NEIGHBOUR.code}
    body = {"full_name": a_name(), "year_of_birth": 1951, "unit": next_door}

    town.officer("volunteer").wire.post("/persons", body).refused(403, "outside-jurisdiction")


@pytest.mark.parametrize("role", ["auditor", "operator"])
def test_those_who_run_or_check_the_platform_see_no_venues(town: Town, role: str) -> None:
    town.officer(role).finds_venues().refused(403, "not-allowed")
    town.officer(role).looks_up(phone="0730000000").refused(403, "not-allowed")
