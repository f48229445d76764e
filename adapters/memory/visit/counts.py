"""Twin of the counts of visits by venue and day."""

from datetime import date

from adapters.memory.faults import FaultPlan, Twin, step
from adapters.memory.visit.visits import MemoryVisits
from domain.base.period import local_day
from domain.presence.codes import VenueId
from domain.presence.counting import MOST_COUNTED, Counted
from domain.presence.visit import Flag


class MemoryVisitCounts(Twin):
    """VisitCounts over the twin of the log of visits."""

    def __init__(self, visits: MemoryVisits, faults: FaultPlan | None = None, *, most: int = MOST_COUNTED) -> None:
        super().__init__(faults)
        self._visits = visits
        self._most = most

    @step
    def on(self, venue: VenueId, day: date) -> Counted:
        there = sorted(
            (visit.start, visit.key.person, Flag.VOID in visit.flags)
            for visit in self._visits.stored()
            if visit.key.venue == venue and local_day(visit.start) == day
        )
        looked_at = there[: self._most]
        return Counted(sum(not is_void for _, _, is_void in looked_at), more=len(there) > len(looked_at))
