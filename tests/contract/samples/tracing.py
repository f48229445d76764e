"""Cases, contacts and meetings, with ids that no two tests share."""

from datetime import datetime
from typing import Any

from domain.base.period import epoch
from domain.tracing.case import Case, CaseState, Change, Trace, Window
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade, Piece
from domain.tracing.follow_up import CallOutcome, FollowUp, FollowUpEntry, FollowUpState
from domain.tracing.meeting import Meeting
from domain.tracing.milestone import Dates
from tests.contract.samples.base import COMMUNE, DAY, MINUTE, NOW, numbers
from tests.contract.samples.people import person_id
from tests.contract.samples.presence import venue_id


def case_code() -> CaseCode:
    return CaseCode.from_random(next(numbers))


def a_case(**over: Any) -> Case:
    given: dict[str, Any] = {
        "code": case_code(),
        "person": person_id(),
        "unit_path": COMMUNE,
        "unit_name": "Phường Hồng Hà, Thành phố Hà Nội",
        "dates": Dates(specimen_at=NOW - DAY, confirmed_at=NOW - 60 * MINUTE),
        "milestones": (),
        "state": CaseState.CONFIRMED,
        "change": Change.CONFIRMED,
        "recorded_at": NOW,
        "asked_by": "S#tracer",
        "changed_by": "S#tracer",
        "changed_at": NOW,
        "expires_at": NOW + 104 * DAY,
    }
    return Case(**given | over)


def a_trace(revision: int = 1, **over: Any) -> Trace:
    given: dict[str, Any] = {
        "revision": revision,
        "at": NOW + MINUTE,
        "rule_version": "contacts-1",
        "policy_version": "trace-2020.1",
        "window": Window(NOW - 4 * DAY, NOW),
        "counts": {"F1": 2, "F2": 1, "VC": 2, "IC": 1},
    }
    return Trace(**given | over)


def a_piece(start: datetime = NOW - DAY, minutes: int = 30, **over: Any) -> Piece:
    given: dict[str, Any] = {
        "closeness": Closeness.VENUE,
        "start": epoch(start),
        "end": epoch(start) + 60 * minutes,
        "source_expires": epoch(start + 30 * DAY),
        "venue": str(venue_id()),
        "category": "grocery",
    }
    return Piece(**given | over)


def an_edge(**over: Any) -> Edge:
    given: dict[str, Any] = {
        "case": over.get("case") or case_code(),
        "person": over.get("person") or person_id(),
        "grade": Grade.F1,
        "pieces": (a_piece(),),
        "rule_version": "contacts-1",
        "policy_version": "trace-2020.1",
        "found_at": NOW,
        "expires_at": NOW + 104 * DAY,
        "revision": 1,
    }
    return Edge(**given | over)


def an_entry(**over: Any) -> FollowUpEntry:
    given: dict[str, Any] = {
        "at": NOW,
        "by": "S#tracer",
        "state": FollowUpState.REACHED,
        "outcome": CallOutcome.ANSWERED,
        "note": "hẹn gọi lại buổi chiều",
    }
    return FollowUpEntry(**given | over)


def a_follow_up(**over: Any) -> FollowUp:
    """The first record of somebody's work."""
    given: dict[str, Any] = {
        "case": over.get("case") or case_code(),
        "person": over.get("person") or person_id(),
        "state": FollowUpState.REACHED,
        "attempts": 1,
        "entries": (an_entry(),),
        "revision": 1,
        "expires_at": NOW + 104 * DAY,
    }
    return FollowUp(**given | over)


def a_meeting(**over: Any) -> Meeting:
    given: dict[str, Any] = {
        "person": over.get("person") or person_id(),
        "other": over.get("other") or person_id(),
        "closeness": Closeness.INTERVIEW_CLOSE,
        "start": epoch(NOW - DAY),
        "end": epoch(NOW - DAY) + 3600,
        "expires": epoch(NOW + 29 * DAY),
    }
    return Meeting(**given | over)
