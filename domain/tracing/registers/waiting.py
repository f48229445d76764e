"""Who is owed word of a case and is not told while a case of their own stands: an F0 is not told to be an F1.

What is owed is not kept: the case is traced again when the other one is retracted, and compares anew.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode


class WaitingList(Protocol):
    """People who wait for cases; found by the case and by the person. Only the run that holds a case changes its own."""

    def add(self, case: CaseCode, people: Collection[PersonId], *, expires_at: datetime) -> None:
        """They wait until then; whoever waits already goes on waiting. Idempotent; after an error some are added."""
        ...

    def remove(self, case: CaseCode, people: Collection[PersonId]) -> None:
        """They wait no more. Idempotent; after an error some are removed."""
        ...

    def of_case(self, case: CaseCode, *, now: datetime) -> frozenset[PersonId]:
        """Who waits for word of the case; consistent."""
        ...

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[CaseCode]:
        """The cases for which the person waits, in the order of their codes; consistent."""
        ...
