"""Twin of the exposure notices."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from adapters.memory.notice.notices import MemoryNotices
from domain.base.period import at_epoch, epoch
from domain.people.codes import PersonId
from domain.telling.exposure import ExposureNotice, cause_of
from domain.telling.notice import Notice, NoticeKey, NoticeKind
from domain.tracing.codes import CaseCode


class MemoryExposures(Twin):
    """ExposureNotices in a dictionary; each stands in `outbox` too, as the two share a table."""

    def __init__(self, faults: FaultPlan | None = None, *, outbox: MemoryNotices | None = None) -> None:
        super().__init__(faults)
        self._outbox = outbox or MemoryNotices()
        self._told: dict[NoticeKey, ExposureNotice] = {}

    @step
    def of_case(self, case: CaseCode, people: Sequence[PersonId]) -> Mapping[PersonId, ExposureNotice]:
        found = {person: self._now(NoticeKey(person, cause_of(case))) for person in people}
        return {person: notice for person, notice in found.items() if notice is not None}

    @step
    def tell(self, notice: ExposureNotice) -> bool:
        key = NoticeKey(notice.person, cause_of(notice.case))
        stored = self._told.get(key)
        if (stored.newest.number if stored else 0) != notice.newest.number - 1:
            return False
        self._told[key] = _whole_seconds(notice)
        self._outbox.put(_queued(key, self._told[key]))
        return True

    @step
    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[ExposureNotice]:
        found = [notice for key in self._told if key.person == person and (notice := self._now(key))]
        return sorted((n for n in found if n.expires_at > now), key=lambda notice: notice.case)

    @step
    def opened(self, notice: ExposureNotice, *, now: datetime) -> None:
        key = NoticeKey(notice.person, cause_of(notice.case))
        stored = self._told.get(key)
        if stored and stored.newest.number == notice.newest.number and stored.opened_at is None:
            self._told[key] = replace(stored, opened_at=at_epoch(epoch(now)))

    def _now(self, key: NoticeKey) -> ExposureNotice | None:
        """With the state of sending, which the outbox knows."""
        notice, queued = self._told.get(key), self._outbox.of(key)
        if notice is None or queued is None:
            return None
        channel, sent_at = self._outbox.receipts.get(key, (None, None))
        return replace(notice, state=queued.state, channel=channel, sent_at=sent_at)


def _queued(key: NoticeKey, notice: ExposureNotice) -> Notice:
    return Notice(
        key,
        NoticeKind.EXPOSURE,
        phone="",
        text="",
        queued_at=notice.newest.at,
        expires_at=notice.expires_at,
        version=notice.newest.number,
        told=tuple(version.told.value for version in notice.versions),
    )


def _whole_seconds(notice: ExposureNotice) -> ExposureNotice:
    versions = tuple(version._replace(at=at_epoch(epoch(version.at))) for version in notice.versions)
    return replace(notice, versions=versions, expires_at=at_epoch(epoch(notice.expires_at)))
