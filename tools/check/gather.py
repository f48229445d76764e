"""Hooks of pytest that gather its times: registered by tests/conftest.py."""

import os
from pathlib import Path

import pytest

from tools.check.times import Times
from tools.machine.paths import LOCAL

# What one run of pytest keeps: those that run side by side do not share it.
OWN = LOCAL / "test" / os.environ.get("VX_TEST_PART", "alone")
TIMES = Times()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    TIMES.note(report.nodeid, report.when, report.outcome, report.duration, report.longreprtext)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.failed:
        TIMES.note(report.nodeid, "collect", report.outcome, 0.0, report.longreprtext)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    TIMES.save(Path(os.environ.get("VX_TEST_TIMES") or OWN / "times.json"))
    terminalreporter.section("time by layer")
    for line in TIMES.lines():
        terminalreporter.write_line(line)
