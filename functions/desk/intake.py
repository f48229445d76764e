"""From the words of a request at the desk to values."""

from domain.base.codes import normalised
from domain.base.errors import InvalidInput
from domain.presence.codes import VenueId


def venue_id(text: str) -> VenueId:
    """The id as sent or typed. Raises InvalidInput."""
    try:
        return VenueId(normalised(text))
    except ValueError:
        raise InvalidInput.of("venue_id", "venue-id") from None
