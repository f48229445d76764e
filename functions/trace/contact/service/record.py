"""One contact: opened, followed up, exported. Who lives elsewhere is handed over."""

from datetime import datetime

from domain.people.audit import AuditLog, Errand
from domain.people.caller import Staff
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseUnknown, ContactChanged, ContactUnknown, HandedOver
from domain.tracing.follow_up import CallOutcome, FollowUpState, followed_up
from functions.kit.beside import each_beside
from functions.trace.contact.service.lists import of_case
from functions.trace.contact.service.view import Contact, Listed, Registers, Wanted, joined, policy_of


def opened(
    code: CaseCode,
    person: PersonId,
    staff: Staff,
    *,
    errand: Errand,
    registers: Registers,
    audit: AuditLog,
    now: datetime,
) -> Contact:
    """One contact with name and number; the opening is on record before it is shown."""
    contact = _one(code, person, staff, registers, now)
    audit.append(errand.about(person))
    return contact


def update(
    code: CaseCode,
    person: PersonId,
    staff: Staff,
    *,
    state: FollowUpState,
    outcome: CallOutcome | None,
    note: str,
    revision: int | None,
    errand: Errand,
    registers: Registers,
    audit: AuditLog,
    now: datetime,
) -> Contact:
    """One more step of the follow-up. Raises HandedOver for who lives elsewhere and was taken over there."""
    contact = _one(code, person, staff, registers, now)
    if contact.elsewhere and _is_theirs(contact, now):
        raise HandedOver
    if revision is not None and revision != contact.follow_up.revision:
        raise ContactChanged
    changed = followed_up(
        contact.follow_up,
        state,
        outcome=outcome,
        note=note,
        by=staff.actor,
        accepts=not contact.elsewhere and contact.person.unit_path != contact.case.unit_path,
        now=now,
    )
    if changed is not contact.follow_up:
        audit.append(errand.about(person))
        registers.contacts.follow_up(changed)
    return contact._replace(follow_up=changed)


def _is_theirs(contact: Contact, now: datetime) -> bool:
    """Handed over, and accepted, or not yet so long ago that it comes back to the sender."""
    waits_until = contact.edge.found_at + policy_of(contact.case).accept_within
    return contact.follow_up.accepted_at is not None or now <= waits_until


def export(
    code: CaseCode,
    staff: Staff,
    *,
    limit: int,
    cursor: str | None,
    errand: Errand,
    registers: Registers,
    audit: AuditLog,
    now: datetime,
) -> Listed:
    """Contacts with name and number for a file; each person in it is on record before the file is made."""
    found: list[Contact] = []
    while len(found) < limit:
        page = of_case(
            code, staff, Wanted(), limit=min(100, limit - len(found)), cursor=cursor, registers=registers, now=now
        )
        found += page.contacts
        cursor = page.cursor
        if cursor is None:
            break
    each_beside(audit.append, [errand.about(contact.person.person_id) for contact in found])
    return Listed(found, cursor)


def _one(code: CaseCode, person: PersonId, staff: Staff, registers: Registers, now: datetime) -> Contact:
    case = registers.cases.find(code)
    if case is None:
        raise CaseUnknown
    page = registers.contacts.some(code, [person], now=now)
    found = joined(case, page.edges, page.follow_ups, staff, registers, now)
    if not found:
        staff.require_within(case.unit_path)
        raise ContactUnknown
    contact = found[0]
    if contact.elsewhere:
        staff.require_within(case.unit_path)
    return contact
