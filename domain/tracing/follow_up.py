"""What was done about a contact: called, reached, quarantined, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.errors import IllegalMove


class FollowUpState(StrEnum):
    """What has been done for a contact; named for the person who works the queue."""

    TO_CALL = "to_call"
    REACHED = "reached"
    QUARANTINED = "quarantined"
    CLOSED = "closed"


OPEN = frozenset(FollowUpState) - {FollowUpState.CLOSED}


class CallOutcome(StrEnum):
    """What came of one try to reach a contact."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"


MOVES: Mapping[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.TO_CALL: frozenset({FollowUpState.REACHED, FollowUpState.QUARANTINED, FollowUpState.CLOSED}),
    FollowUpState.REACHED: frozenset({FollowUpState.TO_CALL, FollowUpState.QUARANTINED, FollowUpState.CLOSED}),
    FollowUpState.QUARANTINED: frozenset({FollowUpState.REACHED, FollowUpState.CLOSED}),
    FollowUpState.CLOSED: frozenset({FollowUpState.TO_CALL}),
}


class FollowUpEntry(NamedTuple):
    """One line of a follow-up's history."""

    at: datetime
    by: str
    state: FollowUpState
    outcome: CallOutcome | None
    note: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Human work on one contact. `revision` 0 means that nobody has begun."""

    case: CaseCode
    person: PersonId
    state: FollowUpState = FollowUpState.TO_CALL
    attempts: int = 0
    quarantined_at: datetime | None = None
    accepted_at: datetime | None = None
    entries: tuple[FollowUpEntry, ...] = ()
    revision: int = 0
    expires_at: datetime | None = None

    @property
    def number_is_wrong(self) -> bool:
        """The last try found that the number is somebody else's."""
        tries = [entry.outcome for entry in self.entries if entry.outcome is not None]
        return bool(tries) and tries[-1] is CallOutcome.WRONG_NUMBER


MOST_ENTRIES = 20  # the item stays below one write unit; older lines stand in the access log


def followed_up(
    stored: FollowUp,
    state: FollowUpState,
    *,
    outcome: CallOutcome | None,
    note: str,
    by: str,
    accepts: bool,
    now: datetime,
) -> FollowUp:
    """The follow-up after one more entry. The same entry by the same person again changes nothing.

    Raises IllegalMove, naming both states.
    """
    last = stored.entries[-1] if stored.entries else None
    if last and (last.by, last.state, last.outcome, last.note) == (by, state, outcome, note) and _just_now(last, now):
        return stored
    if state is not stored.state and state not in MOVES[stored.state]:
        raise IllegalMove(was=stored.state.value, wanted=state.value)
    return FollowUp(
        case=stored.case,
        person=stored.person,
        state=state,
        attempts=stored.attempts + (outcome is not None),
        quarantined_at=_quarantined(stored, state, now),
        accepted_at=stored.accepted_at or (now if accepts else None),
        entries=(*stored.entries, FollowUpEntry(now, by, state, outcome, note))[-MOST_ENTRIES:],
        revision=stored.revision + 1,
        expires_at=stored.expires_at,
    )


def going_on(person: PersonId, own: FollowUp | None, others: Sequence[FollowUp]) -> FollowUp | None:
    """The follow-up of a person with several records: it stands where the newest line left it, with the lines of all.

    Its revision is that of the person's own, so that the next line is stored under the record that speaks.
    """
    known = [work for work in (own, *others) if work is not None]
    if not any(others):
        return own
    newest = max(known, key=lambda work: (_last(work), work.person == person))
    quarantined = [work.quarantined_at for work in known if work.quarantined_at]
    return replace(
        newest,
        person=person,
        attempts=sum(work.attempts for work in known),
        quarantined_at=min(quarantined) if newest.quarantined_at and quarantined else newest.quarantined_at,
        entries=tuple(sorted((entry for work in known for entry in work.entries), key=lambda e: e.at))[-MOST_ENTRIES:],
        revision=own.revision if own else 0,
    )


def _last(work: FollowUp) -> datetime:
    return work.entries[-1].at if work.entries else datetime.min.replace(tzinfo=UTC)


_TWICE = timedelta(seconds=60)


def _just_now(entry: FollowUpEntry, now: datetime) -> bool:
    return now - entry.at < _TWICE


def _quarantined(stored: FollowUp, state: FollowUpState, now: datetime) -> datetime | None:
    if state is FollowUpState.QUARANTINED:
        return stored.quarantined_at or now
    return None if state is FollowUpState.TO_CALL else stored.quarantined_at
