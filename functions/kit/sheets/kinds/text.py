"""Text, and what spreadsheets do to it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self

from domain.base.text import broken_rule, cleaned, stored
from functions.kit.sheets.shape import BadCell, Cell, Lost, Read

# `12/5` becomes the twelfth of May: this is how a saved CSV shows it, in English and in Vietnamese.
_BECAME_DATE = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})-\d{2}",
    re.IGNORECASE,
)
# An office program that knew no Vietnamese wrote `Nguy?n V?n`.
_LETTERS_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")


def words_of(cell: Cell) -> str:
    """A cell as cleaned text; numbers as their digits. Raises BadCell for what has ceased to be text."""
    if isinstance(cell, Lost):
        raise BadCell(cell.rule)
    if isinstance(cell, datetime | date | time):
        raise BadCell("cell-date")
    return cleaned(str(cell)).strip()


@dataclass(frozen=True, slots=True)
class Text:
    """Text of one line, or of several with `lines`; `longest` in letters. `checked` False: any letters at all."""

    longest: int = 300
    lines: bool = False
    checked: bool = True

    def for_column(self, _cells: Sequence[Cell]) -> Self:
        return self

    def read(self, cell: Cell) -> Read:
        said = words_of(cell)
        text = unicodedata.normalize("NFC", said) if self.lines else stored(said)
        if self.checked and (rule := _damage(said) or broken_rule(text, self.longest)):
            raise BadCell(rule)
        return Read(text, _altered(cell, said, text))


def _damage(said: str) -> str | None:
    if _BECAME_DATE.fullmatch(said):
        return "cell-date"
    return "letters-lost" if _LETTERS_LOST.search(said) else None


def _altered(cell: Cell, said: str, text: str) -> str:
    if isinstance(cell, float):
        return "number-as-text"
    return "" if text.count("\n") == said.count("\n") else "lines-joined"
