"""Contacts who are F0 themselves: not told of another case while their own stands, told once what is owed when it does not.

A person is put on the waiting list before it is asked again whether the own case still stands, and a retraction ends
that case before its run reads the list: whichever is first, the other sees it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.people.codes import PersonId
from domain.telling.exposure import ExposureNotice
from domain.tracing.case import retraced
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Edge
from domain.tracing.registers.cases import CaseRegister
from domain.tracing.registers.waiting import WaitingList
from domain.tracing.run import Run, run_name
from functions.trace.of_humans import OfHumans

Due = Mapping[PersonId, ExposureNotice]
"""Whoever an edge names, and the notice owed: it may stand under another record of the same human."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits for word of one case as a step of its run begins."""

    case: CaseCode
    people: frozenset[PersonId]
    cases: CaseRegister
    waiting_list: WaitingList
    of_humans: OfHumans
    now: datetime

    def beside(self, fresh: Sequence[Edge], on_record: Mapping[PersonId, Edge]) -> list[Edge]:
        """The edges written since the last run, and those of who waits: they may have been written long ago."""
        others = self.people & on_record.keys() - {edge.person for edge in fresh}
        return [*fresh, *(on_record[person] for person in sorted(others))]

    def free(self, due: Due, *, expires_at: datetime) -> Due:
        """Notices to people without an open case of their own; the others wait from now on."""
        standing = self._standing(due)
        if fresh := standing - self.people:
            self.waiting_list.add(self.case, fresh, expires_at=expires_at)
            standing -= fresh - self._standing(fresh)
        return {person: notice for person, notice in due.items() if person not in standing}

    def _standing(self, people: Collection[PersonId]) -> set[PersonId]:
        return set(self.of_humans.open_cases(sorted(people), cases=self.cases, now=self.now)) if people else set()

    def end(self, edges: Sequence[Edge], due: Due, told: Due) -> None:
        """Of those with these edges, whoever is owed nothing any more waits no longer."""
        still = due.keys() - told.keys()
        if over := self.people.intersection(edge.person for edge in edges) - still:
            self.waiting_list.remove(self.case, over)


def waiting_for(
    case: CaseCode, *, cases: CaseRegister, waiting_list: WaitingList, of_humans: OfHumans, now: datetime
) -> Waiting:
    """The waiting list of a case, with what tells whether people have a case of their own."""
    return Waiting(case, waiting_list.of_case(case, now=now), cases, waiting_list, of_humans, now)


def wake(
    run: Run, people: Sequence[PersonId], *, cases: CaseRegister, waiting_list: WaitingList, now: datetime
) -> None:
    """Every case for which the person of a retracted one waits, under any of these records, is traced again; once,
    however often this is repeated.

    Where somebody is faster with another revision of such a case, that one's run sees the retraction as well.
    """
    by = f"S#{run_name(run.case, run.revision)}"
    for code in sorted({code for person in people for code in waiting_list.of_person(person, now=now)}):
        case = cases.find(code)
        if case is not None and case.changed_by != by:
            cases.replace(retraced(case, by=by, now=now))
