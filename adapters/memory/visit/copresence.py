"""Twin of the search for those who were at a venue."""

from collections.abc import Iterable, Iterator, Sequence

from adapters.memory.faults import FaultPlan, Twin, step
from adapters.memory.visit.visits import MemoryVisits
from domain.base.period import epoch
from domain.presence.visit import Flag, Visit
from domain.tracing.search.overlap import Lookup, Presence


class MemoryCoPresence(Twin):
    """CoPresence over the twin of the log of visits."""

    def __init__(self, visits: MemoryVisits, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._visits = visits

    @step
    def pages(self, wanted: Sequence[Lookup]) -> Iterator[tuple[str, Iterable[Presence]]]:
        by_venue: dict[str, list[Visit]] = {}
        for visit in self._visits.stored():
            by_venue.setdefault(str(visit.key.venue), []).append(visit)
        return iter([(lookup.venue, _present(by_venue.get(lookup.venue, ()), lookup)) for lookup in wanted])


def _present(visits: Sequence[Visit], lookup: Lookup) -> list[Presence]:
    return [
        Presence(
            str(visit.key.person),
            epoch(visit.start),
            epoch(visit.end),
            visit.end_is_assumed,
            visit.is_doubtful,
            Flag.PREDATES_REGISTRATION in visit.flags,
        )
        for visit in visits
        if lookup.after < epoch(visit.start) < lookup.before
    ]
