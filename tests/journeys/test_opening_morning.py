"""The morning a commune opens: more people behind one address than it may register at once. Who is refused waits."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from domain.people.policy import STRANGER_POLICIES
from tests.journeys.actors.names import a_name, a_network_address, a_phone, now
from tests.journeys.actors.phone import Phone
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.wire import Reply, Wire
from tests.waiting import eventually

pytestmark = [pytest.mark.journey, pytest.mark.web]

LEFT, SLOW = 90, 30
"""Seconds of its ten minutes that an address has to stay full when it is, and when the phone was refused."""
WINDOW = STRANGER_POLICIES[-1].window.total_seconds()


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for all these stories: none of them counts what happens in it."""
    return town.commune()


def a_comer(commune: Commune) -> dict[str, Any]:
    """What the page of somebody new sends."""
    return {
        "full_name": a_name(),
        "phone": a_phone(),
        "year_of_birth": 1987,
        "unit": {"scheme": commune.unit.scheme, "code": commune.unit.code},
        "registration_id": str(uuid4()),
    }


@pytest.fixture
def market(commune: Commune) -> Wire:
    """An address from which so many have registered that no further one may for a while."""
    wire = Wire(commune.town.api)
    fills(wire, commune)
    return wire


def left() -> float:
    """Seconds of these ten minutes."""
    return WINDOW - now().timestamp() % WINDOW


def fills(market: Wire, commune: Commune) -> None:
    """One after another, until the next has to wait for longer than a story takes on most machines."""

    def another() -> Reply:
        return market.post("/persons", a_comer(commune))

    eventually(another, until=lambda reply: reply.status == 429 and int(reply.headers["retry-after"]) > LEFT, pause=0)


def test_a_phone_that_was_refused_keeps_its_visit_and_both_arrive(
    commune: Commune, market: Wire, phone: Callable[[], Phone]
) -> None:
    cafe = commune.volunteer.registers_venue("food")

    def a_phone_at_the_market() -> Phone:
        """Its ten minutes may be over before a slow machine has opened the page: then the phone was let in."""
        fills(market, commune)
        comer = phone()
        comer.page.clock.install()
        comer.is_at(market.address)
        comer.scans(cafe.check_in_url)
        comer.fills_in()
        comer.taps_check_in()
        eventually(comer.has_sent)
        return comer

    lan = eventually(a_phone_at_the_market, until=lambda comer: comer.sent == [("/persons", 429)] and left() > SLOW)
    lan.has_receipt("waiting")
    lan.comes_online(times=3)
    assert lan.has_sent() == [("/persons", 429)], "it was told when to come again"

    lan.is_at(a_network_address())
    lan.waits(int(WINDOW))
    lan.comes_online(times=1)
    lan.has_receipt("sent")
    assert [visit["venue"]["venue_id"] for visit in lan.visits()] == [cafe.venue_id]
    assert [path for path, status in lan.sent if status == 201] == ["/persons", "/visits"]


def test_the_refusal_says_when_and_the_same_request_is_taken_elsewhere(commune: Commune, market: Wire) -> None:
    def another() -> tuple[dict[str, Any], Reply]:
        comer = a_comer(commune)
        return comer, market.post("/persons", comer)

    lan, refused = eventually(another, until=lambda told: told[1].status == 429, pause=0)
    refused.refused(429, "too-many")
    assert 0 < int(refused.headers["retry-after"]) <= WINDOW

    home = Wire(commune.town.api)
    person = home.post("/persons", lan).ok(201)["person_id"]
    assert market.post("/persons", lan).ok(200)["person_id"] == person, "a repeat is no further registration"


def test_the_desk_at_the_same_address_goes_on(commune: Commune, market: Wire) -> None:
    desk = Wire(market.api, commune.volunteer.wire.token, market.address)
    assert desk.post("/persons", a_comer(commune)).status == 201
