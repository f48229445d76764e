"""The verdict over a stage: what nobody could say is never good news."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.base.upkeep import Alarm, AlarmState, Queue, Scheduled, Verdict, Workflow, verdict

RAN = datetime(2021, 10, 2, 17, 30, tzinfo=UTC)
QUIET = Alarm("api-5xx", AlarmState.OK, "", "api-5xx")
WELL: dict[str, Any] = {
    "alarms": [QUIET],
    "queues": [Queue("case", 3, 1, parked=False), Queue("case-parked", 0, 0, parked=True)],
    "workflows": [Workflow("trace", 2, 0)],
    "scheduled": [Scheduled("audit-seal", "cron(30 17 * * ? *)", enabled=True, last_run=RAN, errors=0)],
}


def test_all_answered_and_nothing_bad_is_well() -> None:
    assert verdict(**WELL) is Verdict.WELL


@pytest.mark.parametrize("silent", sorted(WELL))
def test_a_source_that_does_not_answer_is_no_good_news(silent: str) -> None:
    assert verdict(**{**WELL, silent: None}) is Verdict.UNKNOWN


def test_a_stage_without_alarms_is_watched_by_nobody() -> None:
    assert verdict(**{**WELL, "alarms": []}) is Verdict.UNKNOWN
    doubtful = Alarm("api-5xx", AlarmState.UNKNOWN, "", "api-5xx")
    assert verdict(**{**WELL, "alarms": [QUIET, doubtful]}) is Verdict.UNKNOWN


def test_a_clock_that_nobody_saw_strike_is_no_good_news() -> None:
    unseen = Scheduled("trace-run-reconcile", "rate(2 minutes)", enabled=True)
    assert verdict(**{**WELL, "scheduled": [*WELL["scheduled"], unseen]}) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("part", "bad"),
    [
        ("alarms", [QUIET, Alarm("dead-letters", AlarmState.RINGS, "", "dead-letters")]),
        ("queues", [Queue("case-parked", 1, 0, parked=True)]),
        ("workflows", [Workflow("trace", 0, 1)]),
        ("scheduled", [Scheduled("audit-seal", "x", enabled=False)]),
        ("scheduled", [Scheduled("audit-seal", "x", enabled=True, errors=2)]),
    ],
)
def test_one_bad_thing_is_trouble_even_where_others_are_silent(part: str, bad: Any) -> None:
    assert verdict(**{**WELL, part: bad}) is Verdict.TROUBLE
    assert verdict(**{**dict.fromkeys(WELL), part: bad}) is Verdict.TROUBLE
