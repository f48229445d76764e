"""Takes the pictures of the README's tour on the running demonstration (`make up`, `make demo` first) into docs/pictures/."""

import json
import sys
from io import BytesIO
from pathlib import Path
from random import SystemRandom
from typing import Any

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

from tools.local_cloud.token_for import token as token_of
from tools.machine.browser import FLAGS, ensure
from tools.machine.calls import call, call_json
from tools.machine.paths import LOCAL, ROOT
from tools.seed.words import phone
from web.builder.texts import read

PICTURES = ROOT / "docs" / "pictures"
PHONE: Any = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "locale": "vi-VN"}
DESKTOP: Any = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"}
TALL: Any = {"width": 1280, "height": 1150}
WAIT_MS = 20_000
SAID = read("vi")
# Makes a browser the phone of somebody who registered elsewhere.
BECOME = """identity => new Promise((resolve, reject) => {
  const opened = indexedDB.open("vungxanh", 1);
  opened.onerror = () => reject(opened.error);
  opened.onsuccess = () => {
    try {
      const written = opened.result.transaction("settings", "readwrite");
      written.objectStore("settings").put(identity);
      written.oncomplete = () => { opened.result.close(); localStorage.setItem("known", "1"); resolve(); };
    } catch (error) { reject(error); }
  };
})"""


class Tour:
    """One browser, one demonstration."""

    def __init__(self, playwright: Playwright, endpoints: dict[str, Any]) -> None:
        self.browser = playwright.chromium.launch(executable_path=ensure(), args=list(FLAGS))
        self.endpoints = endpoints

    def page(self, **options: Any) -> Page:
        """A fresh visitor in Vietnam."""
        context = self.browser.new_context(**options, timezone_id="Asia/Ho_Chi_Minh")
        context.set_default_timeout(WAIT_MS)
        return context.new_page()

    def citizen(self, venue: dict[str, Any]) -> None:
        """Poster in hand: first check-in, receipt, offline receipt, own visits, own code."""
        page = self.page(**PHONE)
        page.goto(venue["check_in_url"])
        page.locator("#venue-name").filter(has_text=venue["name"]).wait_for()
        keep(page, "check-in-first")
        page.get_by_label(SAID["register.name"]).fill("Nguyễn Thị Minh Ánh")
        page.get_by_label(SAID["register.phone"]).fill(phone(SystemRandom()))  # a number takes three a day
        page.get_by_label(SAID["register.year"]).fill("1987")
        page.locator("#go").click()
        page.locator("#receipt-state").filter(has_text=SAID["receipt.sent"]).wait_for()
        keep(page, "receipt")
        page.goto(f"{self.endpoints['web']}/visits")
        page.locator("article.visit").first.wait_for()
        keep(page, "visits")
        page.goto(f"{self.endpoints['web']}/me")
        page.locator("#name").filter(has_text="Ánh").wait_for()
        keep(page, "me")

    def signed_in(self, username: str) -> Page:
        """A desktop after a sign-in."""
        officer = next(person for person in self.endpoints["staff"] if person["username"] == username)
        page = self.page(**DESKTOP)
        page.goto(f"{self.endpoints['web']}/staff")
        page.locator("#username").fill(officer["username"])
        page.locator("#password").fill(officer["password"])
        page.locator("#sign-in-go").click()
        page.locator("#in-heading").wait_for()
        return page

    def staff(self, venue: dict[str, Any]) -> None:
        """A commune's officer: venues, the desk, the figures."""
        page = self.signed_in("commune")
        page.goto(f"{self.endpoints['web']}/staff/venues")
        page.locator("#rows td.n").first.filter(has_not_text="…").wait_for()  # counted after the list is drawn
        keep(page, "staff-venues")
        page.goto(f"{self.endpoints['web']}/staff/desk?venue={venue['venue_id']}")
        page.locator("#venue-name").filter(has_text=venue["name"]).wait_for()
        keep(page, "staff-desk")
        page.goto(f"{self.endpoints['web']}/staff/statistics")
        page.locator("#days-heading, #chart").first.wait_for()
        page.wait_for_timeout(1000)
        keep(page, "staff-statistics")

    def tracer(self, told: dict[str, Any]) -> None:
        """The outbreak of `make demo`: cases, contacts, graph, whom to call; then the crowd, as a second person sees it."""
        web, case = self.endpoints["web"], told["cases"]["A"]["case_id"]
        page = self.signed_in("tracer-commune")
        page.goto(f"{web}/tracer/cases")
        page.locator("#rows tr").first.wait_for()
        keep(page, "tracer-cases")
        page.set_viewport_size(TALL)
        page.goto(f"{web}/tracer/case#{case}")
        page.locator("#contacts-rows tr").first.wait_for()
        keep(page, "tracer-contacts")
        page.set_viewport_size(DESKTOP["viewport"])
        page.locator("#tab-graph").click()
        page.locator("#graph [aria-pressed]").filter(visible=True).nth(3).click()
        page.locator("#picked-one").wait_for()
        page.locator("#tab-graph").scroll_into_view_if_needed()
        page.mouse.wheel(0, 330)
        page.wait_for_timeout(1000)
        keep(page, "tracer-graph")
        page.goto(f"{web}/tracer/todo")
        page.locator("#contacts-rows tr").first.wait_for()
        keep(page, "tracer-todo")
        second = self.signed_in("tracer")
        second.goto(f"{web}/tracer/case#{told['held']['case_id']}")
        second.locator("#held-rows tr").first.wait_for()
        second.locator("#contacts-empty").wait_for()
        keep(second, "tracer-held")

    def told(self, device_token: str) -> None:
        """The inbox of somebody who was told, and what would have gone out to phones."""
        headers = {"Authorization": f"Bearer {device_token}"}
        profile = call_json(f"{self.endpoints['api']}/me", headers=headers)
        page = self.page(**{**PHONE, "viewport": {"width": 360, "height": 1180}})
        page.goto(f"{self.endpoints['web']}/notices")
        page.locator("#stranger").wait_for()
        page.evaluate(BECOME, {"name": "identity", "device_token": device_token, **profile})
        page.goto(f"{self.endpoints['web']}/notices")
        page.locator("#list article").first.wait_for()
        keep(page, "notices")
        outbox = self.page(viewport={"width": 1000, "height": 560}, locale="vi-VN")
        outbox.goto(f"{self.endpoints['web']}/outbox")
        outbox.locator("td").first.wait_for()
        keep(outbox, "outbox")


