"""A table, its key, and the only way a function is let in: named actions, never a wildcard."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.parts.access import allow
from infra.parts.findings import accept
from infra.parts.outputs import publish
from infra.stage import Stage

EXPIRES_AT = "x"


@dataclass(frozen=True)
class Index:
    name: str
    partition: str
    sort: str
    carries: Sequence[str] = ()


@dataclass(frozen=True)
class Shape:
    name: str
    key_group: str
    stream: bool = False
    recovery_days: int | None = 35
    # Why there is no point-in-time recovery.
    unrecoverable: str = ""
    indexes: Sequence[Index] = field(default=())


@dataclass(frozen=True)
class Store:
    shape: Shape
    table: dynamodb.Table
    key: kms.IKey
    region: str

    def allow(self, function: lambda_.Function, *actions: str, index: Sequence[str] = ()) -> None:
        function.add_environment(f"{self.shape.name.upper()}_TABLE", self.table.table_name)
        arn = self.table.table_arn
        if actions:
            allow(function, [f"dynamodb:{action}" for action in actions], arn)
        for name in index:
            allow(function, ["dynamodb:Query"], f"{arn}/index/{name}")
        self._allow_key(function)

    def allow_stream(self, function: lambda_.Function) -> str:
        arn = self.table.table_stream_arn
        if arn is None:
            raise ValueError(f"{self.shape.name} has no stream")
        actions = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
        allow(function, [f"dynamodb:{action}" for action in actions], arn)
        self._allow_key(function)
        return arn

    def _allow_key(self, function: lambda_.Function) -> None:
        # DynamoDB opens the table's data key in the caller's name; the condition keeps the key shut to direct calls.
        via = {"StringEquals": {"kms:ViaService": f"dynamodb.{self.region}.amazonaws.com"}}
        allow(function, ["kms:Decrypt"], self.key.key_arn, via)


def make_store(scope: Construct, stage: Stage, shape: Shape, key: kms.IKey) -> Store:
    table = dynamodb.Table(
        scope,
        shape.name,
        partition_key=_text("pk"),
        sort_key=_text("sk"),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
        encryption_key=key,
        time_to_live_attribute=EXPIRES_AT,
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=shape.recovery_days is not None,
            recovery_period_in_days=shape.recovery_days,
        ),
        stream=dynamodb.StreamViewType.NEW_IMAGE if shape.stream else None,
        deletion_protection=stage.keeps_data,
        removal_policy=stage.removal,
    )
    for index in shape.indexes:
        _add_index(table, index)
    if shape.recovery_days is None:
        accept(table, "DDB3", shape.unrecoverable)
    publish(cdk.Stack.of(scope), **{f"{shape.name}Table": table.table_name})
    return Store(shape=shape, table=table, key=key, region=stage.region)


def _add_index(table: dynamodb.Table, index: Index) -> None:
    table.add_global_secondary_index(
        index_name=index.name,
        partition_key=_text(index.partition),
        sort_key=_text(index.sort),
        projection_type=dynamodb.ProjectionType.INCLUDE if index.carries else dynamodb.ProjectionType.KEYS_ONLY,
        non_key_attributes=list(index.carries) or None,
    )


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
