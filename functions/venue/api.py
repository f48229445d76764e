"""Routes of the venue register; those of posters stand beside it."""

from domain.base.errors import InvalidInput
from domain.base.unit import UnitKey
from domain.people.caller import Staff
from domain.people.roles import VENUE_KEEPERS, VENUE_READERS
from domain.presence.keeping import keeps
from domain.presence.venue import Venue, VenueState
from functions.kit.http import Answer, Call
from functions.kit.shapes import Reason
from functions.kit.sign_in.auth import ANYONE, CITIZEN, Callers, staff
from functions.venue import intake, links, sheet, wiring
from functions.venue.door import door, venue_asked, venue_kept
from functions.venue.poster import api as poster_api
from functions.venue.schema import (
    CodeIssued,
    Imported,
    ImportedRow,
    RegisterVenue,
    UpdateVenue,
    VenueList,
    VenueSearch,
    VenueShown,
    change_shown,
    venue_full,
    venue_public,
    with_alike,
)
from functions.venue.service import importing, register

app, handler = door.app, door.handler
__all__ = ["app", "door", "handler", "poster_api"]

OWNER_OR_KEEPER = Callers(citizen=True, roles=VENUE_KEEPERS)
MOST_ALIKE, MOST_CHANGES = 5, 10


@door.operation(
    "POST",
    "/venues",
    "registerVenue",
    summary="Register a venue; the same unit, name and address again returns the same venue",
    callers=OWNER_OR_KEEPER,
    body=RegisterVenue,
    answers={201: VenueShown, 200: VenueShown},
    problems=("invalid", "outside-jurisdiction", "venue-exists"),
)
def register_venue(call: Call) -> Answer:
    """A citizen becomes the owner; staff register on somebody's behalf. What looks alike is asked about, not decided."""
    p = wiring.parts()
    venue = intake.new_venue(call.body, call.caller, codes=p.new_codes(), units=p.units, now=p.clock())
    stored, is_new = register.register(venue, venues=p.venues)
    return Answer(_with_alike(stored), 201 if is_new else 200)


@door.operation(
    "POST",
    "/venue-imports",
    "importVenues",
    summary="Register venues from a CSV file of 500 rows and 200,000 bytes at most: all rows or none",
    callers=staff(*VENUE_KEEPERS),
    body=bytes,
    body_type="text/csv",
    max_bytes=200_000,
    answers={201: Imported},
    problems=("invalid",),
)
def import_venues(call: Call) -> Answer:
    """Every bad row is named with its line; then nothing is stored."""
    p = wiring.parts()
    wanted = sheet.venues_of(call.body, call.staff, new_codes=p.new_codes, units=p.units, now=p.clock())
    rows = importing.import_venues(wanted, venues=p.venues)
    created = sum(row.is_new for row in rows)
    report = Imported(created=created, existing=len(rows) - created, rows=[_row(row) for row in rows])
    return Answer(report, 201)


@door.operation(
    "GET",
    "/venues",
    "searchVenues",
    summary="Venues of a unit, by words without diacritics; one search looks at 5,000 of them and its cursor goes on",
    callers=staff(*VENUE_READERS),
    query=VenueSearch,
    answers={200: VenueList},
    problems=("invalid", "outside-jurisdiction"),
)
def search_venues(call: Call) -> Answer:
    """Of the caller's own unit unless another one inside it is named."""
    p, wanted = wiring.parts(), call.query
    unit_path = _area(call.staff, wanted)
    page = register.search(
        unit_path, wanted.q, wanted.category, limit=wanted.limit, cursor=wanted.cursor or None, venues=p.venues
    )
    return Answer(VenueList(venues=[_full(venue) for venue in page.venues], next_cursor=page.cursor or ""))


@door.operation(
    "GET", "/me/venues", "listMyVenues", summary="Venues the citizen owns", callers=CITIZEN, answers={200: VenueList}
)
def list_my_venues(call: Call) -> Answer:
    """With everything the owner may see."""
    venues = wiring.parts().venues
    owned = [venue for record in call.citizen.records for venue in venues.owned_by(str(record))]
    return Answer(VenueList(venues=[_full(venue) for venue in owned]))


@door.operation(
    "GET",
    "/venues/{venue}",
    "getVenue",
    summary="A venue by its id, typed code or QR token",
    callers=ANYONE,
    answers={200: VenueShown},
    problems=("invalid", "venue-unknown", "venue-code-forged"),
)
def get_venue(call: Call) -> Answer:
    """The public face may be kept by caches for five minutes; what owner and staff see may not."""
    venue = venue_asked(call)
    if keeps(call.caller, venue):
        return Answer(_with_changes(venue, _actor(call)))
    cached = {} if call.caller else {"Cache-Control": "public, max-age=300"}
    return Answer(venue_public(venue), headers=cached)


