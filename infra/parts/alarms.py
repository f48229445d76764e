"""One alarm over one metric, or over several at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cw

FIVE_MINUTES = cdk.Duration.minutes(5)
# CloudWatch's limit for an alarm over an expression.
MOST_METRICS = 10


@dataclass(frozen=True)
class Alarm:
    name: str
    meaning: str
    metric: cw.IMetric
    above: float
    periods: int = 1


def all_of(metrics: Sequence[cw.IMetric]) -> cw.IMetric:
    return _expression("SUM", metrics)


def worst_of(metrics: Sequence[cw.IMetric]) -> cw.IMetric:
    return _expression("MAX", metrics)


def _expression(function: str, metrics: Sequence[cw.IMetric]) -> cw.IMetric:
    if len(metrics) > MOST_METRICS:
        raise ValueError(
            f"an alarm takes {MOST_METRICS} metrics, not {len(metrics)}: split it, each part with a playbook"
        )
    names = {f"m{number}": metric for number, metric in enumerate(metrics)}
    return cw.MathExpression(expression=f"{function}([{', '.join(names)}])", using_metrics=names, period=FIVE_MINUTES)
