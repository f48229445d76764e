"""How many register from one address: counted by each process for itself, and in strides for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import RLock

from domain.base.dated import in_force
from domain.base.errors import TooMany
from domain.base.period import local_day
from domain.base.tally import Counter, Tallies
from domain.people.bounds import registrations_from
from domain.people.policy import STRANGER_POLICIES, StrangerPolicy


@dataclass(slots=True)
class _Count:
    """Of one address in this window: the sum as all had told it when this process last asked, and what it has not told."""

    told: int
    own: int = 0


class Sources:
    """The bound of registrations per address and window, for the price of one write in a stride of them.

    A process reads the shared sum when it first meets an address in a window, then adds to it after each stride. So one
    process takes `per_source` and no more; of several each may take a stride beyond it, because it hears of the others
    when it next tells its own: `per_source + stride * processes` at most. A process that dies forgets less than a
    stride. Addresses are held for one window and in memory alone.
    """

    def __init__(self, tallies: Tallies, policies: Sequence[StrangerPolicy] = STRANGER_POLICIES) -> None:
        self._tallies = tallies
        self._policies = policies
        self._lock = RLock()
        self._since = datetime.min.replace(tzinfo=UTC)
        self._counts: dict[str, _Count] = {}

    def take(self, address: str, *, now: datetime) -> None:
        """Counts one more. Raises TooMany until the window ends, Busy."""
        policy = in_force(self._policies, local_day(now))
        counter = registrations_from(address, policy, now)
        with self._lock:
            count = self._count(counter)
            if count.told + count.own >= policy.per_source:
                raise TooMany(counter.ends_in(now))
            count.own += 1
            if count.own >= policy.stride:
                count.told, count.own = self._tallies.add(counter, count.own), 0

    def give_back(self, address: str, *, now: datetime) -> None:
        """It was none, or none was made: what was told of it already is owed to the next."""
        counter = registrations_from(address, in_force(self._policies, local_day(now)), now)
        with self._lock:
            if counter.since == self._since and counter.of in self._counts:
                self._counts[counter.of].own -= 1

    def _count(self, counter: Counter) -> _Count:
        if counter.since != self._since:
            self._since = counter.since
            self._counts.clear()
        known = self._counts.get(counter.of)
        return known or self._counts.setdefault(counter.of, _Count(self._tallies.total(counter)))
