"""Records that were joined or parted: which cases are to be traced again.

A case is read anew as well when a scheduled run comes; this only makes it soon. A person whom two records together make
a contact is found by that run, because no case knows of either yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.base.errors import Busy
from domain.people.codes import PersonId
from domain.people.events import RecordsChanged
from domain.telling.exposure import ExposureNotices
from domain.tracing.case import Case, retraced
from domain.tracing.codes import CaseCode
from domain.tracing.registers.cases import CaseRegister
from domain.tracing.registers.waiting import WaitingList

JOINED = "S#records"
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Ports:
    """Where a person is known: as the F0 of cases, as somebody who was told, as somebody who waits for word."""

    cases: CaseRegister
    notices: ExposureNotices
    waiting_list: WaitingList


def look_again(event: RecordsChanged, *, ports: Ports, now: datetime) -> int:
    """Puts every case that knows one of the records to its next revision. Repeated, it traces once more, and finds nothing."""
    people = (PersonId(event.join), PersonId(event.keep))
    codes = sorted({code for person in people for code in _known_to(person, ports, now)})
    return sum(_retraced(code, ports.cases, now) for code in codes)


def _known_to(person: PersonId, ports: Ports, now: datetime) -> Iterable[CaseCode]:
    yield from ports.cases.of_person(person)
    yield from (notice.case for notice in ports.notices.of_person(person, now=now))
    yield from ports.waiting_list.of_person(person, now=now)


def _retraced(code: CaseCode, cases: CaseRegister, now: datetime) -> bool:
    """Another change may come first: its run may have read the records before they changed, so it is tried again."""
    for _ in range(_TRIES):
        case = cases.find(code)
        if case is None or _is_over(case, now):
            return False
        wanted = retraced(case, by=JOINED, now=now)
        stored = cases.replace(wanted)
        if (stored.revision, stored.changed_by) == (wanted.revision, JOINED):
            return True
    raise Busy


def _is_over(case: Case, now: datetime) -> bool:
    return case.expires_at is not None and case.expires_at <= now
