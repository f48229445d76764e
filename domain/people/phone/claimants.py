"""Who may be meant by a number, read in parts: anybody may claim one, and a crowd's claims are never read whole.

Whoever proved it stands before the first part. Claims have no order among the parts; within one the earliest comes first.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.people.codes import PersonId
from domain.people.phone.numbers import NumberFact, What, holding


class Place(NamedTuple):
    """Where a page begins: the last claim of the part before, and whom the page before showed last; empty: at the start."""

    part: str = ""
    after: str = ""

    @property
    def cursor(self) -> str:
        return f"{self.part}.{self.after}"


START = Place()


def place_of(cursor: str | None) -> Place:
    """Inverse of `Place.cursor`. Raises InvalidInput (`cursor`)."""
    if cursor is None:
        return START
    part, dot, after = cursor.partition(".")
    try:
        codes = [PersonId(text) for text in (part, after) if text]
    except ValueError:
        raise InvalidInput.of("cursor", "cursor") from None
    if not dot or not codes:
        raise InvalidInput.of("cursor", "cursor")
    return Place(part, after)


class Part(NamedTuple):
    """What one reading of a number found: facts of those who are known to have ever proved it, and of others who claim
    it, some of whom may have proved it too; and the last of these claims when others follow."""

    proofs: Sequence[NumberFact]
    claims: Sequence[NumberFact]
    last: PersonId | None = None

    @property
    def facts(self) -> Sequence[NumberFact]:
        return [*self.proofs, *self.claims]


class Listed(NamedTuple):
    """People of one page, and where the next begins."""

    people: Sequence[PersonId]
    next_place: Place | None


def listed(part: Part, place: Place, *, limit: int) -> Listed:
    """The page at a place of its part: on the first those who hold it, then claims, the earliest first.

    Somebody who is no longer where the page before ended lets the part begin again: rather twice than never.
    """
    named = holding(part.facts).named_by
    if place.part:
        shown_first = provers(part.proofs)
        named = tuple(person for person in named if person not in shown_first)
    before = next((at for at, person in enumerate(named, 1) if str(person) == place.after), 0)
    page, rest = named[before : before + limit], named[before + limit :]
    if rest:
        return Listed(page, Place(place.part, str(page[-1])))
    return Listed(page, Place(str(part.last)) if part.last else None)


def provers(facts: Iterable[NumberFact]) -> frozenset[PersonId]:
    """Whoever ever proved it, also those who lost it or gave it up since."""
    return frozenset(fact.person for fact in facts if fact.what is What.PROVED)
