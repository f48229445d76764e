"""Lines of an office's table that are no rows of it: numbers under the headings, totals, who signs."""

import re
from collections.abc import Sequence

from functions.kit.sheets.headings import Heading, plain
from functions.kit.sheets.shape import Cell, Line, Lost, no_cell

_COUNTED = re.compile(r"\(?(?:[0-9]{1,2}|[A-Z])\)?")
_TOTAL = re.compile(r"(?:tong|cong|tong cong|tong so)(?: (?:cong|so))?(?: .*)?")
_SIGNED = re.compile(
    r"(?:nguoi lap|lap bieu|ky ten|ky ghi|thu truong|thu ky|chu tich|pho chu tich|truong|t m|tm|kt|k t|xac nhan|noi nhan"
    r"|uy ban|ubnd|ngay [0-9 ]*thang|ghi chu)\b.*|.*\bngay [0-9 ]*thang [0-9 ]*nam\b.*"
)
_LEAST_COUNTED = 3
_HALF = 2


def is_aside(line: Line, heading: Heading, *, first: bool) -> bool:
    """True for a line that is told and not read: only where most of what a row must have is missing from it."""
    _, cells = line
    said = [cell for cell in cells if not no_cell(cell)]
    if first and len(said) >= _LEAST_COUNTED and all(_COUNTED.fullmatch(str(cell).strip()) for cell in said):
        return True
    if _held(cells, heading) * _HALF > _wanted(heading):
        return False
    texts = [plain(str(cell)) for cell in said]
    return any(_TOTAL.fullmatch(text) for text in texts[:2]) or all(_SIGNED.fullmatch(text) for text in texts)


def text_of(cells: Sequence[Cell]) -> str:
    """What such a line says, as it is told."""
    return " ".join(str(cell).strip() for cell in cells if not no_cell(cell) and not isinstance(cell, Lost))[:100]


def _held(cells: Sequence[Cell], heading: Heading) -> int:
    places = [place for place, column in heading.columns.items() if column.required]
    return sum(place < len(cells) and not no_cell(cells[place]) for place in places)


def _wanted(heading: Heading) -> int:
    return sum(column.required for column in heading.columns.values())
