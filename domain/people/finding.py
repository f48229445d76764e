"""Finding the one person meant, by pseudonym or by a handle."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.base.errors import DomainError, Fault
from domain.people.codes import PersonId
from domain.people.errors import PersonAmbiguous, PersonUnknown, PhoneChangedOwner
from domain.people.person import Handle, HandleKind, Person, PersonFinder
from domain.people.phone.numbers import holding


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
    people = _holders(found(sought, persons=persons))
    if len(people) == 1:
        return people[0]
    refusal = _refusal(sought, people, persons)
    raise refusal(Fault(sought.said_in, refusal.code))


def _holders(people: Sequence[Person]) -> Sequence[Person]:
    """Of several, those who proved their number, if anybody did: a claim alone makes nobody doubtful."""
    proved = [person for person in people if person.phone_is_proved]
    return proved if len(people) > 1 and proved else people


def _refusal(sought: Sought, people: Sequence[Person], persons: PersonFinder) -> type[DomainError]:
    """Several hold a number together, or by turns: which of them has it now, the facts do not say."""
    if not people:
        return PersonUnknown
    by = sought.by
    if isinstance(by, Handle) and by.kind is HandleKind.PHONE and holding(persons.number(by.value)).in_turn:
        return PhoneChangedOwner
    return PersonAmbiguous
