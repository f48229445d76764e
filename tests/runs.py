"""Tracing runs played in process: the workflow's own file, state by state, over the handler of its steps.

What goes from one state to the next goes through JSON, as it does in the cloud.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.memory.workflows import Execution
from domain.base.errors import Busy
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from domain.tracing.events import RetraceDue
from domain.tracing.run import run_input, run_name
from functions.trace.run import inbox, steps
from tests.doors.house import House
from tests.queues import batch, body

STATES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).resolve().parents[1] / "functions" / "trace" / "run" / "workflow.asl.json").read_text("utf-8")
)["States"]
FIRST = "EstablishMilestones"
MOST_STATES = 1_000


@dataclass
class Context:
    """What a function learns of its own runtime; `hurried` leaves no time after the first slice of writes."""

    hurried: bool = False

    def get_remaining_time_in_millis(self) -> int:
        return 0 if self.hurried else 290_000


@dataclass
class Play:
    """One execution. `at` is the state that comes next; a test may stop before any of them, or forget the play."""

    house: House
    name: str
    data: dict[str, Any]
    at: str = FIRST
    context: Context = field(default_factory=Context)
    passed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, house: House, code: CaseCode, revision: int, attempt: int = 0) -> "Play":
        return cls(house, run_name(code, revision, attempt), dict(run_input(code, revision, attempt)))

    @classmethod
    def started(cls, house: House, execution: Execution) -> "Play":
        """The execution that somebody started."""
        return cls(house, execution.name, dict(execution.given))

    @property
    def is_over(self) -> bool:
        return bool(STATES[self.at]["Type"] == "Succeed")

    def to(self, state: str) -> "Play":
        """Plays on until `state` comes next."""
        for _ in range(MOST_STATES):
            if self.at == state:
                return self
            self.step()
        raise AssertionError(f"{state} is not reached: {self.passed[-8:]}")

    def to_the_end(self) -> str:
        """The name of the state it ends in."""
        for _ in range(MOST_STATES):
            if self.is_over:
                return self.at
            self.step()
        raise AssertionError(f"no end: {self.passed[-8:]}")

    def step(self) -> None:
        """Does the state that comes next."""
        state = STATES[self.at]
        self.passed.append(self.at)
        match state["Type"]:
            case "Task":
                self._task(state)
            case "Wait":
                self.house.clock.passes(timedelta(seconds=state["Seconds"]))
            case "Choice":
                self.at = self._chosen(state["Choices"])
                return
        self.at = state["Next"]

    def _task(self, state: dict[str, Any]) -> None:
        given = {name.removesuffix(".$"): self._value(text) for name, text in state["Parameters"].items()}
        for tries_left in reversed(range(state["Retry"][0]["MaxAttempts"] + 1)):
            try:
                answer = steps.handler(json.loads(json.dumps(given)), self.context)
                break
            except Busy:
                if not tries_left:
                    raise
        self.data[state["ResultPath"].removeprefix("$.")] = json.loads(json.dumps(answer))

    def _value(self, text: str) -> Any:
        if text == "$$.Execution.Name":
            return self.name
        if not text.startswith("$."):
            return text
        value: Any = self.data
        for part in text.removeprefix("$.").split("."):
            value = value[part]
        return value

    def _chosen(self, choices: list[dict[str, Any]]) -> str:
        for choice in choices:
            if self._value(choice["Variable"]) == choice["StringEquals"]:
                return str(choice["Next"])
        raise AssertionError(f"an outcome nobody knows: {self.data}")


def queue_batch(*cases: Case) -> dict[str, Any]:
    """What the queue hands to the inbox for the newest revision of each case."""
    return batch(*(body(RetraceDue(str(case.code), case.revision)) for case in cases))


def trace_pending(house: House) -> list[str]:
    """Everything that waits is traced, as the stream would have it. Returns the state in which each run ended."""
    if waiting := house.cases.pending():
        inbox.handler(queue_batch(*waiting), None)
    ends = []
    for execution in list(house.workflows.executions.values()):
        if execution.is_running:
            ends.append(Play.started(house, execution).to_the_end())
            house.workflows.end(execution.name)
    return ends


def traced(house: House, code: str) -> Case:
    """The case after everything that waits was traced."""
    trace_pending(house)
    case: Case | None = house.cases.find(CaseCode.parse(code))
    assert case is not None
    return case
