"""Routes of the venue register; those of posters and of tables stand beside it."""

from domain.base.errors import InvalidInput
from domain.base.unit import key_of, without_since
from domain.people.errors import UnitEnded
from domain.people.roles import VENUE_KEEPERS, VENUE_READERS
from domain.presence.keeping import keeps
from domain.presence.venue import Venue, VenueState
from functions.kit.http import Answer, Call
from functions.kit.shapes import Reason
from functions.kit.sign_in.auth import ANYONE, CITIZEN, Callers, staff
from functions.venue import intake, links, wiring
from functions.venue.door import area, door, full, is_commune, venue_asked, venue_kept
from functions.venue.poster import api as poster_api
from functions.venue.schema import (
    CodeIssued,
    RegisterVenue,
    UpdateVenue,
    VenueList,
    VenueSearch,
    VenueShown,
    change_shown,
    venue_public,
    with_alike,
)
from functions.venue.service import register
from functions.venue.sheet import api as sheet_api
from functions.venue.visits import api as visits_api

app, handler = door.app, door.handler
__all__ = ["app", "door", "handler", "poster_api", "sheet_api", "visits_api"]

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
    "GET",
    "/venues",
    "searchVenues",
    summary="Venues of a unit, by words without diacritics; one search looks at 5,000 of them and its cursor goes on",
    callers=staff(*VENUE_READERS),
    query=VenueSearch,
    answers={200: VenueList},
    problems=("invalid", "outside-jurisdiction", "unit-ended"),
)
def search_venues(call: Call) -> Answer:
    """Of the caller's own unit unless another one inside it is named. Where that has ended and has none, it is said."""
    p, wanted = wiring.parts(), call.query
    unit_path = area(call.staff, scheme=wanted.scheme, unit=wanted.unit)
    if wanted.sort == "newest" and not is_commune(unit_path):
        raise InvalidInput.of("unit", "unit-commune")
    which = register.Wanted(wanted.q, wanted.category, wanted.status, newest=wanted.sort == "newest")
    page = register.search(unit_path, which, limit=wanted.limit, cursor=wanted.cursor or None, venues=p.venues)
    counted = (
        None if wanted.category or wanted.status or wanted.cursor else p.venues.number(unit_path, contains=wanted.q)
    )
    if counted == 0 and not wanted.q and without_since(key_of(unit_path).scheme):
        raise UnitEnded
    shown = [full(venue) for venue in page.venues]
    return Answer(VenueList(venues=shown, total=counted, next_cursor=page.cursor or ""))


@door.operation(
    "GET", "/me/venues", "listMyVenues", summary="Venues the citizen owns", callers=CITIZEN, answers={200: VenueList}
)
def list_my_venues(call: Call) -> Answer:
    """With everything the owner may see."""
    venues = wiring.parts().venues
    owned = [venue for record in call.citizen.records for venue in venues.owned_by(str(record))]
    return Answer(VenueList(venues=[full(venue) for venue in owned]))


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
    return Answer(full(register.set_state(venue, state, _doing(call), venues=wiring.parts().venues)))


def _doing(call: Call) -> register.Doing:
    return register.Doing(_actor(call), intake.reason_given(call.body.reason), wiring.parts().clock())


def _actor(call: Call) -> str:
    return call.caller.actor if call.caller else ""


def _with_alike(venue: Venue) -> VenueShown:
    return with_alike(full(venue), wiring.parts().venues.alike(venue, limit=MOST_ALIKE))


def _with_changes(venue: Venue, reader: str) -> VenueShown:
    seen = full(venue)
    newest = wiring.parts().venues.changes(venue.venue_id, limit=MOST_CHANGES)
    seen.changes = [change_shown(change, reader) for change in newest]
    return seen
