"""A stage to be watched: the twin's, and one of moto's services, where what a test says is really there."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError

from adapters import session
from adapters.aws.watching import CloudWatch
from adapters.memory.watching import MemoryStageWatch
from domain.base.upkeep import Alarm, AlarmState, Deployed, Queue, Scheduled, StageWatch, Workflow

ROLE = "arn:aws:iam::000000000000:role/none"
WAITS = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}}
MINUTE = timedelta(minutes=1)


class Watched(Protocol):
    """What can be said of a stage, and who looks at it. `ago` and moments are of the watch's own clock."""

    now: datetime

    @property
    def watch(self) -> StageWatch: ...

    def has_alarm(self, name: str, state: AlarmState, meaning: str, playbook: str) -> None: ...

    def has_queue(self, name: str, *, waiting: int, parked: bool, oldest: Mapping[datetime, int]) -> None: ...

    def has_workflow(self, name: str, *, running: int, failed: int) -> None: ...

    def has_schedule(
        self, name: str, schedule: str, *, enabled: bool, runs: Mapping[datetime, int], errors: Mapping[datetime, int]
    ) -> None: ...

    def has_part(self, name: str) -> None: ...


class MemoryStage:
    """Says it to the twin."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.watch = MemoryStageWatch([], [], [], [], [])

    def has_alarm(self, name: str, state: AlarmState, meaning: str, playbook: str) -> None:
        since = None if state is AlarmState.UNKNOWN else self.now
        self.watch.told_alarms = [*(self.watch.told_alarms or ()), Alarm(name, state, meaning, playbook, since)]

    def has_queue(self, name: str, *, waiting: int, parked: bool, oldest: Mapping[datetime, int]) -> None:
        queue = Queue(name, waiting, 0, parked, oldest[max(oldest)] if oldest else None)
        self.watch.told_queues = [*(self.watch.told_queues or ()), queue]

    def has_workflow(self, name: str, *, running: int, failed: int) -> None:
        workflow = Workflow(name, running, failed, self.now if failed else None)
        self.watch.told_workflows = [*(self.watch.told_workflows or ()), workflow]

    def has_schedule(
        self, name: str, schedule: str, *, enabled: bool, runs: Mapping[datetime, int], errors: Mapping[datetime, int]
    ) -> None:
        last = max((at for at, number in runs.items() if number), default=None)
        wrong = sum(errors.values()) if errors else None
        self.watch.told_scheduled = [
            *(self.watch.told_scheduled or ()),
            Scheduled(name, schedule, enabled, last, wrong),
        ]

    def has_part(self, name: str) -> None:
        self.watch.told_deployed = [*(self.watch.told_deployed or ()), Deployed(name, self.now, "CREATE_COMPLETE")]


class MotoStage:
    """Makes it, under names that begin with the stage's."""

    def __init__(self, prefix: str) -> None:
        # Metrics are of five minutes each, and what ended is told of with the engine's own clock.
        self.now = datetime.now(UTC).replace(second=0, microsecond=0) + MINUTE
        self._prefix = prefix
        self.watch = CloudWatch(prefix, clock=lambda: self.now)

    def has_alarm(self, name: str, state: AlarmState, meaning: str, playbook: str) -> None:
        cloudwatch = session.watching_client("cloudwatch")
        cloudwatch.put_metric_alarm(
            AlarmName=self._prefix + name,
            AlarmDescription=f"{meaning} Playbook: docs/playbooks/{playbook}.md" if playbook else meaning,
            MetricName="Errors", Namespace="AWS/Lambda", Statistic="Sum", Period=300, EvaluationPeriods=1, Threshold=0,
            ComparisonOperator="GreaterThanThreshold",
        )  # fmt: skip
        said = {AlarmState.OK: "OK", AlarmState.RINGS: "ALARM", AlarmState.UNKNOWN: "INSUFFICIENT_DATA"}[state]
        cloudwatch.set_alarm_state(AlarmName=self._prefix + name, StateValue=said, StateReason="test")

    def has_queue(self, name: str, *, waiting: int, parked: bool, oldest: Mapping[datetime, int]) -> None:
        sqs = session.watching_client("sqs")
        url = sqs.create_queue(QueueName=self._prefix + name)["QueueUrl"]
        for number in range(waiting):
            sqs.send_message(QueueUrl=url, MessageBody=str(number))
        self._measured("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", name, oldest)

    def has_workflow(self, name: str, *, running: int, failed: int) -> None:
        sfn = session.watching_client("stepfunctions")
        arn = sfn.create_state_machine(name=self._prefix + name, definition=json.dumps(WAITS), roleArn=ROLE)
        runs = [sfn.start_execution(stateMachineArn=arn["stateMachineArn"]) for _ in range(running + failed)]
        for run in runs[running:]:
            sfn.stop_execution(executionArn=run["executionArn"])

    def has_schedule(
        self, name: str, schedule: str, *, enabled: bool, runs: Mapping[datetime, int], errors: Mapping[datetime, int]
    ) -> None:
        session.watching_client("events").put_rule(
            Name=f"{self._prefix}{name}-rule",
            ScheduleExpression=schedule,
            Description=self._prefix + name,
            State="ENABLED" if enabled else "DISABLED",
        )
        self._measured("AWS/Lambda", "Invocations", "FunctionName", name, runs)
        self._measured("AWS/Lambda", "Errors", "FunctionName", name, errors)

    def has_part(self, name: str) -> None:
        parts = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
        session.watching_client("cloudformation").create_stack(
            StackName=self._prefix + name, TemplateBody=json.dumps(parts)
        )

    def _measured(self, namespace: str, metric: str, dimension: str, name: str, values: Mapping[datetime, int]) -> None:
        for at, value in values.items():
            told = {
                "MetricName": metric, "Value": value, "Timestamp": at,
                "Dimensions": [{"Name": dimension, "Value": self._prefix + name}],
            }  # fmt: skip
            session.watching_client("cloudwatch").put_metric_data(Namespace=namespace, MetricData=[told])


Answer = Callable[[], tuple[AWSResponse, Mapping[str, Any]]]


def _answered(status: int, parsed: Mapping[str, Any]) -> tuple[AWSResponse, Mapping[str, Any]]:
    said = {"ResponseMetadata": {"HTTPStatusCode": status, "RetryAttempts": 0}, **parsed}
    return AWSResponse("", status, {}, None), said  # type: ignore[arg-type]


def refused() -> tuple[AWSResponse, Mapping[str, Any]]:
    """As a role without the right is answered."""
    return _answered(403, {"Error": {"Code": "AccessDenied", "Message": "not authorised"}})


def throttled() -> tuple[AWSResponse, Mapping[str, Any]]:
    return _answered(400, {"Error": {"Code": "Throttling", "Message": "Rate exceeded"}})


def silent() -> tuple[AWSResponse, Mapping[str, Any]]:
    raise ReadTimeoutError(endpoint_url="https://example")


def said(**parsed: Any) -> Answer:
    """Such an answer, to every call of the operation."""
    return lambda: _answered(200, parsed)


@contextmanager
def answering(service: Any, operations: Sequence[str], answer: Answer) -> Iterator[None]:
    """These operations of a service are answered so, whatever its protocol; nothing reaches the engine."""
    events = session.watching_client(service).meta.events

    def instead(**_: Any) -> tuple[AWSResponse, Mapping[str, Any]]:
        return answer()

    names = [f"before-call.{service}.{operation}" for operation in operations]
    for name in names:
        events.register_first(name, instead)
    try:
        yield
    finally:
        for name in names:
            events.unregister(name, instead)
