"""Log records of reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DaysRecounted:
    """Marks that a lost batch had left behind."""

    count: int