def keep(page: Page, name: str) -> None:
    """A picture of what is on the screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def a_venue(endpoints: dict[str, Any], token: str) -> dict[str, Any]:
    """The first market of the demonstration."""
    found = call_json(
        f"{endpoints['api']}/venues?category=market&limit=1", headers={"Authorization": f"Bearer {token}"}
    )
    return dict(found["venues"][0])


def poster(endpoints: dict[str, Any], token: str, venue: dict[str, Any]) -> None:
    """The poster as the API draws it, at a quarter of its size."""
    answer = call(
        f"{endpoints['api']}/venues/{venue['venue_id']}/poster?format=png",
        headers={"Authorization": f"Bearer {token}"},
    )
    image = Image.open(BytesIO(answer))
    image.thumbnail((620, 880))
    image.save(PICTURES / "poster.png", optimize=True)


def main(file: str = str(LOCAL / "endpoints.json")) -> int:
    """Everything the README shows."""
    endpoints = json.loads(Path(file).read_text("utf-8"))
    outbreak = json.loads(Path(file).with_name("outbreak.json").read_text("utf-8"))
    token = token_of("commune_officer")
    venue = a_venue(endpoints, token)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        tour = Tour(playwright, endpoints)
        tour.citizen(venue)
        tour.staff(venue)
        tour.tracer(outbreak)
        tour.told(outbreak["reader"])
    poster(endpoints, token, venue)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
