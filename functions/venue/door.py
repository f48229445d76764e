"""The door of the venue register; both files of routes hang their operations on it."""

from domain.base.errors import InvalidInput
from domain.base.unit import UnitKey
from domain.people.caller import Staff
from domain.presence.venue import Venue
from functions.kit.http import Door
from functions.venue import links, wiring
from functions.venue.schema import VenueShown, venue_full
from functions.words import people, presence, tables

door = Door("venue", lambda: wiring.parts(), words=(people, presence, tables))  # noqa: PLW0108  looked up late, so that tests may rewire


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
