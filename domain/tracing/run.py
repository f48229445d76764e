"""A tracing run: one execution over one revision of a case, and the lease it holds."""

from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.tracing.codes import CaseCode


class Run(NamedTuple):
    """One execution over one revision; `holder` is its name."""

    case: CaseCode
    revision: int
    holder: str


class Held(StrEnum):
    """Whether a run may go on."""

    READY = "READY"
    BUSY = "BUSY"  # another execution holds the case
    SUPERSEDED = "SUPERSEDED"  # a later revision has been asked for, or this one is done


class Workflows(Protocol):
    """Executions of the tracing workflow."""

    def start(self, name: str, *, case: CaseCode, revision: int) -> bool:
        """Starts an execution; False when one of that name has been started before."""
        ...

    def is_running(self, name: str) -> bool:
        """False for one that ended, however it ended, or never was."""
        ...


def run_name(code: CaseCode, revision: int, attempt: int = 0) -> str:
    """`trace-<case>-<revision>`, with `.r<n>` for the n-th restart."""
    return f"trace-{code}-{revision}" + (f".r{attempt}" if attempt else "")
