"""How a stage of the platform fares: what rings, what waits, what failed, what ran, what is deployed.

Whoever cannot say answers None: it is never taken for good news.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class AlarmState(StrEnum):
    """An alarm that has seen nothing to judge by is `unknown`."""

    OK = "ok"
    RINGS = "rings"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Alarm:
    """`playbook` names the page of docs/playbooks that says what to do."""

    name: str
    state: AlarmState
    meaning: str
    playbook: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """`parked`: work waits here after it failed, for somebody to look at. `oldest_s`: seconds that the oldest has waited;
    None where nobody can say."""

    name: str
    waiting: int
    under_way: int
    parked: bool
    oldest_s: int | None = None


@dataclass(frozen=True, slots=True)
class Workflow:
    """Runs that work now, and those that ended without an outcome within a day."""

    name: str
    running: int
    failed: int
    last_failed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What the clock starts. `last_run` and `errors` are of the last day; None where nobody can say."""

    name: str
    schedule: str
    enabled: bool
    last_run: datetime | None = None
    errors: int | None = None


@dataclass(frozen=True, slots=True)
class Deployed:
    """A part of the stage, when it was last changed, and the cloud's word for how that went."""

    name: str
    at: datetime
    state: str


class StageWatch(Protocol):
    """Asks the cloud; each question by itself, because one source may be silent while others speak."""

    def alarms(self) -> Sequence[Alarm] | None: ...

    def queues(self) -> Sequence[Queue] | None: ...

    def workflows(self) -> Sequence[Workflow] | None: ...

    def scheduled(self) -> Sequence[Scheduled] | None: ...

    def deployed(self) -> Sequence[Deployed] | None: ...


class Verdict(StrEnum):
    """In one word. `unknown`: nothing bad is known, and not everything could be asked."""

    TROUBLE = "trouble"
    UNKNOWN = "unknown"
    WELL = "well"


def verdict(
    alarms: Sequence[Alarm] | None,
    queues: Sequence[Queue] | None,
    workflows: Sequence[Workflow] | None,
    scheduled: Sequence[Scheduled] | None,
) -> Verdict:
    """A stage without alarms, as a laptop's, is never well: nobody watches it. Nor is one whose clock nobody saw strike:
    whatever it starts runs once a day at least."""
    if (
        any(alarm.state is AlarmState.RINGS for alarm in alarms or ())
        or any(queue.parked and queue.waiting for queue in queues or ())
        or any(workflow.failed for workflow in workflows or ())
        or any(not each.enabled or each.errors for each in scheduled or ())
    ):
        return Verdict.TROUBLE
    silent = not alarms or queues is None or workflows is None or scheduled is None
    doubtful = any(alarm.state is AlarmState.UNKNOWN for alarm in alarms or ())
    unseen = any(each.last_run is None for each in scheduled or ())
    return Verdict.UNKNOWN if silent or doubtful or unseen else Verdict.WELL
