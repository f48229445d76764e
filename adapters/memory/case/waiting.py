"""Twin of the waiting list."""

from collections.abc import Collection, Sequence
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.period import at_epoch, epoch
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode


class MemoryWaiting(Twin):
    """WaitingList in a dictionary: case and person → until when."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._waiting: dict[tuple[CaseCode, PersonId], datetime] = {}

    @step
    def add(self, case: CaseCode, people: Collection[PersonId], *, expires_at: datetime) -> None:
        self._waiting.update({(case, person): at_epoch(epoch(expires_at)) for person in people})

    @step
    def remove(self, case: CaseCode, people: Collection[PersonId]) -> None:
        for person in people:
            self._waiting.pop((case, person), None)

    @step
    def of_case(self, case: CaseCode, *, now: datetime) -> frozenset[PersonId]:
        return frozenset(who for (code, who), until in self._waiting.items() if code == case and until > now)

    @step
    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[CaseCode]:
        return sorted(code for (code, who), until in self._waiting.items() if who == person and until > now)
