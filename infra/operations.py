"""The alarms of a stage that people reach, and the one page that is looked at when one rings."""

from collections.abc import Iterable, Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cw
from aws_cdk import aws_cloudwatch_actions as actions
from constructs import Construct

from infra.foundation import Foundation
from infra.parts import names
from infra.parts.outputs import publish
from infra.parts.watching.alarms import Alarm
from infra.parts.watching.board import alarm_lights, graph, row
from infra.parts.watching.watch import Groups, Watch
from infra.stage import Stage


class Operations(cdk.Stack):
    def __init__(
        self,
        scope: Construct,
        stage: Stage,
        foundation: Foundation,
        watch: Watch,
        alarms: Sequence[Alarm],
        **kwargs: Any,
    ) -> None:
        super().__init__(scope, "operations", **kwargs)
        self.stage = stage
        self.alarms = [self._alarm(alarm, foundation) for alarm in alarms]
        board = self._dashboard(watch)
        publish(self, Dashboard=board.dashboard_name)

    def _alarm(self, alarm: Alarm, foundation: Foundation) -> cw.Alarm:
        made = cw.Alarm(
            self,
            names.title(alarm.name),
            alarm_name=self.stage.named(alarm.name),
            alarm_description=f"{alarm.meaning} Playbook: docs/playbooks/{alarm.kind}.md",
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
        board.add_widgets(*alarm_lights(self.alarms))
        row(
            board,
            graph("Requests and refusals", [watch.requests, watch.client_errors, watch.server_errors]),
            graph("Latency", [watch.latency("p50"), watch.latency("p99")]),
            graph("Faults", [*_all(watch.faults), watch.keys_lost, watch.audit_altered]),
        )
        row(
            board,
            graph("Background errors", _all(watch.background_errors)),
            graph("Function throttles", [*_all(watch.throttles), *_all(watch.background_throttles)]),
            graph("Stream age", _all(watch.stream_ages)),
        )
        row(
            board,
            graph("Parked messages", _all(watch.parked)),
            graph("Queue ages", [age for _, age in watch.inbox_ages]),
            graph("Table throttles", [*_all(watch.read_throttles), *_all(watch.write_throttles)]),
        )
        row(
            board,
            graph("Strangers", [*watch.calls_of("registerPerson", "requestPhoneOtp", "recoverPerson"), *watch.texts]),
            graph("Told to wait, or at the wrong door", [watch.too_many, *_all(watch.wrong_doors)]),
            graph("Spent on texts", [watch.spent_on_texts]),
        )
        failed: Iterable[cw.Metric] = (metric for _, metrics in watch.runs_failed for metric in metrics)
        row(board, graph("Workflow runs", [*watch.runs_started, *failed]))
        return board


def _all(groups: Groups) -> list[cw.Metric]:
    return [metric for metrics in groups.values() for metric in metrics]
