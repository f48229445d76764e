"""What routes of contacts share: from a call to whom it is about, who asks, and the places that are shown."""

from collections.abc import Sequence

from domain.base.errors import InvalidInput
from domain.people.codes import PersonId
from functions.kit.http import Call
from functions.trace import wiring
from functions.trace.contact.service.view import Contact, ContactKey
from functions.trace.intake import checked_code
from functions.trace.shown import Places, places_of

REFUSALS = ("invalid", "case-unknown", "contact-unknown", "outside-jurisdiction")


def places_shown(found: Sequence[Contact]) -> Places:
    venues = {piece.venue for contact in found for piece in contact.edge.pieces}
    return places_of(venues, wiring.parts().venues)


def contact_of(call: Call) -> ContactKey:
    """Case and person of the path."""
    return person_of("", call.path["case_id"], call.path["person_id"])


def person_of(where: str, case_id: str, person_id: str) -> ContactKey:
    try:
        person = PersonId.parse(person_id)
    except ValueError:
        raise InvalidInput.of(f"{where}person_id", "person-id") from None
    return ContactKey(checked_code(case_id), person)


def unit_path_of(call: Call) -> str:
    unit = wiring.parts().units.find(call.staff.unit)
    if unit is None:
        raise InvalidInput.of("unit", "unit")
    return unit.path
