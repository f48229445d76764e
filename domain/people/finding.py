"""Finding people: the one meant, by pseudonym or by a handle, or those of a list who fit what staff typed.

Whoever is found is on record before anything is told.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from domain.base.errors import DomainError, Fault, InvalidInput
from domain.base.text import folded
from domain.people.acts import NAMED
from domain.people.audit import AuditLog, Errand
from domain.people.codes import PersonId
from domain.people.errors import PersonAmbiguous, PersonUnknown, PhoneChangedOwner
from domain.people.papers import phone_e164
from domain.people.person import Claimants, Handle, HandleKind, Person, PersonFinder
from domain.people.phone.numbers import holding
from domain.people.policy import MOST_FOUND


class Sought(NamedTuple):
    """Somebody as somebody else names them, and the field that did, for refusals."""

    by: PersonId | Handle
    said_in: str

    @property
    def kind(self) -> HandleKind | None:
        """The kind of handle; None for a pseudonym."""
        return self.by.kind if isinstance(self.by, Handle) else None


def found(
    sought: Sought,
    *,
    persons: PersonFinder,
    audit: AuditLog,
    errand: Errand,
    limit: int = MOST_FOUND,
    cursor: str | None = None,
) -> Claimants:
    """A page of those it may mean, each on record with the errand; who stands on another page is not. Raises InvalidInput."""
    page = _matching(sought, persons, limit=limit, cursor=cursor)
    _note(page.people, audit, errand)
    return page


def the_one(sought: Sought, *, persons: PersonFinder, audit: AuditLog, errand: Errand) -> Person:
    """The person meant, on record with the errand: a refusal that follows tells something of that person, too.

    Raises PersonUnknown, PersonAmbiguous or PhoneChangedOwner at the field that named the person; the errand is not
    done for several people, of whom the first MOST_FOUND are on record as named.
    """
    people = _holders(_matching(sought, persons, limit=MOST_FOUND).people)
    if len(people) == 1:
        _note(people, audit, errand)
        return people[0]
    _note(people, audit, replace(errand, act=NAMED, reason=NAMED.reason))
    refusal = _refusal(sought, people, persons)
    raise refusal(Fault(sought.said_in, refusal.code))


def _matching(sought: Sought, persons: PersonFinder, *, limit: int, cursor: str | None = None) -> Claimants:
    if isinstance(sought.by, Handle):
        return persons.claimants(sought.by, limit=limit, cursor=cursor)
    person = persons.by_id(sought.by)
    return Claimants([person] if person else [])


def _note(people: Sequence[Person], audit: AuditLog, errand: Errand) -> None:
    audit.append_all([errand.about(person.person_id) for person in people])


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


_SHORTEST = 2


class LookedFor(NamedTuple):
    """How staff look for somebody in a list that they may see: by a number as it is stored, or by whole words of the name
    without their marks; one of the two."""

    phone: str
    words: frozenset[str]

    def fits(self, person: Person) -> bool:
        if self.phone:
            return person.phone == self.phone
        return self.words <= set(folded(person.full_name).split())


def looked_for(text: str) -> LookedFor:
    """What somebody typed. Raises InvalidInput (`text`) for less than two letters."""
    try:
        return LookedFor(phone_e164(text), frozenset())
    except ValueError:
        words = frozenset(folded(text).split())
    if sum(map(len, words)) < _SHORTEST:
        raise InvalidInput.of("text", "too-short")
    return LookedFor("", words)
