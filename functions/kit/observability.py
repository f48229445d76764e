"""Typed log records and fault metrics. Powertools is imported on the first record, not at cold start."""

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger


class Record(Protocol):
    """A dataclass whose fields are pseudonymous ids, codes and counts; never a name, phone, address or token."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@cache
def _logger() -> "Logger":
    from aws_lambda_powertools import Logger

    return Logger(log_uncaught_exceptions=False)


def log(record: Record) -> None:
    """One JSON line: the record's class name as the message, its fields beside it."""
    _logger().info(type(record).__name__, extra=asdict(record))


def log_alarming(record: Record) -> None:
    """A record that somebody has to look at, and one count for the alarm."""
    _logger().error(type(record).__name__, extra=asdict(record))
    _count_fault()


def count(name: str) -> None:
    """One for the alarm over the metric of that name."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    with single_metric(name=name, unit=MetricUnit.Count, value=1):
        pass


def log_fault(where: str, request_id: str) -> None:
    """The traceback of the exception in hand, once, and one count for the alarm."""
    _logger().exception("UnhandledFault", extra={"where": where, "aws_request_id": request_id})
    _count_fault()


def _count_fault() -> None:
    """The metric behind the alarm `unhandled-fault`."""
    count("UnhandledFault")
