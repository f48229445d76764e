"""Twins of what auditors read: the record of access by subject, actor and unit, and the books of days."""

import re
from datetime import date, datetime

from adapters.memory.audit.log import MemoryAudit
from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import InvalidInput
from domain.base.period import at_epoch, epoch
from domain.people.audit import AccessPage, AccessRecord, Alteration, Seal
from domain.people.oversight import By, Check, Search
from domain.people.policy import AUDIT_RETENTION


class MemoryAccessIndex(Twin):
    """AccessIndex over the twin of the record."""

    def __init__(self, audit: MemoryAudit, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._audit = audit

    @step
    def search(self, wanted: Search, *, limit: int, cursor: str | None, now: datetime) -> AccessPage:
        if cursor and not re.fullmatch(r"[0-9]{10}#[0-9a-f]{1,64}\|A#\S+", cursor):
            raise InvalidInput.of("cursor", "cursor")
        found = sorted(
            (_place(record), record)
            for record, _ in list(self._audit.records.values())
            if _value(record, wanted.by) == wanted.value and wanted.first <= record.day <= wanted.last
        )
        left = [(place, record) for place, record in reversed(found) if not cursor or place < cursor]
        kept = [record for _, record in left[:limit] if record.at + AUDIT_RETENTION > now]
        return AccessPage(kept, left[limit - 1][0] if len(left) >= limit else None)


class MemorySealBook(Twin):
    """SealBook over the twin of the record."""

    def __init__(self, audit: MemoryAudit, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._audit = audit
        self.checks: list[Check] = []

    @step
    def seals(self, first: date, last: date) -> list[Seal]:
        return [seal for day, seal in sorted(self._audit.seals.items()) if first <= day <= last]

    def alterations(self, first: date, last: date) -> list[Alteration]:
        return list(self._audit.alterations(first, last))

    @step
    def note_check(self, check: Check) -> None:
        self.checks.append(Check(check.first, check.last, check.findings, check.by, at_epoch(epoch(check.at))))

    @step
    def last_check(self) -> Check | None:
        return max(self.checks, key=lambda check: check.at, default=None)


def _place(record: AccessRecord) -> str:
    return f"{epoch(record.at):010d}#{record.nonce}|A#{record.subject}"


def _value(record: AccessRecord, by: By) -> str:
    return {By.SUBJECT: record.subject, By.ACTOR: record.actor, By.UNIT: record.unit}[by]
