"""Routes of contacts: the list of a case, the work queue of a unit, one record, one file."""

from domain.base.errors import InvalidInput
from domain.base.text import broken_rule, stored
from domain.telling.reach import WordState
from domain.tracing.contact import Grade
from domain.tracing.follow_up import OPEN, CallOutcome, CloseReason, FollowUpState, Step
from domain.tracing.roles import CONTACT_WORKERS, TRACERS
from functions.kit.http import Answer, Call
from functions.kit.shapes import Reason
from functions.kit.sheets.made.answer import FILES, as_file
from functions.kit.sign_in.auth import staff
from functions.trace import wiring
from functions.trace.contact.intake import REFUSALS, contact_of, places_shown, unit_path_of
from functions.trace.contact.schema import (
    ContactList,
    ContactRow,
    ContactSearch,
    ContactShown,
    Export,
    UndoContact,
    UpdateContact,
)
from functions.trace.contact.service import household, lists, record, whole
from functions.trace.contact.service.view import Wanted
from functions.trace.contact.shown import contact_row, contact_shown, counts_shown
from functions.trace.contact.table import contacts_table
from functions.trace.door import door
from functions.trace.intake import asked_of, checked_code

FILE_ROWS = 500


@door.operation(
    "GET",
    "/contacts",
    "listContacts",
    summary="Contacts of a case, or of every open case of the caller's unit; names masked, people handed over included",
    callers=staff(*CONTACT_WORKERS),
    query=ContactSearch,
    answers={200: ContactList},
    problems=("invalid", "case-unknown", "outside-jurisdiction", "unit-ended"),
)
def list_contacts(call: Call) -> Answer:
    """A page costs the same however many contacts there are; counts and the order of urgency have a bound (decision 0054)."""
    p, wanted, asked = wiring.parts(), call.query, asked_of(call)
    filters, cursor = _wanted(wanted, call.staff.known_as), wanted.cursor or None
    code = checked_code(wanted.case_id) if wanted.case_id else None
    unit_path = "" if code else unit_path_of(call)
    read = None
    if cursor is None or whole.is_urgent(cursor):
        read = whole.of_case(code, asked, p.contact) if code else whole.of_unit(asked, unit_path, p.contact)
    if read and (whole.is_urgent(cursor) or (wanted.sort and read.is_whole)):
        found = whole.urgent(read, filters, limit=wanted.limit, cursor=cursor, now=asked.now)
    elif code:
        found = lists.of_case(code, asked, filters, limit=wanted.limit, cursor=cursor, ports=p.contact)
    else:
        found = lists.queue(asked, unit_path, filters, limit=wanted.limit, cursor=cursor, ports=p.contact)
    places = places_shown(found.contacts)
    rows = [contact_row(contact, places, asked) for contact in found.contacts]
    counts = counts_shown(whole.counts_of(read, filters, now=asked.now)) if read and cursor is None else None
    return Answer(ContactList(contacts=rows, next_cursor=found.cursor or "", counts=counts))


@door.operation(
    "POST",
    "/cases/{case_id}/contacts/{person_id}/open",
    "getContact",
    summary="Open one contact: name, number, notes. The person can see that it was opened",
    callers=staff(*CONTACT_WORKERS),
    body=Reason,
    answers={200: ContactShown},
    problems=REFUSALS,
)
def get_contact(call: Call) -> Answer:
    """On record before it is shown; by POST, so that no reason stands in an address."""
    asked, ports = asked_of(call, call.body.reason), wiring.parts().contact
    contact = record.opened(*contact_of(call), asked=asked, ports=ports)
    home = household.through(contact, asked=asked, ports=ports)
    return Answer(contact_shown(contact, places_shown([contact]), asked, home))


@door.operation(
    "POST",
    "/cases/{case_id}/contacts/{person_id}",
    "updateContact",
    summary="One step of the follow-up: called, reached, quarantined, closed",
    callers=staff(*CONTACT_WORKERS),
    body=UpdateContact,
    answers={200: ContactRow},
    problems=(*REFUSALS, "illegal-move", "contact-changed", "handed-over"),
)
def update_contact(call: Call) -> Answer:
    """By the staff of the place where the contact lives; it comes back to the case's unit when nobody there takes it."""
    body, asked, note = call.body, asked_of(call), stored(call.body.note)
    code, person = contact_of(call)
    if note and (rule := broken_rule(note, 300)):
        raise InvalidInput.of("note", rule)
    step = Step(
        FollowUpState(body.status),
        CallOutcome(body.outcome) if body.outcome else None,
        note,
        CloseReason(body.close_reason) if body.close_reason else None,
        body.call_at.replace(microsecond=0) if body.call_at else None,
    )
    contact = record.update(code, person, step, revision=body.revision, asked=asked, ports=wiring.parts().contact)
    return Answer(contact_row(contact, places_shown([contact]), asked))


@door.operation(
    "POST",
    "/cases/{case_id}/contacts/{person_id}/undo",
    "undoContact",
    summary="Take back one's own last step, for two minutes; both stay in the history",
    callers=staff(*CONTACT_WORKERS),
    body=UndoContact,
    answers={200: ContactRow},
    problems=(*REFUSALS, "nothing-to-undo", "contact-changed", "handed-over"),
)
def undo_contact(call: Call) -> Answer:
    """Refused when anybody did anything with this contact meanwhile."""
    asked = asked_of(call)
    contact = record.undo(*contact_of(call), revision=call.body.revision, asked=asked, ports=wiring.parts().contact)
    return Answer(contact_row(contact, places_shown([contact]), asked))


@door.operation(
    "POST",
    "/cases/{case_id}/contact-exports",
    "exportContacts",
    summary="Contacts with names and numbers as a file, 500 people each; everybody in it can see that it was made",
    callers=staff(*TRACERS),
    body=Export,
    answers={200: bytes},
    file_types=FILES,
    problems=("invalid", "case-unknown", "outside-jurisdiction"),
)
def export_contacts(call: Call) -> Answer:
    """By POST for its reason; the header X-Next-Cursor continues with the next file."""
    body, asked = call.body, asked_of(call, call.body.reason)
    found = record.export(
        checked_code(call.path["case_id"]), limit=FILE_ROWS, cursor=body.cursor or None,
        asked=asked, ports=wiring.parts().contact,
    )  # fmt: skip
    english = body.language == "en"
    table = contacts_table(found.contacts, places_shown(found.contacts), asked.now, english=english)
    return as_file([table], "nguoi-tiep-xuc", body.format, cursor=found.cursor, english=english)


def _wanted(asked: ContactSearch, me: str) -> Wanted:
    return Wanted(
        states=_states(asked.status),
        grade=Grade(asked.grade) if asked.grade else None,
        word=WordState(asked.told) if asked.told else None,
        venue=asked.venue_id.replace("-", "").lower(),
        unit=asked.unit,
        assigned={"me": me, "nobody": ""}.get(asked.assigned),
    )


def _states(status: str) -> frozenset[FollowUpState]:
    if status == "open":
        return OPEN
    return frozenset({FollowUpState(status)}) if status else frozenset()
