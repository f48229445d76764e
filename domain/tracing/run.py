"""A tracing run: one execution over one revision of a case, and the lease it holds."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from domain.tracing.codes import CaseCode


class Run(NamedTuple):
    """One execution over one revision; `holder` is its name."""

    case: CaseCode
    revision: int
    holder: str


class LeaseAnswer(StrEnum):
    """Whether a run may go on."""

    READY = "READY"
    BUSY = "BUSY"  # another execution has the case
    SUPERSEDED = "SUPERSEDED"  # a later revision has been asked for, or this one is done


def run_name(code: CaseCode, revision: int, attempt: int = 0) -> str:
    """`trace-<case>-<revision>`, with `.r<n>` for the n-th restart."""
    return f"trace-{code}-{revision}" + (f".r{attempt}" if attempt else "")


def run_input(code: CaseCode, revision: int, attempt: int = 0) -> Mapping[str, str | int]:
    """What the execution of that name is given."""
    return {"case": str(code), "revision": revision, "attempt": attempt}
