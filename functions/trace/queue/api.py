"""Routes of the shared queue: who calls whom, whose task somebody is, and finding one person in it."""

import re

from domain.base.errors import InvalidInput
from domain.base.text import stored
from domain.tracing.roles import CONTACT_WORKERS
from functions.kit.http import Answer, Call
from functions.kit.sign_in.auth import staff
from functions.trace import wiring
from functions.trace.contact.intake import REFUSALS, contact_of, person_of, places_shown, unit_path_of
from functions.trace.contact.schema import ContactRow
from functions.trace.contact.shown import contact_row
from functions.trace.door import door
from functions.trace.intake import asked_of, checked_code
from functions.trace.queue import service
from functions.trace.queue.schema import (
    AssignContacts,
    AssignedShown,
    CallContact,
    FindContacts,
    FoundContacts,
    NotAssigned,
)

_STAFF_NAME = re.compile(r"[\w.@+-]{1,128}")


@door.operation(
    "POST",
    "/cases/{case_id}/contacts/{person_id}/call",
    "callContact",
    summary="Mark that one is calling this person, so that nobody else does; over after ten minutes",
    callers=staff(*CONTACT_WORKERS),
    body=CallContact,
    answers={200: ContactRow},
    problems=(*REFUSALS, "being-called", "contact-changed", "handed-over"),
)
def call_contact(call: Call) -> Answer:
    """Repeating it changes nothing while the mark is young; what is noted of the call ends it."""
    asked, body = asked_of(call), call.body
    contact = service.call(
        *contact_of(call), calls=body.calling, takes_over=body.take_over, asked=asked, ports=wiring.parts().contact
    )
    return Answer(contact_row(contact, places_shown([contact]), asked))


@door.operation(
    "POST",
    "/contact-assignments",
    "assignContacts",
    summary="Make contacts somebody's task, up to 50 at once",
    callers=staff(*CONTACT_WORKERS),
    body=AssignContacts,
    answers={200: AssignedShown},
    problems=("invalid",),
)
def assign_contacts(call: Call) -> Answer:
    """Each is its own change; those that were refused are named with the code."""
    asked, body = asked_of(call), call.body
    to = call.staff.known_as if body.to_me else stored(body.to)
    if to and not _STAFF_NAME.fullmatch(to):
        raise InvalidInput.of("to", "staff-name")
    people = [person_of(f"who.{place}.", ref.case_id, ref.person_id) for place, ref in enumerate(body.who)]
    done = service.assign(people, to, asked=asked, ports=wiring.parts().contact)
    places = places_shown(done.contacts)
    return Answer(
        AssignedShown(
            contacts=[contact_row(contact, places, asked) for contact in done.contacts],
            refused=[
                NotAssigned(case_id=who.case.shown, person_id=str(who.person), code=code) for who, code in done.refused
            ],
        )
    )


@door.operation(
    "POST",
    "/contact-lookups",
    "findContacts",
    summary="Find people of one case, or of the unit's queue, by number or by words of the name. They can see it",
    callers=staff(*CONTACT_WORKERS),
    body=FindContacts,
    answers={200: FoundContacts},
    problems=("invalid", "case-unknown", "outside-jurisdiction", "unit-ended"),
)
def find_contacts(call: Call) -> Answer:
    """Who is shown is on record first; names and numbers stay masked."""
    asked, body, ports = asked_of(call), call.body, wiring.parts().contact
    code = checked_code(body.case_id) if body.case_id else None
    people = service.all_of(code, "" if code else unit_path_of(call), asked, ports)
    found = service.find(body.text, people, asked=asked, ports=ports)
    places = places_shown(found.contacts)
    rows = [contact_row(contact, places, asked) for contact in found.contacts]
    return Answer(FoundContacts(contacts=rows, more=not found.is_whole))
