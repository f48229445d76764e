"""One contact: opened, followed up, exported. Who lives elsewhere is handed over."""

from domain.people.codes import PersonId
from domain.tracing import acts
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseUnknown, ContactChanged, ContactUnknown, HandedOver
from domain.tracing.follow_up import CallOutcome, FollowUpState, followed_up
from functions.kit.beside import each_beside
from functions.trace.asked import Asked
from functions.trace.contact.service.lists import of_case
from functions.trace.contact.service.view import Contact, Listed, Ports, Wanted, joined


def opened(code: CaseCode, person: PersonId, *, asked: Asked, ports: Ports) -> Contact:
    """One contact with name and number; the opening is on record before it is shown."""
    contact = _one(code, person, asked, ports)
    ports.audit.append(asked.errand(acts.CONTACT_OPENED).about(person))
    return contact


def update(
    code: CaseCode,
    person: PersonId,
    state: FollowUpState,
    *,
    outcome: CallOutcome | None,
    note: str,
    revision: int | None,
    asked: Asked,
    ports: Ports,
) -> Contact:
    """One more step of the follow-up. Raises HandedOver for who lives elsewhere and was taken over there."""
    contact = _one(code, person, asked, ports)
    if contact.is_theirs(asked.now):
        raise HandedOver
    if revision is not None and revision != contact.follow_up.revision:
        raise ContactChanged
    changed = followed_up(
        contact.follow_up,
        state,
        outcome=outcome,
        note=note,
        by=asked.staff.actor,
        accepts=not contact.elsewhere and contact.person.unit_path != contact.case.unit_path,
        now=asked.now,
    )
    if changed is not contact.follow_up:
        act = acts.CONTACT_FOLLOWED_UP
        ports.audit.append(asked.errand(act, act.with_detail(state.value)).about(person))
        ports.contacts.follow_up(changed)
    return contact._replace(follow_up=changed)


def export(code: CaseCode, *, limit: int, cursor: str | None, asked: Asked, ports: Ports) -> Listed:
    """Contacts with name and number for a file; each person in it is on record before the file is made."""
    found: list[Contact] = []
    while len(found) < limit:
        page = of_case(code, asked, Wanted(), limit=min(100, limit - len(found)), cursor=cursor, ports=ports)
        found += page.contacts
        cursor = page.cursor
        if cursor is None:
            break
    errand = asked.errand(acts.CONTACTS_EXPORTED)
    each_beside(ports.audit.append, [errand.about(contact.person.person_id) for contact in found])
    return Listed(found, cursor)


def _one(code: CaseCode, person: PersonId, asked: Asked, ports: Ports) -> Contact:
    case = ports.cases.find(code)
    if case is None:
        raise CaseUnknown
    person = ports.standing.stand().records.survivor(person)
    page = ports.contacts.some(code, [person], now=asked.now)
    found = joined(case, page.edges, page.follow_ups, asked, ports)
    if not found:
        asked.staff.require_within(case.unit_path)
        raise ContactUnknown
    contact = found[0]
    if contact.elsewhere:
        asked.staff.require_within(case.unit_path)
    return contact
