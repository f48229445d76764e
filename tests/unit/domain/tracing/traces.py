"""Cases, stays and evidence for the tests of tracing: each complete; a test overrides the one fact it is about.

Moments are written as the day of October 2021 and the hour in Việt Nam: `moment("2 23:50")`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.base.period import LOCAL, epoch
from domain.presence.policy import CATEGORIES_2021
from domain.tracing.case import Case, CaseState, Change, HeldGroup, Trace, Window
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade, Piece
from domain.tracing.meeting import Meeting
from domain.tracing.milestone import Dates
from domain.tracing.policy import RULE_VERSION, TRACE_POLICIES, TracePolicy
from domain.tracing.review.decision import Group
from domain.tracing.search.circles import Evidence
from domain.tracing.search.overlap import Lookup, Presence, Stop, VenueTrace
from tests.builders.base import a_unit
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id

POLICY = TRACE_POLICIES[0]
F0 = str(a_person_id(1))
MARKET, SHOP = str(a_venue_id(1)), str(a_venue_id(2))
FAR = 4_000_000_000  # nothing expires before


def moment(text: str) -> datetime:
    """`"2 23:50"` or `"23:50:01"` (then of the second of October)."""
    day, _, hour = text.rpartition(" ")
    spelled = f"2021-10-{int(day or 2):02d} {hour if hour.count(':') > 1 else hour + ':00'}"
    return datetime.strptime(spelled, "%Y-%m-%d %H:%M:%S").replace(tzinfo=LOCAL)


def second(text: str) -> int:
    return epoch(moment(text))


def a_stop(start: str, end: str, venue: str = MARKET, category: str = "market", **facts: Any) -> Stop:
    stop = Stop(venue, category, second(start), second(end), assumed=False, expires=FAR)
    return stop._replace(**facts)


def a_stay(
    person: str, start: str, end: str, *, assumed: bool = False, doubtful: bool = False, predates: bool = False
) -> Presence:
    return Presence(person, second(start), second(end), assumed, doubtful or predates, predates)


def cap(category: str) -> int:
    return int(CATEGORIES_2021[category].stay.cap.total_seconds())


def default_stay(category: str) -> int:
    return int(CATEGORIES_2021[category].stay.default.total_seconds())


def found(wanted: Iterable[Lookup], log: Mapping[str, Sequence[Presence]]) -> Iterable[tuple[str, Sequence[Presence]]]:
    """What a log of visits by venue answers: check-ins inside each look-up."""
    for one in wanted:
        yield one.venue, [stay for stay in log.get(one.venue, ()) if one.after < stay.start < one.before]


def at_venue(
    stops: Sequence[Stop], stays: Sequence[Presence], policy: TracePolicy = POLICY, *, newer_than: int = 0
) -> dict[str, list[Piece]]:
    """Evidence from one venue whose whole log is `stays`."""
    trace = VenueTrace(sorted(stops))
    trace.take(stays, besides=F0, newer_than=newer_than)
    return trace.pieces(policy)


def minutes(evidence: Evidence, person: str) -> list[float]:
    """Minutes of each piece of one person."""
    return [piece.seconds / 60 for piece in evidence.get(person, [])]


def a_piece(start: str = "9:00", end: str = "9:20", closeness: Closeness = Closeness.VENUE, **facts: Any) -> Piece:
    piece = Piece(closeness, second(start), second(end), FAR)
    if closeness is Closeness.VENUE:
        piece = piece._replace(venue=MARKET, category="market")
    return piece._replace(**facts)


def a_meeting(person: int, other: int, start: str, end: str, closeness: Closeness = Closeness.HOUSEHOLD) -> Meeting:
    return Meeting(a_person_id(person), a_person_id(other), closeness, second(start), second(end), FAR)


def an_edge(person: int = 2, *pieces: Piece, **facts: Any) -> Edge:
    edge = Edge(
        case=CaseCode.from_random(1),
        person=a_person_id(person),
        grade=Grade.F1,
        pieces=pieces or (a_piece(),),
        rule_version=RULE_VERSION,
        policy_version=POLICY.version,
        found_at=moment("3 10:00"),
        expires_at=moment("3 9:00") + POLICY.followed_for + POLICY.edges_kept,
        revision=1,
    )
    return replace(edge, **facts)


def dates(**facts: Any) -> Dates:
    return replace(Dates(specimen_at=moment("5 8:00"), confirmed_at=moment("6 9:00")), **facts)


def a_case(**facts: Any) -> Case:
    unit = a_unit()
    case = Case(
        code=CaseCode.from_random(1),
        person=a_person_id(1),
        unit_path=unit.path,
        unit_name=unit.name,
        dates=dates(),
        milestones=(),
        state=CaseState.CONFIRMED,
        change=Change.CONFIRMED,
        recorded_at=moment("6 10:00"),
        asked_by="tracer",
        changed_by="tracer",
        changed_at=moment("6 10:00"),
    )
    return replace(case, **facts)


def a_trace(revision: int = 1, *held: HeldGroup, **facts: Any) -> Trace:
    trace = Trace(
        revision=revision,
        at=moment("6 10:01"),
        rule_version=RULE_VERSION,
        policy_version=POLICY.version,
        window=Window(moment("2 0:00"), moment("6 10:01")),
        held=held,
        held_people=sum(group.people for group in held),
    )
    return replace(trace, **facts)


def a_held_group(people: int = 600, venue: str = MARKET, day: int = 18_902) -> HeldGroup:
    return HeldGroup(Group(venue, day), people, 0)


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
