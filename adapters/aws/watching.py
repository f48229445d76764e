"""StageWatch on the cloud's own services: names of a stage begin alike, and only what tells no secret is asked."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from adapters.session import watching_client
from domain.base.upkeep import Alarm, AlarmState, Deployed, Queue, Scheduled, Workflow

T = TypeVar("T")

# What an alarm's description ends with: infra/operations.py.
_PLAYBOOK = re.compile(r"\s*Playbook: docs/playbooks/([a-z0-9-]+)\.md\s*$")
_STATES = {"OK": AlarmState.OK, "ALARM": AlarmState.RINGS}
_PARKED = ("-parked", "-failures")
_DAY = timedelta(days=1)
_SINCE_RUN = timedelta(hours=25)  # what runs once a day is told of some minutes after it ran
_RECENT = timedelta(minutes=15)
_FIVE_MINUTES = 300
_MOST_PAGES = 10
_MOST_RUNS = 100
_ENDED_BADLY = ("FAILED", "TIMED_OUT", "ABORTED")
_GONE = "DELETE_COMPLETE"  # listed for 90 days

Series = Sequence[tuple[datetime, float]]


class _More(Exception):
    """There is more than can be looked through, and a part of it would be told for the whole."""


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
                for page in _pages("cloudformation", "list_stacks", StackStatusFilter=_there())
                for each in page["StackSummaries"]
                if each["StackName"].startswith(self._prefix) and each["StackStatus"] != _GONE
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
        ages = self._measured("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", names, "Maximum", _RECENT)
        wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = []
        for url, name in zip(urls, names, strict=True):
            waiting, under_way = (
                int(value)
                for attributes in [sqs.get_queue_attributes(QueueUrl=url, AttributeNames=wanted)["Attributes"]]
                for value in (attributes[wanted[0]], attributes[wanted[1]])
            )
            age = ages.get(name)
            oldest = int(age[0][1]) if age else None
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
        runs = self._measured("AWS/Lambda", "Invocations", "FunctionName", functions, "Sum", _SINCE_RUN)
        errors = self._measured("AWS/Lambda", "Errors", "FunctionName", functions, "Sum", _DAY)
        return sorted(
            (
                Scheduled(
                    self._short(function),
                    rule["ScheduleExpression"],
                    rule["State"].startswith("ENABLED"),
                    next((at for at, number in runs.get(function, ()) if number), None),
                    int(sum(number for _, number in errors[function])) if function in errors else None,
                )
                for rule, function in zip(rules, functions, strict=True)
            ),
            key=lambda each: each.name,
        )

    def _measured(
        self, namespace: str, metric: str, dimension: str, names: Sequence[str], statistic: str, back: timedelta
    ) -> Mapping[str, Series]:
        """Of each name that has any: its values with their moments, newest first."""
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
        found: dict[str, list[tuple[datetime, float]]] = {}
        for page in _pages(
            "cloudwatch", "get_metric_data", MetricDataQueries=queries, StartTime=now - back, EndTime=now
        ):
            for told in page["MetricDataResults"]:
                values = zip(told["Timestamps"], told["Values"], strict=True)
                found.setdefault(asked[int(told["Id"][1:])], []).extend(values)
        return {name: sorted(values, reverse=True) for name, values in found.items() if values}


def _pages(service: Any, operation: str, **asked: Any) -> Iterator[Mapping[str, Any]]:
    """Every page of a list. Raises _More where they do not end within reason."""
    for number, page in enumerate(watching_client(service).get_paginator(operation).paginate(**asked)):
        if number >= _MOST_PAGES:
            raise _More
        yield page


def _there() -> Sequence[str]:
    """Every state of a stack but the one of those that are gone: the cloud lists them for months among the others."""
    states = watching_client("cloudformation").meta.service_model.shape_for("StackStatus").enum
    return [state for state in states if state != _GONE]


def _or_none(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except (ClientError, BotoCoreError, ResponseParserError, KeyError, _More):
        return None
