"""A queue that several people work: who calls whom, whose task somebody is, and finding one person in it."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.base.errors import DomainError
from domain.people.codes import PersonId
from domain.people.finding import looked_for
from domain.tracing import acts
from domain.tracing.codes import CaseCode
from domain.tracing.errors import ContactChanged
from domain.tracing.queue.calling import assigned, called, let_go
from functions.kit.beside import each_beside
from functions.trace.asked import Asked
from functions.trace.contact.service import record, whole
from functions.trace.contact.service.view import Contact, ContactKey, Ports
from functions.trace.contact.service.whole import Whole

MOST_FOUND = 20
_TRIES = 3


class Assigned(NamedTuple):
    """Those who have somebody now, and those who could not get one, with the code of the refusal."""

    contacts: Sequence[Contact]
    refused: Sequence[tuple[ContactKey, str]]


class Found(NamedTuple):
    """Who fits a search. `is_whole` False: there may be others, beyond what was read or is shown."""

    contacts: Sequence[Contact]
    is_whole: bool


def call(code: CaseCode, person: PersonId, *, calls: bool, takes_over: bool, asked: Asked, ports: Ports) -> Contact:
    """Puts the caller's mark on somebody, or takes it away. Raises BeingCalled, HandedOver."""
    contact = record.own(code, person, asked, ports)
    by, name = asked.staff.actor, asked.staff.known_as
    if calls:
        changed = called(contact.follow_up, by=by, name=name, takes_over=takes_over, now=asked.now)
    else:
        changed = let_go(contact.follow_up, by=by)
    if changed is not contact.follow_up:
        ports.contacts.follow_up(changed)
    return contact._replace(follow_up=changed)


def assign(people: Sequence[ContactKey], to: str, *, asked: Asked, ports: Ports) -> Assigned:
    """Each on its own: what one of them refuses does not keep the others."""
    done: list[Contact] = []
    refused: list[tuple[ContactKey, str]] = []
    for who in dict.fromkeys(people):
        try:
            done.append(_assigned(who, to, asked, ports))
        except DomainError as refusal:
            refused.append((who, refusal.code))
    return Assigned(done, refused)


def _assigned(who: ContactKey, to: str, asked: Asked, ports: Ports) -> Contact:
    """Somebody else's work in between is read anew: whose task it is does not depend on what was done."""
    for rest in reversed(range(_TRIES)):
        contact = record.own(who.case, who.person, asked, ports)
        changed = assigned(contact.follow_up, to)
        if changed is contact.follow_up:
            return contact
        ports.audit.append(asked.errand(acts.CONTACT_ASSIGNED).about(contact.edge.person))
        try:
            ports.contacts.follow_up(changed)
        except ContactChanged:
            if not rest:
                raise
        else:
            return contact._replace(follow_up=changed)
    raise ContactChanged


def find(text: str, people: Whole, *, asked: Asked, ports: Ports) -> Found:
    """By a phone, or by whole words of the name whatever their marks. Who is shown is on record first.

    Names are sealed and stand under no key: what may be searched is read, up to the bound of `whole`, and opened here.
    Raises InvalidInput (`text`).
    """
    wanted = looked_for(text)
    fits = [contact for contact in people.contacts if wanted.fits(contact.person)]
    errand = asked.errand(acts.CONTACTS_SEARCHED)
    each_beside(ports.audit.append, [errand.about(contact.person.person_id) for contact in fits[:MOST_FOUND]])
    return Found(fits[:MOST_FOUND], is_whole=people.is_whole and len(fits) <= MOST_FOUND)


def all_of(code: CaseCode | None, unit_path: str, asked: Asked, ports: Ports) -> Whole:
    """What a search goes through: one case, or the unit's queue."""
    return whole.of_case(code, asked, ports) if code else whole.of_unit(asked, unit_path, ports)
