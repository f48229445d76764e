"""The metrics of one stage, made from names: an alarm that held a reference would hold the function too."""

from collections.abc import Iterable, Mapping, Sequence

from aws_cdk import aws_cloudwatch as cw

from infra.data import Data
from infra.gateway import STAGE_PATH, Gateway
from infra.parts.alarms import FIVE_MINUTES
from infra.parts.capability import Capability
from infra.parts.workflow import workflow_arn


class Watch:
    def __init__(self, capabilities: Sequence[Capability], data: Data, gateway: Gateway) -> None:
        door = {"ApiId": gateway.api.api_id, "Stage": STAGE_PATH}
        self._door = door
        self.requests = metric("AWS/ApiGateway", "Count", door, label="requests")
        self.client_errors = metric("AWS/ApiGateway", "4xx", door, label="refused")
        self.server_errors = metric("AWS/ApiGateway", "5xx", door, label="failed")
        self.faults = [metric("VungXanh", "UnhandledFault", {"service": c.name}, label=c.name) for c in capabilities]
        doors = [c.function_names["api"] for c in capabilities]
        background = [name for c in capabilities for name in c.function_names.values() if name not in doors]
        self.throttles = _of_functions("Throttles", doors)
        self.background_throttles = _of_functions("Throttles", background)
        self.background_errors = _of_functions("Errors", background)
        readers = [name for c in capabilities for name in c.stream_readers]
        self.stream_ages = _of_functions("IteratorAge", readers, statistic="Maximum")
        self.parked = [_depth(name) for c in capabilities for name in c.parking_queues]
        self.inbox_ages = {c.name: _age(name) for c in capabilities for name in c.inboxes}
        workflows = [workflow_arn(c.stage, name) for c in capabilities for name in c.workflows]
        self.runs_started = _of_workflows("ExecutionsStarted", workflows, label="started")
        self.runs_failed = [
            *_of_workflows("ExecutionsFailed", workflows, label="failed"),
            *_of_workflows("ExecutionsTimedOut", workflows, label="timed out"),
        ]
        tables = [(name, store.table.table_name) for name, store in data.stores.items()]
        self.read_throttles = [
            metric("AWS/DynamoDB", "ReadThrottleEvents", {"TableName": table}, label=f"{name} reads")
            for name, table in tables
        ]
        self.write_throttles = [
            metric("AWS/DynamoDB", "WriteThrottleEvents", {"TableName": table}, label=f"{name} writes")
            for name, table in tables
        ]

    def latency(self, percentile: str) -> cw.Metric:
        return metric("AWS/ApiGateway", "Latency", self._door, statistic=percentile, label=percentile)


def metric(
    namespace: str, name: str, dimensions: Mapping[str, str], *, label: str, statistic: str = "Sum"
) -> cw.Metric:
    return cw.Metric(
        namespace=namespace,
        metric_name=name,
        dimensions_map=dict(dimensions),
        statistic=statistic,
        period=FIVE_MINUTES,
        label=label,
    )


def _of_functions(name: str, functions: Iterable[str], statistic: str = "Sum") -> list[cw.Metric]:
    return [
        metric("AWS/Lambda", name, {"FunctionName": function}, label=function, statistic=statistic)
        for function in functions
    ]


def _of_workflows(name: str, workflows: Iterable[str], label: str) -> list[cw.Metric]:
    return [metric("AWS/States", name, {"StateMachineArn": arn}, label=label) for arn in workflows]


def _age(queue: str) -> cw.Metric:
    return metric(
        "AWS/SQS",
        "ApproximateAgeOfOldestMessage",
        {"QueueName": queue},
        statistic="Maximum",
        label=f"oldest in {queue}, seconds",
    )


def _depth(queue: str) -> cw.Metric:
    return metric(
        "AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": queue}, label=queue, statistic="Maximum"
    )
