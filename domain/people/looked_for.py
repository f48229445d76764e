"""How staff look for somebody in a list that they may see: by a phone number, or by whole words of the name."""

from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.base.text import folded
from domain.people.papers import phone_e164
from domain.people.person import Person

_SHORTEST = 2


class LookedFor(NamedTuple):
    """A number as it is stored, or words without their marks; one of the two."""

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
