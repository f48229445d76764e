"""How a case looks to staff."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.base.period import shown
from domain.base.text import initials
from domain.base.unit import UnitRegister, key_of, path_is_within
from domain.people.caller import Staff
from domain.people.codes import PersonId
from domain.people.papers import phone_masked
from domain.people.person import Person
from domain.presence.codes import VenueId
from domain.presence.policy import VisitPolicy
from domain.tracing.case import Case, HeldGroup, HistoryLine, Trace, infectious_window
from domain.tracing.contact import STRENGTH, Edge, Grade
from domain.tracing.milestone import Milestone
from domain.tracing.policy import RULE_VERSION, TracePolicy
from domain.tracing.review.decision import Group
from domain.tracing.review.shape import Shape
from functions.kit.shapes import unit_shown
from functions.trace.case.schema import (
    CaseCountsShown,
    CaseForeseen,
    CaseList,
    CaseRow,
    CaseShown,
    CaseStatus,
    Clocks,
    CommuneShown,
    ContactOfTrace,
    HeldGroupShown,
    HeldShape,
    HeldShapesShown,
    HeldShown,
    HistoryShown,
    Kept,
    MilestoneShown,
    PersonMasked,
    PersonNamed,
    PolicyShown,
    TraceShown,
    WindowShown,
)
from functions.trace.case.service import UnitCases
from functions.trace.run.service.foresight import Foreseen, HeldShapes
from functions.trace.shown import Places, evidence, moment_text

Named = Mapping[PersonId, Person]


def case_status(case: Case) -> CaseStatus:
    """The short answer of every change."""
    return CaseStatus(case_id=case.code.shown, status=case.status.value)


def case_list(found: UnitCases, staff: Staff) -> CaseList:
    """One page of the list of a unit."""
    counts = found.counts
    return CaseList(
        cases=[
            _case_row(case, found.people.get(case.person), found.page.handed.get(case.code, 0), staff)
            for case in found.page.cases
        ],
        counts=CaseCountsShown(open=counts.open, held=counts.held) if counts else None,
        next_cursor=found.page.cursor or "",
    )


def _case_row(case: Case, person: Person | None, handed: int, staff: Staff) -> CaseRow:
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
        handed_people=0 if own else handed,
        display_name=initials(person.full_name) if person else "",
        year_of_birth=person.year_of_birth if person else 0,
    )


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


def shapes_shown(found: HeldShapes, places: Places, units: UnitRegister) -> HeldShapesShown:
    """What waits, without a name."""
    return HeldShapesShown(
        groups=[_shape(group, shape, places, units) for group, shape in sorted(found.groups.items())], more=found.cut
    )


def _shape(group: Group, shape: Shape, places: Places, units: UnitRegister) -> HeldShape:
    venue = places.get(VenueId(group.venue))
    communes = []
    for path, people in shape.communes[:_MOST_COMMUNES]:
        unit = units.find(key_of(path))
        communes.append(CommuneShown(unit=unit_shown(path, unit.name if unit else ""), people=people))
    return HeldShape(
        venue_id=group.venue,
        venue_name=venue.name if venue else "",
        day=(_EPOCH_DAY + timedelta(days=group.day)).isoformat(),
        people=shape.people,
        assumed=shape.assumed,
        hours=[shape.hours.get(hour, 0) for hour in range(24)],
        lengths=list(shape.lengths),
        communes=communes,
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
