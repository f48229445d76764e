"""Twin of the register of cases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from adapters.memory.case.contacts import MemoryContacts
from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import Busy, InvalidInput
from domain.base.period import at_epoch, epoch
from domain.people.codes import PersonId
from domain.tracing.case import Case, CaseState, Trace, TraceStatus, Window
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseUnknown
from domain.tracing.milestone import Dates
from domain.tracing.registers.cases import CasePage, HistoryLine
from domain.tracing.review.listing import CaseCounts, CasesWanted, Standing
from domain.tracing.run import LeaseAnswer, Run


class _Lease(NamedTuple):
    holder: str
    until: datetime


class MemoryCases(Twin):
    """CaseRegister in dictionaries. Hand-overs come from `contacts`, as the two share a table."""

    def __init__(self, faults: FaultPlan | None = None, *, contacts: MemoryContacts | None = None) -> None:
        super().__init__(faults)
        self._contacts = contacts or MemoryContacts()
        self._cases: dict[CaseCode, Case] = {}
        self._open: dict[PersonId, CaseCode] = {}
        self._history: dict[CaseCode, list[HistoryLine]] = {}
        self._leases: dict[CaseCode, _Lease] = {}
        self._retraces: dict[CaseCode, datetime] = {}

    @step
    def open(self, case: Case) -> Case:
        if (known := self._open_case(case.person)) and _is_living(known, case.recorded_at):
            return known
        if case.code in self._cases:
            raise Busy
        self._open[case.person] = case.code
        return self._keep(_whole(case))

    @step
    def find(self, code: CaseCode) -> Case | None:
        return self._cases.get(code)

    @step
    def some(self, codes: Sequence[CaseCode]) -> Mapping[CaseCode, Case]:
        return {code: self._cases[code] for code in codes if code in self._cases}

    @step
    def replace(self, case: Case) -> Case:
        stored = self._cases.get(case.code)
        if stored is None:
            raise CaseUnknown
        if stored.revision != case.revision - 1:
            return stored
        if case.state is CaseState.RETRACTED and self._open.get(stored.person) == case.code:
            del self._open[stored.person]
        self._retraces.pop(case.code, None)
        return self._keep(_as_replaced(stored, _whole(case)))

    @step
    def history(self, code: CaseCode) -> Sequence[HistoryLine]:
        return list(self._history.get(code, ()))

    @step
    def open_of(self, people: Sequence[PersonId], *, now: datetime) -> Mapping[PersonId, CaseCode]:
        known = {person: self._open[person] for person in people if person in self._open}
        return {person: code for person, code in known.items() if _is_living(self._cases[code], now)}

    @step
    def of_person(self, person: PersonId) -> Sequence[CaseCode]:
        return sorted(case.code for case in self._cases.values() if case.person == person)

    @step
    def in_unit(
        self,
        unit_path: str,
        *,
        limit: int,
        cursor: str | None,
        now: datetime,
        wanted: CasesWanted = CasesWanted(),  # noqa: B008 - a value that nobody changes
    ) -> CasePage:
        at = _start(cursor) if cursor is not None else None
        codes = {case.code for case in self._cases.values() if _is_in(case.unit_path, unit_path)}
        if wanted.standing is None:
            handed = (v for v in self._contacts.visible() if v.expires_at > now)
            codes |= {v.hand_over.case for v in handed if _is_in(v.hand_over.unit_path, unit_path)}
        living = [case for code in codes if (case := self._cases.get(code)) and _is_living(case, now)]
        asked = [case for case in living if _is_wanted(case, wanted)]
        places = sorted(((_place(case), case.code) for case in asked), reverse=wanted.oldest_first)
        rest = [(place, code) for place, code in places if at is None or _follows(place, at, wanted)]
        page = rest[:limit]
        more = len(rest) > limit
        cases = tuple(self._cases[code] for _, code in page)
        people = {
            v.hand_over.case: len(v.hand_over.people)
            for v in self._contacts.visible()
            if v.hand_over.unit_path == unit_path and v.hand_over.case in {case.code for case in cases}
        }
        return CasePage(cases, page[-1][0] if more else None, people)

    @step
    def counted(self, unit_path: str, *, followed_since: datetime) -> CaseCounts:
        own = [case for case in self._cases.values() if _is_in(case.unit_path, unit_path)]
        of = [
            sum(_is_wanted(case, wanted) for case in own)
            for wanted in (CasesWanted(Standing.OPEN, since=followed_since), CasesWanted(Standing.HELD))
        ]
        return CaseCounts(*of)

    @step
    def lease(self, run: Run, *, until: datetime, now: datetime) -> LeaseAnswer:
        case, lease = self._cases.get(run.case), self._leases.get(run.case)
        is_mine = lease is not None and lease.holder == run.holder
        if case is None or _traced(case) >= run.revision or not (is_mine or case.revision == run.revision):
            return LeaseAnswer.SUPERSEDED
        if lease is not None and not is_mine and lease.until > now:
            return LeaseAnswer.BUSY
        self._leases[run.case] = _Lease(run.holder, at_epoch(epoch(until)))
        return LeaseAnswer.READY

    @step
    def finish(self, run: Run, trace: Trace, *, retrace_at: datetime | None) -> None:
        lease = self._leases.get(run.case)
        if lease is None or lease.holder != run.holder:
            return
        case = self._cases[run.case]
        del self._leases[run.case]
        self._cases[run.case] = replace(case, trace=_whole_trace(trace))
        if case.revision == run.revision and retrace_at is not None:
            self._retraces[run.case] = at_epoch(epoch(retrace_at))

    @step
    def pending(self) -> Sequence[Case]:
        waiting = [case for case in self._cases.values() if _traced(case) < case.revision]
        return sorted(waiting, key=lambda case: (case.changed_at, case.code))

    @step
    def due(self, *, now: datetime) -> Sequence[Case]:
        come = sorted((at, code) for code, at in self._retraces.items() if at <= now)
        return [self._cases[code] for _, code in come]

    @step
    def count_attempt(self, code: CaseCode, revision: int) -> int:
        stored = self._cases.get(code)
        if stored is None or stored.revision != revision:
            return 1
        self._cases[code] = replace(stored, attempt=stored.attempt + 1)
        return stored.attempt + 1

    def _open_case(self, person: PersonId) -> Case | None:
        code = self._open.get(person)
        return self._cases[code] if code else None

    def _keep(self, case: Case) -> Case:
        self._cases[case.code] = case
        line = HistoryLine(case.revision, case.change, case.changed_by, case.changed_at, case.reason)
        self._history.setdefault(case.code, []).append(line)
        return case


def _is_living(case: Case, now: datetime) -> bool:
    return case.expires_at is None or case.expires_at > now


def _traced(case: Case) -> int:
    """The revision of the last finished run."""
    return case.trace.revision if case.trace else 0


def _is_in(path: str, unit_path: str) -> bool:
    return f"{path}/".startswith(f"{unit_path}/")


def _is_wanted(case: Case, wanted: CasesWanted) -> bool:
    at = epoch(case.dates.confirmed_at)
    if wanted.since is not None and at < epoch(wanted.since):
        return False
    if wanted.until is not None and at >= epoch(wanted.until):
        return False
    if wanted.standing is Standing.OPEN:
        return case.state is CaseState.CONFIRMED
    return wanted.standing is None or case.status is TraceStatus.HELD


def _follows(place: str, at: str, wanted: CasesWanted) -> bool:
    return place < at if wanted.oldest_first else place > at


def _place(case: Case) -> str:
    """Newest confirmation first, as the table orders them."""
    return f"{10**10 - 1 - epoch(case.dates.confirmed_at):010d}#{case.code}"


def _start(cursor: str) -> str:
    second, _, code = cursor.partition("#")
    try:
        return f"{int(second):010d}#{CaseCode(code)}"
    except ValueError as error:
        raise InvalidInput.of("cursor", "cursor") from error


def _as_replaced(stored: Case, case: Case) -> Case:
    """What a change never touches: who, where, when it was recorded, and what a run found meanwhile."""
    return replace(
        case,
        person=stored.person,
        unit_path=stored.unit_path,
        unit_name=stored.unit_name,
        recorded_at=stored.recorded_at,
        trace=stored.trace,
    )


def _second(moment: datetime) -> datetime:
    """As the table keeps it."""
    return at_epoch(epoch(moment))


def _maybe(moment: datetime | None) -> datetime | None:
    return _second(moment) if moment is not None else None


def _whole(case: Case) -> Case:
    dates = case.dates
    return replace(
        case,
        dates=Dates(
            _second(dates.specimen_at), _second(dates.confirmed_at), _maybe(dates.onset_at), _maybe(dates.isolated_at)
        ),
        milestones=tuple(replace(m, start=_maybe(m.start), end=_maybe(m.end)) for m in case.milestones),
        recorded_at=_second(case.recorded_at),
        changed_at=_second(case.changed_at),
        approvals={group: a._replace(at=_second(a.at)) for group, a in case.approvals.items()},
        trace=_whole_trace(case.trace) if case.trace else None,
        expires_at=_maybe(case.expires_at),
    )


def _whole_trace(trace: Trace) -> Trace:
    return replace(
        trace,
        at=_second(trace.at),
        window=Window(_second(trace.window.start), _second(trace.window.end)),
        first_notice_at=_maybe(trace.first_notice_at),
        last_notice_at=_maybe(trace.last_notice_at),
    )
