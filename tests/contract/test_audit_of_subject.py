"""AuditLog.of_subject: what was done with one person's data, newest first, page by page."""

from datetime import timedelta

import pytest

from adapters import session
from adapters.dynamo.audit.log import DynamoAudit
from domain.base.errors import InvalidInput
from domain.people.audit import AccessRecord, AuditLog
from domain.people.policy import AUDIT_RETENTION
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, NOW
from tests.contract.samples.people import an_access

SUBJECT = "P#pfghnbvpram4z"


@pytest.fixture
def log(stores: Stores) -> AuditLog:
    return stores.audit()


def records(count: int, subject: str = SUBJECT) -> list[AccessRecord]:
    """Oldest first, a second apart."""
    return [an_access(subject=subject, at=NOW + timedelta(seconds=n)) for n in range(count)]


def read(log: AuditLog, limit: int) -> list[list[AccessRecord]]:
    """All pages."""
    pages: list[list[AccessRecord]] = []
    cursor: str | None = None
    while True:
        page = log.of_subject(SUBJECT, limit=limit, cursor=cursor, now=NOW + DAY)
        pages.append(list(page.records))
        cursor = page.cursor
        if cursor is None:
            return pages


def test_nobody_was_there_yet(log: AuditLog) -> None:
    assert read(log, 10) == [[]]


def test_a_subject_reads_its_own_records_newest_first(log: AuditLog) -> None:
    own, others = records(3), records(3, "P#somebody-else")
    for record in (*own, *others):
        log.append(record)
    assert read(log, 10) == [own[::-1]]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 8])
def test_pages_hold_each_record_once_and_end(log: AuditLog, limit: int) -> None:
    own = records(7)
    for record in own:
        log.append(record)
    pages = read(log, limit)
    assert [record for page in pages for record in page] == own[::-1]
    assert all(len(page) == limit for page in pages[:-1])
    assert len(pages) == -(-7 // limit)


def test_records_of_one_second_stand_on_either_side_of_a_page(log: AuditLog) -> None:
    own = sorted((an_access(subject=SUBJECT) for _ in range(5)), key=lambda record: record.nonce)
    for record in own:
        log.append(record)
    assert [record for page in read(log, 2) for record in page] == own[::-1]


def test_what_has_passed_its_retention_is_not_shown(log: AuditLog) -> None:
    old, young = records(2)
    for record in (old, young):
        log.append(record)
    page = log.of_subject(SUBJECT, limit=1, cursor=None, now=old.at + AUDIT_RETENTION)
    assert (list(page.records), page.cursor) == ([young], None)


@pytest.mark.parametrize("cursor", ["", "x", "SEAL", "1633223712", "1633223712#", "1633223712#XYZ", "é" * 20])
def test_a_cursor_of_another_kind_is_refused(log: AuditLog, cursor: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        log.of_subject(SUBJECT, limit=1, cursor=cursor, now=NOW)
    assert [(fault.field, fault.rule) for fault in refused.value.faults] == [("cursor", "cursor")]


def test_a_page_costs_what_it_shows_and_not_what_there_is(moto_stores: Stores) -> None:
    table = moto_stores.table("Audit")
    log = DynamoAudit(table)
    for record in records(60):
        log.append(record)
    seen: list[int] = []
    events = session.client("dynamodb").meta.events
    events.register("after-call.dynamodb.Query", count := lambda parsed, **_: seen.append(parsed["Count"]))
    try:
        assert len(log.of_subject(SUBJECT, limit=10, cursor=None, now=NOW).records) == 10
    finally:
        events.unregister("after-call.dynamodb.Query", count)
    assert seen == [11]
