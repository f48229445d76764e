"""One alarm over one metric, or over several at once; as many alarms as their number asks for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cw

FIVE_MINUTES = cdk.Duration.minutes(5)
# CloudWatch's limit for an alarm over an expression.
MOST_METRICS = 10

Metrics = Sequence[cw.IMetric]
T = TypeVar("T")


@dataclass(frozen=True)
class Alarm:
    """`kind` names its playbook; of some kinds there are several."""

    kind: str
    name: str
    meaning: str
    metric: cw.IMetric
    above: float
    periods: int = 1


@dataclass(frozen=True)
class Kind:
    """An alarm over one thing of every capability. Several in one place are worth a call; one elsewhere is too."""

    name: str
    meaning: str
    above: float
    periods: int = 1

    def over(self, groups: Mapping[str, Metrics], combined: Callable[[Metrics], cw.IMetric]) -> Iterator[Alarm]:
        """One alarm under the kind's own name while its metrics fit; else one per group, numbered where one is full."""
        together = [metric for metrics in groups.values() for metric in metrics]
        if len(together) <= MOST_METRICS:
            parts: dict[str, Metrics] = {self.name: together}
        else:
            parts = {f"{self.name}-{part}": metrics for group in groups.items() for part, metrics in _parts(*group)}
        for name, metrics in parts.items():
            if metrics:
                yield Alarm(self.name, name, self.meaning, combined(metrics), self.above, self.periods)


def _parts(group: str, metrics: Metrics) -> Iterator[tuple[str, Metrics]]:
    for number, some in enumerate(in_parts(metrics, MOST_METRICS), 1):
        yield (group if len(metrics) <= MOST_METRICS else f"{group}-{number}"), some


def in_parts(items: Sequence[T], most: int) -> list[Sequence[T]]:
    return [items[start : start + most] for start in range(0, len(items), most)]


def all_of(metrics: Metrics) -> cw.IMetric:
    return _expression("SUM", metrics)


def worst_of(metrics: Metrics) -> cw.IMetric:
    return _expression("MAX", metrics)


def _expression(function: str, metrics: Metrics) -> cw.IMetric:
    names = {f"m{number}": metric for number, metric in enumerate(metrics)}
    return cw.MathExpression(expression=f"{function}([{', '.join(names)}])", using_metrics=names, period=FIVE_MINUTES)
