"""The bus between capabilities: who may put facts on it, and which facts reach a queue."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.parts.permissions import allow

# A class of the field's events, or its name.
Fact = type[Any] | str


def names_of(facts: Sequence[Fact]) -> list[str]:
    return [fact if isinstance(fact, str) else str(fact.name) for fact in facts]


def let_publish(function: lambda_.Function, bus: events.IEventBus) -> None:
    function.add_environment("BUS_NAME", bus.event_bus_name)
    allow(function, ["events:PutEvents"], bus.event_bus_arn)


def bring(
    scope: Construct, rule_id: str, bus: events.IEventBus, names: Sequence[str], queue: sqs.Queue, failures: sqs.Queue
) -> None:
    """What the bus cannot deliver is kept in `failures`."""
    events.Rule(
        scope,
        rule_id,
        event_bus=bus,
        event_pattern=events.EventPattern(detail_type=list(names)),
        targets=[targets.SqsQueue(queue, dead_letter_queue=failures)],
    )
