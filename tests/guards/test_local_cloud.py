"""Where the local cloud differs from AWS, and what both do: the behaviour that our design relies on.

A probe that fails after an upgrade of the engine says which part of the design may become simpler, or which
assumption no longer holds. Each docstring names the consequence for our code.
"""

import base64
import io
import json
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
import pytest
from botocore.exceptions import ClientError

from tests.waiting import LIMIT, eventually
from tools.local_cloud.cloud import LocalCloud
from tools.machine.calls import call, call_json
from tools.machine.ports import _listening_inodes

pytestmark = pytest.mark.cloud
ROLE = "arn:aws:iam::000000000000:role/probe"

NOTING = """
import boto3, json, os
dynamo = boto3.client("dynamodb")
def note(key, value="1"):
    dynamo.put_item(TableName=os.environ["NOTES"], Item={"pk": {"S": key}, "value": {"S": value}})
def seen(key):
    return "Item" in dynamo.get_item(TableName=os.environ["NOTES"], Key={"pk": {"S": key}})
"""


@pytest.fixture
def name() -> str:
    return f"probe-{uuid4().hex[:10]}"


def table(engine: LocalCloud, name: str, *, stream: bool = False) -> str:
    answer = engine.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": stream, **({"StreamViewType": "NEW_IMAGE"} if stream else {})},
    )
    return str(answer["TableDescription"].get("LatestStreamArn", ""))


def function(engine: LocalCloud, name: str, body: str, **environment: str) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("probe.py", NOTING + body)
    answer = engine.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=ROLE,
        Handler="probe.handler",
        Timeout=300,
        Code={"ZipFile": packed.getvalue()},
        Environment={"Variables": environment},
    )
    return str(answer["FunctionArn"])


def notes(engine: LocalCloud, table_name: str) -> dict[str, str]:
    items = engine.client("dynamodb").scan(TableName=table_name)["Items"]
    return {item["pk"]["S"]: item["value"]["S"] for item in items}


def put(engine: LocalCloud, table_name: str, *keys: str) -> None:
    for key in keys:
        engine.client("dynamodb").put_item(TableName=table_name, Item={"pk": {"S": key}})


@pytest.fixture
def streamed(engine: LocalCloud, name: str) -> Iterator[Callable[..., str]]:
    """A table whose stream is read by the given handler; its notes table is `<name>-notes`."""
    readers: list[str] = []

    def make(body: str, position: str = "TRIM_HORIZON", before: tuple[str, ...] = ()) -> str:
        stream = table(engine, name, stream=True)
        table(engine, f"{name}-notes")
        put(engine, name, *before)
        function(engine, name, body, NOTES=f"{name}-notes")
        reader = engine.client("lambda").create_event_source_mapping(
            FunctionName=name, EventSourceArn=stream, StartingPosition=position, BatchSize=10
        )
        readers.append(reader["UUID"])
        return f"{name}-notes"

    yield make
    # A reader left behind would be polled by the one thread that serves them all.
    for reader in readers:
        engine.client("lambda").delete_event_source_mapping(UUID=reader)


# -- tables ------------------------------------------------------------------------------------------------


def test_a_refused_condition_returns_the_item_that_is_there(engine: LocalCloud, name: str):
    """Same on AWS. A repeated check-in is told from a conflict without a second call."""
    table(engine, name)
    dynamo = engine.client("dynamodb")
    dynamo.put_item(TableName=name, Item={"pk": {"S": "a"}, "value": {"S": "first"}})

    with pytest.raises(ClientError) as refused:
        dynamo.put_item(
            TableName=name,
            Item={"pk": {"S": "a"}},
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )

    assert refused.value.response["Error"]["Code"] == "ConditionalCheckFailedException"
    answer: Any = refused.value.response
    assert answer["Item"]["value"] == {"S": "first"}


