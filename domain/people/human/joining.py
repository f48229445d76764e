"""Joining two records of one human, and taking it back: who may, when a second person is asked, how long it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.base.text import folded
from domain.people.codes import PersonId
from domain.people.errors import MergeNotWaiting, MergeTooOld, MergeUnknown, SamePersonApproval
from domain.people.person import Person
from domain.people.policy import JoinPolicy


class MergeState(StrEnum):
    WAITING = "WAITING"
    JOINED = "JOINED"
    PARTED = "PARTED"


@dataclass(frozen=True, slots=True)
class Merge:
    """One attempt to join `join` into `keep`. `number` is that of its joining among the facts of `join`."""

    join: PersonId
    keep: PersonId
    unit_path: str
    state: MergeState
    reason: str
    asked_by: str
    asked_at: datetime
    number: int = 1
    joined_by: str = ""
    joined_at: datetime | None = None
    parted_by: str = ""
    parted_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Another attempt may follow."""
        return self.state is MergeState.PARTED


def look_alike(one: Person, other: Person) -> bool:
    """The same name but for marks and case, and the same year of birth."""
    return folded(one.full_name) == folded(other.full_name) and one.year_of_birth == other.year_of_birth


def surely_one(one: Person, other: Person) -> bool:
    """True when nobody needs to look twice: they look alike and share a paper, or a number that one of them proved."""
    same_paper = one.identity is not None and one.identity == other.identity
    proved = one.phone_is_proved or other.phone_is_proved
    same_phone = one.phone is not None and one.phone == other.phone and proved
    return look_alike(one, other) and (same_paper or same_phone)


def asked(keep: Person, join: Person, *, by: str, reason: str, now: datetime, before: Merge | None) -> Merge:
    """A new attempt: joined at once when both are surely one, else waiting for a second person."""
    merge = Merge(
        join=join.person_id,
        keep=keep.person_id,
        unit_path=keep.unit_path,
        state=MergeState.WAITING,
        reason=reason,
        asked_by=by,
        asked_at=now,
        number=before.number + 2 if before else 1,
    )
    return _joined(merge, by=by, now=now) if surely_one(keep, join) else merge


def approved(merge: Merge, *, by: str, now: datetime) -> Merge:
    """A second person agrees; one that is joined stays so. Raises SamePersonApproval, MergeNotWaiting."""
    if merge.state is MergeState.JOINED:
        return merge
    if merge.state is not MergeState.WAITING:
        raise MergeNotWaiting
    if by == merge.asked_by:
        raise SamePersonApproval
    return _joined(merge, by=by, now=now)


def parted(merge: Merge, *, by: str, policy: JoinPolicy, now: datetime) -> Merge:
    """Taken back, or never joined; repeating it changes nothing. Raises MergeTooOld."""
    if merge.state is MergeState.PARTED:
        return merge
    if merge.joined_at is not None and now - merge.joined_at > policy.undone_within:
        raise MergeTooOld
    return replace(merge, state=MergeState.PARTED, parted_by=by, parted_at=now)


def _joined(merge: Merge, *, by: str, now: datetime) -> Merge:
    return replace(merge, state=MergeState.JOINED, joined_by=by, joined_at=now)


def known(merge: Merge | None) -> Merge:
    """Raises MergeUnknown for none."""
    if merge is None:
        raise MergeUnknown
    return merge


class MergeRegister(Protocol):
    """The register of merges; the newest attempt of each record, and the facts that follow from it."""

    def newest(self, join: PersonId) -> Merge | None:
        """Consistent."""
        ...

    def replace(self, merge: Merge, *, before: Merge | None) -> Merge:
        """Stores the next state of an attempt, or a new attempt, with its fact and a line of history. Atomic.

        Returns what stands then. Raises Busy when somebody else was faster, also where `keep` itself was joined away.
        """
        ...

    def in_unit(self, unit_path: str, *, now: datetime) -> Sequence[Merge]:
        """Those that wait for a second person or can be undone, of a unit and the units in it; newest first."""
        ...
