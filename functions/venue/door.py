"""The door of the venue register; its routes and those of posters hang on it."""

from domain.base.secret import Purpose
from domain.people.roles import VENUE_READERS
from domain.presence.keeping import require_keeper
from domain.presence.venue import Venue
from functions.kit.http import Call, Door
from functions.kit.sign_in.auth import Callers
from functions.venue import wiring
from functions.venue.service import register
from functions.words import people, presence

door = Door("venue", lambda: wiring.parts(), words=(people, presence))  # noqa: PLW0108  looked up late, so that tests may rewire

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
