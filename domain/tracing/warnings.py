"""What is odd about a case's dates and findings, yet may be true: said with its numbers before anything is stored.

A fault refuses (milestone.py); a warning is confirmed by whoever knows better. `now` is the moment of the request.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.base.errors import Fault
from domain.base.period import LOCAL, local_day
from domain.people.codes import PersonId
from domain.presence.visit import Flag, Visit
from domain.tracing.case import Window, window_of
from domain.tracing.errors import WarningsToConfirm
from domain.tracing.milestone import Dates, Milestone
from domain.tracing.policy import TracePolicy


class WarningCode(StrEnum):
    """Each kind of warning; the code is what a request confirms."""

    WINDOW_EMPTY = "window-empty"
    WINDOW_BEFORE_FACTS = "window-before-facts"
    VISITS_AFTER_ISOLATION = "visits-after-isolation"
    ONSET_AFTER_ISOLATION = "onset-after-isolation"
    ONSET_LONG_BEFORE_SPECIMEN = "onset-long-before-specimen"
    ONSET_LONG_AFTER_SPECIMEN = "onset-long-after-specimen"
    ISOLATED_LONG_BEFORE_SPECIMEN = "isolated-long-before-specimen"
    ISOLATED_LONG_AFTER_RESULT = "isolated-long-after-result"
    RESULT_LONG_AFTER_SPECIMEN = "result-long-after-specimen"
    FINDING_OUTSIDE_WINDOW = "finding-outside-window"
    FINDING_NAMES_ONESELF = "finding-names-oneself"


class CaseWarning(NamedTuple):
    """One warning at the field it is about; `facts` are the numbers and moments of its sentence, by name."""

    code: WarningCode
    field: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """What its sentence says, wherever in a list it is said: a finding's number may change."""
        return self.code, *(f"{name} {fact}" for name, fact in self.facts if name != "number")


def warnings_of(
    dates: Dates,
    milestones: Sequence[Milestone],
    *,
    person: PersonId,
    visits: Sequence[Visit],
    policy: TracePolicy,
    now: datetime,
) -> list[CaseWarning]:
    """Everything odd about the facts of a case of this person, whose visits on record these are."""
    window = window_of(dates, policy, now=now)
    return [
        *_of_the_window(dates, window, policy, now),
        *_of_the_visits(dates, visits),
        *_of_the_dates(dates, policy),
        *_of_the_findings(milestones, window, person, now),
    ]


def require_confirmed(
    found: Sequence[CaseWarning], confirmed: Collection[WarningCode], *, before: Sequence[CaseWarning] = ()
) -> None:
    """Raises WarningsToConfirm with every warning, unless each is confirmed; what was said alike `before` counts no more."""
    known = {warning.said for warning in before}
    fresh = [warning for warning in found if warning.said not in known]
    if any(warning.code not in confirmed for warning in fresh):
        raise WarningsToConfirm(*(Fault(w.field, w.code.value, facts=w.facts) for w in fresh))


def _of_the_window(dates: Dates, window: Window, policy: TracePolicy, now: datetime) -> Iterator[CaseWarning]:
    if dates.isolated_at and window.is_empty:
        said = (("isolated", _moment(dates.isolated_at)), ("starts", _moment(window.start)))
        yield CaseWarning(WarningCode.WINDOW_EMPTY, "isolated_at", said)
    elif window.start < now - policy.facts_kept:
        first = "onset_at" if dates.onset_at and dates.onset_at < dates.specimen_at else "specimen_at"
        said = (("starts", _moment(window.start)), ("days", str(policy.facts_kept // _DAY)))
        yield CaseWarning(WarningCode.WINDOW_BEFORE_FACTS, first, said)


def _of_the_visits(dates: Dates, visits: Sequence[Visit]) -> Iterator[CaseWarning]:
    isolated = dates.isolated_at
    later = [v.start for v in visits if isolated and v.start > isolated and Flag.VOID not in v.flags]
    if isolated and later:
        said = (("count", str(len(later))), ("isolated", _moment(isolated)), ("last", _moment(max(later))))
        yield CaseWarning(WarningCode.VISITS_AFTER_ISOLATION, "isolated_at", said)


def _of_the_dates(dates: Dates, policy: TracePolicy) -> Iterator[CaseWarning]:
    specimen, result, onset, isolated = dates.specimen_at, dates.confirmed_at, dates.onset_at, dates.isolated_at
    if onset and isolated and onset > isolated:
        said = (("onset", _moment(onset)), ("isolated", _moment(isolated)))
        yield CaseWarning(WarningCode.ONSET_AFTER_ISOLATION, "onset_at", said)
    for code, field, earlier, later, most in (
        (WarningCode.ONSET_LONG_BEFORE_SPECIMEN, "onset_at", onset, specimen, policy.onset_near_specimen),
        (WarningCode.ONSET_LONG_AFTER_SPECIMEN, "onset_at", specimen, onset, policy.onset_near_specimen),
        (WarningCode.ISOLATED_LONG_BEFORE_SPECIMEN, "isolated_at", isolated, specimen, policy.isolated_before_specimen),
        (WarningCode.ISOLATED_LONG_AFTER_RESULT, "isolated_at", result, isolated, policy.isolated_after_result),
        (WarningCode.RESULT_LONG_AFTER_SPECIMEN, "confirmed_at", specimen, result, policy.result_after_specimen),
    ):
        days = local_day(later) - local_day(earlier) if earlier and later else most
        if days > most:
            yield CaseWarning(code, field, (("days", str(days // _DAY)), ("most", str(most // _DAY))))


def _of_the_findings(
    milestones: Sequence[Milestone], window: Window, person: PersonId, now: datetime
) -> Iterator[CaseWarning]:
    """An empty window says all there is to say of times. What an F1 did counts until that F1's isolation, not the F0's."""
    for place, milestone in enumerate(milestones):
        where, number = f"milestones[{place}]", ("number", str(place + 1))
        reach = Window(window.start, now if milestone.of else window.end)
        start, end = milestone.start, milestone.end
        if start and end and not window.is_empty and (end <= reach.start or start >= reach.end):
            times = (("from", start), ("to", end), ("starts", reach.start), ("ends", reach.end))
            said = (number, *((name, _moment(moment)) for name, moment in times))
            yield CaseWarning(WarningCode.FINDING_OUTSIDE_WINDOW, f"{where}.from", said)
        if (milestone.of or person) in milestone.people:
            yield CaseWarning(WarningCode.FINDING_NAMES_ONESELF, f"{where}.people", (number,))


def _moment(moment: datetime) -> str:
    """As people of the place write it."""
    return f"{moment.astimezone(LOCAL):%H:%M %d/%m/%Y}"


_DAY = timedelta(days=1)
