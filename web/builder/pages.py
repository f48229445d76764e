"""The pages of the site: where their source is, where they stand, and what their policy allows."""

from dataclasses import dataclass
from pathlib import Path

WEB = Path(__file__).resolve().parents[1]
DIST = WEB / "dist"
# Built here first, then moved: who serves DIST meanwhile never meets half a site.
MAKING = WEB.parent / ".build" / "web"


@dataclass(frozen=True, slots=True)
class Page:
    """`url` is the folder it answers to. Citizen pages are inlined into one document; staff pages share files."""

    source: str
    url: str
    inlined: bool = True
    tight: bool = False  # its style holds only what its markup and script name
    decodes: bool = False  # loads the QR decoder, a WebAssembly module
    pictures: bool = False  # shows images it made itself (posters)
    draws: bool = False  # shows the contact graph, whose library looks for a stylesheet by its id
    operations: tuple[str, ...] = ()  # what the page is for: whoever may call one of them sees the page in menus

    @property
    def folder(self) -> Path:
        return WEB / self.source

    @property
    def name(self) -> str:
        return self.source.replace("/", "-")

    @property
    def file(self) -> Path:
        """Below the site's root."""
        return Path("404.html") if self.url == "/404" else Path(self.url.strip("/")) / "index.html"


PAGES = (
    Page("citizen/home", "/"),
    Page("citizen/check-in", "/c", tight=True),
    Page("citizen/scan", "/scan", decodes=True),
    Page("citizen/visits", "/visits"),
    Page("citizen/me", "/me"),
    Page("citizen/notices", "/notices"),
    Page("citizen/other", "/other"),
    Page("citizen/recover", "/recover"),
    Page("citizen/privacy", "/privacy"),
    Page("citizen/policy", "/policy"),
    Page("citizen/help", "/help"),
    Page("citizen/offline", "/offline"),
    Page("citizen/missing", "/404"),
    Page("venue/register", "/venue/register", pictures=True),
    Page("venue/mine", "/venue", pictures=True),
    Page("staff/sign-in", "/staff", inlined=False),
    Page("staff/venues", "/staff/venues", inlined=False, pictures=True, operations=("searchVenues",)),
    Page(
        "staff/desk",
        "/staff/desk",
        inlined=False,
        decodes=True,
        operations=("recordVisitByStaff", "findPersons"),
    ),
    # Whoever may register somebody may correct them too; the contract opens registering itself to everybody.
    Page("staff/people", "/staff/people", inlined=False, operations=("correctPerson",)),
    Page("staff/merges", "/staff/merges", inlined=False, operations=("listMerges",)),
    Page(
        "staff/access",
        "/staff/access",
        inlined=False,
        operations=("searchAccessLog", "listSeals", "verifyAccessLog"),
    ),
    Page("staff/stage", "/staff/stage", inlined=False, operations=("getStageHealth",)),
    Page("staff/contacts", "/staff/contacts", inlined=False, operations=("setUnitContact",)),
    Page("staff/statistics", "/staff/statistics", inlined=False, operations=("getStatistics",)),
    Page("tracer/cases", "/tracer/cases", inlined=False, operations=("listCases",)),
    Page("tracer/case", "/tracer/case", inlined=False, draws=True, operations=("getTrace",)),
    Page("tracer/todo", "/tracer/todo", inlined=False, operations=("listContacts",)),
)

# What a citizen may open again without a network.
SHELL = ("/", "/c", "/scan", "/visits", "/me", "/notices", "/privacy", "/help", "/offline")
