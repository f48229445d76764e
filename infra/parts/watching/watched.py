"""What a capability tells the operators: physical names, because an alarm that held a resource would keep it alive."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Backlog:
    """How old an inbox's oldest message may get, and what it means to people when it is older."""

    after_s: int
    meaning: str
    # Where it is not the queue's own: `<alarm>-backlog`.
    alarm: str = ""


@dataclass(frozen=True)
class Inbox:
    queue: str
    alarm: str
    backlog: Backlog


@dataclass(frozen=True)
class Runs:
    """Of one workflow."""

    arn: str
    workflow: str
    alarm: str
    failure: str


@dataclass
class Watched:
    """Of one capability. Functions are those somebody waits for (`doors`) and those nobody does."""

    capability: str
    doors: list[str] = field(default_factory=list)
    background: list[str] = field(default_factory=list)
    stream_readers: list[str] = field(default_factory=list)
    inboxes: list[Inbox] = field(default_factory=list)
    parking_queues: list[str] = field(default_factory=list)
    runs: list[Runs] = field(default_factory=list)
