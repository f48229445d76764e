"""From a shop that registers to a guest whose visit is known: the first journey of the product."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.names import a_place_name
from tests.journeys.actors.phone import Phone, qr_codes
from tests.journeys.actors.town import Commune, Town
from tests.waiting import eventually

pytestmark = [pytest.mark.journey, pytest.mark.web]


def test_a_poster_is_printed_scanned_and_checked_in_with(
    commune: Commune, phone: Callable[[], Phone], tmp_path: Path
) -> None:
    co_ba, lan = phone(), phone()
    shop = a_place_name("Tạp hóa Cô Ba")

    co_ba.registers_itself(commune.unit)
    co_ba.registers_venue(shop, "grocery", "12 đường Lê Lợi")
    paper = co_ba.downloads_poster(tmp_path, "PNG")
    (printed,) = qr_codes(paper.read_bytes())
    assert printed.startswith(f"{commune.town.web.upper()}/C#")

    lan.scans(printed)
    lan.sees_venue(shop)
    lan.fills_in()
    lan.taps_check_in()
    lan.has_receipt("sent")
    assert lan.sent_visits() == [201]

    lan.taps_leave()
    lan.opens("/visits")
    lan.lists_visit(shop, "sent")
    (visit,) = lan.visits()
    assert (visit["venue"]["name"], visit["source"]) == (shop, "PERSON_SCAN")
    assert lan.profile().ok(200)["phone_verified"] is False


def test_the_second_time_one_tap_is_all_and_it_ends_the_visit_before(
    commune: Commune, phone: Callable[[], Phone]
) -> None:
    market, pharmacy = commune.volunteer.registers_venue("market"), commune.volunteer.registers_venue("essential")
    lan = phone()
    lan.registers_and_checks_in(market)

    lan.scans(pharmacy.check_in_url)
    lan.taps_check_in()
    lan.has_receipt("sent")
    assert lan.sent_visits() == [201, 201]

    there, before = lan.visits()
    assert (there["venue"]["venue_id"], there["open"]) == (pharmacy.venue_id, True)
    assert (before["venue"]["venue_id"], before["open"], before["until"]) == (
        market.venue_id,
        False,
        max(there["from"], before["from"]),
    )


def test_a_check_out_travels_with_the_next_check_in(commune: Commune, phone: Callable[[], Phone]) -> None:
    cafe, shop = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("shop")
    lan = phone()
    lan.registers_and_checks_in(cafe)
    lan.taps_leave()
    assert not [path for path, _ in lan.sent if path.endswith("/check-out")]

    lan.scans(shop.check_in_url)
    lan.taps_check_in()
    lan.has_receipt("sent")

    before = eventually(lan.visits, until=lambda visits: len(visits) == 2)[1]
    assert (before["venue"]["venue_id"], before["open"]) == (cafe.venue_id, False)


def test_a_code_is_typed_where_the_camera_is_broken(commune: Commune, phone: Callable[[], Phone]) -> None:
    venue = commune.volunteer.registers_venue()
    lan = phone()
    wrong = venue.code[:-1] + ("0" if venue.code[-1] != "0" else "1")

    lan.opens("/scan")
    lan.types_code(wrong)
    lan.is_told_the_code_is_mistyped()
    lan.types_code(venue.code.lower().replace("-", " "))
    lan.sees_venue(venue.name)
    lan.fills_in()
    lan.taps_check_in()
    lan.has_receipt("sent")

    (visit,) = lan.visits()
    assert "code_typed" in visit["flags"]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
@pytest.mark.parametrize("size", ["A4", "A5"])
def test_every_poster_holds_the_same_code(town: Town, commune: Commune, kind: str, size: str) -> None:
    co_ba = commune.citizen()
    told = co_ba.registers_venue(_a_cafe(commune)).ok(201)
    venue = Venue.told(told)

    poster = co_ba.poster(venue, kind, size)

    assert poster.startswith({"png": b"\x89PNG", "svg": b"<", "pdf": b"%PDF-"}[kind])
    if kind == "png":
        assert qr_codes(poster) == [venue.check_in_url]


def _a_cafe(commune: Commune) -> dict[str, object]:
    from tests.journeys.actors.staff import a_venue

    return a_venue(commune.unit, "food", default_stay_minutes=int(timedelta(hours=1).total_seconds() // 60))
