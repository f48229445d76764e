"""Rules are dated, cited rows; a past event is judged by the row in force when it happened."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Anything with a day from which it holds."""

    @property
    def since(self) -> date: ...


Row = TypeVar("Row", bound=Dated)


def in_force(rows: Sequence[Row], on: date) -> Row:
    """The newest row that holds on that local day; before the first row, the first. Rows are in date order."""
    held = [row for row in rows if row.since <= on]
    return held[-1] if held else rows[0]
