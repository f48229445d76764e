"""StageWatch on the cloud's own services: names of a stage begin alike, and only what tells no secret is asked."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from adapters.session import watching_client
from domain.base.upkeep import Alarm, AlarmState, Deployed, Queue, Scheduled, Workflow

T = TypeVar("T")

# What an alarm's description ends with: infra/operations.py.
_PLAYBOOK = re.compile(r"\s*Playbook: docs/playbooks/([a-z0-9-]+)\.md\s*$")
_STATES = {"OK": AlarmState.OK, "ALARM": AlarmState.RINGS}
_PARKED = ("-parked", "-failures")
_DAY = timedelta(days=1)
_RECENT = timedelta(minutes=15)
_FIVE_MINUTES = 300
_MOST_PAGES = 10
_MOST_RUNS = 100
_ENDED_BADLY = ("FAILED", "TIMED_OUT", "ABORTED")
_GONE = frozenset({"DELETE_COMPLETE"})


class CloudWatch:
    """`prefix` is what all names of the stage begin with, its dash included."""

    def __init__(self, prefix: str, *, clock: Callable[[], datetime]) -> None:
        self._prefix = prefix
        self._clock = clock

    def alarms(self) -> Sequence[Alarm] | None:
        return _or_none(
            lambda: [
                self._alarm(each)
                for page in _pages("cloudwatch", "describe_alarms", AlarmNamePrefix=self._prefix)
                for each in page["MetricAlarms"]
            ]
        )

    def queues(self) -> Sequence[Queue] | None:
        return _or_none(self._queues)

    def workflows(self) -> Sequence[Workflow] | None:
        return _or_none(
            lambda: [
                self._workflow(each["name"], each["stateMachineArn"])
                for page in _pages("stepfunctions", "list_state_machines")
                for each in page["stateMachines"]
                if each["name"].startswith(self._prefix)
            ]
        )

    def scheduled(self) -> Sequence[Scheduled] | None:
        return _or_none(self._scheduled)

    def deployed(self) -> Sequence[Deployed] | None:
        return _or_none(
            lambda: [
                Deployed(
                    self._short(each["StackName"]),
                    each.get("LastUpdatedTime", each["CreationTime"]),
                    each["StackStatus"],
                )
                for page in _pages("cloudformation", "list_stacks")
                for each in page["StackSummaries"]
                if each["StackName"].startswith(self._prefix) and each["StackStatus"] not in _GONE
            ]
        )

    def _short(self, name: str) -> str:
        return name.removeprefix(self._prefix)

    def _alarm(self, told: Mapping[str, Any]) -> Alarm:
        description = told.get("AlarmDescription", "")
        playbook = _PLAYBOOK.search(description)
        return Alarm(
            self._short(told["AlarmName"]),
            _STATES.get(told["StateValue"], AlarmState.UNKNOWN),
            _PLAYBOOK.sub("", description),
            playbook[1] if playbook else "",
            told.get("StateUpdatedTimestamp"),
        )

    def _queues(self) -> list[Queue]:
        sqs = watching_client("sqs")
        listed = _pages("sqs", "list_queues", QueueNamePrefix=self._prefix)
        urls = [url for page in listed for url in page.get("QueueUrls", ())]
        names = [url.rpartition("/")[2] for url in urls]
        ages = self._newest("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", names, "Maximum", _RECENT)
        wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = []
        for url, name in zip(urls, names, strict=True):
            waiting, under_way = (
                int(value)
                for attributes in [sqs.get_queue_attributes(QueueUrl=url, AttributeNames=wanted)["Attributes"]]
                for value in (attributes[wanted[0]], attributes[wanted[1]])
            )
            age = ages.get(name)
            oldest = int(age[1]) if age else None
            found.append(Queue(self._short(name), waiting, under_way, name.endswith(_PARKED), oldest))
        return sorted(found, key=lambda queue: queue.name)

    def _workflow(self, name: str, arn: str) -> Workflow:
        sfn = watching_client("stepfunctions")
        running = sfn.list_executions(stateMachineArn=arn, statusFilter="RUNNING", maxResults=_MOST_RUNS)
        since = self._clock() - _DAY
        ended = [
            run["stopDate"]
            for state in _ENDED_BADLY
            for run in sfn.list_executions(stateMachineArn=arn, statusFilter=state, maxResults=_MOST_RUNS)["executions"]
            if run["stopDate"] >= since
        ]
        return Workflow(self._short(name), len(running["executions"]), len(ended), max(ended, default=None))

    def _scheduled(self) -> list[Scheduled]:
        rules = [
            rule
            for page in _pages("events", "list_rules", NamePrefix=self._prefix)
            for rule in page["Rules"]
            if rule.get("ScheduleExpression")
        ]
        functions = [rule.get("Description", "") for rule in rules]
        runs = self._newest("AWS/Lambda", "Invocations", "FunctionName", functions, "Sum", _DAY)
        errors = self._newest("AWS/Lambda", "Errors", "FunctionName", functions, "Sum", _DAY)
        return sorted(
            (
                Scheduled(
                    self._short(function),
                    rule["ScheduleExpression"],
                    rule["State"].startswith("ENABLED"),
                    runs[function][0] if function in runs else None,
                    int(errors[function][2]) if function in errors else None,
                )
                for rule, function in zip(rules, functions, strict=True)
            ),
            key=lambda each: each.name,
        )

    def _newest(
        self, namespace: str, metric: str, dimension: str, names: Sequence[str], statistic: str, back: timedelta
    ) -> Mapping[str, tuple[datetime, float, float]]:
        """Of each name that has any: the moment of the newest value above nothing (or the newest), that value, the sum."""
        asked = [name for name in dict.fromkeys(names) if name]
        if not asked:
            return {}
        now = self._clock()
        queries = [
            {
                "Id": f"m{place}",
                "MetricStat": {
                    "Metric": {
                        "Namespace": namespace,
                        "MetricName": metric,
                        "Dimensions": [{"Name": dimension, "Value": name}],
                    },
                    "Period": _FIVE_MINUTES,
                    "Stat": statistic,
                },
            }
            for place, name in enumerate(asked)
        ]
        told = watching_client("cloudwatch").get_metric_data(
            MetricDataQueries=queries, StartTime=now - back, EndTime=now, ScanBy="TimestampDescending"
        )
        found: dict[str, tuple[datetime, float, float]] = {}
        for result in told["MetricDataResults"]:
            values = sorted(zip(result["Timestamps"], result["Values"], strict=True), reverse=True)
            if values:
                at, value = next((each for each in values if each[1]), values[0])
                found[asked[int(result["Id"][1:])]] = (at, value, sum(number for _, number in values))
        return found


def _pages(service: Any, operation: str, **asked: Any) -> Iterator[Mapping[str, Any]]:
    """Every page of a list, within reason."""
    for number, page in enumerate(watching_client(service).get_paginator(operation).paginate(**asked)):
        if number >= _MOST_PAGES:
            return
        yield page


def _or_none(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except (ClientError, BotoCoreError, KeyError):
        return None
