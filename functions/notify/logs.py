"""Log records of notify."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PushesFailed:
    """Browsers that ended their subscription, and those whose service refused: our key or our clock may be wrong."""

    gone: int
    refused: int
