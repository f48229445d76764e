"""What was done about a contact: called, reached, quarantined, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.base.errors import Fault
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.errors import ContactChanged, IllegalMove, NothingToUndo


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
    MET = "met"  # somebody went there
    ELSEWHERE = "elsewhere"  # reached, and stays somewhere else for the time being
    RELATIVE = "relative"  # somebody of the family answered
    CALL_LATER = "call_later"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"


class CloseReason(StrEnum):
    """Why a follow-up ends."""

    TERM_OVER = "term_over"
    NO_CONTACT = "no_contact"
    MOVED = "moved"
    DIED = "died"
    OTHER = "other"  # in words


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
    reason: CloseReason | None = None
    call_at: datetime | None = None
    is_undo: bool = False


class Before(NamedTuple):
    """How a follow-up stood before its last entry, which its writer may take back for a moment."""

    state: FollowUpState
    attempts: int
    quarantined_at: datetime | None
    accepted_at: datetime | None
    call_at: datetime | None


class Calling(NamedTuple):
    """Who is ringing a contact, so that two do not; over by itself after some minutes."""

    by: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Human work on one contact. `revision` 0 means that nobody has begun.

    `call_at`: when the person asked to be called again. `assigned`: the name of the member of staff who is to call.
    """

    case: CaseCode
    person: PersonId
    state: FollowUpState = FollowUpState.TO_CALL
    attempts: int = 0
    quarantined_at: datetime | None = None
    accepted_at: datetime | None = None
    entries: tuple[FollowUpEntry, ...] = ()
    revision: int = 0
    expires_at: datetime | None = None
    call_at: datetime | None = None
    before: Before | None = None
    assigned: str = ""
    calling: Calling | None = None

    @property
    def number_is_wrong(self) -> bool:
        """The last try found that the number is somebody else's."""
        tries = [entry.outcome for entry in self.standing if entry.outcome is not None]
        return bool(tries) and tries[-1] is CallOutcome.WRONG_NUMBER

    @property
    def standing(self) -> tuple[FollowUpEntry, ...]:
        """The entries that nobody took back."""
        kept: list[FollowUpEntry] = []
        for entry in self.entries:
            if not entry.is_undo:
                kept.append(entry)
            elif kept:
                kept.pop()
        return tuple(kept)

    @property
    def close_reason(self) -> CloseReason | None:
        """Why it ended, if it did; None where nobody was asked yet."""
        reasons = [entry.reason for entry in self.standing if entry.reason is not None]
        return reasons[-1] if self.state is FollowUpState.CLOSED and reasons else None


MOST_ENTRIES = 20  # the item stays below one write unit; older lines stand in the access log


class Step(NamedTuple):
    """What somebody wants to note: the state it leads to, what came of a try, why it ends, when to call again."""

    state: FollowUpState
    outcome: CallOutcome | None = None
    note: str = ""
    reason: CloseReason | None = None
    call_at: datetime | None = None


LATEST_CALL = timedelta(days=14)


def faults_of(step: Step, stored: FollowUp, *, now: datetime) -> Sequence[Fault]:
    """Every rule that the step breaks."""
    closes = step.state is FollowUpState.CLOSED
    broken = {
        ("close_reason", "required"): closes and stored.state is not FollowUpState.CLOSED and step.reason is None,
        ("close_reason", "closing-only"): step.reason is not None and not closes,
        ("note", "required"): step.reason is CloseReason.OTHER and not step.note,
        ("call_at", "required"): step.outcome is CallOutcome.CALL_LATER and step.call_at is None,
        ("call_at", "to-call-only"): step.call_at is not None and step.state is not FollowUpState.TO_CALL,
        ("call_at", "range"): step.call_at is not None and not now < step.call_at <= now + LATEST_CALL,
    }
    return [Fault(field, rule) for (field, rule), is_broken in broken.items() if is_broken]


def followed_up(
    stored: FollowUp,
    state: FollowUpState,
    *,
    outcome: CallOutcome | None,
    note: str,
    by: str,
    accepts: bool,
    now: datetime,
    reason: CloseReason | None = None,
    call_at: datetime | None = None,
) -> FollowUp:
    """The follow-up after one more entry, whoever was calling. The same entry by the same person again changes nothing.

    Raises IllegalMove, naming both states.
    """
    entry = FollowUpEntry(now, by, state, outcome, note, reason, call_at)
    last = stored.entries[-1] if stored.entries else None
    if last and last == entry._replace(at=last.at) and _just_now(last, now):
        return stored
    if state is not stored.state and state not in MOVES[stored.state]:
        raise IllegalMove(was=stored.state.value, wanted=state.value)
    return replace(
        stored,
        state=state,
        attempts=stored.attempts + (outcome is not None),
        quarantined_at=_quarantined(stored, state, now),
        accepted_at=stored.accepted_at or (now if accepts else None),
        entries=(*stored.entries, entry)[-MOST_ENTRIES:],
        revision=stored.revision + 1,
        call_at=call_at,
        before=Before(stored.state, stored.attempts, stored.quarantined_at, stored.accepted_at, stored.call_at),
        calling=None,
    )


UNDO_WITHIN = timedelta(minutes=2)


def undone(stored: FollowUp, *, by: str, revision: int, now: datetime) -> FollowUp:
    """As it stood before the entry that made `revision`, which stays in the history. Repeating it changes nothing.

    Raises ContactChanged where anything was done since, NothingToUndo where that entry is somebody else's or too old.
    """
    last = stored.entries[-1] if stored.entries else None
    if last and last.is_undo and last.by == by and revision == stored.revision - 1:
        return stored
    if revision != stored.revision:
        raise ContactChanged
    if stored.before is None or last is None or last.by != by or now - last.at > UNDO_WITHIN:
        raise NothingToUndo
    back = FollowUpEntry(now, by, stored.before.state, None, "", is_undo=True)
    return replace(
        stored,
        **stored.before._asdict(),
        entries=(*stored.entries, back)[-MOST_ENTRIES:],
        revision=stored.revision + 1,
        before=None,
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
        before=newest.before if newest is own else None,
        assigned=next((work.assigned for work in known if work.assigned), ""),
        calling=max((work.calling for work in known if work.calling), key=lambda c: c.until, default=None),
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
