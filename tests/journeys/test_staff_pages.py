"""An officer's morning: sign in, find a venue, print its poster, look at the figures."""

import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.actors.desktop import Desktop
from tests.journeys.actors.names import ago
from tests.journeys.actors.phone import SAID
from tests.journeys.actors.town import Commune, Town

pytestmark = [pytest.mark.journey, pytest.mark.web]


def test_sign_in_search_poster_and_figures(commune: Commune, desktop: Desktop, tmp_path: Path) -> None:
    market = commune.volunteer.registers_venue("market", name="Chợ Đông Hồ", address="3 đường Trần Phú")
    commune.volunteer.registers_venue("food", name="Phở Bà Đặng")
    lan = commune.citizen()
    visits = [lan.checks_in(market, ago(minutes=minutes)) for minutes in (3, 1)]
    commune.officer.sees(dict(Counter((visit["from"][:10], "market") for visit in visits)), venues=2)

    desktop.signs_in(commune.officer)
    desktop.opens("/staff/venues")
    expect(desktop.page.locator("#rows tr")).to_have_count(2)
    desktop.searches("cho dong ho")
    desktop.lists("Chợ Đông Hồ")
    desktop.searches("TRAN PHU")
    desktop.lists("Chợ Đông Hồ")
    poster = desktop.downloads_poster("Chợ Đông Hồ", "A4", tmp_path)
    assert poster.read_bytes().startswith(b"%PDF-")

    desktop.opens("/staff/statistics")
    expect(desktop.page.locator("#tile-check-ins")).to_have_text("2")
    expect(desktop.page.locator("#tile-venues")).to_have_text("2")
    file = load_workbook(BytesIO(desktop.takes_figures()))
    _, *days = file["Theo ngày"].iter_rows(min_col=2, values_only=True)
    assert [sum(each) for each in zip(*days, strict=True)] == [2, 2]
    _, (code, *counted) = file["Theo xã, phường"].iter_rows(values_only=True)
    assert (code, counted) == (commune.unit.code, [commune.unit.name, 2, 2])


def test_an_officer_looks_at_one_venue_and_at_the_newest(commune: Commune, desktop: Desktop) -> None:
    market = commune.volunteer.registers_venue("market", name="Chợ Cuối", address="5 đường Trần Phú")
    time.sleep(1.1)  # registrations of one second have no order
    commune.volunteer.registers_venue("food", name="Phở Mới")
    lan, minh = commune.citizen(), commune.citizen()
    stay = [lan.checks_in(market, ago(minutes=3)), minh.checks_in(market, ago(minutes=2))]
    mistaken = minh.checks_in(market, ago(minutes=1))
    minh.takes_back(mistaken["visit_id"]).ok(200)

    desktop.signs_in(commune.officer)
    desktop.opens("/staff/venues?sort=newest")
    desktop.lists("Phở Mới", "Chợ Cuối")
    expect(desktop.row("Phở Mới").locator("td.n")).to_have_text("0")
    desktop.opens_venue("Chợ Cuối")
    desktop.sees_visits(len(stay))


def test_an_officer_issues_a_new_code_on_the_page(commune: Commune, desktop: Desktop) -> None:
    venue, lan = commune.volunteer.registers_venue(), commune.citizen()
    desktop.signs_in(commune.officer)
    desktop.opens("/staff/venues")

    desktop.row(venue.name).get_by_text(SAID["sv.others"]).click()
    desktop.row(venue.name).get_by_role("button", name=SAID["venue.reissue"]).click()
    desktop.page.locator("#ask-reason").fill("áp phích bị mất")
    desktop.page.locator("#ask-yes").click()

    expect(desktop.page.locator("#told")).to_be_visible()
    assert commune.officer.looks_at(venue)["code"] != venue.code
    lan.scans(venue).refused(410, "venue-code-retired")


def test_a_wrong_password_says_so_and_nothing_more(commune: Commune, desktop: Desktop) -> None:
    desktop.opens("/staff")
    desktop.types_sign_in(commune.officer.username, "Sai-Mat-Khau-123!")

    expect(desktop.page.locator("#sign-in")).to_contain_text(SAID["sign-in.wrong"])
    expect(desktop.page.locator("#in-heading")).to_be_hidden()


def test_a_stranger_is_sent_to_sign_in_and_back(commune: Commune, desktop: Desktop) -> None:
    desktop.opens("/staff/statistics")
    desktop.page.wait_for_url("**/staff?next=**")
    desktop.types_sign_in(commune.officer.username, commune.officer.password)

    desktop.page.wait_for_url("**/staff/statistics**")
    expect(desktop.page.locator("#unit-name")).to_contain_text(commune.unit.name)


def test_the_page_of_the_neighbours_figures_is_refused(town: Town, desktop: Desktop) -> None:
    desktop.signs_in(town.officer("commune"))
    desktop.opens("/staff/statistics?unit=07795")

    expect(desktop.page.locator("#fault")).to_be_visible()
    expect(desktop.page.locator("#figures")).to_be_hidden()
