"""Twin of the watch over a stage: what a test says of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.base.upkeep import Alarm, Deployed, Queue, Scheduled, Workflow


@dataclass
class MemoryStageWatch:
    """StageWatch that answers what it holds; None is a source that does not answer."""

    told_alarms: Sequence[Alarm] | None = None
    told_queues: Sequence[Queue] | None = None
    told_workflows: Sequence[Workflow] | None = None
    told_scheduled: Sequence[Scheduled] | None = None
    told_deployed: Sequence[Deployed] | None = None

    def alarms(self) -> Sequence[Alarm] | None:
        return self.told_alarms

    def queues(self) -> Sequence[Queue] | None:
        return self.told_queues

    def workflows(self) -> Sequence[Workflow] | None:
        return self.told_workflows

    def scheduled(self) -> Sequence[Scheduled] | None:
        return self.told_scheduled

    def deployed(self) -> Sequence[Deployed] | None:
        return self.told_deployed
