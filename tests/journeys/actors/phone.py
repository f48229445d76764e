"""A citizen's phone: a real browser of a phone's size on the deployed site, with a network that can be lost."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.names import a_name, a_phone
from tests.journeys.actors.units import province_of
from tests.journeys.actors.wire import Reply, Wire
from tests.waiting import eventually
from tools.demo import Unit
from web.builder.texts import read

SIZE = {"width": 360, "height": 640}
SECONDS = 120_000  # milliseconds, as the browser's driver counts; it ends what hangs
SAID = read("vi")
# What this device keeps under that name in its store, or null.
KEPT = """name => new Promise((resolve, reject) => {
  const opened = indexedDB.open("vungxanh");
  opened.onerror = () => reject(opened.error);
  opened.onsuccess = () => {
    const asked = opened.result.transaction("settings").objectStore("settings").get(name);
    asked.onsuccess = () => { opened.result.close(); resolve(asked.result ?? null); };
  };
})"""

expect.set_options(timeout=SECONDS)


class Phone:
    def __init__(self, context: BrowserContext, web: str, api: str) -> None:
        self.context = context
        self._web = web
        self._api = api
        self.sent: list[tuple[str, int]] = []
        context.set_default_timeout(SECONDS)
        context.on("response", self._note)
        self.page = context.new_page()
        self.name, self.number = a_name(), a_phone()

    def _note(self, answer: Response) -> None:
        if answer.request.method == "POST" and "/api/" in answer.url:
            self.sent.append((answer.url.partition("/api")[2], answer.status))

    def scans(self, url: str) -> None:
        """The camera opens whatever the QR holds, in a page of its own."""
        self.page.goto("about:blank")
        self.page.goto(url)

    def opens(self, path: str) -> None:
        self.page.goto(f"{self._web}{path}")

    def new_tab(self, path: str) -> Page:
        tab = self.context.new_page()
        tab.goto(f"{self._web}{path}")
        return tab

    # -- check-in ---------------------------------------------------------------------------------------------

    def sees_venue(self, name: str) -> None:
        expect(self.page.locator("#venue-name")).to_have_text(name)

    def fills_in(self) -> None:
        """Once in the life of a phone."""
        self.page.get_by_label(SAID["register.name"]).fill(self.name)
        self.page.get_by_label(SAID["register.phone"]).fill(self.number)
        self.page.get_by_label(SAID["register.year"]).fill("1987")

    def types_code(self, code: str) -> None:
        self.page.locator("#code").fill(code)
        self.page.locator("#typed button[type=submit]").click()

    def is_told_the_code_is_mistyped(self) -> None:
        expect(self.page.locator("#code")).to_have_attribute("aria-invalid", "true")

    def taps_check_in(self) -> None:
        self.page.locator("#go").click()
        expect(self.page.locator("#receipt")).to_be_visible()

    def registers_and_checks_in(self, venue: Venue) -> None:
        self.scans(venue.check_in_url)
        self.fills_in()
        self.taps_check_in()
        self.has_receipt("sent")

    def has_receipt(self, state: str) -> None:
        expect(self.page.locator("#receipt-state")).to_have_text(SAID[f"receipt.{state}"])

    def taps_leave(self) -> None:
        self.page.locator("#leave").click()
        expect(self.page.locator("#receipt-state")).to_contain_text(SAID["receipt.left"].format(when="").strip())

    def is_refused(self, code: str) -> None:
        """The page says what the problem document of this code says."""
        from functions.words.every import PROBLEMS

        self.is_told(PROBLEMS[code].vi)

    def is_told(self, words: str) -> None:
        expect(self.page.locator("#main")).to_contain_text(words, use_inner_text=True)

    # -- network ----------------------------------------------------------------------------------------------

    def is_at(self, address: str) -> None:
        """Everything it says comes from there."""
        self.context.set_extra_http_headers({"X-Forwarded-For": address})

    def waits(self, seconds: int) -> None:
        """Its own clock goes on by so much; it was wound up before (`page.clock.install`)."""
        self.page.clock.fast_forward(seconds * 1000)

    def is_ready_for_no_network(self) -> None:
        """The worker has taken the pages in."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    @contextmanager
    def without_network(self) -> Iterator[None]:
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)

    def comes_online(self, times: int) -> None:
        """The event, as often as a phone at the edge of a cell gives it."""
        self.page.evaluate("times => { for (let n = 0; n < times; n++) dispatchEvent(new Event('online')); }", times)

    # -- what it knows ----------------------------------------------------------------------------------------

    def lists_visit(self, venue: str, state: str) -> None:
        card = self.page.locator("article.visit").filter(has_text=venue)
        expect(card).to_have_count(1)
        expect(card.locator(".badge")).to_have_text(SAID[f"visits.{state}"])

    @property
    def wire(self) -> Wire:
        """The API with this phone's own token."""
        identity = eventually(lambda: self.page.evaluate(KEPT, "identity"), until=lambda kept: kept is not None)
        return Wire(self._api, identity["device_token"])

    def visits(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.wire.get("/visits").ok(200)["visits"]
        return found

    def profile(self) -> Reply:
        return self.wire.get("/me")

    def has_sent(self) -> list[tuple[str, int]]:
        """Whatever left this phone, with its answer; what the browser has to tell is heard while it is spoken to."""
        self.page.evaluate("null")
        return self.sent

    def sent_visits(self) -> list[int]:
        """Answers to the check-ins that left this phone."""
        return [status for path, status in self.sent if path == "/visits"]

    # -- what it is told --------------------------------------------------------------------------------------

    def opens_notices(self) -> None:
        """The page polls when it is opened."""
        self.opens("/notices")
        expect(self.page.locator("#as-of")).not_to_have_text(SAID["notices.loading"])

    def shows_notices(self, *kinds: str) -> None:
        """Headings of the inbox, newest first."""
        wanted = {"exposure_f1": "notices.f1", "exposure_f2": "notices.f2", "correction": "notices.correction"}

        def shown() -> list[str]:
            self.opens_notices()
            return self.page.locator("#list article h2").all_inner_texts()

        eventually(shown, until=lambda headings: headings == [SAID[wanted[kind]] for kind in kinds])

    def shows_as_withdrawn(self, kind: str) -> None:
        card = self.page.locator("#list article.gone")
        expect(card.locator("h2")).to_have_text(SAID[kind])
        expect(card).to_contain_text(SAID["notices.withdrawn"])

    def shows_who_looked(self, *words: str) -> None:
        """Her own page says who opened her record."""
        self.opens("/me#access")
        for word in words:
            expect(self.page.locator("#access-list li").filter(has_text=word).first).to_be_visible()

    # -- registering a place ----------------------------------------------------------------------------------

    def registers_itself(self, unit: Unit) -> None:
        self.opens("/me")
        self.fills_in()
        self.page.locator("#unit").click()
        self.page.locator("#unit-province").select_option(province_of(unit))
        self.page.locator("#unit-search").fill(unit.name)
        self.page.locator("#unit-found button").filter(has_text=re.compile(f"^{re.escape(unit.name)}$")).click()
        self.page.locator("#register-go").click()
        expect(self.page.locator("#name")).to_have_text(self.name)

    def registers_venue(self, name: str, category: str, address: str) -> None:
        self.opens("/venue/register")
        # Proposed from where the owner lives.
        expect(self.page.locator("#unit-chosen")).not_to_have_text(SAID["register.unit-none"])
        self.page.get_by_label(SAID["venue.name"]).fill(name)
        self.page.locator("#category").select_option(category)
        self.page.get_by_label(SAID["venue.address"]).fill(address)
        self.page.locator("#go").click()
        expect(self.page.locator("#made-name")).to_have_text(name)

    def downloads_poster(self, folder: Path, kind: str) -> Path:
        with self.page.expect_download() as coming:
            self.page.locator("#posters button").filter(has_text=kind).click()
        file = folder / coming.value.suggested_filename
        coming.value.save_as(file)
        return file


def a_phone_of_somebody(browser: Browser, web: str, api: str) -> Phone:
    context = browser.new_context(
        viewport=SIZE,  # type: ignore[arg-type]
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=True,
        is_mobile=True,
    )
    return Phone(context, web, api)


def qr_codes(image: bytes) -> list[str]:
    """What any scanner reads on this picture."""
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(image)).convert("L"))]
