"""A fresh house for every test, and what the functions write to their log."""

import io
import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.kit import observability
from tests.doors.house import House, open_house

_services = count()


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as opened:
        yield opened


@pytest.fixture(autouse=True)
def logged(monkeypatch) -> Callable[[], list[dict[str, Any]]]:
    """The lines logged so far. A logger keeps the stream it was made with, hence a new one for every test."""
    stream = io.StringIO()
    logger = Logger(service=f"test-{next(_services)}", stream=stream, log_uncaught_exceptions=False)
    monkeypatch.setattr(observability, "_logger", lambda: logger)
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "VungXanh")
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
