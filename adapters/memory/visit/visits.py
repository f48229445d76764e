"""Twin of the log of visits."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.period import at_epoch, epoch
from domain.people.codes import PersonId
from domain.presence.dispute import disputed, settled, withdrawn
from domain.presence.policy import Stay, VisitPolicy
from domain.presence.visit import Stored, Visit, VisitKey, closed_by_next, left, newest_last, voided


class MemoryVisits(Twin):
    """RecordedVisits in a dictionary."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._visits: dict[VisitKey, Visit] = {}

    @step
    def record(self, visit: Visit) -> Stored:
        is_new = visit.key not in self._visits
        return Stored(self._visits.setdefault(visit.key, _whole_seconds(visit)), is_new)

    @step
    def close(self, key: VisitKey, *, at: datetime, stay: Stay, by_leaving: bool) -> Visit | None:
        at = at_epoch(epoch(at))
        return self._change(key, lambda v: left(v, at, stay) if by_leaving else closed_by_next(v, at), now=at)

    @step
    def void(self, key: VisitKey, *, policy: VisitPolicy, now: datetime) -> Visit | None:
        now = at_epoch(epoch(now))
        return self._change(key, lambda visit: voided(visit, policy=policy, now=now), now=now)

    @step
    def withdraw(self, key: VisitKey, *, by: str | None, policy: VisitPolicy, now: datetime) -> Visit | None:
        now = at_epoch(epoch(now))
        return self._change(key, lambda visit: withdrawn(visit, by=by, policy=policy, now=now), now=now)

    @step
    def dispute(self, key: VisitKey, *, why: str, now: datetime) -> Visit | None:
        return self._change(key, lambda visit: disputed(visit, why=why), now=at_epoch(epoch(now)))

    @step
    def settle(self, key: VisitKey, *, stands: bool, now: datetime) -> Visit | None:
        return self._change(key, lambda visit: settled(visit, stands=stands), now=at_epoch(epoch(now)))

    @step
    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Visit]:
        found = [v for v in self._visits.values() if v.key.person == person and v.expires_at > now]
        return sorted(found, key=newest_last, reverse=True)

    @step
    def has_visits(self, person: PersonId, *, now: datetime) -> bool:
        return any(visit.key.person == person and visit.expires_at > now for visit in self._visits.values())

    def stored(self) -> list[Visit]:
        """All of them, for the twin that shares this table."""
        with self._lock:
            return list(self._visits.values())

    def _change(self, key: VisitKey, rule: Callable[[Visit], Visit], *, now: datetime) -> Visit | None:
        visit = self._visits.get(key)
        if visit is None or visit.expires_at <= now:
            return None
        self._visits[key] = rule(visit)
        return self._visits[key]


def _whole_seconds(visit: Visit) -> Visit:
    """As the table keeps them."""
    start, end, expires = (at_epoch(epoch(at)) for at in (visit.start, visit.end, visit.expires_at))
    recorded = at_epoch(epoch(visit.recorded_at)) if visit.recorded_at else None
    return replace(visit, start=start, end=end, expires_at=expires, recorded_at=recorded)
