"""Twin of the contacts of cases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import InvalidInput
from domain.base.period import at_epoch, epoch
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactGlance, ContactPage, ContactsOfCase, Edge, HandOver
from domain.tracing.errors import ContactChanged
from domain.tracing.follow_up import FollowUp


class Visible(NamedTuple):
    """A hand-over with what puts the case into the list of the commune."""

    hand_over: HandOver
    confirmed_at: datetime
    expires_at: datetime


class MemoryContacts(Twin):
    """ContactBook in dictionaries: case → person or commune."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._edges: dict[CaseCode, dict[PersonId, Edge]] = {}
        self._follow_ups: dict[CaseCode, dict[PersonId, FollowUp]] = {}
        self._hand_overs: dict[CaseCode, dict[str, Visible]] = {}

    @step
    def of_case(self, case: CaseCode, *, now: datetime) -> ContactsOfCase:
        edges = {p: edge for p, edge in self._edges.get(case, {}).items() if edge.expires_at > now}
        return ContactsOfCase(edges, self._work(case, self._follow_ups.get(case, {}), now))

    @step
    def page(self, case: CaseCode, *, limit: int, cursor: str | None, now: datetime) -> ContactPage:
        after = _start(cursor, case) if cursor is not None else ""
        edges = [edge for person, edge in sorted(self._living(case, now).items()) if str(person) > after]
        page = edges[:limit]
        work = self._work(case, (edge.person for edge in page), now)
        return ContactPage(tuple(page), work, f"{case}#{page[-1].person}" if len(edges) > limit else None)

    @step
    def glance(self, case: CaseCode, *, now: datetime) -> ContactGlance:
        edges = tuple(self._living(case, now).values())
        return ContactGlance(edges, self._work(case, self._follow_ups.get(case, {}), now), is_whole=True)

    @step
    def some(self, case: CaseCode, people: Sequence[PersonId], *, now: datetime) -> ContactPage:
        living = self._living(case, now)
        edges = tuple(living[person] for person in dict.fromkeys(people) if person in living)
        return ContactPage(edges, self._work(case, (edge.person for edge in edges), now), None)

    @step
    def follow_ups(self, case: CaseCode, people: Sequence[PersonId], *, now: datetime) -> Mapping[PersonId, FollowUp]:
        return self._work(case, people, now)

    @step
    def save(self, edges: Sequence[Edge]) -> None:
        for edge in edges:
            self._edges.setdefault(edge.case, {})[edge.person] = _whole_edge(edge)

    @step
    def follow_up(self, follow_up: FollowUp) -> None:
        wanted = _whole_follow_up(follow_up)
        of_case = self._follow_ups.setdefault(wanted.case, {})
        stored = of_case.get(wanted.person)
        if stored == wanted:
            return
        is_over = stored is not None and wanted.entries and not _is_living(stored, wanted.entries[-1].at)
        if (stored.revision if stored and not is_over else 0) != wanted.revision - 1:
            raise ContactChanged
        of_case[wanted.person] = wanted

    @step
    def hand_over(self, hand_over: HandOver, *, confirmed_at: datetime, expires_at: datetime) -> None:
        of_case = self._hand_overs.setdefault(hand_over.case, {})
        of_case.pop(hand_over.unit_path, None)
        if hand_over.people:
            moments = at_epoch(epoch(confirmed_at)), at_epoch(epoch(expires_at))
            of_case[hand_over.unit_path] = Visible(hand_over, *moments)

    @step
    def handed_over(self, case: CaseCode) -> Sequence[HandOver]:
        return [visible.hand_over for _, visible in sorted(self._hand_overs.get(case, {}).items())]

    def visible(self) -> list[Visible]:
        """Every hand-over, for the twin that shares this table."""
        return [visible for of_case in self._hand_overs.values() for visible in of_case.values()]

    def _living(self, case: CaseCode, now: datetime) -> dict[PersonId, Edge]:
        return {p: edge for p, edge in self._edges.get(case, {}).items() if edge.active and edge.expires_at > now}

    def _work(self, case: CaseCode, people: Iterable[PersonId], now: datetime) -> Mapping[PersonId, FollowUp]:
        stored = self._follow_ups.get(case, {})
        found = {person: stored[person] for person in people if person in stored}
        return {person: work for person, work in found.items() if _is_living(work, now)}


def _is_living(work: FollowUp, now: datetime) -> bool:
    return work.expires_at is None or work.expires_at > now


def _start(cursor: str, case: CaseCode) -> str:
    code, _, last = cursor.partition("#")
    try:
        start = PersonId(last)
    except ValueError as error:
        raise InvalidInput.of("cursor", "cursor") from error
    if code != str(case):
        raise InvalidInput.of("cursor", "cursor")
    return str(start)


def _whole(moment: datetime | None) -> datetime | None:
    """As the table keeps it."""
    return at_epoch(epoch(moment)) if moment is not None else None


def _whole_edge(edge: Edge) -> Edge:
    return replace(edge, found_at=at_epoch(epoch(edge.found_at)), expires_at=at_epoch(epoch(edge.expires_at)))


def _whole_follow_up(work: FollowUp) -> FollowUp:
    before, calling = work.before, work.calling
    return replace(
        work,
        quarantined_at=_whole(work.quarantined_at),
        accepted_at=_whole(work.accepted_at),
        entries=tuple(e._replace(at=at_epoch(epoch(e.at)), call_at=_whole(e.call_at)) for e in work.entries),
        expires_at=_whole(work.expires_at),
        call_at=_whole(work.call_at),
        before=before
        and before._replace(
            quarantined_at=_whole(before.quarantined_at),
            accepted_at=_whole(before.accepted_at),
            call_at=_whole(before.call_at),
        ),
        calling=calling and calling._replace(until=at_epoch(epoch(calling.until))),
    )
