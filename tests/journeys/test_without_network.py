"""A receipt at once, and one arrival later, wherever the network was."""

from collections.abc import Callable

import pytest

from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.names import now
from tests.journeys.actors.phone import Phone
from tests.journeys.actors.town import Commune, Town
from tests.waiting import eventually


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for all these stories: none of them counts what happens in it."""
    return town.commune()


pytestmark = [pytest.mark.journey, pytest.mark.web]


def test_a_scan_without_network_arrives_exactly_once(commune: Commune, phone: Callable[[], Phone]) -> None:
    cafe, temple = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("worship")
    lan = phone()
    lan.registers_and_checks_in(cafe)
    lan.is_ready_for_no_network()

    with lan.without_network():
        lan.scans(temple.check_in_url)
        lan.taps_check_in()
        lan.has_receipt("waiting")
        assert lan.sent_visits() == [201]
        other_tab = lan.new_tab("/visits")
    lan.comes_online(times=4)
    other_tab.locator("#list").wait_for()

    lan.has_receipt("sent")
    arrived = eventually(lan.visits, until=lambda visits: len(visits) == 2)
    assert [visit["venue"]["venue_id"] for visit in arrived] == [temple.venue_id, cafe.venue_id]
    assert lan.sent_visits() == [201, 201]

    lan.opens("/visits")
    lan.lists_visit(temple.name, "sent")


def test_a_first_registration_without_network_arrives_with_its_visit(
    commune: Commune, phone: Callable[[], Phone]
) -> None:
    cafe, shop = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("shop")
    lan = phone()
    lan.opens("/c")
    lan.is_ready_for_no_network()

    with lan.without_network():
        lan.scans(cafe.check_in_url)
        lan.fills_in()
        lan.taps_check_in()
        lan.has_receipt("waiting")
        lan.scans(shop.check_in_url)
        lan.taps_check_in()
        lan.has_receipt("waiting")
    lan.comes_online(times=1)

    arrived = eventually(lan.visits, until=lambda visits: len(visits) == 2)
    assert {visit["venue"]["venue_id"] for visit in arrived} == {cafe.venue_id, shop.venue_id}
    assert [path for path, _ in lan.sent if path == "/persons"] == ["/persons"]
    assert lan.profile().ok(200)["full_name"] == lan.name


def test_a_forged_code_is_refused_also_when_it_was_scanned_without_network(
    commune: Commune, phone: Callable[[], Phone]
) -> None:
    cafe, target = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("market")
    lan = phone()
    lan.registers_and_checks_in(cafe)
    lan.is_ready_for_no_network()

    with lan.without_network():
        lan.scans(_forged(target))
        lan.taps_check_in()
        lan.has_receipt("waiting")
    lan.comes_online(times=1)

    lan.has_receipt("refused")
    lan.is_refused("venue-code-forged")
    assert len(lan.visits()) == 1


@pytest.mark.parametrize("what", ["retired", "deactivated"])
def test_a_scan_of_before_its_code_ended_is_a_visit_when_it_arrives(
    commune: Commune, phone: Callable[[], Phone], what: str
) -> None:
    cafe, target = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("market")
    lan = phone()
    lan.registers_and_checks_in(cafe)
    lan.is_ready_for_no_network()

    with lan.without_network():
        lan.scans(target.check_in_url)
        lan.taps_check_in()
        lan.has_receipt("waiting")
        scanned = now()
        eventually(now, until=lambda second: second > scanned)  # a code ends with the second before
        _ends(commune, target, what)
    lan.comes_online(times=1)

    arrived = eventually(lan.visits, until=lambda visits: len(visits) == 2)
    assert {visit["venue"]["venue_id"] for visit in arrived} == {cafe.venue_id, target.venue_id}


@pytest.mark.parametrize("what", ["retired", "deactivated"])
def test_a_code_that_ended_before_it_was_scanned_is_refused_with_its_reason(
    commune: Commune, phone: Callable[[], Phone], what: str
) -> None:
    cafe, target = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("market")
    lan = phone()
    lan.registers_and_checks_in(cafe)
    lan.is_ready_for_no_network()

    with lan.without_network():
        _ends(commune, target, what)
        lan.scans(target.check_in_url)
        lan.taps_check_in()
        lan.has_receipt("waiting")
    lan.comes_online(times=1)

    lan.has_receipt("refused")
    lan.is_refused("venue-code-retired" if what == "retired" else "venue-deactivated")
    lan.opens("/visits")
    lan.lists_visit(target.code, "refused")


def _ends(commune: Commune, venue: Venue, what: str) -> None:
    change = commune.officer.reissues if what == "retired" else commune.officer.deactivates
    change(venue).ok(200)


def _forged(venue: Venue) -> str:
    """The signature of a QR with one symbol changed; its typed code still checks."""
    last = venue.check_in_url[-1]
    return venue.check_in_url[:-1] + ("A" if last != "A" else "B")
