"""A text file as lines of cells: whichever of `;`, `,` and tab its writer used."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from domain.base.errors import InvalidInput
from functions.kit.sheets.guard import unguarded
from functions.kit.sheets.opened.encodings import decoded
from functions.kit.sheets.shape import About, Cell, Grid, Line, no_cell

SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
SAID = re.compile(r"\A\"?sep=(?P<separator>[;,\t])\"?[^\S\t\r\n]*(?:\r\n|\n|\r)", re.IGNORECASE)
_LOOKED_AT = 25
# What keeps a number a text in a spreadsheet.
_FORMULA_TEXT = re.compile(r'="([^"]*)"')

Score = Callable[[Sequence[Cell]], int]


def text_grid(raw: bytes, score: Score) -> Grid:
    """The lines of a CSV file, cut where most headings are known by it. `score`: how many headings a line holds."""
    text, encoding = decoded(raw)
    first = 1
    said = SAID.match(text)
    if said:
        text, first = text[said.end() :], 2
    separator = said["separator"] if said else _separator(text, score)
    try:
        lines = [line for line in _lines(text, separator, first) if not all(map(no_cell, line[1]))]
    except csv.Error:
        raise InvalidInput.of("file", "file-broken") from None
    return Grid(lines, About("csv", encoding, SEPARATORS[separator]))


def _separator(text: str, score: Score) -> str:
    def known(separator: str) -> int:
        try:
            return max((score(cells) for _, cells in islice(_lines(text, separator, 1), _LOOKED_AT)), default=0)
        except csv.Error:
            return 0

    return max(SEPARATORS, key=lambda separator: (known(separator), separator == ","))


def _lines(text: str, separator: str, first: int) -> Iterator[Line]:
    """Each row with the line of the file on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = first
    for cells in reader:
        yield begins, [_unmarked(cell) for cell in cells]
        begins = first + reader.line_num


def _unmarked(cell: str) -> str:
    if (text := unguarded(cell)) != cell:
        return text
    whole = _FORMULA_TEXT.fullmatch(cell)
    return whole[1] if whole else cell
