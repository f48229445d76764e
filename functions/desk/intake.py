"""From the words of a request at the desk to values."""

from domain.base.codes import normalised
from domain.base.errors import InvalidInput
from domain.base.text import broken_rule, stored
from domain.people.codes import PersonId
from domain.people.finding import Sought
from domain.presence.codes import VenueId
from domain.presence.visit import scan_and_venue


def venue_id(text: str) -> VenueId:
    """The id as sent or typed. Raises InvalidInput."""
    try:
        return VenueId(normalised(text))
    except ValueError:
        raise InvalidInput.of("venue_id", "venue-id") from None


def scan_of(visit_id: str) -> tuple[int, VenueId]:
    """The second of scan and the venue: the visit's key but for its person. Raises InvalidInput."""
    try:
        return scan_and_venue(visit_id)
    except ValueError:
        raise InvalidInput.of("visit_id", "visit-id") from None


def person_of(person_id: str) -> Sought:
    """Raises InvalidInput."""
    try:
        return Sought(PersonId.parse(person_id), "person_id")
    except ValueError:
        raise InvalidInput.of("person_id", "person-id") from None


def why_given(text: str) -> str:
    """What a person writes of a visit, one line, or nothing. Raises InvalidInput."""
    why = stored(text)
    if why and (rule := broken_rule(why, 300)):
        raise InvalidInput.of("reason", rule)
    return why
