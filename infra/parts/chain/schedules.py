"""A function that the clock starts, with a place for a start that failed."""

from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.parts.permissions import allow


def run_on_schedule(
    scope: Construct, function: lambda_.Function, schedule: events.Schedule, failures: sqs.Queue
) -> None:
    # Two ways to fail: the start is never delivered (the rule's queue), or the function fails on it (the function's).
    events.Rule(
        scope,
        f"{function.node.id}Schedule",
        schedule=schedule,
        # The watch over the stage reads here what the rule starts: a rule's own name is made up.
        description=function.function_name,
        targets=[targets.LambdaFunction(function, dead_letter_queue=failures, retry_attempts=2)],
    )
    allow(function, ["sqs:SendMessage"], failures.queue_arn)
    lambda_.CfnEventInvokeConfig(
        scope,
        f"{function.node.id}Failures",
        function_name=function.function_name,
        qualifier="$LATEST",
        maximum_retry_attempts=2,
        destination_config={"onFailure": {"destination": failures.queue_arn}},
    ).node.add_dependency(function.role or function)
