"""What may be done about a visit that somebody else recorded: withdraw it, dispute it, settle the dispute.

Perhaps its person was never there. Whoever recorded it takes it back at once; the person disputes it for as long as it
is kept; a tracer decides. Each function may be repeated, and every moment is an argument.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.presence.errors import DisputeSettled, OwnScan, VisitNotDisputed, VisitUnknown, WithdrawTooLate
from domain.presence.policy import VisitPolicy
from domain.presence.visit import DOUBTS, Flag, Visit, VisitKey, VisitLog, annulled, flagged


class Recorder(StrEnum):
    """Who recorded a visit, as far as its person is told."""

    STAFF = "staff"
    OWNER = "owner"


def recorder(visit: Visit) -> Recorder | None:
    """None for the person's own device."""
    if not visit.recorded_by:
        return None
    return Recorder.STAFF if visit.recorded_by.startswith("S#") else Recorder.OWNER


def withdrawn(visit: Visit, *, by: str | None, policy: VisitPolicy, now: datetime) -> Visit:
    """A visit recorded for the wrong person, taken back within minutes of the recording.

    `by` is the owner who must have recorded it, None for staff. Raises VisitUnknown for a scan of the person's own and
    for the record of another, WithdrawTooLate; to an owner also of a visit that is void: by whom is not an owner's to know.
    """
    if not visit.recorded_by or by not in {None, visit.recorded_by}:
        raise VisitUnknown
    is_late = now - (visit.recorded_at or visit.start) > policy.void_within
    if Flag.VOID in visit.flags and not (is_late and by):
        return visit
    if is_late:
        raise WithdrawTooLate
    return annulled(visit)


def disputed(visit: Visit, *, why: str) -> Visit:
    """The person says: I was not there. Raises OwnScan, or DisputeSettled when a tracer found that the visit stands."""
    if not visit.recorded_by:
        raise OwnScan
    if Flag.VOID in visit.flags or Flag.DISPUTED in visit.flags:
        return visit
    if Flag.SETTLED in visit.flags:
        raise DisputeSettled
    return replace(visit, flags=flagged(visit.flags, Flag.DISPUTED), disputed_why=why)


def settled(visit: Visit, *, stands: bool) -> Visit:
    """A tracer's decision ends every doubt: the visit stands, or it is void.

    Raises VisitNotDisputed where there is no doubt, DisputeSettled where the opposite was decided or it was taken back.
    """
    if DOUBTS.isdisjoint(visit.flags) and Flag.SETTLED not in visit.flags:
        raise VisitNotDisputed
    if Flag.SETTLED in visit.flags or Flag.VOID in visit.flags:
        if stands is (Flag.VOID in visit.flags):
            raise DisputeSettled
        return visit
    kept = tuple(flag for flag in visit.flags if flag not in DOUBTS)
    decided = replace(visit, flags=flagged(kept, Flag.SETTLED))
    return decided if stands else annulled(decided)


class RecordedVisits(VisitLog, Protocol):
    """The log of visits with what may be done about those that somebody else recorded. Each returns None if unknown."""

    def withdraw(self, key: VisitKey, *, by: str | None, policy: VisitPolicy, now: datetime) -> Visit | None: ...

    def dispute(self, key: VisitKey, *, why: str, now: datetime) -> Visit | None: ...

    def settle(self, key: VisitKey, *, stands: bool, now: datetime) -> Visit | None: ...
