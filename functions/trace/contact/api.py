"""Routes of contacts: the list of a case, the work queue of a unit, one record, one file."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime

from domain.base.errors import InvalidInput
from domain.base.text import broken_rule, stored
from domain.people.audit import Act
from domain.people.codes import PersonId
from domain.people.roles import CONTACT_WORKERS, TRACERS
from domain.tracing.contact import Grade
from domain.tracing.follow_up import FollowUpState, Outcome
from functions.kit.auth import staff
from functions.kit.errands import staff_errand
from functions.kit.http import Answer, Call
from functions.kit.shapes import Reason
from functions.trace import wiring
from functions.trace.case import service
from functions.trace.contact.schema import (
    ContactList,
    ContactRow,
    ContactSearch,
    ContactShown,
    Export,
    UpdateContact,
)
from functions.trace.contact.service import lists, record
from functions.trace.contact.service.view import Contact, Registers, Wanted
from functions.trace.contact.shown import contact_row, contact_shown
from functions.trace.door import door
from functions.trace.shown import Places, places_of

FILE_ROWS = 500
_OPEN = frozenset({FollowUpState.TO_CALL, FollowUpState.REACHED, FollowUpState.QUARANTINED})
_COLUMNS = (
    "case_id", "level", "closeness", "full_name", "year_of_birth", "phone", "unit", "status", "attempts",
    "due_at", "first_exposure", "last_exposure", "minutes", "person_id",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PHONE = re.compile(r"\+[0-9]+")
_REFUSALS = ("invalid", "case-unknown", "contact-unknown", "outside-jurisdiction")


@door.operation(
    "GET",
    "/contacts",
    "listContacts",
    summary="Contacts of a case, or of every open case of the caller's unit; names masked, people handed over included",
    callers=staff(*CONTACT_WORKERS),
    query=ContactSearch,
    answers={200: ContactList},
    problems=("invalid", "case-unknown", "outside-jurisdiction"),
)
def list_contacts(call: Call) -> Answer:
    """A page costs the same however many contacts there are."""
    p, wanted, now = wiring.parts(), call.query, wiring.parts().clock()
    filters = Wanted(_states(wanted.status), Grade(wanted.grade) if wanted.grade else None)
    cursor = wanted.cursor or None
    if wanted.case_id:
        code = service.checked_code(wanted.case_id)
        found = lists.of_case(
            code, call.staff, filters, limit=wanted.limit, cursor=cursor, registers=_registers(), now=now
        )
    else:
        unit = p.units.find(call.staff.unit)
        if unit is None:
            raise InvalidInput.of("unit", "unit")
        found = lists.queue(
            call.staff, unit.path, filters, limit=wanted.limit, cursor=cursor, registers=_registers(), now=now
        )
    places = _places(found.contacts)
    rows = [contact_row(contact, places, now) for contact in found.contacts]
    return Answer(ContactList(contacts=rows, next_cursor=found.cursor or ""))


@door.operation(
    "GET",
    "/cases/{case_id}/contacts/{person_id}",
    "getContact",
    summary="Open one contact: name, number, notes. The person can see that it was opened",
    callers=staff(*CONTACT_WORKERS),
    query=Reason,
    answers={200: ContactShown},
    problems=_REFUSALS,
)
def get_contact(call: Call) -> Answer:
    """On record before it is shown."""
    p, now = wiring.parts(), wiring.parts().clock()
    person = _person(call)
    contact = record.opened(
        service.checked_code(call.path["case_id"]), person, call.staff,
        errand=staff_errand(call.staff, Act.CONTACT_OPENED, call.query.reason or "follow-up of a contact", now=now),
        registers=_registers(), audit=p.audit, now=now,
    )  # fmt: skip
    return Answer(contact_shown(contact, _places([contact]), now))


@door.operation(
    "POST",
    "/cases/{case_id}/contacts/{person_id}",
    "updateContact",
    summary="One step of the follow-up: called, reached, quarantined, closed",
    callers=staff(*CONTACT_WORKERS),
    body=UpdateContact,
    answers={200: ContactRow},
    problems=(*_REFUSALS, "illegal-move", "contact-changed", "handed-over"),
)
def update_contact(call: Call) -> Answer:
    """By the staff of the place where the contact lives; it comes back to the case's unit when nobody there takes it."""
    p, body, now = wiring.parts(), call.body, wiring.parts().clock()
    person, note = _person(call), stored(body.note)
    if note and (rule := broken_rule(note, 300)):
        raise InvalidInput.of("note", rule)
    contact = record.update(
        service.checked_code(call.path["case_id"]), person, call.staff,
        state=FollowUpState(body.status), outcome=Outcome(body.outcome) if body.outcome else None, note=note,
        revision=body.revision,
        errand=staff_errand(call.staff, Act.CONTACT_FOLLOWED_UP, f"follow-up: {body.status}", now=now),
        registers=_registers(), audit=p.audit, now=now,
    )  # fmt: skip
    return Answer(contact_row(contact, _places([contact]), now))


@door.operation(
    "GET",
    "/cases/{case_id}/contacts.csv",
    "exportContacts",
    summary="Contacts with names and numbers as a file, 500 people each; everybody in it can see that it was made",
    callers=staff(*TRACERS),
    query=Export,
    answers={200: str},
    problems=("invalid", "case-unknown", "outside-jurisdiction"),
)
def export_contacts(call: Call) -> Answer:
    """The header X-Next-Cursor continues with the next file."""
    p, now = wiring.parts(), wiring.parts().clock()
    found = record.export(
        service.checked_code(call.path["case_id"]), call.staff, limit=FILE_ROWS, cursor=call.query.cursor or None,
        errand=staff_errand(call.staff, Act.CONTACTS_EXPORTED, call.query.reason or "list of contacts", now=now),
        registers=_registers(), audit=p.audit, now=now,
    )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="contacts.csv"'}
    if found.cursor:
        headers["X-Next-Cursor"] = found.cursor
    return Answer(_file(found.contacts, now), content_type="text/csv; charset=utf-8", headers=headers)


def _file(found: Sequence[Contact], now: datetime) -> str:
    """UTF-8 with the mark by which spreadsheets know it; no cell begins a formula."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for contact in found:
        shown = contact_shown(contact, {}, now)
        rows.writerow(_cell(shown.unit.name if name == "unit" else getattr(shown, name)) for name in _COLUMNS)
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _PHONE.fullmatch(text) else text


def _registers() -> Registers:
    p = wiring.parts()
    return Registers(p.cases, p.contacts, p.notices, p.persons)


def _places(found: Sequence[Contact]) -> Places:
    venues = {piece.venue for contact in found for piece in contact.edge.pieces}
    return places_of(venues, wiring.parts().venues)


def _person(call: Call) -> PersonId:
    try:
        return PersonId.parse(call.path["person_id"])
    except ValueError:
        raise InvalidInput.of("person_id", "person-id") from None


def _states(status: str) -> frozenset[FollowUpState]:
    if status == "open":
        return _OPEN
    return frozenset({FollowUpState(status)}) if status else frozenset()
