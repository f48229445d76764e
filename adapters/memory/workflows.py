"""Twin of the executions of a workflow."""

from collections.abc import Mapping
from typing import NamedTuple

from adapters.memory.faults import FaultPlan, Twin, step


class Execution(NamedTuple):
    """One started execution and what it was given; the test that drives it ends it."""

    name: str
    given: Mapping[str, str | int]
    is_running: bool = True


class MemoryWorkflows(Twin):
    """Workflows in a dictionary. `executions` is open: a test runs them, and `end`s or loses them."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.executions: dict[str, Execution] = {}

    @step
    def start(self, name: str, given: Mapping[str, str | int]) -> bool:
        if name in self.executions:
            return False
        self.executions[name] = Execution(name, dict(given))
        return True

    @step
    def is_running(self, name: str) -> bool:
        return name in self.executions and self.executions[name].is_running

    def end(self, name: str) -> None:
        """It succeeded, failed or was lost."""
        self.executions[name] = self.executions[name]._replace(is_running=False)
