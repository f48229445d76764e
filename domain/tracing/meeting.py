"""Two people near each other, as somebody stated or a device measured; the same fact from both sides."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness


class Meeting(NamedTuple):
    """`person` and `other` were near during [start, end), epoch seconds; `place` is free text or a venue's id."""

    person: PersonId
    other: PersonId
    closeness: Closeness
    start: int
    end: int
    expires: int
    place: str = ""

    @property
    def reversed(self) -> "Meeting":
        """The same meeting seen by the other."""
        return self._replace(person=self.other, other=self.person)


class MeetingSource(Protocol):
    """Where nearness is on record: interviews today; Bluetooth encounters come through the same port."""

    def of(self, people: Iterable[PersonId], *, now: int) -> Mapping[PersonId, Sequence[Meeting]]:
        """Meetings within retention of each of these people, whoever of the two stated them."""
        ...


class MeetingLog(MeetingSource, Protocol):
    """Interview facts, kept under both people, each belonging to the case that stated it."""

    def restate(self, case: CaseCode, meetings: Sequence[Meeting]) -> None:
        """Makes `meetings` all that this case states: new ones are added, others it stated are removed. Idempotent."""
        ...
