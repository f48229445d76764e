"""Cases, their contacts and meetings, each complete and valid."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.base.period import epoch
from domain.tracing.case import Case, CaseState, Change, kept_until
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade, Piece
from domain.tracing.follow_up import FollowUp
from domain.tracing.meeting import Meeting
from domain.tracing.milestone import Dates
from domain.tracing.policy import RULE_VERSION, TracePolicy, trace_policy
from tests.builders.base import NOW, a_unit
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id

TRACE_POLICY: TracePolicy = trace_policy(NOW.date())


def a_case_code(number: int = 1) -> CaseCode:
    return CaseCode.from_random(number)


def a_case(number: int = 1, person: int = 1, **facts: Any) -> Case:
    """Confirmed just now, of a person of Vỹ Dạ."""
    unit = a_unit()
    dates = facts.pop("dates", Dates(specimen_at=NOW - timedelta(hours=20), confirmed_at=NOW - timedelta(hours=1)))
    case = Case(
        code=a_case_code(number),
        person=a_person_id(person),
        unit_path=unit.path,
        unit_name=unit.name,
        dates=dates,
        milestones=(),
        state=CaseState.CONFIRMED,
        change=Change.CONFIRMED,
        recorded_at=NOW,
        asked_by="S#tracer",
        changed_by="S#tracer",
        changed_at=NOW,
        expires_at=kept_until(dates, TRACE_POLICY),
    )
    return replace(case, **facts)


def a_piece(at: datetime = NOW - timedelta(hours=4), minutes: int = 30, **facts: Any) -> Piece:
    """Half an hour in a grocery, among others."""
    start = epoch(at)
    piece = Piece(
        Closeness.VENUE,
        start,
        start + 60 * minutes,
        epoch(at + TRACE_POLICY.facts_kept),
        venue=str(a_venue_id()),
        category="grocery",
        crowded=True,
    )
    return piece._replace(**facts)


def an_edge(person: int = 2, case: int = 1, **facts: Any) -> Edge:
    edge = Edge(
        case=a_case_code(case),
        person=a_person_id(person),
        grade=Grade.F1,
        pieces=(a_piece(),),
        rule_version=RULE_VERSION,
        policy_version=TRACE_POLICY.version,
        found_at=NOW,
        expires_at=kept_until(a_case().dates, TRACE_POLICY),
        revision=1,
    )
    return replace(edge, **facts)


def a_follow_up(person: int = 2, case: int = 1, **facts: Any) -> FollowUp:
    """Nobody has begun."""
    expires = kept_until(a_case().dates, TRACE_POLICY)
    return replace(FollowUp(a_case_code(case), a_person_id(person), expires_at=expires), **facts)


def a_meeting(person: int = 1, other: int = 2, at: datetime = NOW - timedelta(hours=4), **facts: Any) -> Meeting:
    """An hour over a meal."""
    meeting = Meeting(
        a_person_id(person),
        a_person_id(other),
        Closeness.INTERVIEW_CLOSE,
        epoch(at),
        epoch(at + timedelta(hours=1)),
        epoch(at + TRACE_POLICY.facts_kept),
    )
    return meeting._replace(**facts)
