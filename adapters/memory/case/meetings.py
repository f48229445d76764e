"""Twin of the log of meetings."""

from collections.abc import Iterable, Mapping, Sequence

from adapters.memory.faults import FaultPlan, Twin, step
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.meeting import Meeting


class MemoryMeetings(Twin):
    """MeetingLog in a dictionary: case → meetings, each from both sides."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._stated: dict[CaseCode, frozenset[Meeting]] = {}

    @step
    def restate(self, case: CaseCode, meetings: Sequence[Meeting]) -> None:
        self._stated[case] = frozenset(meetings) | {meeting.reversed for meeting in meetings}

    @step
    def of(self, people: Iterable[PersonId], *, now: int) -> Mapping[PersonId, Sequence[Meeting]]:
        found: dict[PersonId, list[Meeting]] = {person: [] for person in people}
        for meeting in sorted(m for stated in self._stated.values() for m in stated):
            if meeting.person in found and meeting.expires > now:
                found[meeting.person].append(meeting)
        return found
