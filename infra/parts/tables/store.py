"""A table, its key, and the only way a function is let in: named actions, never a wildcard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.parts.findings import accept
from infra.parts.outputs import publish
from infra.parts.permissions import allow
from infra.parts.tables.table import EXPIRES_AT, Index, Table
from infra.stage import Stage

COUNTS = {"StringEquals": {"dynamodb:Select": "COUNT"}}


@dataclass(frozen=True)
class Store:
    row: Table
    table: dynamodb.Table
    key: kms.IKey
    region: str

    def allow(
        self,
        function: lambda_.Function,
        *actions: str,
        holder: str,
        index: Sequence[str] = (),
        counts: Sequence[str] = (),
        keys: Sequence[str] = (),
    ) -> None:
        """`holder` is the function's name in the register. Raises ValueError unless it may change what it asks for.

        Of the indexes in `counts` it learns numbers only: a query that would hand out an item is refused. A call that names one partition beside the kinds in `keys` is refused whole, a batch and a transaction too. The
        leading key of an index is the index's own, so that its statement stands apart.
        """
        self.row.refuse(holder, actions, (*index, *counts), keys)
        function.add_environment(f"{self.row.name.upper()}_TABLE", self.table.table_name)
        arn = self.table.table_arn
        if actions:
            allow(function, [f"dynamodb:{action}" for action in actions], arn, _only(keys))
        for name in index:
            allow(function, ["dynamodb:Query"], f"{arn}/index/{name}")
        for name in counts:
            allow(function, ["dynamodb:Query"], f"{arn}/index/{name}", COUNTS)
        self._allow_key(function)

    def allow_stream(self, function: lambda_.Function) -> str:
        arn = self.table.table_stream_arn
        if arn is None:
            raise ValueError(f"{self.row.name} has no stream")
        actions = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
        allow(function, [f"dynamodb:{action}" for action in actions], arn)
        self._allow_key(function)
        return arn

    def _allow_key(self, function: lambda_.Function) -> None:
        # DynamoDB opens the table's data key in the caller's name; the condition keeps the key shut to direct calls.
        via = {"StringEquals": {"kms:ViaService": f"dynamodb.{self.region}.amazonaws.com"}}
        allow(function, ["kms:Decrypt"], self.key.key_arn, via)


def make_store(scope: Construct, stage: Stage, row: Table, key: kms.IKey) -> Store:
    table = dynamodb.Table(
        scope,
        row.name,
        partition_key=_text("pk"),
        sort_key=_text("sk"),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
        encryption_key=key,
        time_to_live_attribute=EXPIRES_AT,
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=row.recovery_days is not None,
            recovery_period_in_days=row.recovery_days,
        ),
        stream=_view(row),
        deletion_protection=stage.keeps_data,
        removal_policy=stage.removal,
    )
    for index in row.indexes:
        if f"{row.name}.{index.name}" not in _later(scope):
            _add_index(table, index)
    if row.recovery_days is None:
        accept(table, "DDB3", row.unrecoverable)
    publish(cdk.Stack.of(scope), **{f"{row.name}Table": table.table_name})
    return Store(row=row, table=table, key=key, region=stage.region)


def _later(scope: Construct) -> Sequence[str]:
    """Indexes that this deployment leaves to the next one: of a table that stands, DynamoDB makes one at a time."""
    return str(scope.node.try_get_context("later") or "").split(",")


def _add_index(table: dynamodb.Table, index: Index) -> None:
    table.add_global_secondary_index(
        index_name=index.name,
        partition_key=_text(index.partition),
        sort_key=_number(index.sort) if index.by_number else _text(index.sort),
        projection_type=dynamodb.ProjectionType.INCLUDE if index.carries else dynamodb.ProjectionType.KEYS_ONLY,
        non_key_attributes=list(index.carries) or None,
    )


def _only(keys: Sequence[str]) -> dict[str, Any] | None:
    # Every action that is granted names its partitions: there is no call in which the list would be empty.
    return {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(keys)}} if keys else None


def _view(row: Table) -> dynamodb.StreamViewType | None:
    if not row.stream:
        return None
    return dynamodb.StreamViewType.NEW_AND_OLD_IMAGES if row.tells_before else dynamodb.StreamViewType.NEW_IMAGE


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _number(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.NUMBER)
