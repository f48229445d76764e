"""The twelve roles begin their day: each signs in, lands on what it may do, meets no page that refuses, and does its first task."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.people.roles import Role
from tests.journeys.actors.citizen import Citizen, Venue
from tests.journeys.actors.desktop import Desktop, a_desktop
from tests.journeys.actors.names import a_name
from tests.journeys.actors.phone import SAID
from tests.journeys.actors.town import Town
from tools import demo

pytestmark = [pytest.mark.journey, pytest.mark.web]

USERNAMES = {role: next(each.username for each in demo.STAFF if each.role == role) for role in Role}
# Under its ended scheme a district's lists are refused with a sentence: its officer is told whom to ask.
OF_AN_ENDED_SCHEME = {Role.DISTRICT_OFFICER}


class Morning:
    """What the day finds: a venue and somebody with a card, whom the health station has looked up."""

    def __init__(self, town: Town, desktop: Desktop) -> None:
        self.town, self.desktop, self.page = town, desktop, desktop.page
        volunteer = town.officer(USERNAMES[Role.VOLUNTEER])
        self.venue: Venue = volunteer.registers_venue("market", name="Chợ Mười Hai")
        self.person: Citizen = town.citizen()
        station = town.officer(USERNAMES[Role.HEALTH_STATION])
        station.wire.post("/person-lookups", {"phone": self.person.phone, "reason": "Đến trạm"}).ok(200)

    def queue(self) -> None:
        self.desktop.opens("/tracer/todo")
        expect(self.page.locator("#again")).to_be_visible()
        self.nothing_is_refused()

    def cases(self) -> None:
        self.desktop.opens("/tracer/cases")
        expect(self.page.locator("#standing")).to_be_visible()
        self.nothing_is_refused()

    def venues(self) -> None:
        self.desktop.opens("/staff/venues")
        self.desktop.searches("cho muoi hai")
        self.desktop.lists("Chợ Mười Hai")

    def desk(self) -> None:
        self.desktop.opens(f"/staff/desk?venue={self.venue.venue_id}")
        expect(self.page.locator("#venue-name")).to_have_text("Chợ Mười Hai")
        self.desktop.types_personal_code(self.person.personal_code)
        expect(self.page.locator("#log li").first).to_be_visible()

    def people(self) -> None:
        self.desktop.opens("/staff/people")
        self.page.locator("#full_name").fill(a_name())
        self.page.locator("#year_of_birth").fill("1944")
        if self.page.locator("#unit-chosen").inner_text() == SAID["register.unit-none"]:
            self.chooses_commune()
        self.page.locator("#go").click()
        expect(self.page.locator("#card-code")).not_to_be_empty()

    def chooses_commune(self) -> None:
        self.page.locator("#unit").click()
        self.page.locator("#unit-province").select_option(demo.PROVINCE.code)
        self.page.locator("#unit-search").fill("viet yen")
        self.page.locator("#unit-found button").first.click()

    def figures(self) -> None:
        self.desktop.opens("/staff/statistics")
        expect(self.page.locator("#tile-today")).not_to_have_text("–")
        self.nothing_is_refused()

    def is_told_that_the_unit_ended(self) -> None:
        self.desktop.opens("/staff/venues")
        expect(self.page.locator("#fault")).to_contain_text("danh mục hành chính cũ")

    def access(self) -> None:
        self.desktop.opens("/staff/access")
        expect(self.page.locator("#days-all")).to_be_visible()
        self.page.locator("#value").fill(self.person.phone)
        self.page.locator("#access-reason").fill("Khiếu nại")
        self.page.locator("#go").click()
        expect(self.page.locator("#result-rows")).to_contain_text("Đến trạm")
        assert any(each["act"] == "access-log-searched" for each in self.person.access_log())
        self.page.locator("#verify").click()
        expect(self.page.locator("#verdict")).to_be_visible()

    def stage(self) -> None:
        self.desktop.opens("/staff/stage")
        expect(self.page.locator("#queues tr").first).to_be_visible()
        expect(self.page.locator("#workflows")).to_contain_text("trace")
        expect(self.page.locator("#scheduled")).to_contain_text("audit-seal")
        expect(self.page.locator("#alarms-none")).to_have_text(SAID["stage.no-alarms"])
        expect(self.page.locator("#verdict")).not_to_have_text(SAID["stage.well"])

    def nothing_is_refused(self) -> None:
        expect(self.page.locator("#fault")).to_be_hidden()


FIRST: dict[Role, Callable[[Morning], None]] = {
    Role.TRACER: Morning.queue,
    Role.EPIDEMIOLOGIST: Morning.cases,
    Role.CHECKPOINT_OFFICER: Morning.desk,
    Role.LAB_STAFF: Morning.people,
    Role.QUARANTINE_STAFF: Morning.people,
    Role.HEALTH_STATION: Morning.queue,
    Role.COMMUNE_OFFICER: Morning.venues,
    Role.DISTRICT_OFFICER: Morning.is_told_that_the_unit_ended,
    Role.PROVINCE_OFFICER: Morning.figures,
    Role.VOLUNTEER: Morning.desk,
    Role.AUDITOR: Morning.access,
    Role.OPERATOR: Morning.stage,
}


@pytest.fixture(scope="module")
def morning(town: Town, browser: Browser) -> Morning:
    return Morning(town, a_desktop(browser, town.web))


@pytest.mark.parametrize("role", Role)
def test_a_role_does_its_first_task(morning: Morning, role: Role) -> None:
    assert FIRST.keys() == set(Role)
    page = morning.page
    page.context.clear_cookies()
    morning.desktop.opens("/robots.txt")
    page.evaluate("() => sessionStorage.clear()")
    morning.desktop.signs_in(morning.town.officer(USERNAMES[role]))
    expect(page.locator("#who-role")).to_have_text(role.shown.vi)
    tiles = page.locator(".tasks h2 a").filter(visible=True)
    led_to = [str(tile.get_attribute("href")) for tile in tiles.all()]
    assert led_to, "a role lands on something to do"
    figures_stand(page, role)
    for address in led_to:
        morning.desktop.opens(address)
        expect(page.locator("h1").filter(visible=True).first).not_to_have_text(SAID["staff.not-yours"])
    FIRST[role](morning)


def figures_stand(page: Page, role: Role) -> None:
    """Each says a number, or that there is none; of a unit in force there is one."""
    shown = page.locator(".now").filter(visible=True)
    expect(shown.filter(has_text=SAID["now.loading"])).to_have_count(0)
    if role not in OF_AN_ENDED_SCHEME:
        expect(shown.filter(has_text=SAID["now.none"])).to_have_count(0)
