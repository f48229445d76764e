"""From the words of a decision to the field's."""

from collections.abc import Sequence
from datetime import date

from domain.base.errors import Fault, InvalidInput
from domain.base.period import epoch
from domain.base.text import broken_rule, stored
from domain.tracing.review.decision import DECLINE, Decision, Group, Rest, Scope
from functions.trace.case.intake import plausible
from functions.trace.review.schema import DeclineTrace, GroupNamed, ReleaseTrace

_LONGEST_REASON = 300
_EPOCH_DAY = date(1970, 1, 1)


def decision_said(said: ReleaseTrace) -> Decision:
    """Whom of the held to tell. Raises InvalidInput."""
    faults: list[Fault] = []
    start, end = plausible(said.from_, "from", faults), plausible(said.to, "to", faults)
    if start and end and end <= start:
        faults.append(Fault("to", "period-order"))
    if faults:
        raise InvalidInput(*faults)
    scope = Scope(60 * said.min_minutes, epoch(start) if start else 0, epoch(end) if end else 0)
    rest = Rest.DECLINED if scope == Scope() else Rest(said.rest)
    return Decision(_groups(said.chosen), scope, rest)


def declined_said(said: DeclineTrace) -> Decision:
    """Whom of the held not to tell. Raises InvalidInput; whoever is not told has a right to a reason on record."""
    if rule := broken_rule(stored(said.reason), _LONGEST_REASON):
        raise InvalidInput.of("reason", rule)
    return DECLINE._replace(groups=_groups(said.chosen))


def _groups(said: Sequence[GroupNamed]) -> frozenset[Group]:
    return frozenset(Group(one.venue_id, (one.day - _EPOCH_DAY).days) for one in said)
