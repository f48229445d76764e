"""Use cases of cases: confirm, amend, retract, release, trace again. Each is one atomic write; the stream does the rest."""

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.base.errors import Busy, InvalidInput
from domain.base.period import epoch, local_day
from domain.base.unit import Unit
from domain.people.audit import AuditLog, Errand
from domain.people.caller import Staff
from domain.people.person import Person
from domain.tracing.case import (
    Case,
    CasePage,
    CaseRegister,
    CaseState,
    Change,
    amended,
    kept_until,
    released,
    retraced,
    retracted,
)
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseExists, CaseIsRetracted, CaseUnknown
from domain.tracing.milestone import Dates, Milestone
from domain.tracing.policy import TracePolicy, trace_policy

_TRIES = 3


def confirm(
    person: Person,
    dates: Dates,
    milestones: Sequence[Milestone],
    *,
    code: CaseCode,
    errand: Errand,
    cases: CaseRegister,
    audit: AuditLog,
    policy: TracePolicy,
    now: datetime,
) -> tuple[Case, bool]:
    """The case, and whether it is new. The same facts of the same person again give the case there is.

    Raises CaseExists when the person's open case says something else.
    """
    if there := _open_case(person, cases, now):
        return _the_same(there, dates, milestones), False
    audit.append(errand.about(person.person_id))
    case = Case(
        code=code,
        person=person.person_id,
        unit_path=person.unit_path,
        unit_name=person.unit_name,
        dates=dates,
        milestones=tuple(milestones),
        state=CaseState.CONFIRMED,
        change=Change.CONFIRMED,
        recorded_at=now,
        asked_by=errand.actor,
        changed_by=errand.actor,
        changed_at=now,
        expires_at=kept_until(dates, policy),
    )
    stored = cases.open(case)
    if stored.code == case.code:
        return stored, True
    return _the_same(stored, dates, milestones), False


def _open_case(person: Person, cases: CaseRegister, now: datetime) -> Case | None:
    """Looked up first, so that a refused confirmation leaves no record of one in the person's access log."""
    code = cases.open_of([person.person_id]).get(person.person_id)
    case = cases.find(code) if code else None
    return case if case and (case.expires_at is None or case.expires_at > now) else None


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
    change: Callable[[Case], tuple[Dates, Sequence[Milestone]]],
    *,
    reason: str,
    staff: Staff,
    errand: Errand,
    cases: CaseRegister,
    audit: AuditLog,
    now: datetime,
) -> Case:
    """Other facts, traced anew; `change` makes them of the case as it stands. The same facts again change nothing."""

    def next_of(case: Case) -> Case:
        dates, milestones = change(case)
        return amended(case, dates, milestones, by=staff.actor, reason=reason, now=now)

    return _changed(code, next_of, staff, errand, cases, audit)


def retract(
    code: CaseCode,
    *,
    reason: str,
    staff: Staff,
    errand: Errand,
    cases: CaseRegister,
    audit: AuditLog,
    now: datetime,
) -> Case:
    """It was no case: everything that followed from it is taken back. Once is enough."""
    return _changed(
        code, lambda case: retracted(case, by=staff.actor, reason=reason, now=now), staff, errand, cases, audit
    )


def release(
    code: CaseCode,
    *,
    reason: str,
    staff: Staff,
    errand: Errand,
    cases: CaseRegister,
    audit: AuditLog,
    now: datetime,
) -> Case:
    """A second person lets the held groups go out."""

    def next_of(case: Case) -> Case:
        policy = trace_policy(local_day(case.dates.confirmed_at))
        return released(case, policy, by=staff.actor, reason=reason, now=now)

    return _changed(code, next_of, staff, errand, cases, audit)


def retrace(
    code: CaseCode, *, staff: Staff, errand: Errand, cases: CaseRegister, audit: AuditLog, now: datetime
) -> Case:
    """Looks again at facts that may have come late; a run that is under way already will see them."""

    def next_of(case: Case) -> Case:
        if case.state is CaseState.RETRACTED:
            raise CaseIsRetracted
        under_way = case.trace is None or case.trace.revision < case.revision
        return case if under_way else retraced(case, by=staff.actor, now=now)

    return _changed(code, next_of, staff, errand, cases, audit)


def _changed(
    code: CaseCode,
    next_of: Callable[[Case], Case],
    staff: Staff,
    errand: Errand,
    cases: CaseRegister,
    audit: AuditLog,
) -> Case:
    """Reads, decides and stores; when somebody else was faster, decides again on what they left."""
    for _ in range(_TRIES):
        case = own_case(code, staff, cases=cases)
        wanted = next_of(case)
        if wanted is case:
            return case
        audit.append(errand.about(case.person))
        stored = cases.replace(wanted)
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


def of_unit(
    unit: Unit, staff: Staff, *, limit: int, cursor: str | None, cases: CaseRegister, now: datetime
) -> CasePage:
    """Cases of a unit, newest first, and those with contacts handed over to it."""
    staff.require_within(unit.path)
    return cases.in_unit(unit.path, limit=limit, cursor=cursor, now=now)


def checked_code(text: str) -> CaseCode:
    """The code as typed or linked. Raises InvalidInput."""
    try:
        return CaseCode.parse(text)
    except ValueError:
        raise InvalidInput.of("case_id", "case-id") from None
