"""Finding the one person meant, by pseudonym or by a handle. Whoever is found is on record before anything is told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from domain.base.errors import DomainError, Fault
from domain.people.acts import NAMED
from domain.people.audit import AuditLog, Errand
from domain.people.codes import PersonId
from domain.people.errors import PersonAmbiguous, PersonUnknown, PhoneChangedOwner
from domain.people.person import Handle, HandleKind, Person, PersonFinder


class Sought(NamedTuple):
    """Somebody as somebody else names them, and the field that did, for refusals."""

    by: PersonId | Handle
    said_in: str

    @property
    def kind(self) -> HandleKind | None:
        """The kind of handle; None for a pseudonym."""
        return self.by.kind if isinstance(self.by, Handle) else None


def found(sought: Sought, *, persons: PersonFinder, audit: AuditLog, errand: Errand) -> Sequence[Person]:
    """Everybody it may mean, each on record with the errand."""
    people = _matching(sought, persons)
    _note(people, audit, errand)
    return people


def the_one(sought: Sought, *, persons: PersonFinder, audit: AuditLog, errand: Errand) -> Person:
    """The person meant, on record with the errand: a refusal that follows tells something of that person, too.

    Raises PersonUnknown, PersonAmbiguous or PhoneChangedOwner at the field that named the person; the errand is not
    done for several people, who are on record as named.
    """
    people = _matching(sought, persons)
    if len(people) == 1:
        _note(people, audit, errand)
        return people[0]
    _note(people, audit, replace(errand, act=NAMED, reason=NAMED.reason))
    refusal = _refusal(people)
    raise refusal(Fault(sought.said_in, refusal.code))


def _matching(sought: Sought, persons: PersonFinder) -> Sequence[Person]:
    if isinstance(sought.by, Handle):
        return persons.by_handle(sought.by)
    person = persons.by_id(sought.by)
    return [person] if person else []


def _note(people: Sequence[Person], audit: AuditLog, errand: Errand) -> None:
    for person in people:
        audit.append(errand.about(person.person_id))


def _refusal(people: Sequence[Person]) -> type[DomainError]:
    """Two people who each proved a number held it one after the other: which of them is meant, it cannot say."""
    if not people:
        return PersonUnknown
    proved = [person for person in people if person.phone_verified_at is not None]
    return PhoneChangedOwner if len(proved) > 1 else PersonAmbiguous
