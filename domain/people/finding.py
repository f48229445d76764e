"""Finding the one person meant, by pseudonym or by a handle."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.base.errors import DomainError, Fault
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


def found(sought: Sought, *, persons: PersonFinder) -> Sequence[Person]:
    """Everybody it may mean."""
    if isinstance(sought.by, Handle):
        return persons.by_handle(sought.by)
    person = persons.by_id(sought.by)
    return [person] if person else []


def the_one(sought: Sought, *, persons: PersonFinder) -> Person:
    """Raises PersonUnknown, PersonAmbiguous or PhoneChangedOwner at the field that named the person."""
    people = found(sought, persons=persons)
    if len(people) == 1:
        return people[0]
    refusal = _refusal(people)
    raise refusal(Fault(sought.said_in, refusal.code))


def _refusal(people: Sequence[Person]) -> type[DomainError]:
    """Two people who each proved a number held it one after the other: which of them is meant, it cannot say."""
    if not people:
        return PersonUnknown
    proved = [person for person in people if person.phone_verified_at is not None]
    return PhoneChangedOwner if len(proved) > 1 else PersonAmbiguous
