"""Whole numbers, as Vietnamese spreadsheets group them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from functions.kit.sheets.kinds.text import words_of
from functions.kit.sheets.shape import BadCell, Cell, Read

_PLAIN = re.compile(r"[+-]?[0-9]{1,15}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+(?:,0+)?")  # 1.234 and 1 234,0
_WHOLE = re.compile(r"([0-9]+)(?:,0+|\.0{1,2})")  # 400,0; 400.0
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")  # 1,234: a thousand there, one and a bit here


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 2**53

    def for_column(self, _cells: Sequence[Cell]) -> Self:
        return self

    def read(self, cell: Cell) -> Read:
        found = Read(cell) if isinstance(cell, int) else _whole(words_of(cell).lstrip("'"))
        if not self.least <= found.value <= self.most:
            raise BadCell("number-range", least=f"{self.least}", most=f"{self.most}")
        return found


def _whole(said: str) -> Read:
    if _PLAIN.fullmatch(said):
        return Read(int(said))
    if _COMMAS.fullmatch(said):
        raise BadCell("number-unclear")
    if _GROUPED.fullmatch(said):
        return Read(int(re.sub(r",.*|[. ]", "", said)), "number-grouped")
    if whole := _WHOLE.fullmatch(said):
        return Read(int(whole[1]), "number-grouped")
    raise BadCell("number-whole")


_DECIMAL = re.compile(r"[+-]?[0-9]+(?:,[0-9]+)?")
_GROUPED_DECIMAL = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_POINT = re.compile(r"[+-]?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")  # a point that groups nothing
_COMMA_AND_POINT = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number with a fraction: `1.234,5` as it is written here; `1.234` and `1,234` alone could be either, and are asked."""

    def for_column(self, _cells: Sequence[Cell]) -> Self:
        return self

    def read(self, cell: Cell) -> Read:
        if isinstance(cell, int | float):
            return Read(float(cell))
        said = words_of(cell).lstrip("'")
        if _COMMA_AND_POINT.fullmatch(said) or re.fullmatch(r"[+-]?[0-9]{1,3}[.,][0-9]{3}", said):
            raise BadCell("number-unclear")
        if _GROUPED_DECIMAL.fullmatch(said):
            return Read(float(said.replace(".", "").replace(",", ".")), "number-grouped")
        if _DECIMAL.fullmatch(said):
            return Read(float(said.replace(",", ".")))
        if _POINT.fullmatch(said):
            return Read(float(said), "number-grouped")
        raise BadCell("number")
