"""AccessIndex and SealBook: what auditors read, alike on the twin and on the table."""

from datetime import date, timedelta

import pytest

from domain.base.errors import InvalidInput
from domain.people.audit import FIRST, AccessRecord, Alteration, AuditLog, sealed
from domain.people.oversight import AccessIndex, By, Check, SealBook, Search
from domain.people.policy import AUDIT_RETENTION
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, NOW
from tests.contract.samples.people import an_access

TODAY = date(2021, 10, 3)
UNIT = "VN-2025H2/20194"


@pytest.fixture
def both(stores: Stores) -> tuple[AuditLog, AccessIndex]:
    return stores.access_index()


def read(index: AccessIndex, wanted: Search, limit: int = 50) -> list[AccessRecord]:
    found: list[AccessRecord] = []
    cursor: str | None = None
    for _ in range(40):
        page = index.search(wanted, limit=limit, cursor=cursor, now=NOW + DAY)
        found += page.records
        cursor = page.cursor
        if cursor is None:
            return found
    raise AssertionError("pages without end")


def test_each_way_finds_its_own_newest_first(both: tuple[AuditLog, AccessIndex]) -> None:
    log, index = both
    mine = [an_access(subject="P#a", actor="S#x", unit=UNIT, at=NOW + timedelta(seconds=n)) for n in range(3)]
    other = an_access(subject="P#b", actor="S#y", unit="VN-2025H2/00001")
    owner = an_access(subject="P#a", actor="P#c", unit="")
    for record in (*mine, other, owner):
        log.append(record)
    assert read(index, Search(By.ACTOR, "S#x", TODAY, TODAY)) == mine[::-1]
    assert read(index, Search(By.UNIT, UNIT, TODAY, TODAY)) == mine[::-1]
    assert read(index, Search(By.SUBJECT, "P#b", TODAY, TODAY)) == [other]
    assert {r.actor for r in read(index, Search(By.SUBJECT, "P#a", TODAY, TODAY))} == {"S#x", "P#c"}
    assert read(index, Search(By.UNIT, "VN-2025H2/99999", TODAY, TODAY)) == []


@pytest.mark.parametrize("by", [By.SUBJECT, By.ACTOR, By.UNIT])
@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7])
def test_pages_hold_each_record_once(both: tuple[AuditLog, AccessIndex], by: By, limit: int) -> None:
    """One errand about several people is one moment and one nonce."""
    log, index = both
    errand = {"actor": "S#x", "unit": UNIT, "nonce": "ab12", "at": NOW}
    records = [an_access(subject=f"P#p{n}", **errand) for n in range(4)]
    records += [an_access(subject="P#p0", actor="S#x", unit=UNIT, at=NOW + timedelta(seconds=n)) for n in (1, 2)]
    for record in records:
        log.append(record)
    value = {By.SUBJECT: "P#p0", By.ACTOR: "S#x", By.UNIT: UNIT}[by]
    found = read(index, Search(by, value, TODAY, TODAY), limit)
    wanted = [r for r in records if by is not By.SUBJECT or r.subject == "P#p0"]
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert [record.at for record in found] == sorted((record.at for record in wanted), reverse=True)


def test_days_are_local_and_both_included(both: tuple[AuditLog, AccessIndex]) -> None:
    log, index = both
    midnight = NOW.replace(hour=17, minute=0, second=0)  # 00:00 of the 4th in Vietnam
    last, first = an_access(actor="S#x", at=midnight - timedelta(seconds=1)), an_access(actor="S#x", at=midnight)
    for record in (last, first):
        log.append(record)
    assert read(index, Search(By.ACTOR, "S#x", TODAY, TODAY)) == [last]
    assert read(index, Search(By.ACTOR, "S#x", TODAY, TODAY + DAY)) == [first, last]


def test_what_has_expired_is_not_shown(both: tuple[AuditLog, AccessIndex]) -> None:
    log, index = both
    log.append(an_access(actor="S#x"))
    late = NOW + AUDIT_RETENTION + DAY
    assert list(index.search(Search(By.ACTOR, "S#x", TODAY, TODAY), limit=9, cursor=None, now=late).records) == []


@pytest.mark.parametrize("cursor", ["abc", "1633221000#ab12", "1633221000#ab12|P#x"])
def test_a_foreign_cursor_is_refused(both: tuple[AuditLog, AccessIndex], cursor: str) -> None:
    with pytest.raises(InvalidInput):
        both[1].search(Search(By.ACTOR, "S#x", TODAY, TODAY), limit=9, cursor=cursor, now=NOW)


@pytest.fixture
def books(stores: Stores) -> tuple[AuditLog, SealBook]:
    return stores.seal_book()


def test_seals_and_alterations_of_days(books: tuple[AuditLog, SealBook]) -> None:
    log, book = books
    seals = [sealed(TODAY + n * DAY, ["a"], previous=FIRST, kid="k1", key=b"audit") for n in range(3)]
    for seal in seals:
        log.add_seal(seal)
    noted = Alteration(TODAY, "A#P#1 1#a", "h", "", NOW, "7")
    log.note(noted)
    assert list(book.seals(TODAY, TODAY + DAY)) == seals[:2]
    assert list(book.alterations(TODAY, TODAY)) == [noted]
    assert list(book.alterations(TODAY + DAY, TODAY + DAY)) == []


def test_the_newest_check_is_the_last(books: tuple[AuditLog, SealBook]) -> None:
    _, book = books
    assert book.last_check() is None
    checks = [Check(TODAY - DAY, TODAY, n, f"S#{n}", NOW + timedelta(minutes=n)) for n in range(2)]
    for check in reversed(checks):
        book.note_check(check)
    assert book.last_check() == checks[1]
