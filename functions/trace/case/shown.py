"""How a case looks to staff."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.base.period import shown
from domain.base.text import initials
from domain.people.caller import Staff
from domain.people.codes import PersonId
from domain.people.papers import phone_masked
from domain.people.person import Person
from domain.presence.codes import VenueId
from domain.tracing.case import Case, HeldGroup, Trace, infectious_window
from domain.tracing.contact import Edge
from domain.tracing.milestone import Milestone
from domain.tracing.policy import RULE_VERSION, TracePolicy
from domain.tracing.registers.cases import HistoryLine
from functions.kit.shapes import unit_shown
from functions.trace.case.schema import (
    CaseForeseen,
    CaseShown,
    CaseStatus,
    ContactOfTrace,
    HeldGroupShown,
    HeldShown,
    HistoryShown,
    MilestoneShown,
    PersonMasked,
    PersonNamed,
    TraceShown,
    WindowShown,
)
from functions.trace.run.service.foresight import Foreseen
from functions.trace.shown import Places, evidence, moment_text

Named = Mapping[PersonId, Person]


def case_status(case: Case) -> CaseStatus:
    """The short answer of every change."""
    return CaseStatus(case_id=case.code.shown, status=case.status.value)


def case_shown(
    case: Case, person: Person, history: list[HistoryLine], staff: Staff, places: Places, named: Named
) -> CaseShown:
    """Everything of a case but its contacts; `named` are the people of its findings who are on record."""
    dates, trace = case.dates, case.trace
    return CaseShown(
        case_id=case.code.shown,
        status=case.status.value,
        person=_masked(person),
        unit=unit_shown(case.unit_path, case.unit_name),
        specimen_at=shown(dates.specimen_at),
        confirmed_at=shown(dates.confirmed_at),
        onset_at=moment_text(dates.onset_at),
        isolated_at=moment_text(dates.isolated_at),
        recorded_at=shown(case.recorded_at),
        first_notice_at=moment_text(trace.first_notice_at if trace else None),
        last_notice_at=moment_text(trace.last_notice_at if trace else None),
        milestones=[_milestone(milestone, places, named) for milestone in case.milestones],
        confirmed_by_me=staff.actor in case.askers,
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


def foreseen_shown(found: Foreseen, named: Named) -> CaseForeseen:
    """What a confirmation would lead to."""
    return CaseForeseen(
        people=found.people,
        more=found.more,
        f1=found.f1,
        f2=found.f2,
        places=found.places,
        held_people=found.held_people,
        from_=shown(found.window.start),
        to=shown(found.window.end),
        named=[_named(person_id, named) for person_id in named],
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
        declined=[_group(held, places) for held in (trace.declined if trace else ())],
        contacts=[
            ContactOfTrace(
                person_id=str(edge.person),
                level=edge.grade.value,
                evidence=[evidence(piece, places) for piece in edge.pieces],
                doubtful=edge.is_doubtful,
                predates_registration=edge.predates,
            )
            for edge in edges
        ],
        next_cursor=cursor,
    )


def _masked(person: Person) -> PersonMasked:
    return PersonMasked(
        person_id=str(person.person_id),
        display_name=initials(person.full_name),
        year_of_birth=person.year_of_birth,
        phone_masked=phone_masked(person.phone) if person.phone else "",
        unit=unit_shown(person.unit_path, person.unit_name),
        unit_assumed=person.unit_assumed,
    )


def _named(person_id: PersonId, named: Named) -> PersonNamed:
    person = named.get(person_id)
    if person is None:
        return PersonNamed(person_id=str(person_id))
    return PersonNamed(
        person_id=str(person_id), display_name=initials(person.full_name), year_of_birth=person.year_of_birth
    )


def _milestone(milestone: Milestone, places: Places, named: Named) -> MilestoneShown:
    venue = places.get(milestone.venue) if milestone.venue else None
    return MilestoneShown(
        kind=milestone.kind.value,
        from_=moment_text(milestone.start),
        to=moment_text(milestone.end),
        venue_id=str(milestone.venue or ""),
        venue_name=venue.name if venue else "",
        place=milestone.place,
        people=[_named(person, named) for person in milestone.people],
        of_person_id=str(milestone.of or ""),
        of_name=_named(milestone.of, named).display_name if milestone.of else "",
    )


_EPOCH_DAY = date(1970, 1, 1)
_MOST_COMMUNES = 10


def _held(trace: Trace, policy: TracePolicy, places: Places) -> HeldShown:
    return HeldShown(
        people=trace.held_people,
        groups=[_group(held, places) for held in trace.held],
        since=shown(trace.at),
        until=shown(trace.at + policy.preview_lives),
    )


def _group(held: HeldGroup, places: Places) -> HeldGroupShown:
    venue = places.get(VenueId(held.group.venue))
    return HeldGroupShown(
        venue_id=held.group.venue,
        venue_name=venue.name if venue else "",
        day=(_EPOCH_DAY + timedelta(days=held.group.day)).isoformat(),
        people=held.people,
        assumed=held.assumed,
        predating=held.predating,
        released=held.released,
    )
