"""Widgets of the dashboard, as many as their contents ask for."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cw

from infra.parts.watching.alarms import in_parts

# CloudWatch's limits for one widget.
MOST_LIGHTS = 100
MOST_LINES = 500


def alarm_lights(alarms: Sequence[cw.IAlarm]) -> list[cw.IWidget]:
    return [
        cw.AlarmStatusWidget(title="Alarms", alarms=list(some), width=24, height=4)
        for some in in_parts(alarms, MOST_LIGHTS)
    ]


def graph(title: str, metrics: Sequence[cw.IMetric]) -> list[cw.IWidget]:
    return [cw.GraphWidget(title=title, left=list(some), width=8, height=6) for some in in_parts(metrics, MOST_LINES)]


def row(board: cw.Dashboard, *graphs: list[cw.IWidget]) -> None:
    board.add_widgets(*(widget for graph in graphs for widget in graph))
