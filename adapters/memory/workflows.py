"""Twin of the executions of the tracing workflow."""

from typing import NamedTuple

from adapters.memory.faults import FaultPlan, Twin, step
from domain.tracing.codes import CaseCode


class Execution(NamedTuple):
    """One started execution; the test that drives it ends it."""

    name: str
    case: CaseCode
    revision: int
    is_running: bool = True


class MemoryWorkflows(Twin):
    """Workflows in a dictionary. `executions` is open: a test runs them, and `end`s or loses them."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.executions: dict[str, Execution] = {}

    @step
    def start(self, name: str, *, case: CaseCode, revision: int) -> bool:
        if name in self.executions:
            return False
        self.executions[name] = Execution(name, case, revision)
        return True

    @step
    def is_running(self, name: str) -> bool:
        return name in self.executions and self.executions[name].is_running

    def end(self, name: str) -> None:
        """It succeeded, failed or was lost."""
        self.executions[name] = self.executions[name]._replace(is_running=False)
