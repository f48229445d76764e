"""What a second person decided about a group that was held: whom of it may be told, and what becomes of the rest."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.base.errors import InvalidInput
from domain.tracing.contact import Piece


class Group(NamedTuple):
    """People found through one venue on one local day (days since 1970)."""

    venue: str
    day: int


class Scope(NamedTuple):
    """Whom of a group a decision lets be told: who was exposed for `seconds`, within [start, end) in epoch seconds.

    0 is no bound, so that the scope without bounds is everybody.
    """

    seconds: int = 0
    start: int = 0
    end: int = 0

    def holds(self, pieces: Iterable[Piece]) -> bool:
        """True for somebody whose exposure in the group, given whole, is in this scope: longest within the bounds."""
        return sum(self._within(piece) for piece in pieces) >= max(1, self.seconds)

    def _within(self, piece: Piece) -> int:
        start = max(piece.start, self.start)
        end = min(piece.end, self.end) if self.end else piece.end
        return max(0, end - start)


EVERYBODY = (Scope(),)


class Rest(StrEnum):
    """What becomes of those of a group whom no decision lets be told."""

    HELD = "held"  # they wait for another decision
    DECLINED = "declined"  # they are not told


class Approval(NamedTuple):
    """A decision about a group of `people`, as many as the second person saw: who is in one of `scopes` may be told.

    No scope: nobody. Decisions of several times about one group are one approval, with the scopes of all of them.
    """

    people: int
    by: str
    at: datetime
    scopes: tuple[Scope, ...] = EVERYBODY
    rest: Rest = Rest.DECLINED

    def lets(self, pieces: Iterable[Piece]) -> bool:
        """True for somebody whose pieces of the group are in one of the scopes."""
        own = list(pieces)
        return any(scope.holds(own) for scope in self.scopes)


class Decision(NamedTuple):
    """What somebody decides now: about `groups` (none: all that are held), whom to tell, and the rest.

    `scope` None: nobody.
    """

    groups: frozenset[Group] = frozenset()
    scope: Scope | None = Scope()
    rest: Rest = Rest.DECLINED

    @property
    def tells(self) -> bool:
        return self.scope is not None


RELEASE = Decision()
DECLINE = Decision(scope=None)


def decided(before: Approval | None, decision: Decision, *, people: int, by: str, now: datetime) -> Approval:
    """The approval of a group after a decision. `people`: all of the group, told or not, as they were seen."""
    earlier = before.scopes if before else ()
    now_told = () if decision.scope is None else (decision.scope,)
    return Approval(people, by, now, tuple(dict.fromkeys((*earlier, *now_told))), decision.rest)


def require_held(decision: Decision, held: Iterable[Group]) -> None:
    """Raises InvalidInput (`chosen`) for a group that does not wait."""
    if not decision.groups <= set(held):
        raise InvalidInput.of("chosen", "not-held")
