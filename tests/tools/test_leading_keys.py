"""The engine is told every partition that a request touches, in each form that our clients write."""

import json

import pytest

from tools.local_cloud.engine.leading_keys import leading_keys

KEY = {"pk": {"S": "A#1"}, "sk": {"S": "0"}}
OTHER = {"pk": {"S": "SEAL"}, "sk": {"S": "0"}}
QUERY = {
    "KeyConditionExpression": "#0 = :0 AND begins_with(#1, :1)",
    "ExpressionAttributeNames": {"#0": "pk", "#1": "sk"},
    "ExpressionAttributeValues": {":0": {"S": "A#1"}, ":1": {"S": "0"}},
}


@pytest.mark.parametrize(
    ("request_", "keys"),
    [
        ({"Key": KEY}, ["A#1"]),
        ({"Item": {**KEY, "x": {"N": "1"}}}, ["A#1"]),
        ({"RequestItems": {"t": {"Keys": [KEY, OTHER, KEY]}}}, ["A#1", "SEAL"]),
        ({"RequestItems": {"t": [{"PutRequest": {"Item": KEY}}, {"DeleteRequest": {"Key": OTHER}}]}}, ["A#1", "SEAL"]),
        ({"TransactItems": [{"Put": {"Item": KEY}}, {"ConditionCheck": {"Key": OTHER}}]}, ["A#1", "SEAL"]),
        ({"TransactItems": [{"Update": {"Key": KEY}}, {"Delete": {"Key": OTHER}}]}, ["A#1", "SEAL"]),
        (QUERY, ["A#1"]),
        ({"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "SEAL"}}}, ["SEAL"]),
        ({**QUERY, "IndexName": "byDay"}, []),
        ({"TableName": "t"}, []),
    ],
)
def test_every_partition_is_told(request_, keys):
    assert leading_keys(json.dumps(request_).encode()) == keys


@pytest.mark.parametrize("body", [b"", b"[]", b"no json"])
def test_what_is_no_request_of_a_table_names_none(body):
    assert leading_keys(body) == []
