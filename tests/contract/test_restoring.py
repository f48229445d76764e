"""What was lost is brought back as it was, and nothing that stands is written over."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from adapters import session
from adapters.aws.wrapping import KmsWrapper
from adapters.dynamo.audit.log import DynamoAudit
from adapters.dynamo.secret.secrets import DynamoRotation
from adapters.dynamo.spare.spares import DynamoSpares
from domain.base.secret import ROTATION, Purpose
from domain.people.audit import AccessRecord, Alteration
from functions.identity.service import turn
from tests.contract.engines import Stores
from tests.contract.samples.base import NOW, Clock
from tests.contract.samples.people import an_access
from tools import audit_restore, keys_restore

TODAY = date(2021, 10, 3)
KEPT = [purpose for purpose in Purpose if ROTATION[purpose].has_spare]


@pytest.fixture
def secret(moto_stores: Stores, monkeypatch: pytest.MonkeyPatch) -> str:
    """A table of keys after a turn, with their copies."""
    secret, spare = moto_stores.table("Secret"), moto_stores.table("Spare")
    key = session.client("kms").create_key()["KeyMetadata"]["KeyId"]
    for name, value in (("SECRET_TABLE", secret), ("SPARE_TABLE", spare), ("SPARE_KEY", key)):
        monkeypatch.setenv(name, value)
    rotation = DynamoRotation(secret, clock=Clock())
    spares = DynamoSpares(spare, wrapper=KmsWrapper(key))
    for purpose in Purpose:
        turn(purpose, keys=rotation, spares=spares, now=NOW)
    return secret


def scanned(table: str) -> dict[str, Any]:
    items = session.client("dynamodb").scan(TableName=table)["Items"]
    return {f"{item['pk']['S']} {item['sk']['S']}": item for item in items}


def remove(table: str, item: Any) -> None:
    session.client("dynamodb").delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})


def test_every_lost_key_that_has_a_copy_comes_back_as_it_was(secret: str) -> None:
    before = scanned(secret)
    for item in before.values():
        remove(secret, item)
    found = keys_restore.restore(NOW)
    assert {purpose for purpose, kids in found.items() if kids} == {*KEPT}
    assert scanned(secret) == {place: item for place, item in before.items() if not place.startswith("K#device")}


def test_a_key_that_stands_is_left_as_it_is(secret: str) -> None:
    table = session.client("dynamodb")
    other = {**scanned(secret)["K#seal k1"], "m": {"B": b"2" * 32}}
    table.put_item(TableName=secret, Item=other)
    before = scanned(secret)
    assert not any(keys_restore.restore(NOW).values())
    assert scanned(secret) == before


@pytest.fixture
def log(moto_stores: Stores, monkeypatch: pytest.MonkeyPatch) -> str:
    table = moto_stores.table("Audit")
    monkeypatch.setenv("AUDIT_TABLE", table)
    return table


def an_alteration_of(record: AccessRecord, number: str = "e1", **facts: Any) -> Alteration:
    place = f"A#{record.subject} {int(record.at.timestamp())}#{record.nonce}"
    return Alteration(TODAY, place, facts.get("before", record.digest), "other", facts.get("at", NOW), number)


def test_an_altered_record_is_taken_from_the_copy(moto_stores: Stores, log: str) -> None:
    table, copy, record = session.client("dynamodb"), moto_stores.table("Audit"), an_access()
    DynamoAudit(log).append(record)
    DynamoAudit(copy).append(record)
    (before,) = scanned(log).values()
    table.put_item(TableName=log, Item={**before, "y": {"S": "another reason"}})
    noted = an_alteration_of(record)
    DynamoAudit(log).note(noted)
    assert audit_restore.put_back(copy, TODAY, TODAY, tables=table) == ([noted.place], [])
    assert scanned(log)[noted.place] == before
    assert DynamoAudit(log).alterations(TODAY, TODAY) == [noted], "that it was altered stays noted"


def test_what_the_copy_does_not_have_as_it_was_is_not_taken(moto_stores: Stores, log: str) -> None:
    table, copy, record = session.client("dynamodb"), moto_stores.table("Audit"), an_access()
    DynamoAudit(copy).append(replace(record, reason="forged"))
    noted = an_alteration_of(record)
    DynamoAudit(log).note(noted)
    assert audit_restore.put_back(copy, TODAY, TODAY, tables=table) == ([], [noted.place])
    assert noted.place not in scanned(log)


def test_of_a_place_that_was_altered_twice_the_first_note_says_what_it_was(moto_stores: Stores, log: str) -> None:
    table, copy, record = session.client("dynamodb"), moto_stores.table("Audit"), an_access()
    DynamoAudit(copy).append(record)
    later = NOW.replace(microsecond=0).replace(hour=NOW.hour + 1)
    DynamoAudit(log).note(an_alteration_of(record, "e1", before="other", at=later))
    DynamoAudit(log).note(an_alteration_of(record, "e2"))
    back, missing = audit_restore.put_back(copy, TODAY, TODAY, tables=table)
    assert (len(back), missing) == (1, [])
