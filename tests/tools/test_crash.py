"""What `kill -9` of the local cloud leaves: every table write that was answered, every text that was sent."""

import threading
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from tests.conftest import blank_cloud
from tests.waiting import eventually
from tools.check.gather import OWN
from tools.front_door.outbox import ENGINE_LIST
from tools.local_cloud.cloud import LocalCloud
from tools.machine.calls import call_json

pytestmark = pytest.mark.cloud
TABLE = "crash"
WRITERS = 4
MORE = 20


@pytest.fixture
def mortal():
    running = blank_cloud(OWN / "mortal")
    running.start()
    yield running
    running.kill()


def _table(dynamo: Any) -> None:
    dynamo.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def _write_until_it_dies(cloud: LocalCloud, writer: int, answered: list[str]) -> None:
    dynamo = cloud.client("dynamodb")
    for number in range(100_000):
        key = f"{writer}-{number}"
        try:
            dynamo.put_item(TableName=TABLE, Item={"pk": {"S": key}}, ConditionExpression="attribute_not_exists(pk)")
            dynamo.update_item(
                TableName=TABLE,
                Key={"pk": {"S": f"count-{writer}"}},
                UpdateExpression="ADD n :one",
                ExpressionAttributeValues={":one": {"N": "1"}},
            )
        except (BotoCoreError, ClientError):
            return
        answered.append(key)


def _items(cloud: LocalCloud) -> dict[str, Any]:
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE, ConsistentRead=True)
    return {item["pk"]["S"]: item for page in pages for item in page["Items"]}


def _busy(answered: list[list[str]]) -> None:
    """Every writer has had more answers since."""
    before = [len(keys) for keys in answered]
    eventually(lambda: all(len(keys) >= had + MORE for keys, had in zip(answered, before, strict=True)))


def test_every_answered_write_survives_a_kill_under_load(mortal: LocalCloud):
    _table(mortal.client("dynamodb"))
    mortal.save()
    answered: list[list[str]] = [[] for _ in range(WRITERS)]
    writers = [threading.Thread(target=_write_until_it_dies, args=(mortal, n, answered[n])) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    _busy(answered)
    mortal.save()  # in the middle: part of the writes is in the save, part in the journal
    _busy(answered)

    mortal.kill_engine()
    for writer in writers:
        writer.join()
    mortal.start()

    items = _items(mortal)
    assert mortal.status()["refused"] == 0
    for number, keys in enumerate(answered):
        assert set(keys) <= set(items)
        # At most the one write whose answer never came is more than what was heard of; none is counted twice.
        assert int(items[f"count-{number}"]["n"]["N"]) - len(keys) in (0, 1)


def _texts(cloud: LocalCloud) -> dict[str, list[str]]:
    listed = call_json(f"{cloud.engine_url}{ENGINE_LIST}")["sms_messages"]
    return {phone: [record["Message"] for record in records] for phone, records in listed.items()}


def test_texts_that_were_sent_survive_a_kill_in_their_order(mortal: LocalCloud):
    sender = mortal.client("sns")
    topic = sender.create_topic(Name="alarms")["TopicArn"]
    sender.publish(PhoneNumber="+84900000001", Message="Mã 1 & = 2")
    mortal.save()  # part of them is in the save, part in the journal
    sender.publish(TopicArn=topic, Message="no text")
    sender.publish(PhoneNumber="+84900000001", Message="Mã 2")
    sender.publish(PhoneNumber="+84900000002", Message="Mã 3")

    for _ in range(2):
        mortal.kill_engine()
        mortal.start()
        assert _texts(mortal) == {"+84900000001": ["Mã 1 & = 2", "Mã 2"], "+84900000002": ["Mã 3"]}
        assert mortal.status()["refused"] == 0


def test_data_survives_a_polite_stop(mortal: LocalCloud):
    _table(mortal.client("dynamodb"))
    mortal.client("dynamodb").put_item(TableName=TABLE, Item={"pk": {"S": "kept"}})

    assert mortal.stop() is True
    mortal.start()

    assert set(_items(mortal)) == {"kept"}
    assert mortal.status()["replayed"] == 0


def test_a_quiet_cloud_saves_itself(mortal: LocalCloud):
    _table(mortal.client("dynamodb"))
    eventually(lambda: mortal.status()["generation"] > 0)

    mortal.kill_engine()
    mortal.start()

    assert _items(mortal) == {}
