"""The route of operators: how the stage fares."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from domain.base.period import shown
from domain.base.upkeep import Alarm, Deployed, Queue, Scheduled, Workflow, verdict
from domain.people.roles import OPERATORS
from functions.kit.beside import beside
from functions.kit.http import Answer, Call, Door
from functions.kit.sign_in.auth import staff
from functions.upkeep import wiring
from functions.upkeep.schema import (
    AlarmShown,
    DeployedShown,
    QueueShown,
    ScheduledShown,
    StageHealth,
    WorkflowShown,
)
from functions.words import people

T = TypeVar("T")
S = TypeVar("S")

door = Door("upkeep", lambda: wiring.parts(), words=(people,))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler


@door.operation(
    "GET",
    "/stage-health",
    "getStageHealth",
    summary="How the stage fares: alarms, queues, workflows, schedules, and what is deployed; nobody's data",
    callers=staff(*OPERATORS),
    answers={200: StageHealth},
)
def get_stage_health(call: Call) -> Answer:
    """Five questions at once. One without an answer is left out, and never said to be well."""
    p = wiring.parts()
    watch = p.watch
    asked_alarms, asked_queues = beside(watch.alarms), beside(watch.queues)
    asked_workflows, asked_scheduled = beside(watch.workflows), beside(watch.scheduled)
    asked_deployed = beside(watch.deployed)
    alarms, queues, workflows, scheduled = asked_alarms(), asked_queues(), asked_workflows(), asked_scheduled()
    return Answer(
        StageHealth(
            stage=p.stage,
            at=shown(p.clock()),
            verdict=verdict(alarms, queues, workflows, scheduled),
            alarms=_each(_alarm, alarms),
            queues=_each(_queue, queues),
            workflows=_each(_workflow, workflows),
            scheduled=_each(_scheduled, scheduled),
            deployed=_each(_deployed, asked_deployed()),
        )
    )


def _each(show: Callable[[T], S], found: Sequence[T] | None) -> list[S] | None:
    return None if found is None else [show(one) for one in found]


def _moment(at: datetime | None) -> str:
    return shown(at) if at else ""


def _alarm(alarm: Alarm) -> AlarmShown:
    return AlarmShown(
        name=alarm.name,
        state=alarm.state,
        meaning=alarm.meaning,
        playbook=alarm.playbook,
        since=_moment(alarm.since),
    )


def _queue(queue: Queue) -> QueueShown:
    return QueueShown(
        name=queue.name,
        waiting=queue.waiting,
        under_way=queue.under_way,
        parked=queue.parked,
        oldest_s=queue.oldest_s,
    )


def _workflow(workflow: Workflow) -> WorkflowShown:
    return WorkflowShown(
        name=workflow.name,
        running=workflow.running,
        failed=workflow.failed,
        last_failed=_moment(workflow.last_failed),
    )


def _scheduled(each: Scheduled) -> ScheduledShown:
    return ScheduledShown(
        name=each.name,
        schedule=each.schedule,
        enabled=each.enabled,
        last_run=_moment(each.last_run),
        errors=each.errors,
    )


def _deployed(each: Deployed) -> DeployedShown:
    return DeployedShown(name=each.name, at=shown(each.at), state=each.state)
