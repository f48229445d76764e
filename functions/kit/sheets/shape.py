"""What a table is on its way in: cells as they lie in the file, columns as they are wanted, rows as they were understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Literal, NamedTuple, Protocol, Self

from domain.base.errors import Fault, InvalidInput


class Lost(NamedTuple):
    """A cell whose value its own program did not keep: the rule that says why."""

    rule: str


Cell = str | int | float | bool | date | datetime | time | Lost
Line = tuple[int, Sequence[Cell]]


class BadCell(Exception):
    """A cell that cannot be read as its column wants it: a rule of the catalogue of refusals, with its numbers."""

    def __init__(self, rule: str, **facts: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


class Read(NamedTuple):
    """A cell understood. `note`: how the value differs from what stands there, a code; empty where it does not."""

    value: Any
    note: str = ""


class Kind(Protocol):
    """What a column holds."""

    def for_column(self, cells: Sequence[Cell]) -> "Kind":
        """The same kind, knowing everything that stands in its column."""
        ...

    def read(self, cell: Cell) -> Read:
        """What a cell says; never asked of an empty one. Raises BadCell."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """A wanted column: its code in the contract, its headings, and whether a row may leave it empty.

    `empty`: what an empty cell stands for; None where it stands for nothing.
    """

    code: str
    vi: str
    en: str
    kind: Kind
    also: tuple[str, ...] = ()
    required: bool = False
    empty: Any = None


class Note(NamedTuple):
    """A value that is not letter for letter what the file says, to be shown before it is stored."""

    field: str
    note: str
    was: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: values by column, what was altered, what is wrong, and its cells as they came."""

    line: int
    values: Mapping[str, Any]
    cells: Sequence[Cell]
    notes: tuple[Note, ...] = ()
    faults: tuple[Fault, ...] = ()

    def faulty(self, *faults: Fault) -> Self:
        """With more that is wrong with it, at its own line."""
        return replace(self, faults=(*self.faults, *(replace(fault, line=self.line) for fault in faults)))


@dataclass(frozen=True, slots=True)
class About:
    """How the file was read. `ignored`: headings nobody asked for; `aside`: lines that are no rows, such as totals."""

    format: Literal["csv", "xlsx"]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    heading_line: int = 0
    headings: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    aside: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a file that hold anything, by their number in it."""

    lines: Sequence[Line]
    about: About


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file understood as far as it goes; rows in its order."""

    rows: Sequence[Row]
    about: About

    def faults(self) -> Iterator[Fault]:
        """Everything wrong with any row."""
        return (fault for row in self.rows for fault in row.faults)

    def check(self, *, most: int) -> None:
        """Raises InvalidInput with the first `most` faults, when there are any."""
        found = list(self.faults())
        if found:
            lines = {fault.line for fault in found}
            raise InvalidInput(*found[:most], rows=str(len(lines)), faults=str(len(found)))


def no_cell(cell: Cell) -> bool:
    """True for a cell that holds nothing but blanks."""
    return isinstance(cell, str) and not cell.strip()
