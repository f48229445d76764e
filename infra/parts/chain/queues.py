"""Queues: those that wait for a person, and consumers with partial batch failures."""

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.parts.findings import accept
from infra.parts.permissions import allow

TWO_WEEKS = cdk.Duration.days(14)


def parking_queue(scope: Construct, construct_id: str, name: str) -> sqs.Queue:
    queue = sqs.Queue(
        scope,
        construct_id,
        queue_name=name,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=TWO_WEEKS,
    )
    accept(queue, "SQS3", "This is the dead-letter queue: the alarm 'dead-letters' watches it.")
    return queue


def inbox(
    scope: Construct, construct_id: str, name: str, parked: sqs.Queue, *, receives: int, reader: lambda_.Function
) -> sqs.Queue:
    """A queue read by `reader`; after `receives` failed receives a message is parked."""
    timeout = reader.timeout or cdk.Duration.seconds(3)
    queue = sqs.Queue(
        scope,
        construct_id,
        queue_name=name,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=cdk.Duration.days(4),
        # Lambda asks for six times the function's timeout, or a slow batch is delivered twice.
        visibility_timeout=cdk.Duration.seconds(6 * int(timeout.to_seconds())),
        dead_letter_queue=sqs.DeadLetterQueue(queue=parked, max_receive_count=receives),
    )
    allow(reader, ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queue.queue_arn)
    lambda_.CfnEventSourceMapping(
        scope,
        f"{construct_id}Reader",
        function_name=reader.function_name,
        event_source_arn=queue.queue_arn,
        batch_size=10,
        function_response_types=["ReportBatchItemFailures"],
    ).node.add_dependency(reader.role or reader)
    return queue
