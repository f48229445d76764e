"""Whether the closed books are whole: days are checked in bounded portions, and that they were is kept."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.base.period import local_day
from domain.base.secret import KeyStore
from domain.people.audit import AuditLog, Finding
from domain.people.caller import Staff
from domain.people.oversight import MOST_CHECKED, Check, Days, SealBook
from functions.audit import service


class Checked(NamedTuple):
    """What a check found of the days up to `last`, which may be earlier than asked for."""

    first: date
    last: date
    records: int
    findings: Sequence[Finding]


def check(span: Days, auditor: Staff, *, book: SealBook, audit: AuditLog, keys: KeyStore, now: datetime) -> Checked:
    """Whole days while their seals say that the records read stay below a bound, one at least. Kept as a check."""
    last = _until(span, book)
    found = service.verify(span.first, last, audit=audit, keys=keys)
    book.note_check(Check(span.first, last, len(found), auditor.actor, now))
    return Checked(span.first, last, sum(seal.count for seal in book.seals(span.first, last)), found)


def _until(span: Days, book: SealBook) -> date:
    counts = {seal.day: seal.count for seal in book.seals(*span)}
    total, day = counts.get(span.first, 0), span.first
    while day < span.last and total + counts.get(day + timedelta(days=1), 0) <= MOST_CHECKED:
        day += timedelta(days=1)
        total += counts.get(day, 0)
    return day


def yesterday(now: datetime) -> date:
    """The last day that may be sealed."""
    return local_day(now) - timedelta(days=1)
