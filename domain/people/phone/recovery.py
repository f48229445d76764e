"""Coming back to one's own record by a phone: who is meant, and which of several records of one human.

Here alone likeness decides: names agree but for marks and case. The number was proved a moment before, by a code that
went out to nobody who does not claim it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.base.text import folded
from domain.people.codes import PersonId, RecoveryKey
from domain.people.person import Person
from domain.people.phone.numbers import Holding


class Claimant(NamedTuple):
    """Somebody who wants to come back, in their own words: phone as E.164, name as stored."""

    phone: str
    full_name: str
    year_of_birth: int

    def key(self, secret: bytes) -> RecoveryKey:
        """The same for all who would be taken for this claimant; tells nothing to whoever lacks the secret."""
        said = f"recovery-v1|{self.phone}|{folded(self.full_name)}|{self.year_of_birth}"
        digest = hmac.new(secret, said.encode(), hashlib.sha256).digest()
        return RecoveryKey.from_random(int.from_bytes(digest, "big"))

    def is_like(self, person: Person) -> bool:
        """Name but for marks and case, and year of birth."""
        return folded(self.full_name) == folded(person.full_name) and self.year_of_birth == person.year_of_birth


def alike(one: Person, others: Iterable[Person]) -> list[Person]:
    """Other records that look like the same human, newest first."""
    claimant = Claimant("", one.full_name, one.year_of_birth)
    found = [other for other in others if other.person_id != one.person_id and claimant.is_like(other)]
    return sorted(found, key=lambda person: (person.registered_at, person.person_id), reverse=True)


def meant(claimant: Claimant, people: Sequence[Person], holding: Holding) -> Person | None:
    """Whose record it is: of those who look like it, one who holds the number, else the newest; nobody who lost it."""
    named = set(holding.named_by)
    likely = [person for person in people if person.person_id in named and claimant.is_like(person)]
    return max(likely, key=lambda p: (p.person_id in holding.proved, p.registered_at, p.person_id), default=None)


def beside(
    person: Person, people: Iterable[Person], holding: Holding, signed_in: PersonId | None
) -> frozenset[PersonId]:
    """With whom a proof of the number shares it: other records of the same human, and the holder whose device proves it."""
    shared = {other.person_id for other in alike(person, people)}
    if signed_in is not None and signed_in in holding.proved:
        shared.add(signed_in)
    return frozenset(shared - {person.person_id})
