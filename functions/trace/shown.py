"""How cases and contacts look to staff."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from domain.base.period import at_epoch, shown
from domain.base.text import initials
from domain.base.unit import path_is_within
from domain.people.caller import Staff
from domain.people.papers import phone_masked
from domain.people.person import Person
from domain.presence.codes import VenueId
from domain.presence.policy import VisitPolicy
from domain.presence.venue import Venue, VenueDirectory
from domain.tracing.case import Case, HistoryLine, Trace, infectious_window
from domain.tracing.codes import CaseCode
from domain.tracing.contact import STRENGTH, Edge, Grade, Piece
from domain.tracing.milestone import Milestone
from domain.tracing.policy import RULE_VERSION, TracePolicy
from functions.kit.shapes import unit_shown
from functions.trace.contacts import Contact
from functions.trace.schema import (
    CaseRow,
    CaseShown,
    CaseStatus,
    Clocks,
    ContactOfTrace,
    ContactRow,
    ContactShown,
    EvidenceShown,
    HeldGroupShown,
    HeldShown,
    HistoryShown,
    Kept,
    MilestoneShown,
    NoteShown,
    PersonMasked,
    PolicyShown,
    TraceShown,
    WindowShown,
)

Places = Mapping[VenueId, Venue]


def places_of(venue_ids: set[str], venues: VenueDirectory) -> Places:
    """The venues named in what is shown, read at once."""
    wanted = sorted(VenueId(text) for text in venue_ids if text)
    return venues.by_ids(wanted) if wanted else {}


def case_status(case: Case) -> CaseStatus:
    """The short answer of every change."""
    return CaseStatus(case_id=case.code.shown, status=case.status.value)


def case_row(case: Case, staff: Staff) -> CaseRow:
    """One line of the list of cases."""
    counts = case.trace.counts if case.trace else {}
    own = path_is_within(case.unit_path, staff.unit)
    return CaseRow(
        case_id=case.code.shown,
        status=case.status.value,
        confirmed_at=shown(case.dates.confirmed_at),
        unit=unit_shown(case.unit_path, case.unit_name),
        f1=counts.get(Grade.F1, 0) if own else 0,
        f2=counts.get(Grade.F2, 0) if own else 0,
        held_people=case.trace.held_people if own and case.trace else 0,
        handed_over=not own,
    )


def case_shown(case: Case, person: Person, history: list[HistoryLine], staff: Staff, places: Places) -> CaseShown:
    """Everything of a case but its contacts."""
    dates, trace = case.dates, case.trace
    return CaseShown(
        case_id=case.code.shown,
        status=case.status.value,
        person=_masked(person),
        unit=unit_shown(case.unit_path, case.unit_name),
        specimen_at=shown(dates.specimen_at),
        confirmed_at=shown(dates.confirmed_at),
        onset_at=_moment(dates.onset_at),
        isolated_at=_moment(dates.isolated_at),
        recorded_at=shown(case.recorded_at),
        first_notice_at=_moment(trace.first_notice_at if trace else None),
        last_notice_at=_moment(trace.last_notice_at if trace else None),
        milestones=[_milestone(milestone, places) for milestone in case.milestones],
        confirmed_by_me=case.asked_by == staff.actor,
        revision=case.revision,
        history=[
            HistoryShown(
                revision=line.revision,
                act=line.change.value,
                at=shown(line.at),
                by_me=line.by == staff.actor,
                reason=line.reason,
            )
            for line in history
        ],
    )


def trace_shown(case: Case, edges: list[Edge], cursor: str, policy: TracePolicy, places: Places) -> TraceShown:
    """What the last run found."""
    trace = case.trace
    window = trace.window if trace else infectious_window(case, policy, now=case.changed_at)
    return TraceShown(
        case_id=case.code.shown,
        status=case.status.value,
        revision=case.revision,
        rule_version=trace.rule_version if trace else RULE_VERSION,
        policy_version=trace.policy_version if trace else policy.version,
        window=WindowShown(from_=shown(window.start), to=shown(window.end)),
        counts=dict(trace.counts) if trace else {},
        held=_held(trace, policy, places) if trace and trace.held else None,
        contacts=[
            ContactOfTrace(
                person_id=str(edge.person),
                level=edge.grade.value,
                evidence=[evidence(piece, places) for piece in edge.pieces],
            )
            for edge in edges
        ],
        next_cursor=cursor,
    )


def evidence(piece: Piece, places: Places) -> EvidenceShown:
    """One stretch of exposure; minutes are those of the stretch."""
    venue = places.get(VenueId(piece.venue)) if piece.venue else None
    return EvidenceShown(
        kind=piece.closeness.value,
        from_=shown(at_epoch(piece.start)),
        to=shown(at_epoch(piece.end)),
        minutes=round(piece.seconds / 60, 1),
        venue_id=piece.venue,
        venue_name=venue.name if venue else "",
        category=piece.category,
        assumed=piece.assumed,
        via_person_id=piece.via,
    )


def contact_row(contact: Contact, places: Places, now: datetime) -> ContactRow:
    """One line of the queue, masked."""
    return ContactRow(**_row(contact, places, now))


def contact_shown(contact: Contact, places: Places, now: datetime) -> ContactShown:
    """One contact opened."""
    return ContactShown(
        **_row(contact, places, now),
        full_name=contact.person.full_name,
        phone=contact.person.phone or "",
        notes=[
            NoteShown(
                at=shown(entry.at),
                status=entry.state.value,
                outcome=entry.outcome.value if entry.outcome else "",
                note=entry.note,
            )
            for entry in reversed(contact.follow_up.entries)
        ],
    )


def policy_shown(policy: TracePolicy, visits: VisitPolicy) -> PolicyShown:
    """The rules in force."""
    day, hour = timedelta(days=1), timedelta(hours=1)
    minute = timedelta(minutes=1)
    return PolicyShown(
        version=policy.version,
        since=policy.since.isoformat(),
        source=policy.source,
        rule_version=RULE_VERSION,
        visit_policy_version=visits.version,
        infectious_days_before_onset=policy.before_onset // day,
        min_overlap_minutes=policy.min_overlap / minute,
        accumulate=policy.accumulate.value,
        default_stay_minutes={code: kind.stay.default // minute for code, kind in visits.categories.items()},
        max_stay_minutes={code: kind.stay.cap // minute for code, kind in visits.categories.items()},
        f2_through=sorted(policy.f2_through, key=lambda kind: STRENGTH[kind]),
        hold_group_above=policy.hold_group_above,
        hold_run_above=policy.hold_run_above,
        small_group=policy.small_group,
        retention_days=policy.facts_kept // day,
        retention=Kept(
            visits_days=policy.facts_kept // day,
            edges_days=policy.edges_kept // day,
            notices_days=policy.notices_kept // day,
        ),
        call_within_hours=Clocks(close=policy.call_close_within / hour, other=policy.call_within / hour),
    )


def _row(contact: Contact, places: Places, now: datetime) -> dict[str, Any]:
    edge, follow_up, person = contact.edge, contact.follow_up, contact.person
    told = contact.told
    return {
        "case_id": contact.case.code.shown,
        "person_id": str(edge.person),
        "level": edge.grade.value,
        "closeness": edge.closeness.value,
        "status": follow_up.state.value,
        "attempts": follow_up.attempts,
        "revision": follow_up.revision,
        "due_at": shown(contact.due_at),
        "overdue": contact.is_overdue(now),
        "display_name": initials(person.full_name),
        "phone_masked": phone_masked(person.phone) if person.phone else "",
        "year_of_birth": person.year_of_birth,
        "unit": unit_shown(person.unit_path, person.unit_name),
        "handed_over": contact.elsewhere,
        "accepted_at": _moment(follow_up.accepted_at),
        "first_exposure": shown(edge.first),
        "last_exposure": shown(edge.last),
        "minutes": edge.minutes,
        "evidence": [evidence(piece, places) for piece in edge.pieces],
        "told_at": shown(told.newest.at) if told else "",
        "became_case_id": _code(contact.became),
    }


def _code(code: CaseCode | None) -> str:
    return code.shown if code else ""


def _moment(moment: datetime | None) -> str:
    return shown(moment) if moment else ""


def _masked(person: Person) -> PersonMasked:
    return PersonMasked(
        person_id=str(person.person_id),
        display_name=initials(person.full_name),
        year_of_birth=person.year_of_birth,
        phone_masked=phone_masked(person.phone) if person.phone else "",
        unit=unit_shown(person.unit_path, person.unit_name),
    )


def _milestone(milestone: Milestone, places: Places) -> MilestoneShown:
    venue = places.get(milestone.venue) if milestone.venue else None
    return MilestoneShown(
        kind=milestone.kind.value,
        from_=_moment(milestone.start),
        to=_moment(milestone.end),
        venue_id=str(milestone.venue or ""),
        venue_name=venue.name if venue else "",
        place=milestone.place,
        people=[str(person) for person in milestone.people],
        of_person_id=str(milestone.of or ""),
    )


_EPOCH_DAY = date(1970, 1, 1)


def _held(trace: Trace, policy: TracePolicy, places: Places) -> HeldShown:
    groups = []
    for group, people, assumed in trace.held:
        venue = places.get(VenueId(group.venue))
        groups.append(
            HeldGroupShown(
                venue_id=group.venue,
                venue_name=venue.name if venue else "",
                day=(_EPOCH_DAY + timedelta(days=group.day)).isoformat(),
                people=people,
                assumed=assumed,
            )
        )
    return HeldShown(
        people=trace.held_people,
        groups=groups,
        since=shown(trace.at),
        until=shown(trace.at + policy.preview_lives),
    )
