"""A tracer's desktop: the pages of cases in a real browser."""

from datetime import datetime

from playwright.sync_api import Locator, Page, expect

from domain.base.period import LOCAL
from tests.journeys.actors.desktop import Desktop
from tests.journeys.actors.phone import SAID
from tests.journeys.actors.staff import Officer

# Stream, queue and five steps, each perhaps started cold on a busy machine.
A_RUN = 300_000.0


class TracingDesk:
    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    @property
    def page(self) -> Page:
        return self._desktop.page

    def signs_in(self, officer: Officer) -> None:
        self._desktop.signs_in(officer)

    # -- confirming -------------------------------------------------------------------------------------------

    def confirms(self, phone: str, *, specimen: datetime, onset: datetime) -> str:
        """By phone number, with a look at what follows; the code of the case, which is open then."""
        self._desktop.opens("/tracer/cases?view=new")
        self.page.locator("#phone").fill(phone)
        self.page.locator("#specimen_at").fill(_local(specimen))
        self.page.locator("#onset_at").fill(_local(onset))
        self.page.locator("#new-go").click()
        expect(self.page.locator("#review-then")).to_contain_text("15 phút")
        self.page.locator("#confirm").click()
        link = self.page.locator("#done-link")
        expect(link).to_be_visible()
        code = str(link.get_attribute("href")).partition("#")[2]
        link.click()
        return code

    def is_told_of_another_case(self, phone: str, *, specimen: datetime) -> None:
        """Who is an F0 already leads to the case there is."""
        self._desktop.opens("/tracer/cases?view=new")
        self.page.locator("#phone").fill(phone)
        self.page.locator("#specimen_at").fill(_local(specimen))
        self.page.locator("#new-go").click()
        self.page.locator("#confirm").click()
        expect(self.page.locator("#new-form .summary a[href^='/tracer/case']")).to_be_visible()

    def follows_to(self, case: str) -> None:
        """The link of that answer."""
        self.page.locator("#new-form .summary a[href^='/tracer/case']").click()
        expect(self.page.locator("#heading")).to_contain_text(case)

    # -- one case ---------------------------------------------------------------------------------------------

    def opens(self, case: str) -> None:
        self._desktop.opens(f"/tracer/case#{case}")

    def sees_status(self, status: str) -> None:
        """Waits for the run; the page looks again by itself."""
        words = SAID["trace.held"] if status == "held" else SAID[f"trace.{status}"]
        expect(self.page.locator("#status")).to_contain_text(words, timeout=A_RUN)

    def sees_counts(self, f1: int, f2: int) -> None:
        expect(self.page.locator("#n-f1")).to_have_text(str(f1))
        expect(self.page.locator("#n-f2")).to_have_text(str(f2))

    def lists(self, count: int) -> None:
        self._turns_to("contacts")
        expect(self.page.locator("#contacts-rows tr")).to_have_count(count)

    def row(self, name: str) -> Locator:
        return self.page.locator("#contacts-rows tr").filter(has_text=name)

    def sees_evidence(self, name: str, *words: str) -> None:
        for word in words:
            expect(self.row(name)).to_contain_text(word)

    def draws(self, *names: str) -> None:
        """The graph, and the table beside it that says the same."""
        self._turns_to("graph")
        expect(self.page.locator("#canvas canvas").first).to_be_visible()
        expect(self.page.locator("#twin tr[data-person] th")).to_have_count(len(names))
        for name in names:
            expect(self.page.locator("#twin tr[data-person] th").filter(has_text=name)).to_have_count(1)

    def picks(self, name: str, evidence: str) -> None:
        """Somebody in the graph: why they are a contact."""
        self.page.locator("#twin tr[data-person] button").filter(has_text=name).click()
        expect(self.page.locator("#picked-name")).to_contain_text(name)
        expect(self.page.locator("#picked-evidence")).to_contain_text(evidence)

    def sees_held(self, venue: str, people: int) -> None:
        expect(self.page.locator("#held-heading")).to_have_text(
            SAID["held.heading"].format(people=people, groups=1),
        )
        expect(self.page.locator("#held-rows tr")).to_contain_text(venue)
        expect(self.page.locator("#held-rows tr")).to_contain_text(str(people))

    def may_not_release(self) -> None:
        expect(self.page.locator("#held-own")).to_be_visible()
        expect(self.page.locator("#release")).to_be_disabled()

    def releases(self, reason: str) -> None:
        self.page.locator("#release").click()
        self._says(reason)

    def retracts(self, reason: str) -> None:
        self._turns_to("file")
        self.page.locator("#retract").click()
        self._says(reason)

    def _says(self, reason: str) -> None:
        self.page.locator("#ask-reason").fill(reason)
        self.page.locator("#ask-yes").click()

    def _turns_to(self, tab: str) -> None:
        self.page.locator(f"#tab-{tab}").click()
        expect(self.page.locator(f"#{tab}")).to_be_visible()

    # -- calling ----------------------------------------------------------------------------------------------

    def opens_queue(self) -> None:
        self._desktop.opens("/tracer/todo")

    def calls(self, name: str, phone: str, full_name: str) -> None:
        """Opens the file and notes that somebody answered; masked until then."""
        expect(self.row(name)).not_to_contain_text(phone[-9:-3])
        self.row(name).get_by_role("button", name=SAID["contact.call-row"]).first.click()
        expect(self.page.locator("#contact-name")).to_contain_text(full_name)
        expect(self.page.locator("#contact-call")).to_have_attribute("href", f"tel:+84{phone.removeprefix('0')}")
        self.page.locator("#contact-acts").get_by_role("button", name=SAID["act.answered"], exact=True).click()
        expect(self.page.locator("#contacts-told")).to_contain_text(SAID["status.reached"])

    def downloads_contacts(self) -> str:
        """The file, after a second word: everybody in it can see that it was made."""
        self._turns_to("contacts")
        self.page.locator("#csv").click()
        self.page.locator("#ask-reason").fill("gửi trạm y tế")
        with self.page.expect_download() as coming:
            self.page.locator("#ask-yes").click()
        return coming.value.path().read_text(encoding="utf-8-sig")


def _local(moment: datetime) -> str:
    """As the browser's field for a date and time takes it."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%dT%H:%M}"
