"""Use cases of cases: confirm, amend, retract, release, trace again. Each is one atomic write; the stream does the rest."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.base.errors import Busy
from domain.base.period import epoch
from domain.people.audit import Act, AuditLog
from domain.people.caller import Staff
from domain.people.codes import PersonId
from domain.people.human.standing import Standing
from domain.people.person import Person
from domain.presence.visit import Visit, VisitLog
from domain.tracing import acts
from domain.tracing.case import Case, CaseState, Change, amended, kept_until, retraced, retracted
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseExists, CaseIsRetracted, CaseUnknown
from domain.tracing.milestone import Dates, Milestone, check_dates, policy_of, restated
from domain.tracing.policy import TracePolicy
from domain.tracing.registers.cases import CaseRegister
from domain.tracing.warnings import CaseWarning, WarningCode, require_confirmed, warnings_of
from functions.trace.asked import Asked
from functions.trace.of_humans import OfHumans

_TRIES = 3

MilestonesSaid = Callable[[TracePolicy, Sequence[Milestone]], Sequence[Milestone]]
"""What an interview said, checked under a policy; those that stood before may have grown old. Raises InvalidInput."""


@dataclass(frozen=True, slots=True)
class Ports:
    """What every change of a case reads and writes."""

    cases: CaseRegister
    audit: AuditLog
    visits: VisitLog
    standing: Standing


def confirm(
    person: Person,
    dates: Dates,
    milestones: Sequence[Milestone],
    *,
    warned: Collection[WarningCode] = (),
    code: CaseCode,
    asked: Asked,
    ports: Ports,
) -> tuple[Case, bool]:
    """The case, and whether it is new. The same facts of the same person again give the case there is.

    Raises CaseExists when the person's open case says something else, WarningsToConfirm for any not among `warned`.
    """
    if there := _open_case(person, ports, asked.now):
        return _the_same(there, dates, milestones), False
    policy = policy_of(dates)
    visits = _visits(person.person_id, ports, asked.now)
    odd = warnings_of(dates, milestones, person=person.person_id, visits=visits, policy=policy, now=asked.now)
    require_confirmed(odd, warned)
    ports.audit.append(asked.errand(acts.CASE_CONFIRMED).about(person.person_id))
    case = Case(
        code=code,
        person=person.person_id,
        unit_path=person.unit_path,
        unit_name=person.unit_name,
        dates=dates,
        milestones=tuple(milestones),
        state=CaseState.CONFIRMED,
        change=Change.CONFIRMED,
        recorded_at=asked.now,
        asked_by=asked.staff.actor,
        changed_by=asked.staff.actor,
        changed_at=asked.now,
        expires_at=kept_until(dates, policy),
    )
    stored = ports.cases.open(case)
    if stored.code == case.code:
        return stored, True
    return _the_same(stored, dates, milestones), False


def _open_case(person: Person, ports: Ports, now: datetime) -> Case | None:
    """Of any record of the person. Looked up first, so that a refused confirmation leaves no record of one in the
    person's access log."""
    of_humans = OfHumans(ports.standing.stand().records)
    code = of_humans.open_cases([person.person_id], cases=ports.cases, now=now).get(person.person_id)
    return ports.cases.find(code) if code else None


def _visits(person: PersonId, ports: Ports, now: datetime) -> Sequence[Visit]:
    """Those of every record of the person."""
    records = ports.standing.stand().records.members(person)
    return [visit for record in records for visit in ports.visits.of_person(record, now=now)]


def _the_same(case: Case, dates: Dates, milestones: Sequence[Milestone]) -> Case:
    if not case.says_the_same(dates, milestones):
        raise CaseExists(case_id=case.code.shown)
    return case


def own_case(code: CaseCode, staff: Staff, *, cases: CaseRegister) -> Case:
    """A case of the caller's unit. Raises CaseUnknown, OutsideJurisdiction."""
    case = cases.find(code)
    if case is None:
        raise CaseUnknown
    staff.require_within(case.unit_path)
    return case


def amend(
    code: CaseCode,
    given: Mapping[str, datetime | None],
    milestones: MilestonesSaid | None,
    *,
    warned: Collection[WarningCode] = (),
    asked: Asked,
    ports: Ports,
) -> Case:
    """Other facts, traced anew. What is not given stays; the same facts again change nothing.

    `given` are dates by name; `milestones` replace the whole list, None leaves it. Both are judged by the rules in force
    on the day of the confirmation as it will stand. Raises InvalidInput, and WarningsToConfirm for what is odd since this
    amendment alone and not among `warned`.
    """

    def next_of(case: Case) -> Case:
        dates = restated(case.dates, given)
        policy = policy_of(dates)
        check_dates(dates, policy=policy, now=asked.now, stood=case.dates)
        said = milestones(policy, case.milestones) if milestones else case.milestones
        changed = amended(case, dates, said, by=asked.staff.actor, reason=asked.reason, now=asked.now)
        if changed is not case:
            visits = _visits(case.person, ports, asked.now)
            odd, before = (_odd(each, visits, asked.now) for each in (changed, case))
            require_confirmed(odd, warned, before=before)
        return changed

    return changed(code, next_of, acts.CASE_AMENDED, asked, ports)


def _odd(case: Case, visits: Sequence[Visit], now: datetime) -> list[CaseWarning]:
    policy = policy_of(case.dates)
    return warnings_of(case.dates, case.milestones, person=case.person, visits=visits, policy=policy, now=now)


def retract(code: CaseCode, *, asked: Asked, ports: Ports) -> Case:
    """It was no case: everything that followed from it is taken back. Once is enough."""

    def next_of(case: Case) -> Case:
        return retracted(case, by=asked.staff.actor, reason=asked.reason, now=asked.now)

    return changed(code, next_of, acts.CASE_RETRACTED, asked, ports)


def retrace(code: CaseCode, *, asked: Asked, ports: Ports) -> Case:
    """Looks again at facts that may have come late; a run that is under way already will see them."""

    def next_of(case: Case) -> Case:
        if case.state is CaseState.RETRACTED:
            raise CaseIsRetracted
        under_way = case.trace is None or case.trace.revision < case.revision
        return case if under_way else retraced(case, by=asked.staff.actor, now=asked.now)

    return changed(code, next_of, acts.TRACED_AGAIN, asked, ports)


def changed(code: CaseCode, next_of: Callable[[Case], Case], act: Act, asked: Asked, ports: Ports) -> Case:
    """Reads, decides and stores; when somebody else was faster, decides again on what they left.

    The change is on record once, however often it is tried.
    """
    errand = asked.errand(act)
    for _ in range(_TRIES):
        case = own_case(code, asked.staff, cases=ports.cases)
        wanted = next_of(case)
        if wanted is case:
            return case
        ports.audit.append(errand.about(case.person))
        stored = ports.cases.replace(wanted)
        if _is_ours(stored, wanted):
            return stored
    raise Busy


def _is_ours(stored: Case, wanted: Case) -> bool:
    """True when this change is the one that took the revision; the table keeps whole seconds."""
    return (stored.revision, stored.changed_by, stored.change, epoch(stored.changed_at)) == (
        wanted.revision,
        wanted.changed_by,
        wanted.change,
        epoch(wanted.changed_at),
    )
