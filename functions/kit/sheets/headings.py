"""Which column is which: by headings in Vietnamese or English, with marks or without, in any order."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.base.errors import Fault, InvalidInput
from domain.base.text import folded
from functions.kit.sheets.shape import Cell, Column, Line, no_cell

_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SIGNS = re.compile(r"[^a-z0-9]+")
_LOOKED_AT = 25
_KNOWN = 2


class Heading(NamedTuple):
    """The row of headings: its place among the lines, its number in the file, and the column that each place holds."""

    place: int
    line: int
    columns: Mapping[int, Column]
    texts: tuple[str, ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headings that no column answers to."""
        return tuple(text for place, text in enumerate(self.texts) if text and place not in self.columns)


class _Named(NamedTuple):
    """A column by one of its names; the first names it best."""

    column: Column
    rank: int


class Headings:
    """The headings that a list of columns answers to."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._by_text: dict[str, _Named] = {}
        for column in columns:
            for rank, text in enumerate(_names(column)):
                for key in (plain(text), _bare(text)):
                    self._by_text.setdefault(key, _Named(column, rank))

    def column(self, cell: Cell) -> Column | None:
        """The column of this heading."""
        named = self._named(cell)
        return named.column if named else None

    def score(self, cells: Sequence[Cell]) -> int:
        """How many wanted columns a line names."""
        return len({column.code for cell in cells if (column := self.column(cell))})

    def found(self, lines: Sequence[Line]) -> Heading:
        """The row that names most columns, with a title and an empty line above it. Raises InvalidInput where none does."""
        scores = [self.score(cells) for _, cells in lines[:_LOOKED_AT]]
        best = max(scores, default=0)
        if best < min(_KNOWN, len(self._columns)):
            raise InvalidInput(Fault("file", "sheet-headings", facts=(("headings", self._wanted()),)))
        place = scores.index(best)
        line, cells = lines[place]
        heading = Heading(place, line, self._placed(cells), tuple(_text(cell) for cell in cells))
        self._check(heading)
        return heading

    def _placed(self, cells: Sequence[Cell]) -> Mapping[int, Column]:
        """Where two places answer to a column, as `Mã xã` and `Tên xã` do, the better name has it."""
        best: dict[str, int] = {}
        for cell in cells:
            if named := self._named(cell):
                best[named.column.code] = min(best.get(named.column.code, named.rank), named.rank)
        return {
            place: named.column
            for place, cell in enumerate(cells)
            if (named := self._named(cell)) and best[named.column.code] == named.rank
        }

    def _named(self, cell: Cell) -> _Named | None:
        if not isinstance(cell, str):
            return None
        return self._by_text.get(plain(cell)) or self._by_text.get(_bare(cell))

    def _check(self, heading: Heading) -> None:
        counted = Counter(column.code for column in heading.columns.values())
        faults = [Fault(code, "sheet-heading-twice", heading.line) for code, times in counted.items() if times > 1]
        faults += [
            Fault(column.code, "sheet-heading-missing", heading.line, facts=(("heading", column.vi),))
            for column in self._columns
            if column.required and column.code not in counted
        ]
        if faults:
            raise InvalidInput(*faults)

    def _wanted(self) -> str:
        return ", ".join(column.vi for column in self._columns if column.required)


def plain(text: str) -> str:
    """`Tên địa điểm (*)` and `TEN_DIA_DIEM` meet here."""
    return _SIGNS.sub(" ", folded(text)).strip()


def _bare(text: str) -> str:
    return plain(_REMARK.sub(" ", text))


def _names(column: Column) -> tuple[str, ...]:
    return (column.code, column.vi, column.en, *column.also)


def _text(cell: Cell) -> str:
    return "" if no_cell(cell) else " ".join(str(cell).split())
