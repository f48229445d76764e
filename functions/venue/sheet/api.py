"""Routes of whole tables of venues: looking at a file, registering it, what of it needs mending, and taking the list away."""

from collections.abc import Sequence

from domain.base.errors import Fault
from domain.base.period import local_day
from domain.people.roles import VENUE_KEEPERS, VENUE_READERS
from functions.kit.http import Answer, Call
from functions.kit.sheets.made import workbook
from functions.kit.sheets.made.answer import FILES, as_file
from functions.kit.sign_in.auth import staff
from functions.venue import links, wiring
from functions.venue.door import area, door
from functions.venue.service import importing, register
from functions.venue.sheet import given
from functions.venue.sheet.columns import HEADINGS
from functions.venue.sheet.reading import MOST_FAULTS, Planned, planned
from functions.venue.sheet.schema import FileChoice, ImportChoice, Imported, ImportedRow, VenueExport
from functions.venue.sheet.told import file_shown, row_shown, stored_as
from functions.words.sentence import Sentence

MOST_BYTES = 3_000_000
FILE_ROWS = 1_000
CSV = "text/csv"
# A gateway takes text for UTF-8 and changes what is none: a file of another code page is sent as bytes.
OTHERS = (workbook.TYPE, "application/octet-stream", "application/vnd.ms-excel")


@door.operation(
    "POST",
    "/venue-imports",
    "importVenues",
    summary="Venues of a table, CSV or .xlsx, of 500 rows and 3 MB at most: looked at, or registered",
    callers=staff(*VENUE_KEEPERS),
    body=bytes,
    body_type=CSV,
    also_types=OTHERS,
    max_bytes=MOST_BYTES,
    query=ImportChoice,
    answers={200: Imported, 201: Imported},
    problems=("invalid",),
)
def import_venues(call: Call) -> Answer:
    """Headings in Vietnamese or English. The same again registers nothing twice."""
    plan, choice = _planned(call), call.query
    venues = wiring.parts().venues
    if choice.preview:
        known = importing.known(plan.venues, venues=venues)
        rows = [importing.Row(line, venue, is_new=False) for line, venue in known.items()]
        return Answer(_told(plan, rows, stored=False))
    if choice.rows == "all":
        plan.sheet.check(most=MOST_FAULTS)
    return Answer(_told(plan, importing.import_venues(plan.venues, venues=venues), stored=True), 201)


@door.operation(
    "POST",
    "/venue-imports/remarks",
    "getImportRemarks",
    summary="The rows of a table of venues that need mending, as a file with a column that says what; nothing is stored",
    callers=staff(*VENUE_KEEPERS),
    body=bytes,
    body_type=CSV,
    also_types=OTHERS,
    max_bytes=MOST_BYTES,
    query=FileChoice,
    answers={200: bytes},
    file_types=FILES,
    problems=("invalid",),
)
def get_import_remarks(call: Call) -> Answer:
    """With every column that the file came with; mended, it is given in as it is."""
    return as_file(
        [given.remarks(_planned(call), lambda fault: _said(fault).vi)], "dia-diem-can-sua", call.query.format
    )


@door.operation(
    "GET",
    "/venue-imports/template",
    "getVenueTemplate",
    summary="An empty workbook for venues, with the kinds and the communes of the caller's unit to choose from",
    callers=staff(*VENUE_KEEPERS),
    answers={200: bytes},
    file_types=(workbook.TYPE,),
)
def get_venue_template(call: Call) -> Answer:
    """Made for who asks."""
    p = wiring.parts()
    tables = given.template(call.staff.unit, p.units, local_day(p.clock()))
    return as_file(tables, "mau-dia-diem", "xlsx")


@door.operation(
    "GET",
    "/venue-exports",
    "exportVenues",
    summary="Venues of a unit as a file of some thousand rows, which can be given in as an import again",
    callers=staff(*VENUE_READERS),
    query=VenueExport,
    answers={200: bytes},
    file_types=FILES,
    problems=("invalid", "outside-jurisdiction"),
)
def export_venues(call: Call) -> Answer:
    """The header X-Next-Cursor continues with the next file."""
    p, wanted = wiring.parts(), call.query
    page = register.search(
        area(call.staff, scheme=wanted.scheme, unit=wanted.unit),
        register.Wanted(wanted.q, wanted.category, wanted.status),
        limit=FILE_ROWS, cursor=wanted.cursor or None, venues=p.venues,
    )  # fmt: skip
    table = given.listing(page.venues, local_day(p.clock()))
    return as_file([table], "dia-diem", wanted.format, cursor=page.cursor)


def _planned(call: Call) -> Planned:
    p = wiring.parts()
    return planned(call.body, call.staff, new_codes=p.new_codes, units=p.units, now=p.clock())


def _told(plan: Planned, done: Sequence[importing.Row], *, stored: bool) -> Imported:
    """`done`: rows that are in the register, by now or from before."""
    by_line = {row.line: row for row in done}
    rows = [_row(row_shown(row, _said), by_line.get(row.line)) for row in plan.sheet.rows]
    counted = [row.state for row in rows]
    return Imported(
        created=counted.count("created") if stored else 0,
        existing=counted.count("exists"),
        ready=counted.count("ready"),
        faulty=counted.count("faulty"),
        rows=rows,
        file=file_shown(plan),
    )


def _row(shown: ImportedRow, done: importing.Row | None) -> ImportedRow:
    if done is None:
        return shown
    p = wiring.parts()
    url = links.check_in_url(done.venue, keys=p.keys, site_url=p.site_url)
    return stored_as(shown, done.venue, url, is_new=done.is_new)


def _said(fault: Fault) -> Sentence:
    """Under the heading of its column, as whoever made the table calls it."""
    words = door.vocabulary.words(fault)
    label = HEADINGS.get(fault.field)
    if label is None or fault.rule not in door.vocabulary.rules:
        return words
    return Sentence(f"{label.vi}: {words.vi}.", f"{label.en}: {words.en}.")
