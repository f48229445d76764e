"""StageWatch: what a stage's services say of it, and no figure where one of them does not say it.

The twin and the adapter over moto answer alike; whoever cannot be asked, or not to the end, answers None.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from adapters import session
from adapters.aws import watching
from domain.base.upkeep import AlarmState, Deployed, Queue, Verdict, Workflow, verdict
from tests.contract.engines import Stores
from tests.contract.samples.base import NOW
from tests.contract.stages import (
    MINUTE,
    Answer,
    MemoryStage,
    MotoStage,
    Watched,
    answering,
    refused,
    said,
    silent,
    throttled,
)

HOUR = timedelta(hours=1)
_STAGES = count(1)

# By what is asked: the service and the calls that it takes.
ASKED = {
    "alarms": [("cloudwatch", "DescribeAlarms")],
    "queues": [("sqs", "ListQueues"), ("sqs", "GetQueueAttributes"), ("cloudwatch", "GetMetricData")],
    "workflows": [("stepfunctions", "ListStateMachines"), ("stepfunctions", "ListExecutions")],
    "scheduled": [("events", "ListRules"), ("cloudwatch", "GetMetricData")],
    "deployed": [("cloudformation", "ListStacks")],
}
ANSWERS: dict[str, Answer] = {"refused": refused, "throttled": throttled, "silent": silent, "void": said()}
TROUBLES = [
    pytest.param(part, *call, answer, id=f"{part}: {call[1]} {how}")
    for part, calls in sorted(ASKED.items())
    for call in calls
    for how, answer in ANSWERS.items()
    if (call[1], how) != ("ListQueues", "void")  # so it says that there are none
]


@pytest.fixture(params=["memory", "moto"])
def stage(request: pytest.FixtureRequest) -> Watched:
    if request.param == "memory":
        return MemoryStage(NOW)
    request.getfixturevalue("moto_stores")
    return MotoStage(f"vx-{next(_STAGES)}-")


@pytest.fixture(scope="module")
def real(moto_stores: Stores) -> MotoStage:
    return a_stage_that_is_well(MotoStage(f"vx-real-{next(_STAGES)}-"))


def a_stage_that_is_well(stage: Any) -> Any:
    stage.has_alarm("dead-letters", AlarmState.OK, "Work was parked.", "dead-letters")
    stage.has_queue("case", waiting=1, parked=False, oldest={})
    stage.has_queue("case-parked", waiting=0, parked=True, oldest={})
    stage.has_workflow("trace", running=1, failed=0)
    runs = {stage.now - 2 * MINUTE: 1}
    stage.has_schedule("audit-seal", "rate(1 day)", enabled=True, runs=runs, errors=dict.fromkeys(runs, 0))
    stage.has_part("trace")
    return stage


def word(stage: Watched) -> Verdict:
    watch = stage.watch
    return verdict(watch.alarms(), watch.queues(), watch.workflows(), watch.scheduled())


def test_a_stage_that_is_well_is_told_so(stage: Watched) -> None:
    assert word(a_stage_that_is_well(stage)) is Verdict.WELL


def test_an_empty_stage_has_nothing_and_is_not_well(stage: Watched) -> None:
    assert [part() for part in _parts(stage)] == [[]] * len(ASKED)
    assert word(stage) is Verdict.UNKNOWN


def test_alarms_with_their_meaning_and_playbook(stage: Watched) -> None:
    stage.has_alarm("api-5xx", AlarmState.OK, "The API failed to answer.", "api-5xx")
    stage.has_alarm("dead-letters-case", AlarmState.RINGS, "Work was parked.", "dead-letters")
    stage.has_alarm("spend", AlarmState.UNKNOWN, "Texts cost more.", "")
    found = {alarm.name: alarm for alarm in stage.watch.alarms() or ()}
    assert {name: alarm.state.value for name, alarm in found.items()} == {
        "api-5xx": "ok", "dead-letters-case": "rings", "spend": "unknown",
    }  # fmt: skip
    assert [(found[name].meaning, found[name].playbook) for name in sorted(found)] == [
        ("The API failed to answer.", "api-5xx"),
        ("Work was parked.", "dead-letters"),
        ("Texts cost more.", ""),
    ]
    since = found["dead-letters-case"].since
    assert since is not None
    assert abs(since - stage.now) < 2 * MINUTE
    assert word(stage) is Verdict.TROUBLE


def test_queues_with_what_waits_and_for_how_long_now(stage: Watched) -> None:
    ages = {stage.now - 12 * MINUTE: 700, stage.now - 2 * MINUTE: 90}
    stage.has_queue("case", waiting=3, parked=False, oldest=ages)
    stage.has_queue("notice-emptied", waiting=0, parked=False, oldest=dict(zip(ages, (600, 0), strict=True)))
    stage.has_queue("trace-failures", waiting=0, parked=True, oldest={})
    stage.has_queue("case-parked", waiting=2, parked=True, oldest={})
    assert sorted(stage.watch.queues() or (), key=lambda queue: queue.name) == [
        Queue("case", 3, 0, parked=False, oldest_s=90),
        Queue("case-parked", 2, 0, parked=True),
        Queue("notice-emptied", 0, 0, parked=False, oldest_s=0),
        Queue("trace-failures", 0, 0, parked=True),
    ]
    assert word(stage) is Verdict.TROUBLE, "work is parked"


def test_workflows_with_their_runs(stage: Watched) -> None:
    stage.has_workflow("trace", running=2, failed=1)
    stage.has_workflow("idle", running=0, failed=0)
    found = {workflow.name: workflow for workflow in stage.watch.workflows() or ()}
    assert found["idle"] == Workflow("idle", 0, 0)
    assert replace(found["trace"], last_failed=None) == Workflow("trace", 2, 1)
    failed = found["trace"].last_failed
    assert failed is not None
    assert abs(failed - stage.now) < 2 * MINUTE
    assert word(stage) is Verdict.TROUBLE


def test_what_the_clock_starts_with_its_last_run(stage: Watched) -> None:
    runs = {stage.now - 20 * HOUR: 1, stage.now - 3 * HOUR: 1}
    stage.has_schedule(
        "audit-seal", "rate(1 day)", enabled=True, runs=runs, errors=dict(zip(runs, (2, 1), strict=True))
    )
    stage.has_schedule("identity-reconcile", "rate(1 hour)", enabled=False, runs={}, errors={})
    stage.has_schedule("trace-run-reconcile", "rate(2 minutes)", enabled=True, runs=dict.fromkeys(runs, 0), errors={})
    seal, off, never = sorted(stage.watch.scheduled() or (), key=lambda each: each.name)
    assert (seal.name, seal.schedule, seal.enabled, seal.errors) == ("audit-seal", "rate(1 day)", True, 3)
    assert seal.last_run is not None
    assert abs(seal.last_run - (stage.now - 3 * HOUR)) <= 5 * MINUTE
    assert (off.enabled, off.last_run, off.errors) == (False, None, None)
    assert (never.last_run, never.errors) == (None, None), "nothing was started, whatever was measured"
    assert word(stage) is Verdict.TROUBLE


def test_parts_with_when_they_were_deployed(stage: Watched) -> None:
    stage.has_part("trace")
    (part,) = stage.watch.deployed() or ()
    assert replace(part, at=stage.now) == Deployed("trace", stage.now, "CREATE_COMPLETE")
    assert abs(part.at - stage.now) < 2 * MINUTE


# The adapter alone: what its services may do to it.


def test_another_stages_names_are_not_this_ones(real: MotoStage) -> None:
    other = MotoStage(f"{real._prefix}b-")
    alone = MotoStage(f"vx-{next(_STAGES)}-alone-")
    assert [part() for part in _parts(alone)] == [[]] * len(ASKED)
    assert [part() for part in _parts(other)] == [[]] * len(ASKED)
    assert all(part() for part in _parts(real))


def _parts(stage: Watched) -> list[Callable[[], Any]]:
    return [getattr(stage.watch, part) for part in sorted(ASKED)]


@pytest.mark.parametrize(("part", "service", "operation", "answer"), TROUBLES)
def test_what_cannot_be_asked_has_no_figure_and_is_never_well(
    real: MotoStage, part: str, service: str, operation: str, answer: Answer
) -> None:
    assert getattr(real.watch, part)() is not None
    with answering(service, [operation], answer):
        assert getattr(real.watch, part)() is None
        others = {name for name, calls in ASKED.items() if (service, operation) not in calls}
        assert all(getattr(real.watch, other)() is not None for other in others), "the others speak"
        assert word(real) is (Verdict.WELL if part == "deployed" else Verdict.UNKNOWN)


@pytest.mark.parametrize(
    ("part", "service", "operation", "endless"),
    [
        ("alarms", "cloudwatch", "DescribeAlarms", {"MetricAlarms": []}),
        ("queues", "sqs", "ListQueues", {"QueueUrls": []}),
        ("workflows", "stepfunctions", "ListStateMachines", {"stateMachines": []}),
        ("scheduled", "events", "ListRules", {"Rules": []}),
        ("deployed", "cloudformation", "ListStacks", {"StackSummaries": []}),
    ],
)
def test_a_list_without_an_end_is_not_told_for_the_whole(
    real: MotoStage, part: str, service: str, operation: str, endless: dict[str, Any]
) -> None:
    asked = count(1)

    def page() -> Any:
        token = f"page {next(asked)}"
        return said(**endless, NextToken=token, nextToken=token)()

    with answering(service, [operation], page):
        assert getattr(real.watch, part)() is None
    assert next(asked) == watching._MOST_PAGES + 2, "and nobody looks for ever"


def test_what_was_deleted_is_no_part(real: MotoStage) -> None:
    real.has_part("gone")
    session.watching_client("cloudformation").delete_stack(StackName=f"{real._prefix}gone")
    assert [part.name for part in real.watch.deployed() or ()] == ["trace"]


def test_clients_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five services are asked at once by a process that has no client yet, and a session is not made for that."""
    making: list[int] = []

    class Session:
        inside = 0

        def create_client(self, service: str, **_: Any) -> object:
            self.inside += 1
            making.append(self.inside)
            time.sleep(0.01)
            self.inside -= 1
            return service

    one = Session()
    monkeypatch.setattr(session, "_session", lambda *, bulk: one)  # noqa: ARG005 - as it is called
    session._cached.cache_clear()
    services: Any = ("cloudformation", "cloudwatch", "events", "sqs", "stepfunctions")
    threads = [threading.Thread(target=session.watching_client, args=(service,)) for service in services]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session._cached.cache_clear()
    assert making == [1] * len(services)