def test_a_cancelled_transaction_gives_reasons_in_order(engine: LocalCloud, name: str):
    """Same on AWS. Adapters read the reason at the place of the item."""
    table(engine, name)
    put(engine, name, "taken")
    new = {"Put": {"TableName": name, "Item": {"pk": {"S": "new"}}}}
    taken = {
        "Put": {
            "TableName": name,
            "Item": {"pk": {"S": "taken"}},
            "ConditionExpression": "attribute_not_exists(pk)",
        }
    }

    with pytest.raises(ClientError) as cancelled:
        engine.client("dynamodb").transact_write_items(TransactItems=[new, taken])

    codes = [reason.get("Code", "None") for reason in cancelled.value.response["CancellationReasons"]]
    assert codes == ["None", "ConditionalCheckFailed"]
    assert "Item" not in engine.client("dynamodb").get_item(TableName=name, Key={"pk": {"S": "new"}})


def test_expired_items_are_still_read(engine: LocalCloud, name: str):
    """AWS deletes them up to days late: every read filters on the expiry."""
    table(engine, name)
    dynamo = engine.client("dynamodb")
    dynamo.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "x"})
    dynamo.put_item(TableName=name, Item={"pk": {"S": "old"}, "x": {"N": "1"}})

    assert dynamo.scan(TableName=name)["Count"] == 1


# -- streams -----------------------------------------------------------------------------------------------


def test_a_raising_stream_handler_meets_its_records_again(engine: LocalCloud, streamed: Any, name: str):
    """Same on AWS. Stream handlers raise on a technical fault, and write idempotently."""
    noted = streamed(
        """
def handler(event, context):
    keys = [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]
    if not seen("failed once"):
        note("failed once")
        raise RuntimeError("store is busy")
    for key in keys:
        note(key)
"""
    )
    put(engine, name, "a", "b")

    eventually(lambda: {"a", "b"} <= set(notes(engine, noted)))


def test_a_partial_answer_of_a_stream_handler_loses_records_here(engine: LocalCloud, streamed: Any, name: str):
    """AWS would deliver the failed record again. So stream handlers never answer partially: they raise."""
    noted = streamed(
        """
def handler(event, context):
    failed = []
    for record in event["Records"]:
        key = record["dynamodb"]["Keys"]["pk"]["S"]
        if key == "bad" and not seen("bad failed"):
            note("bad failed")
            failed.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
        else:
            note(key)
    return {"batchItemFailures": failed}
"""
    )
    put(engine, name, "bad")
    eventually(lambda: "bad failed" in notes(engine, noted))
    put(engine, name, "after")
    eventually(lambda: "after" in notes(engine, noted))

    assert "bad" not in notes(engine, noted)


def test_a_reader_at_the_horizon_sees_what_was_written_before_it(engine: LocalCloud, streamed: Any):
    """Needed after a restart, when the launcher forgets the readers' positions."""
    noted = streamed(
        """
def handler(event, context):
    for record in event["Records"]:
        note(record["dynamodb"]["Keys"]["pk"]["S"])
""",
        before=("early",),
    )

    eventually(lambda: "early" in notes(engine, noted))


# -- queues and bus ----------------------------------------------------------------------------------------


