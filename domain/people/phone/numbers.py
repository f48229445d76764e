"""Numbers belong to people from a moment to a moment.

What is stored are facts of one person each: she named the number as hers, proved it, gave it up. Who holds it follows
from the facts of all. A proof by somebody else ends what others proved before, because numbers are handed out again;
unless the number is shared. It is shared when the proof comes from a device of somebody who holds it, when it is the
same human registered twice, and when somebody who had it proves it again. A claim that nobody proved ends with nothing
but its own giving up: it may be a child's with her mother's number, or a stranger's, so it stands behind every proof.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.people.codes import PersonId


class What(StrEnum):
    CLAIMED = "C"
    PROVED = "P"
    GIVEN_UP = "E"


class NumberFact(NamedTuple):
    """What one person did with one number. `beside`: with whom whoever proved it is known to share it."""

    person: PersonId
    what: What
    at: datetime
    beside: frozenset[PersonId] = frozenset()


class Holding(NamedTuple):
    """Who has to do with a number at one moment, each group by the moment it began.

    `proved` hold it, `claimed` say so, `lost` proved it before somebody else did. `together` are known to share it with
    those who hold it. `in_turn`: of several who hold it, one had lost it to another meanwhile, or two proved it in the
    same second; whether they share it or one of them has it no more, the facts do not say.
    """

    proved: tuple[PersonId, ...] = ()
    claimed: tuple[PersonId, ...] = ()
    lost: tuple[PersonId, ...] = ()
    together: frozenset[PersonId] = frozenset()
    in_turn: bool = False

    @property
    def named_by(self) -> tuple[PersonId, ...]:
        """Whoever may be meant by it: those who hold it first, without those who lost it."""
        return (*self.proved, *self.claimed)

    def reaches(self, person: PersonId) -> bool:
        """Whether a message to the number is one to this person."""
        if self.proved:
            return person in self.proved or (person in self.claimed and person in self.together)
        return person in self.claimed


def holding(facts: Iterable[NumberFact], at: datetime | None = None) -> Holding:
    """Who holds the number at a moment, or by all that is known. The facts of one person come in their order."""
    number = _Number()
    for fact in sorted((f for f in facts if at is None or f.at <= at), key=lambda f: (f.at, f.person)):
        number.hears(fact)
    return number.shown()


@dataclass(slots=True)
class _Number:
    """The state of one number between two facts: since when somebody is in which group."""

    proved: dict[PersonId, datetime] = field(default_factory=dict)
    claimed: dict[PersonId, datetime] = field(default_factory=dict)
    lost: dict[PersonId, datetime] = field(default_factory=dict)
    last_proof: dict[PersonId, datetime] = field(default_factory=dict)
    together: set[PersonId] = field(default_factory=set)
    in_turn: bool = False

    def hears(self, fact: NumberFact) -> None:
        if fact.what is What.GIVEN_UP:
            self._given_up(fact.person)
        elif fact.what is What.PROVED:
            self._proved(fact)
        elif fact.person not in self.proved:
            self.lost.pop(fact.person, None)
            self.claimed.setdefault(fact.person, fact.at)

    def shown(self) -> Holding:
        return Holding(
            proved=_in_order(self.proved),
            claimed=_in_order(self.claimed),
            lost=_in_order(self.lost),
            together=frozenset(self.together),
            in_turn=self.in_turn and len(self.proved) > 1,
        )

    def _given_up(self, person: PersonId) -> None:
        for group in (self.proved, self.claimed, self.lost):
            group.pop(person, None)
        self.last_proof.pop(person, None)
        self.together.discard(person)

    def _proved(self, fact: NumberFact) -> None:
        person = fact.person
        if person not in self.proved:
            self._make_room(fact)
            self.claimed.pop(person, None)
            self.lost.pop(person, None)
            self.proved[person] = fact.at
        self.last_proof[person] = fact.at
        self.together |= fact.beside

    def _make_room(self, fact: NumberFact) -> None:
        """Those who share it stay, and whoever proved it in the same second; for the others it has ended."""
        if fact.person in self.together or not fact.beside.isdisjoint(self.proved):
            return
        if fact.person in self.last_proof:
            self.in_turn = self.in_turn or bool(self.proved)
            return
        ended = {person for person in self.proved if self.last_proof[person] < fact.at}
        for person in ended:
            del self.proved[person]
            self.lost[person] = fact.at
        self.in_turn = bool(self.proved)
        if not self.proved:
            self.together.clear()


def _in_order(group: dict[PersonId, datetime]) -> tuple[PersonId, ...]:
    return tuple(sorted(group, key=lambda person: (group[person], person)))
