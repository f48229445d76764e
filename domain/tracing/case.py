"""A confirmed case (ca mắc, F0), and how it changes.

Every change that calls for a tracing run makes the next revision; the run of a revision is named by case and revision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.base.period import epoch, start_of_local_day
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseIsRetracted, NothingHeld, PreviewExpired, SamePersonRelease
from domain.tracing.milestone import Dates, Milestone
from domain.tracing.policy import TracePolicy
from domain.tracing.review.decision import RELEASE, Approval, Decision, Group, Rest, decided, require_held

DISEASE = "covid-19"


class CaseState(StrEnum):
    CONFIRMED = "CONFIRMED"
    RETRACTED = "RETRACTED"


class Change(StrEnum):
    """Why a revision was made."""

    CONFIRMED = "confirmed"
    AMENDED = "amended"
    RETRACTED = "retracted"
    RELEASED = "released"
    DECLINED = "declined"
    RETRACED = "retraced"


class Window(NamedTuple):
    """When the F0 could infect, [start, end)."""

    start: datetime
    end: datetime

    @property
    def is_empty(self) -> bool:
        """True when nobody can be found: isolated before it begins, or retracted. Older runs stored an end before the start."""
        return self.end <= self.start


class HeldGroup(NamedTuple):
    """A group too wide to be told without a second person; only its size is kept.

    `predating`: besides these, people found there by visits that predate their registration alone. `released`: besides
    these, people of the group whom an earlier decision lets be told.
    """

    group: Group
    people: int
    assumed: int
    predating: int = 0
    released: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """What the last finished run found. `first` are the people to be called before all others.

    `declined` are groups, or what was left of them, that somebody decided not to tell.
    """

    revision: int
    at: datetime
    rule_version: str
    policy_version: str
    window: Window
    counts: Mapping[str, int] = field(default_factory=dict)
    held: tuple[HeldGroup, ...] = ()
    held_people: int = 0
    first: tuple[PersonId, ...] = ()
    first_notice_at: datetime | None = None
    last_notice_at: datetime | None = None
    declined: tuple[HeldGroup, ...] = ()


class TraceStatus(StrEnum):
    RUNNING = "running"
    HELD = "held"
    PUBLISHED = "published"
    WINDOW_EMPTY = "window_empty"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Case:
    """A person's disease episode. `unit_path` is where the person lived when it was confirmed.

    `asked_by` confirmed it or was the last to amend it; `asked_before` are the others who did since the last release.
    """

    code: CaseCode
    person: PersonId
    unit_path: str
    unit_name: str
    dates: Dates
    milestones: tuple[Milestone, ...]
    state: CaseState
    change: Change
    recorded_at: datetime
    asked_by: str
    changed_by: str
    changed_at: datetime
    revision: int = 1
    reason: str = ""
    approvals: Mapping[Group, Approval] = field(default_factory=dict)
    trace: Trace | None = None
    attempt: int = 0
    expires_at: datetime | None = None
    asked_before: frozenset[str] = frozenset()

    @property
    def askers(self) -> frozenset[str]:
        """Who stands behind the facts as they are, so that somebody else has to release what follows from them."""
        return self.asked_before | {self.asked_by}

    @property
    def status(self) -> TraceStatus:
        """What a tracer is told; a revision that has not been traced yet is `running`."""
        if self.trace is None or self.trace.revision < self.revision:
            return TraceStatus.RUNNING
        if self.state is CaseState.RETRACTED:
            return TraceStatus.RETRACTED
        if self.trace.window.is_empty:
            return TraceStatus.WINDOW_EMPTY
        return TraceStatus.HELD if self.trace.held else TraceStatus.PUBLISHED

    def says_the_same(self, dates: Dates, milestones: Sequence[Milestone]) -> bool:
        """True when a confirmation or amendment with these facts would change nothing."""
        return self.dates == dates and self.milestones == tuple(milestones)


def infectious_window(case: Case, policy: TracePolicy, *, now: datetime) -> Window:
    """From midnight of the day `before_onset` before onset or specimen, whichever is first, until isolation or now.

    Empty where isolation came first. A retracted case has an empty window, which is how everything it caused is taken
    back.
    """
    stated = window_of(case.dates, policy, now=now)
    return Window(stated.start, stated.start) if case.state is CaseState.RETRACTED else stated


def window_of(dates: Dates, policy: TracePolicy, *, now: datetime) -> Window:
    """The window of a case with these dates that stands."""
    earliest = min(dates.onset_at or dates.specimen_at, dates.specimen_at)
    start = start_of_local_day(earliest) - policy.before_onset
    return Window(start, max(start, min(dates.isolated_at or now, now)))


def amended(case: Case, dates: Dates, milestones: Sequence[Milestone], *, by: str, reason: str, now: datetime) -> Case:
    """The next revision with other facts, or the case itself when nothing differs. Raises CaseIsRetracted.

    What somebody released does not cover the facts that the same person states: those need another's release.
    """
    if case.state is CaseState.RETRACTED:
        raise CaseIsRetracted
    if case.says_the_same(dates, milestones):
        return case
    by_others = {group: approval for group, approval in case.approvals.items() if approval.by != by}
    changed = replace(
        case,
        dates=dates,
        milestones=tuple(milestones),
        asked_by=by,
        asked_before=case.askers - {by},
        approvals=by_others,
    )
    return _next(changed, Change.AMENDED, by=by, reason=reason, now=now)


def retracted(case: Case, *, by: str, reason: str, now: datetime) -> Case:
    """The next revision, taken back; a case that is retracted stays as it is."""
    if case.state is CaseState.RETRACTED:
        return case
    return _next(replace(case, state=CaseState.RETRACTED), Change.RETRACTED, by=by, reason=reason, now=now)


def released(
    case: Case, policy: TracePolicy, *, by: str, reason: str, now: datetime, decision: Decision = RELEASE
) -> Case:
    """The next revision, in which whom the decision lets be told may be told, and whom it declines is not.

    Raises CaseIsRetracted, NothingHeld, PreviewExpired, InvalidInput (`groups`), and SamePersonRelease for all who
    confirmed or amended since the last decision that left nothing waiting, and always for the last of them.
    """
    change = Change.RELEASED if decision.tells else Change.DECLINED
    if case.state is CaseState.RETRACTED:
        raise CaseIsRetracted
    if case.change is change and case.changed_by == by and case.status is TraceStatus.RUNNING:
        return case
    if case.status is not TraceStatus.HELD or case.trace is None:
        raise NothingHeld
    if by in case.askers:
        raise SamePersonRelease
    if now - case.trace.at > policy.preview_lives:
        raise PreviewExpired
    held = {one.group: one for one in case.trace.held}
    require_held(decision, held)
    about = decision.groups or held.keys()
    seen = {
        group: decided(
            case.approvals.get(group) if held[group].released else None,
            decision,
            people=held[group].people + held[group].released,
            by=by,
            now=now,
        )
        for group in about
    }
    all_settled = decision.rest is Rest.DECLINED and about == held.keys()
    opened = replace(
        case,
        approvals={**case.approvals, **seen},
        asked_before=frozenset() if all_settled else case.asked_before,
    )
    return _next(opened, change, by=by, reason=reason, now=now)


def retraced(case: Case, *, by: str, now: datetime) -> Case:
    """The next revision over the same facts of the case, for facts of others that came late; of a retracted case, too."""
    return _next(case, Change.RETRACED, by=by, reason="", now=now)


def _next(case: Case, change: Change, *, by: str, reason: str, now: datetime) -> Case:
    return replace(
        case, change=change, changed_by=by, changed_at=now, reason=reason, revision=case.revision + 1, attempt=0
    )


def next_retrace(case: Case, policy: TracePolicy, *, now: datetime) -> datetime | None:
    """When the case is to be traced again although nobody asked; None when it is no longer followed."""
    if case.state is CaseState.RETRACTED:
        return None
    until = case.recorded_at + policy.followed_for
    steps = [case.recorded_at + after for after in policy.retraced_after]
    days = [case.recorded_at + timedelta(days=n) for n in range(2, policy.followed_for.days + 1)]
    return next((moment for moment in (*steps, *days) if now < moment <= until), None)


def kept_until(dates: Dates, policy: TracePolicy) -> datetime:
    """When the case's edges expire: the days it is followed and those edges are kept, both from the confirmation on."""
    return dates.confirmed_at + policy.followed_for + policy.edges_kept


def is_stale(case: Case, *, now: datetime, patience: timedelta) -> bool:
    """True when a revision has waited so long that its start may have been lost."""
    return epoch(now) - epoch(case.changed_at) >= patience.total_seconds()
