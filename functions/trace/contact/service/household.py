"""How to reach somebody without a number: people of the same home who have one."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.base.unit import path_is_within
from domain.people.codes import PersonId
from domain.people.person import Person
from domain.tracing import acts
from domain.tracing.contact import Closeness
from domain.tracing.milestone import MilestoneKind
from domain.tracing.roles import TRACERS
from functions.trace.asked import Asked
from functions.trace.contact.service.view import Contact, Ports

MOST = 3


class Through(NamedTuple):
    """Somebody of the same home. `is_case`: the F0."""

    person: Person
    is_case: bool


def through(contact: Contact, *, asked: Asked, ports: Ports) -> list[Through]:
    """People of the home with a number, where the contact's own reaches nobody; each is on record before it is shown.

    The F0 only to those who may read the case; others only where they live in the caller's unit.
    """
    if contact.number_reaches:
        return []
    ids = list(dict.fromkeys(person for person in _of_the_home(contact) if person != contact.edge.person))
    persons = ports.persons.by_ids(ids) if ids else {}
    may_know = path_is_within(contact.case.unit_path, asked.staff.unit) and not TRACERS.isdisjoint(asked.staff.roles)
    found = [
        Through(persons[one], is_case=one == contact.case.person)
        for one in ids
        if one in persons
        and persons[one].phone
        and persons[one].phone_lost_at is None
        and (may_know if one == contact.case.person else path_is_within(persons[one].unit_path, asked.staff.unit))
    ][:MOST]
    errand = asked.errand(acts.NUMBER_FOR_ANOTHER)
    for other in found:
        ports.audit.append(errand.about(other.person.person_id))
    return found


def _of_the_home(contact: Contact) -> Iterator[PersonId]:
    """As evidence and interview say: through whom, the F0, who lives with them."""
    for piece in contact.edge.pieces:
        if piece.closeness is Closeness.HOUSEHOLD:
            yield PersonId(piece.via) if piece.via else contact.case.person
    for milestone in contact.case.milestones:
        if milestone.kind is MilestoneKind.HOUSEHOLD and contact.edge.person in milestone.people:
            yield from milestone.people
            yield milestone.of or contact.case.person
