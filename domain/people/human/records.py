"""Records that are one human: which of a person's registrations speaks for the others, as facts of joining say.

Nothing is moved when two records are joined. Every fact stays under the record it was stored under, and readers ask
for all records of a human; so taking it back restores what was there.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from domain.people.codes import PersonId


class Joining(NamedTuple):
    """One fact: from `at` on `join` speaks through `keep`, or no longer does. `number` counts the facts of `join` from 1:
    odd ones join, even ones part."""

    join: PersonId
    keep: PersonId
    number: int
    at: datetime

    @property
    def joins(self) -> bool:
        return self.number % 2 == 1


class Records:
    """All humans with more than one record, at one moment."""

    def __init__(self, facts: Iterable[Joining] = ()) -> None:
        """The facts in any order, any of them twice."""
        self._facts = frozenset(facts)
        newest: dict[PersonId, Joining] = {}
        for fact in self._facts:
            known = newest.get(fact.join)
            if known is None or fact.number > known.number:
                newest[fact.join] = fact
        self._keep = {join: fact.keep for join, fact in newest.items() if fact.joins}
        self._joined: dict[PersonId, list[PersonId]] = {}
        for join in sorted(self._keep):
            self._joined.setdefault(self.survivor(join), []).append(join)

    def __bool__(self) -> bool:
        return bool(self._keep)

    def survivor(self, person: PersonId) -> PersonId:
        """The record that speaks for this one; most speak for themselves."""
        while (keep := self._keep.get(person)) is not None:
            person = keep
        return person

    def members(self, person: PersonId) -> tuple[PersonId, ...]:
        """All records of this record's human, the one that speaks first."""
        first = self.survivor(person)
        return (first, *self._joined.get(first, ()))

    def all_of(self, people: Iterable[PersonId]) -> list[PersonId]:
        """All records of these people's humans, each once."""
        return list(dict.fromkeys(member for person in people for member in self.members(person)))

    def joined(self) -> Mapping[PersonId, PersonId]:
        """Every record that another one speaks for, with that one."""
        return {join: self.survivor(join) for join in self._keep}

    def changed_since(self, moment: datetime) -> frozenset[PersonId]:
        """Everybody whose human's records were joined or parted at that moment or later."""
        touched = (person for fact in self._facts if fact.at >= moment for person in (fact.join, fact.keep))
        return frozenset(member for person in touched for member in (person, *self.members(person)))


NOBODY_TWICE = Records()
"""Everybody has one record."""
