"""Codes nobody should check in with: the page and the API say so, and say why."""

from collections.abc import Callable

import pytest

from domain.base.period import shown
from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.names import ago, now
from tests.journeys.actors.phone import SAID, Phone
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.wire import Wire
from tests.waiting import eventually


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for all these stories: none of them counts what happens in it."""
    return town.commune()


pytestmark = pytest.mark.journey


def test_a_forged_signature(commune: Commune) -> None:
    venue, lan = commune.volunteer.registers_venue(), commune.citizen()
    forged = venue.token[:-1] + ("A" if venue.token[-1] != "A" else "B")
    elsewhere = commune.volunteer.registers_venue()
    swapped = venue.token[:8] + elsewhere.token[8:]

    for token in (forged, swapped):
        lan.wire.post("/visits", {"code": token, "at": shown(now())}).refused(422, "venue-code-forged")
        Wire(commune.town.api).get(f"/venues/{token}").refused(422, "venue-code-forged")
    # A phone that was offline for a day says the same words later.
    lan.wire.post("/visits", {"code": forged, "at": shown(ago(days=1)), "client_now": shown(now())}).refused(
        422, "venue-code-forged"
    )
    assert lan.visits() == []


def test_a_mistyped_code(commune: Commune) -> None:
    venue, lan = commune.volunteer.registers_venue(), commune.citizen()
    typed = venue.code.replace("-", "")
    swapped = typed[0:2] + typed[3] + typed[2] + typed[4:] if typed[2] != typed[3] else "0" * 8

    problem = lan.wire.post("/visits", {"code": swapped, "at": shown(now())}).refused(422, "invalid")

    assert [(fault["field"], fault["rule"]) for fault in problem["errors"]] == [("code", "venue-code")]


def test_a_code_that_was_issued_anew(commune: Commune) -> None:
    old, lan = commune.volunteer.registers_venue(), commune.citizen()

    new = Venue.told(commune.officer.reissues(old).ok(200))

    assert new.venue_id == old.venue_id
    assert new.code != old.code
    lan.scans(old).refused(410, "venue-code-retired")
    lan.scans(new).ok(201)
    assert {visit["venue"]["venue_id"] for visit in lan.visits()} == {old.venue_id}


def test_a_deactivated_venue(commune: Commune) -> None:
    venue, lan = commune.volunteer.registers_venue(), commune.citizen()

    assert commune.officer.deactivates(venue).ok(200)["status"] == "DEACTIVATED"

    lan.scans(venue).refused(409, "venue-deactivated")
    commune.volunteer.records(venue, {"personal_code": lan.personal_code}, now()).refused(409, "venue-deactivated")
    assert lan.visits() == []


def test_who_was_there_before_a_code_or_a_venue_ended(commune: Commune) -> None:
    """What comes late is judged by how venue and code stood at its moment, by phone and at the desk alike."""
    closed, renewed = (commune.volunteer.registers_venue() for _ in range(2))
    lan, ba = commune.citizen(), commune.citizen()

    commune.officer.deactivates(closed).ok(200)
    commune.officer.reissues(renewed).ok(200)

    before = {lan.checks_in(closed, ago(hours=5))["visit_id"], lan.checks_in(renewed, ago(hours=3))["visit_id"]}
    commune.volunteer.records(closed, {"personal_code": ba.personal_code}, ago(hours=5)).ok(201)
    assert {visit["visit_id"] for visit in lan.visits()} == before
    assert [visit["venue"]["venue_id"] for visit in ba.visits()] == [closed.venue_id]


def test_a_busy_door_learns_of_it(commune: Commune) -> None:
    """A warm function answers from memory for up to a minute; visits stored before stay."""
    closing, renewed, opening = (commune.volunteer.registers_venue() for _ in range(3))
    lan = commune.citizen()
    kept = {lan.checks_in(closing, ago(minutes=40))["visit_id"], lan.checks_in(renewed, ago(minutes=20))["visit_id"]}
    commune.officer.deactivates(opening).ok(200)
    lan.scans(opening).refused(409, "venue-deactivated")

    commune.officer.deactivates(closing).ok(200)
    commune.officer.reissues(renewed).ok(200)
    commune.officer.activates(opening).ok(200)

    after = now()
    repeated = (lambda: lan.scans(closing, after), lambda: lan.scans(renewed, after))
    eventually(repeated[0], until=lambda reply: reply.status == 409)
    eventually(repeated[1], until=lambda reply: reply.status == 410)
    eventually(lambda: lan.scans(opening), until=lambda reply: reply.status == 201)
    assert kept <= {visit["visit_id"] for visit in lan.visits()}


@pytest.mark.web
def test_the_page_says_it_too(commune: Commune, phone: Callable[[], Phone]) -> None:
    retired, closed = commune.volunteer.registers_venue(), commune.volunteer.registers_venue()
    commune.officer.reissues(retired).ok(200)
    commune.officer.deactivates(closed).ok(200)
    lan = phone()

    lan.scans(f"{retired.check_in_url[:-1]}{'A' if retired.check_in_url[-1] != 'A' else 'B'}")
    lan.is_refused("venue-code-forged")
    lan.scans(retired.check_in_url)
    lan.is_told(SAID["c.retired"])
    lan.scans(closed.check_in_url)
    lan.is_told(SAID["c.deactivated"])
    lan.scans(f"{commune.town.web}/c#{closed.code[:-1]}{'0' if closed.code[-1] != '0' else '1'}")
    lan.is_told(SAID["c.bad"])
    assert lan.sent == []
