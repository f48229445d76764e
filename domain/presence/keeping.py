"""Who keeps a venue: its owner, and staff of its unit who work with venues."""

from domain.people.caller import Caller, Citizen, Staff
from domain.people.errors import NotAllowed, OutsideJurisdiction
from domain.people.roles import VENUE_READERS
from domain.presence.venue import Venue


def keeps(caller: Caller, venue: Venue) -> bool:
    """True for the venue's owner and for staff of its unit who work with venues."""
    if isinstance(caller, Citizen):
        return venue.owner in map(str, caller.records)
    if isinstance(caller, Staff) and not caller.roles.isdisjoint(VENUE_READERS):
        try:
            caller.require_within(venue.unit_path)
        except OutsideJurisdiction:
            return False
        return True
    return False


def require_keeper(caller: Caller, venue: Venue) -> None:
    """Raises NotAllowed for a citizen who is not the owner, OutsideJurisdiction for staff of elsewhere."""
    if keeps(caller, venue):
        return
    raise OutsideJurisdiction if isinstance(caller, Staff) else NotAllowed
