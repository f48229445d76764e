"""The register of cases: what it keeps and lists, one run at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol

from domain.people.codes import PersonId
from domain.tracing.case import Case, Change, Trace
from domain.tracing.codes import CaseCode
from domain.tracing.review.listing import CaseCounts, CasesWanted
from domain.tracing.run import LeaseAnswer, Run


class HistoryLine(NamedTuple):
    """One revision: what changed, by whom, when, and why."""

    revision: int
    change: Change
    by: str
    at: datetime
    reason: str


class CasePage(NamedTuple):
    """Cases of a unit in the order asked for; those handed over to the unit stand among them.

    `handed`: how many people of a case were handed over to this commune; nothing is said of units above communes.
    """

    cases: Sequence[Case]
    cursor: str | None
    handed: Mapping[CaseCode, int] = MappingProxyType({})


class CaseRegister(Protocol):
    """The register of cases."""

    def open(self, case: Case) -> Case:
        """Stores a new case, or returns the open one of the same person. Atomic. Raises Busy."""
        ...

    def find(self, code: CaseCode) -> Case | None:
        """Consistent."""
        ...

    def some(self, codes: Sequence[CaseCode]) -> Mapping[CaseCode, Case]:
        """Those that exist."""
        ...

    def replace(self, case: Case) -> Case:
        """Stores the next revision with a line of history; retracting ends the person's episode. Atomic.

        Returns what is stored then: another change may have come first, and the caller compares. Raises CaseUnknown.
        """
        ...

    def history(self, code: CaseCode) -> Sequence[HistoryLine]:
        """Oldest first."""
        ...

    def open_of(self, people: Sequence[PersonId], *, now: datetime) -> Mapping[PersonId, CaseCode]:
        """Who of these people is an F0 with an open case, consistent; one past its retention is open no longer."""
        ...

    def of_person(self, person: PersonId) -> Sequence[CaseCode]:
        """The cases this person was the F0 of, retracted ones too, in any order."""
        ...

    def in_unit(
        self,
        unit_path: str,
        *,
        limit: int,
        cursor: str | None,
        now: datetime,
        wanted: CasesWanted = CasesWanted(),  # noqa: B008 - a value that nobody changes
    ) -> CasePage:
        """Cases of a unit and of the units in it, and those with people handed over to them, newest confirmation first
        or last. A cursor goes on in the order that made it.

        Raises InvalidInput (`cursor`).
        """
        ...

    def counted(self, unit_path: str, *, followed_since: datetime) -> CaseCounts:
        """How many cases of a unit and of the units in it are open, confirmed since then, and how many are held.

        Reads two lists of keys; may be some seconds late.
        """
        ...

    def lease(self, run: Run, *, until: datetime, now: datetime) -> LeaseAnswer:
        """Takes or renews the lease of a case for one run; a run that holds it goes on although a revision followed."""
        ...

    def finish(self, run: Run, trace: Trace, *, retrace_at: datetime | None) -> None:
        """Stores what the run found and lets the case go; does nothing when the run no longer holds it."""
        ...

    def pending(self) -> Sequence[Case]:
        """Cases whose newest revision has no finished run."""
        ...

    def due(self, *, now: datetime) -> Sequence[Case]:
        """Cases whose time to be traced again has come."""
        ...

    def count_attempt(self, code: CaseCode, revision: int) -> int:
        """One more start of the same revision; returns its number, from 1."""
        ...
