"""The door of the venue register; its routes, those of posters and those of tables hang on it."""

from collections.abc import Sequence

from domain.base.errors import Fault, InvalidInput
from domain.base.secret import Purpose
from domain.base.unit import UnitKey, key_of
from domain.people.caller import Staff
from domain.people.roles import VENUE_READERS
from domain.presence.codes import VenueId
from domain.presence.keeping import require_keeper
from domain.presence.venue import Venue
from functions.kit.http import Call, Door
from functions.kit.sign_in.auth import Callers
from functions.venue import links, wiring
from functions.venue.schema import VenueShown, venue_full
from functions.venue.service import register
from functions.words import people, presence, tables

door = Door("venue", lambda: wiring.parts(), words=(people, presence, tables))  # noqa: PLW0108  looked up late, so that tests may rewire

OWNER_OR_READER = Callers(citizen=True, roles=VENUE_READERS)


def venue_asked(call: Call) -> Venue:
    """The venue of the path, by its id, typed code or QR token."""
    p = wiring.parts()
    return register.find(call.path["venue"], venues=p.venues, venue_keys=p.keys.ring(Purpose.VENUE).material())


def venue_kept(call: Call) -> Venue:
    """The same, if the caller is its owner or staff of its unit."""
    venue = venue_asked(call)
    require_keeper(call.caller, venue)
    return venue


def venues_kept(call: Call, asked: Sequence[str]) -> Sequence[Venue]:
    """Of the body's `venue_ids`, in their order: all of them or none. Raises InvalidInput with every one that is no venue."""
    ids = [_id(text) for text in asked]
    known = wiring.parts().venues.by_ids(sorted({venue_id for venue_id in ids if venue_id}))
    found = [known.get(venue_id) if venue_id else None for venue_id in ids]
    if faults := [Fault(f"venue_ids[{at}]", "venue-id") for at, venue in enumerate(found) if venue is None]:
        raise InvalidInput(*faults)
    venues = [venue for venue in found if venue]
    for venue in venues:
        require_keeper(call.caller, venue)
    return venues


def _id(text: str) -> VenueId | None:
    try:
        return VenueId.parse(text)
    except ValueError:
        return None


def full(venue: Venue) -> VenueShown:
    """What its owner and the staff of its unit see, with what its QR holds."""
    p = wiring.parts()
    return venue_full(venue, links.check_in_url(venue, keys=p.keys, site_url=p.site_url))


def area(caller: Staff, *, scheme: str, unit: str) -> str:
    """The path of the unit that is asked about, the caller's own where none is. Raises InvalidInput, OutsideJurisdiction."""
    own = caller.unit
    found = wiring.parts().units.find(UnitKey(scheme or own.scheme, unit or own.code))
    if found is None:
        raise InvalidInput.of("unit", "unit")
    caller.require_within(found.path)
    return found.path


def is_commune(unit_path: str) -> bool:
    """True where no unit lies below it."""
    key = key_of(unit_path)
    return [unit.key for unit in wiring.parts().units.communes(key)] == [key]
