"""Log records of reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordsUnreadable:
    """Stream records that state no readable fact; they are left out of the counters."""

    count: int


@dataclass(frozen=True, slots=True)
class DaysRecounted:
    """Marks that a lost batch had left behind."""

    count: int
