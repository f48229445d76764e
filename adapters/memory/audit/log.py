"""Twin of the access record."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import InvalidInput
from domain.base.period import at_epoch, epoch
from domain.people.audit import AccessPage, AccessRecord, Alteration, Seal
from domain.people.policy import AUDIT_RETENTION


class MemoryAudit(Twin):
    """AuditLog in dictionaries. `records` is open so that a test can tamper with it."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.records: dict[tuple[str, int, str], tuple[AccessRecord, str]] = {}
        self.seals: dict[date, Seal] = {}
        self.altered: dict[tuple[date, str], Alteration] = {}

    def append_all(self, records: Sequence[AccessRecord]) -> None:
        for record in records:
            self.append(record)

    @step
    def append(self, record: AccessRecord) -> None:
        key = (record.subject, epoch(record.at), record.nonce)
        self.records.setdefault(key, (replace(record, at=at_epoch(epoch(record.at))), record.digest))

    @step
    def of_subject(self, subject: str, *, limit: int, cursor: str | None, now: datetime) -> AccessPage:
        if cursor is not None and not re.fullmatch(r"[0-9]{10}#[0-9a-f]{1,64}", cursor):
            raise InvalidInput.of("cursor", "cursor")
        own = [r for r, _ in self.records.values() if r.subject == subject and r.at + AUDIT_RETENTION > now]
        places = sorted(((f"{epoch(r.at):010d}#{r.nonce}", r) for r in own), key=lambda pair: pair[0], reverse=True)
        left = [(place, record) for place, record in places if cursor is None or place < cursor]
        return AccessPage([record for _, record in left[:limit]], left[limit - 1][0] if len(left) > limit else None)

    @step
    def of_day(self, day: date) -> Sequence[tuple[AccessRecord, str]]:
        found = [(record, digest) for record, digest in self.records.values() if record.day == day]
        return sorted(found, key=lambda pair: (pair[0].at, pair[0].nonce, pair[0].subject))

    @step
    def seal_of(self, day: date) -> Seal | None:
        return self.seals.get(day)

    @step
    def last_seal(self, before: date) -> Seal | None:
        earlier = [day for day in self.seals if day < before]
        return self.seals[max(earlier)] if earlier else None

    @step
    def add_seal(self, seal: Seal) -> Seal:
        return self.seals.setdefault(seal.day, seal)

    @step
    def note(self, alteration: Alteration) -> None:
        whole = replace(alteration, at=at_epoch(epoch(alteration.at)))
        self.altered.setdefault((alteration.day, alteration.number), whole)

    @step
    def alterations(self, first: date, last: date) -> Sequence[Alteration]:
        return [found for (day, _), found in sorted(self.altered.items()) if first <= day <= last]
