"""An officer's desktop: the staff pages in a real browser, after a real sign-in."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.journeys.actors.phone import SAID, SECONDS
from tests.journeys.actors.staff import Officer

SIZE = {"width": 1280, "height": 800}


class Desktop:
    def __init__(self, context: BrowserContext, web: str) -> None:
        self.context = context
        self._web = web
        context.set_default_timeout(SECONDS)
        self.page = context.new_page()

    def opens(self, path: str) -> None:
        self.page.goto(f"{self._web}{path}")

    def types_sign_in(self, username: str, password: str) -> None:
        self.page.locator("#username").fill(username)
        self.page.locator("#password").fill(password)
        self.page.locator("#sign-in-go").click()

    def signs_in(self, officer: Officer) -> None:
        self.opens("/staff")
        self.types_sign_in(officer.username, officer.password)
        expect(self.page.locator("#in-heading")).to_be_visible()

    # -- venues -----------------------------------------------------------------------------------------------

    def searches(self, words: str) -> None:
        self.page.locator("#q").fill(words)
        self.page.locator("#filters button").click()

    def lists(self, *names: str) -> None:
        expect(self.page.locator("#rows th")).to_have_text(list(names))

    def row(self, name: str) -> Locator:
        return self.page.locator("#rows tr").filter(has_text=name)

    def opens_venue(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()
        expect(self.page.locator("#one-heading")).to_have_text(name)

    def sees_visits(self, number: int) -> None:
        """Of a venue in its last seven days."""
        expect(self.page.locator("#one-days tr")).to_have_count(7)
        assert sum(map(int, self.page.locator("#one-days td.n").all_inner_texts())) == number

    def downloads_poster(self, name: str, size: str, folder: Path) -> Path:
        with self.page.expect_download() as coming:
            self.row(name).get_by_role("button", name=SAID["poster.pdf"].format(size=size)).click()
        file = folder / coming.value.suggested_filename
        coming.value.save_as(file)
        return file

    def takes_figures(self) -> bytes:
        """The workbook of the figures that the page shows."""
        with self.page.expect_download() as coming:
            self.page.locator("#xlsx").click()
        return coming.value.path().read_bytes()

    def chooses(self, raw: bytes, name: str = "dia-diem.csv") -> None:
        """A table of venues, which is looked at before it is stored."""
        self.opens("/staff/venues?view=import")
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": raw}
        self.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]

    def stores(self) -> None:
        self.page.locator("#import-go").click()

    def is_told(self, key: str, **facts: object) -> None:
        """The heading of the import's report."""
        expect(self.page.locator("#report-heading")).to_have_text(SAID[key].format(**facts))

    def reported_lines(self) -> list[int]:
        return [int(line) for line in self.page.locator("#report-rows th").all_inner_texts()]

    # -- desk -------------------------------------------------------------------------------------------------

    def stands_at(self, venue_id: str, name: str) -> None:
        self.opens(f"/staff/desk?venue={venue_id}")
        expect(self.page.locator("#venue-name")).to_have_text(name)

    def registers(self, name: str, year: int, identity: str) -> None:
        self.page.get_by_text(SAID["desk.fresh"], exact=True).click()
        self.page.locator("#full_name").fill(name)
        self.page.locator("#year_of_birth").fill(str(year))
        self.page.locator("#new_identity").fill(identity)
        self.page.get_by_role("button", name=SAID["desk.register"]).click()
        self.has_recorded(name)

    def printed_card(self) -> bytes:
        """The card as it comes out of the printer."""
        self.page.emulate_media(media="print")
        expect(self.page.locator("#paper")).to_be_visible()
        picture = self.page.locator("#paper").screenshot()
        self.page.emulate_media(media="screen")
        return picture

    def types_personal_code(self, code: str) -> None:
        self.page.get_by_text(SAID["desk.personal"], exact=True).click()
        self.page.locator("#personal_code").fill(code)
        self.page.locator("#personal button[type=submit]").click()

    def finds_by_identity(self, number: str, name: str) -> None:
        self.page.get_by_text(SAID["desk.identity"], exact=True).click()
        self.page.locator("#identity_number").fill(number)
        self.page.locator("#identity button[type=submit]").click()
        self.page.locator("#persons button").filter(has_text=name).click()

    def is_told_the_code_is_mistyped(self) -> None:
        expect(self.page.locator("#personal_code")).to_have_attribute("aria-invalid", "true")

    def has_recorded(self, label: str) -> None:
        expect(self.page.locator("#said")).to_contain_text(SAID["desk.recorded"])
        expect(self.page.locator("#said")).to_contain_text(label)


def a_desktop(browser: Browser, web: str) -> Desktop:
    context = browser.new_context(
        viewport=SIZE,  # type: ignore[arg-type]
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        accept_downloads=True,
    )
    return Desktop(context, web)
