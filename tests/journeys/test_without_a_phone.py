"""Somebody without a phone has the same rights: a card, and people who write the visit down for her."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.journeys.actors.desktop import Desktop
from tests.journeys.actors.names import a_card_number, a_name, ago, now
from tests.journeys.actors.phone import Phone, qr_codes
from tests.journeys.actors.town import Commune
from tests.waiting import eventually

pytestmark = pytest.mark.journey


def test_her_visit_is_one_however_she_was_found(commune: Commune) -> None:
    market, number = commune.volunteer.registers_venue("market"), a_card_number(1944)
    ba_tu = commune.volunteer.registers_person(full_name=a_name(), year_of_birth=1944, identity_number=number).ok(201)
    assert "device_token" not in ba_tu
    arrived = ago(minutes=10)

    by_card = commune.volunteer.records(market, {"personal_code": ba_tu["personal_code"]}, arrived).ok(201)
    by_number = commune.health_station.records(market, {"identity_number": number}, arrived).ok(200)
    later = commune.health_station.records(market, {"identity_number": number}, now()).ok(201)

    assert by_card["person_id"] == by_number["person_id"] == ba_tu["person_id"]
    assert by_card["visit_id"] == by_number["visit_id"] != later["visit_id"]
    # Two days, if the story is told at midnight.
    counted = Counter((visit["from"][:10], "market") for visit in (by_card, later))
    commune.officer.sees(dict(counted), venues=1)


def test_registering_her_twice_finds_her(commune: Commune) -> None:
    number = a_card_number(1939)
    name = a_name()
    first = commune.volunteer.registers_person(full_name=name, year_of_birth=1939, identity_number=number).ok(201)
    again = commune.health_station.registers_person(full_name=name, year_of_birth=1939, identity_number=number).ok(200)

    assert again["person_id"] == first["person_id"]
    (found,) = commune.volunteer.looks_up(identity_number=number).ok(200)["persons"]
    assert (found["person_id"], found["display_name"]) == (first["person_id"], name)


def test_a_phone_that_two_people_share_does_not_choose_between_them(commune: Commune) -> None:
    venue = commune.volunteer.registers_venue()
    lan = commune.citizen()
    commune.volunteer.registers_person(full_name=a_name(), year_of_birth=1950, phone=lan.phone).ok(201)

    commune.volunteer.records(venue, {"phone": lan.phone}, now()).refused(409, "person-ambiguous")
    found = commune.volunteer.looks_up(phone=lan.phone).ok(200)["persons"]

    assert len(found) == 2
    commune.volunteer.records(venue, {"person_id": found[0]["person_id"]}, now()).ok(201)


def test_the_owner_of_a_shop_may_use_her_card_and_nothing_else(commune: Commune) -> None:
    from tests.journeys.actors.citizen import Venue
    from tests.journeys.actors.staff import a_venue

    co_ba, number = commune.citizen(), a_card_number(1948)
    shop = Venue.told(co_ba.registers_venue(a_venue(commune.unit)).ok(201))
    guest = commune.volunteer.registers_person(full_name=a_name(), year_of_birth=1948, identity_number=number).ok(201)

    co_ba.records(shop, {"personal_code": guest["personal_code"]}, now()).ok(201)
    co_ba.records(shop, {"identity_number": number}, now()).refused(403, "not-allowed")
    commune.citizen().records(shop, {"personal_code": guest["personal_code"]}, now()).refused(403, "not-allowed")


@pytest.mark.web
def test_her_card_is_printed_at_the_desk_and_read_the_next_day(commune: Commune, desktop: Desktop) -> None:
    market, number, name = commune.volunteer.registers_venue("market"), a_card_number(1944), a_name()
    desktop.signs_in(commune.volunteer)
    desktop.stands_at(market.venue_id, market.name)

    desktop.registers(name, 1944, number)
    (printed,) = qr_codes(desktop.printed_card())
    code = printed.removeprefix("VXP:")
    assert printed.startswith("VXP:")
    assert len(code) == 12

    desktop.types_personal_code(code)
    desktop.has_recorded(name)
    desktop.finds_by_identity(number, name)
    desktop.has_recorded(name)
    desktop.types_personal_code(code[:-1] + ("0" if code[-1] != "0" else "1"))
    desktop.is_told_the_code_is_mistyped()

    (found,) = commune.officer.looks_up(identity_number=number).ok(200)["persons"]
    assert found["display_name"] == name


@pytest.mark.web
def test_a_visit_that_staff_wrote_down_shows_on_her_own_phone_later(
    commune: Commune, phone: Callable[[], Phone]
) -> None:
    cafe, market = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("market")
    lan = phone()
    lan.registers_and_checks_in(cafe)
    code = lan.profile().ok(200)["personal_code"]

    commune.volunteer.records(market, {"personal_code": code}, now()).ok(201)
    eventually(lan.visits, until=lambda visits: len(visits) == 2)

    lan.opens("/visits")
    lan.lists_visit(market.name, "sent")
