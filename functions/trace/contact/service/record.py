"""One contact: opened, followed up, taken back, exported. Who lives elsewhere is handed over."""

from domain.base.errors import InvalidInput
from domain.people.codes import PersonId
from domain.tracing import acts
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseUnknown, ContactChanged, ContactUnknown, HandedOver
from domain.tracing.follow_up import FollowUp, Step, faults_of, followed_up, undone
from functions.kit.beside import each_beside
from functions.trace.asked import Asked
from functions.trace.contact.service.lists import of_case
from functions.trace.contact.service.view import Contact, Listed, Ports, Wanted, joined


def opened(code: CaseCode, person: PersonId, *, asked: Asked, ports: Ports) -> Contact:
    """One contact with name and number; the opening is on record before it is shown."""
    contact = one(code, person, asked, ports)
    ports.audit.append(asked.errand(acts.CONTACT_OPENED).about(person))
    return contact


def update(
    code: CaseCode, person: PersonId, step: Step, *, revision: int | None, asked: Asked, ports: Ports
) -> Contact:
    """One more step of the follow-up. Raises HandedOver for who lives elsewhere and was taken over there, InvalidInput."""
    contact = own(code, person, asked, ports)
    if revision is not None and revision != contact.follow_up.revision:
        raise ContactChanged
    if faults := faults_of(step, contact.follow_up, now=asked.now):
        raise InvalidInput(*faults)
    changed = followed_up(
        contact.follow_up,
        step.state,
        outcome=step.outcome,
        note=step.note,
        reason=step.reason,
        call_at=step.call_at,
        by=asked.staff.actor,
        accepts=not contact.elsewhere and contact.person.unit_path != contact.case.unit_path,
        now=asked.now,
    )
    detail = f"{step.state.value}, {step.reason.value}" if step.reason else step.state.value
    return _kept(contact, changed, detail, asked, ports)


def undo(code: CaseCode, person: PersonId, *, revision: int, asked: Asked, ports: Ports) -> Contact:
    """One's own last step taken back. Raises ContactChanged where anything was done since, NothingToUndo."""
    contact = own(code, person, asked, ports)
    changed = undone(contact.follow_up, by=asked.staff.actor, revision=revision, now=asked.now)
    return _kept(contact, changed, f"{changed.state.value}, undone", asked, ports)


def _kept(contact: Contact, changed: FollowUp, detail: str, asked: Asked, ports: Ports) -> Contact:
    """On record first; nothing of both where nothing changes."""
    if changed is not contact.follow_up:
        act = acts.CONTACT_FOLLOWED_UP
        ports.audit.append(asked.errand(act, act.with_detail(detail)).about(contact.edge.person))
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


def own(code: CaseCode, person: PersonId, asked: Asked, ports: Ports) -> Contact:
    """One whom the caller's staff follow up. Raises HandedOver for who was taken over elsewhere."""
    contact = one(code, person, asked, ports)
    if contact.is_theirs(asked.now):
        raise HandedOver
    return contact


def one(code: CaseCode, person: PersonId, asked: Asked, ports: Ports) -> Contact:
    """Raises CaseUnknown, ContactUnknown, OutsideJurisdiction."""
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
