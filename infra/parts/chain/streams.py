"""A function that reads a table's stream from its oldest record."""

import json
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs

from infra.parts.permissions import allow
from infra.parts.tables.store import Store


def read_stream(
    function: lambda_.Function,
    store: Store,
    failures: sqs.Queue,
    *,
    batch: int,
    wait_s: int,
    only: Mapping[str, Any] | None = None,
) -> None:
    """`only` is a pattern over the record; what does not match it never wakes the function."""
    arn = store.allow_stream(function)
    allow(function, ["sqs:SendMessage"], failures.queue_arn)
    mapping = lambda_.CfnEventSourceMapping(
        cdk.Stack.of(function),
        f"{function.node.id}Reads{store.row.name}",
        function_name=function.function_name,
        event_source_arn=arn,
        # After a restart the local engine keeps positions and loses records; LATEST would skip the next fact.
        starting_position="TRIM_HORIZON",
        batch_size=batch,
        maximum_batching_window_in_seconds=wait_s,
        bisect_batch_on_function_error=True,
        maximum_retry_attempts=20,
        # Records live for a day: half of it is left for a person to act in.
        maximum_record_age_in_seconds=12 * 3600,
        destination_config={"onFailure": {"destination": failures.queue_arn}},
        filter_criteria={"filters": [{"pattern": json.dumps(only, separators=(",", ":"))}]} if only else None,
    )
    # The mapping is refused while the role cannot yet read the stream.
    mapping.node.add_dependency(function.role or function)
