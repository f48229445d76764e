"""Executions of a workflow: long work that survives the death of whoever does a step of it."""

from collections.abc import Mapping
from typing import Protocol


class Workflows(Protocol):
    """Executions of one workflow. A capability with two workflows has two of these ports."""

    def start(self, name: str, given: Mapping[str, str | int]) -> bool:
        """Starts an execution over `given`; False when one of that name has been started before. Raises Busy."""
        ...

    def is_running(self, name: str) -> bool:
        """False for one that ended, however it ended, or never was. Raises Busy."""
        ...
