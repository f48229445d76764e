"""The tables as the templates define them, for engines that a test fills itself."""

import os
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_Index = tuple[str, str, str, Sequence[str] | None]

INDEXES: Mapping[str, Sequence[_Index]] = {
    "Visit": [("byVenue", "vb", "vs", ("e", "o", "s", "z", "f"))],
    "Venue": [("byUnit", "bu", "bs", None), ("byOwner", "ow", "pk", None)],
    "Case": [("byUnit", "bu", "bs", None), ("byDue", "dq", "da", None)],
    "Audit": [("byDay", "d", "h", None)],
    "Person": [],
    "Stat": [],
    "Notice": [],
    "Secret": [],
}
_numbers = count(1)


def create(client: "DynamoDBClient", purpose: str) -> str:
    """A fresh table; returns its physical name."""
    name = f"{purpose}-{os.getpid()}-{next(_numbers)}"
    client.create_table(**definition(name, INDEXES[purpose]))
    return name


def definition(name: str, indexes: Sequence[_Index]) -> dict[str, Any]:
    """CreateTable's arguments."""
    keyed = {"pk", "sk", *(attribute for _, hashed, ranged, _ in indexes for attribute in (hashed, ranged))}
    table: dict[str, Any] = {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": _schema("pk", "sk"),
        "AttributeDefinitions": [{"AttributeName": a, "AttributeType": "S"} for a in sorted(keyed)],
    }
    if indexes:
        table["GlobalSecondaryIndexes"] = [
            {"IndexName": index, "KeySchema": _schema(hashed, ranged), "Projection": _projection(included)}
            for index, hashed, ranged, included in indexes
        ]
    return table


def _schema(hashed: str, ranged: str) -> list[dict[str, str]]:
    return [{"AttributeName": hashed, "KeyType": "HASH"}, {"AttributeName": ranged, "KeyType": "RANGE"}]


def _projection(included: Sequence[str] | None) -> dict[str, Any]:
    if included is None:
        return {"ProjectionType": "KEYS_ONLY"}
    return {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(included)}
