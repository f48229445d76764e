"""What wakes somebody up, and the one page they look at. Each alarm has a playbook of the same name."""

from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cw
from aws_cdk import aws_cloudwatch_actions as actions
from constructs import Construct

from infra.data import Data
from infra.foundation import Foundation
from infra.gateway import Gateway
from infra.parts.alarms import Alarm, all_of, worst_of
from infra.parts.capability import Capability
from infra.parts.outputs import publish
from infra.parts.watch import Watch
from infra.stage import Stage


class Operations(cdk.Stack):
    def __init__(
        self,
        scope: Construct,
        stage: Stage,
        foundation: Foundation,
        data: Data,
        gateway: Gateway,
        capabilities: Sequence[Capability],
        **kwargs: Any,
    ) -> None:
        super().__init__(scope, "operations", **kwargs)
        self.stage = stage
        watch = Watch(capabilities, data, gateway)
        self.alarms = [self._alarm(alarm, foundation) for alarm in _alarms(watch)]
        board = self._dashboard(watch)
        publish(self, Dashboard=board.dashboard_name)

    def _alarm(self, alarm: Alarm, foundation: Foundation) -> cw.Alarm:
        made = cw.Alarm(
            self,
            alarm.name.title().replace("-", ""),
            alarm_name=self.stage.named(alarm.name),
            alarm_description=f"{alarm.meaning} Playbook: docs/playbooks/{alarm.name}.md",
            metric=alarm.metric,
            threshold=alarm.above,
            comparison_operator=cw.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=alarm.periods,
            treat_missing_data=cw.TreatMissingData.NOT_BREACHING,
        )
        made.add_alarm_action(actions.SnsAction(foundation.alarms))
        made.add_ok_action(actions.SnsAction(foundation.alarms))
        return made

    def _dashboard(self, watch: Watch) -> cw.Dashboard:
        board = cw.Dashboard(self, "Board", dashboard_name=self.stage.named("operations"))
        board.add_widgets(cw.AlarmStatusWidget(title="Alarms", alarms=self.alarms, width=24, height=4))
        board.add_widgets(
            _graph("Requests and refusals", [watch.requests, watch.client_errors, watch.server_errors]),
            _graph("Latency", [watch.latency("p50"), watch.latency("p99")]),
            _graph("Faults", watch.faults),
        )
        board.add_widgets(
            _graph("Background errors", watch.background_errors),
            _graph("Function throttles", [*watch.throttles, *watch.background_throttles]),
            _graph("Stream age", watch.stream_ages),
        )
        board.add_widgets(
            _graph("Parked messages", watch.parked),
            _graph("Queue ages", list(watch.inbox_ages.values())),
            _graph("Table throttles", [*watch.read_throttles, *watch.write_throttles]),
        )
        board.add_widgets(_graph("Tracing runs", [*watch.runs_started, *watch.runs_failed]))
        return board


def _graph(title: str, metrics: Sequence[cw.IMetric]) -> cw.GraphWidget:
    return cw.GraphWidget(title=title, left=list(metrics), width=8, height=6)


def _alarms(watch: Watch) -> tuple[Alarm, ...]:
    return (
        Alarm("api-5xx", "The API failed to answer.", watch.server_errors, above=5),
        Alarm("unhandled-fault", "Code met a fault it has no answer for.", all_of(watch.faults), above=0),
        Alarm(
            "background-errors",
            "A stream, queue or scheduled function failed.",
            all_of(watch.background_errors),
            above=2,
            periods=3,
        ),
        Alarm(
            "function-throttles",
            "Functions that people wait for were refused by the concurrency limit.",
            all_of(watch.throttles),
            above=10,
            periods=2,
        ),
        Alarm(
            "background-throttles",
            "Functions that nobody waits for were refused by the concurrency limit.",
            all_of(watch.background_throttles),
            above=50,
            periods=3,
        ),
        Alarm(
            "stream-age",
            "Figures, notices or tracing lag behind the facts.",
            worst_of(watch.stream_ages),
            above=900_000,
            periods=2,
        ),
        Alarm("dead-letters", "Work was parked after it failed repeatedly.", all_of(watch.parked), above=0),
        Alarm(
            "notice-backlog", "Notices wait longer than a quarter of an hour.", watch.inbox_ages["notify"], above=900
        ),
        Alarm("tracing-failed", "A tracing run ended without an outcome.", all_of(watch.runs_failed), above=0),
        Alarm(
            "tracing-backlog", "Cases wait longer than five minutes for a run.", watch.inbox_ages["trace"], above=300
        ),
        Alarm("read-throttles", "A table refused reads.", all_of(watch.read_throttles), above=10, periods=2),
        Alarm("write-throttles", "A table refused writes.", all_of(watch.write_throttles), above=10, periods=2),
    )