@door.operation(
    "POST",
    "/venues/{venue}/update",
    "updateVenue",
    summary="Change what is said of a venue, for scans from now on; what is not given stays",
    callers=OWNER_OR_KEEPER,
    body=UpdateVenue,
    answers={200: VenueShown},
    problems=(
        "invalid", "venue-unknown", "venue-code-forged", "not-allowed", "outside-jurisdiction",
        "venue-exists", "venue-changed",
    ),
)  # fmt: skip
def update_venue(call: Call) -> Answer:
    """Scans from before it are judged by what was said then."""
    p, body = wiring.parts(), call.body
    venue, doing = venue_kept(call), _doing(call)
    said = intake.restated(body, venue, now=doing.now)
    return Answer(_with_alike(register.update(venue, said, doing, revision=body.revision, venues=p.venues)))


@door.operation(
    "POST",
    "/venues/{venue}/deactivate",
    "deactivateVenue",
    summary="Stop check-ins at a venue",
    callers=OWNER_OR_KEEPER,
    body=Reason,
    answers={200: VenueShown},
    problems=("invalid", "venue-unknown", "venue-code-forged", "not-allowed", "outside-jurisdiction"),
)
def deactivate_venue(call: Call) -> Answer:
    """Its visits stay until their retention ends."""
    return _set_state(call, VenueState.DEACTIVATED)


@door.operation(
    "POST",
    "/venues/{venue}/activate",
    "reactivateVenue",
    summary="Allow check-ins at a venue again",
    callers=OWNER_OR_KEEPER,
    body=Reason,
    answers={200: VenueShown},
    problems=("invalid", "venue-unknown", "venue-code-forged", "not-allowed", "outside-jurisdiction"),
)
def reactivate_venue(call: Call) -> Answer:
    """The code in force before is in force again."""
    return _set_state(call, VenueState.ACTIVE)


@door.operation(
    "POST",
    "/venues/{venue}/codes",
    "reissueVenueCode",
    summary="Print a new code; the old one is refused from now on",
    callers=OWNER_OR_KEEPER,
    body=Reason,
    answers={200: CodeIssued},
    problems=("invalid", "venue-unknown", "venue-code-forged", "not-allowed", "outside-jurisdiction"),
)
def reissue_venue_code(call: Call) -> Answer:
    """For a poster that was copied, stolen or pasted over."""
    p = wiring.parts()
    venue = venue_kept(call)
    renewed = register.reissue(venue, p.new_codes().code, _doing(call), venues=p.venues)
    url = links.check_in_url(renewed, keys=p.keys, site_url=p.site_url)
    return Answer(CodeIssued(venue_id=str(renewed.venue_id), code=renewed.code.shown, check_in_url=url))


def _set_state(call: Call, state: VenueState) -> Answer:
    venue = venue_kept(call)
    return Answer(_full(register.set_state(venue, state, _doing(call), venues=wiring.parts().venues)))


def _doing(call: Call) -> register.Doing:
    return register.Doing(_actor(call), intake.reason_given(call.body.reason), wiring.parts().clock())


def _actor(call: Call) -> str:
    return call.caller.actor if call.caller else ""


def _full(venue: Venue) -> VenueShown:
    p = wiring.parts()
    return venue_full(venue, links.check_in_url(venue, keys=p.keys, site_url=p.site_url))


def _with_alike(venue: Venue) -> VenueShown:
    return with_alike(_full(venue), wiring.parts().venues.alike(venue, limit=MOST_ALIKE))


def _with_changes(venue: Venue, reader: str) -> VenueShown:
    seen = _full(venue)
    newest = wiring.parts().venues.changes(venue.venue_id, limit=MOST_CHANGES)
    seen.changes = [change_shown(change, reader) for change in newest]
    return seen


def _row(row: importing.Row) -> ImportedRow:
    seen = _full(row.venue)
    return ImportedRow(
        line=row.line, name=seen.name, venue_id=seen.venue_id, code=seen.code, check_in_url=seen.check_in_url,
        state="created" if row.is_new else "exists",
    )  # fmt: skip


def _area(caller: Staff, wanted: VenueSearch) -> str:
    own = caller.unit
    unit = wiring.parts().units.find(UnitKey(wanted.scheme or own.scheme, wanted.unit or own.code))
    if unit is None:
        raise InvalidInput.of("unit", "unit")
    caller.require_within(unit.path)
    return unit.path
