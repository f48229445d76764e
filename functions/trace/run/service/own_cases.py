"""Contacts who are F0 themselves: not told of another case while their own stands, told once what is owed when it does not.

A person is put on the waiting list before it is asked again whether the own case still stands, and a retraction ends
that case before its run reads the list: whichever is first, the other sees it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.people.codes import PersonId
from domain.telling.exposure import ExposureNotice
from domain.tracing.case import Case, CaseRegister, retraced
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Edge
from domain.tracing.run import Run, run_name
from domain.tracing.waiting import WaitingList


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits for word of one case as a step of its run begins."""

    case: CaseCode
    people: frozenset[PersonId]
    cases: CaseRegister
    waiting_list: WaitingList
    now: datetime

    def beside(self, fresh: Sequence[Edge], on_record: Mapping[PersonId, Edge]) -> list[Edge]:
        """The edges written since the last run, and those of who waits: they may have been written long ago."""
        others = self.people & on_record.keys() - {edge.person for edge in fresh}
        return [*fresh, *(on_record[person] for person in sorted(others))]

    def free(self, due: Sequence[ExposureNotice], *, expires_at: datetime) -> list[ExposureNotice]:
        """Notices to people without an open case of their own; the others wait from now on."""
        standing = set(self.cases.open_of([notice.person for notice in due], now=self.now)) if due else set()
        if fresh := standing - self.people:
            self.waiting_list.add(self.case, fresh, expires_at=expires_at)
            standing -= fresh - self.cases.open_of(sorted(fresh), now=self.now).keys()
        return [notice for notice in due if notice.person not in standing]

    def end(self, edges: Sequence[Edge], due: Sequence[ExposureNotice], told: Sequence[ExposureNotice]) -> None:
        """Of those with these edges, whoever is owed nothing any more waits no longer."""
        still = {notice.person for notice in due} - {notice.person for notice in told}
        if over := self.people.intersection(edge.person for edge in edges) - still:
            self.waiting_list.remove(self.case, over)


def waiting_for(case: CaseCode, *, cases: CaseRegister, waiting_list: WaitingList, now: datetime) -> Waiting:
    """The waiting list of a case, with what tells whether people have a case of their own."""
    return Waiting(case, waiting_list.of_case(case, now=now), cases, waiting_list, now)


def wake(run: Run, retracted: Case, *, cases: CaseRegister, waiting_list: WaitingList, now: datetime) -> None:
    """Every case for which the person of a retracted one waits is traced again; once, however often this is repeated.

    Where somebody is faster with another revision of such a case, that one's run sees the retraction as well.
    """
    by = f"S#{run_name(run.case, run.revision)}"
    for code in waiting_list.of_person(retracted.person, now=now):
        case = cases.find(code)
        if case is not None and case.changed_by != by:
            cases.replace(retraced(case, by=by, now=now))