def test_a_poison_message_is_parked_after_two_receives(engine: LocalCloud, name: str):
    """Same on AWS. Its neighbours are handled: queue handlers answer partially."""
    table(engine, f"{name}-notes")
    sqs = engine.client("sqs")
    parked = sqs.create_queue(QueueName=f"{name}-parked")["QueueUrl"]
    parked_arn = sqs.get_queue_attributes(QueueUrl=parked, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": parked_arn, "maxReceiveCount": 2})
    inbox = sqs.create_queue(QueueName=name, Attributes={"VisibilityTimeout": "1", "RedrivePolicy": policy})["QueueUrl"]
    inbox_arn = sqs.get_queue_attributes(QueueUrl=inbox, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    function(
        engine,
        name,
        """
def handler(event, context):
    failed = []
    for record in event["Records"]:
        if record["body"] == "poison":
            failed.append({"itemIdentifier": record["messageId"]})
        else:
            note(record["body"])
    return {"batchItemFailures": failed}
""",
        NOTES=f"{name}-notes",
    )
    reader = engine.client("lambda").create_event_source_mapping(
        FunctionName=name, EventSourceArn=inbox_arn, FunctionResponseTypes=["ReportBatchItemFailures"]
    )
    for body in ("poison", "good"):
        sqs.send_message(QueueUrl=inbox, MessageBody=body)

    def parked_bodies() -> list[str]:
        answer = sqs.receive_message(QueueUrl=parked, VisibilityTimeout=0)
        return [message["Body"] for message in answer.get("Messages", [])]

    try:
        eventually(lambda: "good" in notes(engine, f"{name}-notes"))
        # On a busy machine the good one may have come twice, too.
        eventually(lambda: "poison" in parked_bodies())
    finally:
        engine.client("lambda").delete_event_source_mapping(UUID=reader["UUID"])


def test_queue_addresses_are_loopback(engine: LocalCloud, name: str):
    """Functions send to the address they were given: it must lead here."""
    address = engine.client("sqs").create_queue(QueueName=name)["QueueUrl"]

    assert address.startswith(engine.engine_url)


def test_a_bus_rule_reaches_its_queue(engine: LocalCloud, name: str):
    """Same on AWS."""
    sqs, events = engine.client("sqs"), engine.client("events")
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.create_event_bus(Name=name)
    events.put_rule(Name=name, EventBusName=name, EventPattern=json.dumps({"detail-type": ["NoticeQueued"]}))
    events.put_targets(Rule=name, EventBusName=name, Targets=[{"Id": "1", "Arn": arn}])

    for kind in ("NoticeQueued", "Other"):
        events.put_events(Entries=[{"EventBusName": name, "Source": "probe", "DetailType": kind, "Detail": '{"n": 1}'}])

    received = eventually(lambda: sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"))
    assert [json.loads(message["Body"])["detail-type"] for message in received] == ["NoticeQueued"]


def test_sent_sms_can_be_read(engine: LocalCloud):
    """Only here. The front door's outbox and the journeys read one-time codes there."""
    engine.client("sns").publish(PhoneNumber="+84900000009", Message="Mã 123456")

    kept = call_json(f"{engine.engine_url}/_ministack/sns/sms-messages?phoneNumber=%2B84900000009")
    assert "123456" in json.dumps(kept, ensure_ascii=False)


# -- door --------------------------------------------------------------------------------------------------


@pytest.fixture
def door(engine: LocalCloud, name: str) -> str:
    arn = function(
        engine,
        name,
        """
def handler(event, context):
    kept = ("version", "rawPath", "routeKey", "pathParameters", "rawQueryString")
    return {"statusCode": 200, "body": json.dumps({key: event.get(key) for key in kept}, ensure_ascii=False)}
""",
    )
    api = engine.client("apigatewayv2")
    made = api.create_api(Name=name, ProtocolType="HTTP")["ApiId"]
    integration = api.create_integration(
        ApiId=made, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
    )["IntegrationId"]
    api.create_route(ApiId=made, RouteKey="GET /things/{id}", Target=f"integrations/{integration}")
    api.create_stage(ApiId=made, StageName="api", AutoDeploy=True)
    return f"{engine.engine_url}/_aws/execute-api/{made}/api"


def test_the_path_has_no_stage_name_here(door: str):
    """AWS puts `/api` in front. Routing reads routeKey and pathParameters, never rawPath."""
    event = call_json(f"{door}/things/x%20y?q=1")

    assert event["version"] == "2.0"
    assert event["rawPath"] == "/things/x y"
    assert (event["routeKey"], event["pathParameters"]) == ("GET /things/{id}", {"id": "x y"})
    assert event["rawQueryString"] == "q=1"


def test_an_unknown_path_is_not_found(door: str):
    """Same on AWS, with the gateway's own body: it never reaches our problem documents."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{door}/nothing", timeout=LIMIT)

    with refused.value as answer:
        assert answer.code == 404


# -- sign-in -----------------------------------------------------------------------------------------------


def test_an_id_token_carries_roles_and_unit_and_verifies(engine: LocalCloud, name: str):
    """Same on AWS. The API takes the ID token: access tokens carry no custom attributes."""
    pool = engine.client("cognito-idp")
    pool_id = pool.create_user_pool(
        PoolName=name, Schema=[{"Name": "unit_code", "AttributeDataType": "String", "Mutable": True}]
    )["UserPool"]["Id"]
    client_id = pool.create_user_pool_client(
        UserPoolId=pool_id, ClientName=name, ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    pool.create_group(UserPoolId=pool_id, GroupName="tracer")
    pool.admin_create_user(
        UserPoolId=pool_id, Username="an", UserAttributes=[{"Name": "custom:unit_code", "Value": "07777"}]
    )
    pool.admin_set_user_password(UserPoolId=pool_id, Username="an", Password="Long-enough-1", Permanent=True)
    pool.admin_add_user_to_group(UserPoolId=pool_id, Username="an", GroupName="tracer")

    signed_in = pool.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=client_id,
        AuthParameters={"USERNAME": "an", "PASSWORD": "Long-enough-1"},
    )
    token = signed_in["AuthenticationResult"]["IdToken"]
    keys = jwt.PyJWKSet.from_dict(call_json(f"{engine.engine_url}/{pool_id}/.well-known/jwks.json"))
    claims = jwt.decode(
        token,
        keys[jwt.get_unverified_header(token)["kid"]].key,
        algorithms=["RS256"],
        audience=client_id,
        issuer=f"https://cognito-idp.ap-southeast-1.amazonaws.com/{pool_id}",
    )

    assert claims["token_use"] == "id"
    assert claims["cognito:groups"] == ["tracer"]
    assert claims["custom:unit_code"] == "07777"


# -- keys --------------------------------------------------------------------------------------------------


def test_an_encryption_context_is_checked(engine: LocalCloud):
    """Same on AWS. A sealed phone number opens only for the person it belongs to."""
    kms = engine.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    sealed = kms.encrypt(KeyId=key, Plaintext=b"0900", EncryptionContext={"person": "a"})["CiphertextBlob"]

    opened = kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"person": "a"})["Plaintext"]
    assert opened == b"0900"
    with pytest.raises(ClientError):
        kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"person": "b"})


# -- the engine itself -------------------------------------------------------------------------------------


def test_it_listens_on_loopback_only(engine: LocalCloud):
    """The default of the engine is every interface, and a second port for things."""
    pid = engine.engine_pid()
    assert pid is not None
    ours = _sockets_of(pid)
    listening = [row for row in _listeners() if row["inode"] in ours]

    assert [row["address"] for row in listening] == [f"127.0.0.1:{engine.ports.cloud}"]
    assert _listening_inodes(engine.ports.cloud) & ours


def test_functions_are_told_where_this_cloud_is(engine: LocalCloud, name: str):
    """The AWS SDK inside a function must never reach a real account."""
    function(
        engine,
        name,
        """
def handler(event, context):
    return {key: os.environ.get(key) for key in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_REGION")}
""",
    )
    answer = engine.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    told = json.loads(answer["Payload"].read())

    assert told["AWS_ENDPOINT_URL"].startswith(("http://127.0.0.1:", "http://localhost:"))
    assert told["AWS_PROFILE"] is None
    assert told["AWS_REGION"] == "ap-southeast-1"


def test_log_lines_of_a_function_are_kept(engine: LocalCloud, name: str):
    """Journeys assert that no personal data is logged: the lines must be there to look at."""
    function(engine, name, 'def handler(event, context):\n    print("hello from", "the probe")\n')
    answer = engine.client("lambda").invoke(FunctionName=name, Payload=b"{}", LogType="Tail")

    assert "hello from the probe" in base64.b64decode(answer["LogResult"]).decode()


def test_it_answers_as_ready(engine: LocalCloud):
    assert json.loads(call(f"{engine.engine_url}/_ministack/ready"))


def _sockets_of(pid: int) -> set[str]:
    links = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            links.append(str(entry.readlink()))
        except OSError:
            continue
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def _listeners() -> Iterator[dict[str, str]]:
    for table_file in ("/proc/net/tcp", "/proc/net/tcp6", "/proc/net/udp"):
        for line in Path(table_file).read_text().splitlines()[1:]:
            row = line.split()
            host, port = row[1].split(":")
            if row[3] in ("0A", "07"):
                packed = bytes.fromhex(host)[::-1] if len(host) == 8 else bytes.fromhex(host)
                yield {"address": f"{'.'.join(map(str, packed))}:{int(port, 16)}", "inode": row[9]}
