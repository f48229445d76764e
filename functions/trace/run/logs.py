"""What trace writes to its log: codes and counts."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepDone:
    """One task of a run came to its end."""

    step: str
    case: str
    revision: int
    outcome: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RunsRepaired:
    """The clock started what should have been running, or was due again."""

    restarted: int
    retraced: int
