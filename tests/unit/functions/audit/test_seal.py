"""Sealing the record of access day by day, and finding out what was changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.memory.audit.log import MemoryAudit
from adapters.memory.secret.secrets import MemorySecrets
from domain.people.audit import FIRST, sealed
from functions.audit import seal, service, wiring
from tests.builders.base import NOW
from tests.builders.people import an_access

FRIDAY, SATURDAY, SUNDAY = date(2021, 10, 1), date(2021, 10, 2), date(2021, 10, 3)
DAY = timedelta(days=1)


class Book:
    def __init__(self):
        self.now = NOW
        self.audit = MemoryAudit()
        self.keys = MemorySecrets(clock=lambda: self.now)
        for number, at in enumerate((NOW - DAY, NOW - DAY, NOW, NOW + DAY)):
            self.audit.append(an_access(number, at=at))

    def seal_until(self, day):
        return service.seal_until(day, audit=self.audit, keys=self.keys)

    def verify(self, first=FRIDAY, last=SUNDAY):
        return [(f.day, f.what) for f in service.verify(first, last, audit=self.audit, keys=self.keys)]

    def key_of(self, number):
        return next(key for key, (record, _) in self.audit.records.items() if record.nonce == f"{number:016x}")


@pytest.fixture
def book():
    made = Book()
    made.seal_until(FRIDAY)
    made.seal_until(SUNDAY)
    return made


def test_days_that_were_missed_are_sealed_in_one_go(book):
    assert [book.audit.seals[day].count for day in (FRIDAY, SATURDAY, SUNDAY)] == [2, 1, 1]
    assert book.audit.seals[FRIDAY].previous == FIRST
    assert book.audit.seals[SATURDAY].previous == book.audit.seals[FRIDAY].digest


def test_a_whole_record_has_no_finding(book):
    assert book.verify() == []


def test_sealing_again_changes_nothing(book):
    before = dict(book.audit.seals)
    assert book.seal_until(SUNDAY) == []
    assert book.audit.seals == before


def test_a_record_altered_in_the_store_is_found(book):
    key = book.key_of(2)
    record, digest = book.audit.records[key]
    book.audit.records[key] = replace(record, reason="khác"), digest
    assert book.verify() == [(SATURDAY, "altered"), (SATURDAY, "seal")]


def test_a_record_removed_from_the_store_is_found(book):
    del book.audit.records[book.key_of(0)]
    assert book.verify() == [(FRIDAY, "count"), (FRIDAY, "seal")]


def test_a_record_added_after_the_seal_is_found(book):
    book.audit.append(an_access(9, at=NOW))
    assert book.verify() == [(SATURDAY, "count"), (SATURDAY, "seal")]


def test_a_day_sealed_anew_without_the_key_is_found_twice(book):
    del book.audit.records[book.key_of(2)]
    forged = sealed(SATURDAY, [], previous=book.audit.seals[SATURDAY].previous, kid="k1", key=b"guess")
    book.audit.seals[SATURDAY] = forged
    assert book.verify() == [(SATURDAY, "seal"), (SUNDAY, "chain")]


def test_a_seal_that_was_removed_is_found_there_and_in_the_chain(book):
    del book.audit.seals[SATURDAY]
    assert book.verify() == [(SATURDAY, "unsealed"), (SUNDAY, "chain")]


def test_every_seal_removed_from_a_day_on_is_found(book):
    for day in (SATURDAY, SUNDAY):
        del book.audit.seals[day]
    assert book.verify() == [(SATURDAY, "unsealed"), (SUNDAY, "unsealed")]


def test_a_span_may_begin_in_the_middle(book):
    assert book.verify(first=SATURDAY) == []


def test_days_before_the_platforms_first_are_no_finding(book):
    assert book.verify(first=FRIDAY - 30 * DAY) == []


def test_an_empty_day_is_sealed_so_that_a_removed_day_shows(book):
    book.seal_until(SUNDAY + 2 * DAY)
    assert book.audit.seals[SUNDAY + DAY].count == 0
    assert book.verify(last=SUNDAY + 2 * DAY) == []


def test_the_handler_seals_the_day_that_ended(monkeypatch):
    book = Book()
    half_past_midnight = datetime(2021, 10, 2, 17, 30, tzinfo=UTC)
    parts = wiring.SealParts(book.audit, book.keys, lambda: half_past_midnight)
    monkeypatch.setattr(wiring, "seal_parts", lambda: parts)
    assert seal.handler({}, None) == {"sealed": 1}
    assert list(book.audit.seals) == [SATURDAY]
    assert seal.handler({}, None) == {"sealed": 0}
