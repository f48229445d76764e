"""AuditLog: append-only, listed by local day with the digests kept beside the records, one seal a day."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo.audit.log import DynamoAudit
from domain.people.audit import FIRST, AccessRecord, Alteration, AuditLog, Seal, check_day, sealed
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, NOW
from tests.contract.samples.people import an_access
from tests.faults import Faults, partial_batch

TODAY = date(2021, 10, 3)
KEY = b"audit"


@pytest.fixture
def log(stores: Stores) -> AuditLog:
    return stores.audit()


def a_seal(on: date = TODAY, *digests: str) -> Seal:
    return sealed(on, digests, previous=FIRST, kid="k1", key=KEY)


def test_records_are_listed_by_their_local_day(log: AuditLog) -> None:
    midnight = NOW.replace(hour=17, minute=0, second=0)  # 00:00 of the 4th in Vietnam
    last, first = an_access(at=midnight - timedelta(seconds=1)), an_access(at=midnight)
    for record in (first, last):
        log.append(record)
    assert log.of_day(TODAY) == [(last, last.digest)]
    assert log.of_day(TODAY + DAY) == [(first, first.digest)]
    assert log.of_day(TODAY - DAY) == []


def test_appending_twice_is_appending_once(log: AuditLog) -> None:
    record = an_access()
    log.append(record)
    log.append(record)
    log.append(replace(record, reason="another story"))
    assert log.of_day(TODAY) == [(record, record.digest)]


def test_a_days_many_records_come_complete(log: AuditLog) -> None:
    records = [an_access(at=NOW + timedelta(seconds=n)) for n in range(130)]
    for record in records:
        log.append(record)
    assert [record for record, _ in log.of_day(TODAY)] == records


def test_a_day_is_sealed_once(log: AuditLog) -> None:
    assert log.seal_of(TODAY) is None
    seal = a_seal(TODAY, "a", "b")
    assert log.add_seal(seal) == seal
    assert log.add_seal(a_seal(TODAY, "a")) == seal
    assert log.seal_of(TODAY) == seal


def test_the_last_seal_is_the_newest_before_the_day(log: AuditLog) -> None:
    assert log.last_seal(TODAY) is None
    for on in (date(2020, 12, 31), TODAY - 2 * DAY, TODAY):
        log.add_seal(a_seal(on))
    assert log.last_seal(TODAY) == a_seal(TODAY - 2 * DAY)
    assert log.last_seal(TODAY - 2 * DAY) == a_seal(date(2020, 12, 31))
    assert log.last_seal(date(2020, 12, 31)) is None


def test_of_many_seals_at_once_one_stands(busy_stores: Stores) -> None:
    log = busy_stores.audit()
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda n: log.add_seal(a_seal(TODAY, str(n))), range(16)))
    assert len(kept) == 1


def an_alteration(number: str = "e1", on: date = TODAY, **facts: str) -> Alteration:
    return Alteration(on, "A#1 2#3", facts.get("before", "old"), facts.get("after", ""), NOW, number)


def test_alterations_are_kept_by_the_day_of_what_was_altered(log: AuditLog) -> None:
    noted = [an_alteration("e1", TODAY - DAY), an_alteration("e1"), an_alteration("e2", before="", after="new")]
    for alteration in reversed(noted):
        log.note(alteration)
    assert log.alterations(TODAY - DAY, TODAY) == noted
    assert log.alterations(TODAY, TODAY) == noted[1:]
    assert log.alterations(TODAY + DAY, TODAY + 2 * DAY) == []


def test_an_alteration_that_is_noted_again_is_the_same(log: AuditLog) -> None:
    for after in ("", "other"):
        log.note(an_alteration(after=after))
    assert log.alterations(TODAY, TODAY) == [an_alteration()]


# The table, and somebody who may write it behind the port's back.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Audit")


def test_a_removed_altered_or_slipped_in_record_shows(table: str) -> None:
    client, log = session.client("dynamodb"), DynamoAudit(table)
    records = [an_access() for _ in range(4)]
    for record in records:
        log.append(record)
    seal = log.add_seal(a_seal(TODAY, *(digest for _, digest in log.of_day(TODAY))))

    def findings() -> set[str]:
        found = check_day(seal, log.of_day(TODAY), day=TODAY, previous=FIRST, key=KEY)
        return {finding.what for finding in found}

    def key_of(record: AccessRecord) -> dict[str, Any]:
        return {"pk": {"S": f"A#{record.subject}"}, "sk": {"S": f"{int(NOW.timestamp())}#{record.nonce}"}}

    assert findings() == set()
    item = client.get_item(TableName=table, Key=key_of(records[0]))["Item"]
    client.put_item(TableName=table, Item={**item, "ac": {"S": "S#nobody"}})
    assert findings() == {"altered", "seal"}
    client.put_item(TableName=table, Item=item)
    client.delete_item(TableName=table, Key=key_of(records[1]))
    assert findings() == {"count", "seal"}
    log.append(records[1])
    assert findings() == set()
    log.append(an_access())
    assert findings() == {"count", "seal"}


def test_a_record_is_kept_five_years(table: str) -> None:
    DynamoAudit(table).append(an_access())
    (item,) = session.client("dynamodb").scan(TableName=table)["Items"]
    assert int(item["x"]["N"]) >= int((NOW + 5 * 365 * DAY).timestamp())


def test_records_that_a_busy_table_hands_back_are_fetched(table: str, faults: Faults) -> None:
    log = DynamoAudit(table)
    records = [an_access() for _ in range(5)]
    for record in records:
        log.append(record)
    faults.plan("BatchGetItem", partial_batch(2), partial_batch(0))
    assert {record for record, _ in log.of_day(TODAY)} == set(records)
    assert faults.sent["BatchGetItem"] == 3
