"""What operators read of the stage over HTTP. A part that is left out could not be asked."""

from typing import Annotated

from msgspec import Meta

from functions.kit.shapes import Output

Moment = Annotated[str, Meta(description="RFC 3339", examples=["2021-10-02T08:15:12+07:00"])]


class AlarmShown(Output):
    """An alarm of the stage."""

    name: Annotated[str, Meta(examples=["dead-letters"])]
    state: Annotated[str, Meta(description="ok, rings, unknown", examples=["ok"])]
    meaning: Annotated[str, Meta(description="What it means to people, in English as the alarm says it")] = ""
    playbook: Annotated[str, Meta(description="The page of docs/playbooks that says what to do")] = ""
    since: Moment = ""


class QueueShown(Output):
    """A queue; `parked`: what failed repeatedly waits here for somebody to look at."""

    name: str
    waiting: int
    under_way: int
    parked: bool
    oldest_s: Annotated[int | None, Meta(description="Seconds that the oldest has waited")] = None


class WorkflowShown(Output):
    """A workflow; `failed` counts the last 24 hours."""

    name: str
    running: int
    failed: int
    last_failed: Moment = ""


class ScheduledShown(Output):
    """What the clock starts; `last_run` and `errors` are of the last 24 hours."""

    name: str
    schedule: Annotated[str, Meta(examples=["rate(5 minutes)"])]
    enabled: bool
    last_run: Moment = ""
    errors: int | None = None


class DeployedShown(Output):
    """A part of the stage and when it was last deployed."""

    name: str
    at: Moment
    state: Annotated[str, Meta(examples=["UPDATE_COMPLETE"])]


class StageHealth(Output):
    """`verdict`: trouble, unknown (nothing bad is known, and not everything could be asked), well."""

    stage: str
    at: Moment
    verdict: Annotated[str, Meta(examples=["well"])]
    alarms: list[AlarmShown] | None = None
    queues: list[QueueShown] | None = None
    workflows: list[WorkflowShown] | None = None
    scheduled: list[ScheduledShown] | None = None
    deployed: list[DeployedShown] | None = None
