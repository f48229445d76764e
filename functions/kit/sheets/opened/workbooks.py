"""A workbook as lines of cells: the first visible sheet whose headings are known. Nothing in it is run or fetched."""

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from domain.base.errors import InvalidInput
from functions.kit.sheets.opened.text_files import Score
from functions.kit.sheets.shape import About, Cell, Grid, Line, Lost, no_cell

MOST_UNPACKED = 48 * 1024 * 1024
"""So many bytes a workbook may hold once unpacked: some hundred thousand cells, and no bomb."""

# How a file of strangers breaks what reads it: archives, XML (a SyntaxError), references that lead nowhere.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, zlib.error,
)  # fmt: skip
_MOST_PARTS = 2_000
_MOST_COLUMNS = 100
_LOOKED_AT = 25
_KNOWN = 2
_AS_TEXT = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PADDED = re.compile(r"0{2,15}")
_BOOK = "xl/workbook.xml"


def book_grid(raw: bytes, score: Score) -> Grid:
    """The lines of an .xlsx file. Raises InvalidInput for what is no such file, is protected, broken or too large."""
    formulas = _checked(raw)
    try:
        return _grid(raw, score, formulas=formulas)
    except BROKEN as error:
        raise InvalidInput.of("file", "file-broken") from error


def _checked(raw: bytes) -> bool:
    """Whether any cell is a formula. Sizes are those of the archive's own list, beyond which nothing is unpacked."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if _BOOK not in names:
                raise InvalidInput.of("file", _other_kind(archive, names))
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise InvalidInput.of("file", "file-swollen")
            sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return any(_has_formula(archive.read(name)) for name in sheets)
    except BROKEN as error:
        raise InvalidInput.of("file", "file-broken") from error


def _has_formula(sheet: bytes) -> bool:
    return b"<f>" in sheet or b"<f " in sheet


def _other_kind(archive: ZipFile, names: set[str]) -> str:
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        return "file-ods"
    return "file-xls" if "xl/workbook.bin" in names else "file-kind"


def _grid(raw: bytes, score: Score, *, formulas: bool) -> Grid:
    book = _opened(raw, kept=True)
    told = _opened(raw, kept=False) if formulas else None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise InvalidInput.of("file", "sheet-empty")
    known = [sheet for sheet in sheets if _is_known(sheet, score)]
    chosen = (known or sheets)[0]
    lines = list(_lines(chosen, told[chosen.title] if told else None))
    others = tuple(sheet.title for sheet in sheets if sheet is not chosen and _holds_something(sheet))
    return Grid(lines, About("xlsx", sheet=chosen.title, other_sheets=others))


def _opened(raw: bytes, *, kept: bool) -> Any:
    """`kept`: with the values its program kept, else with the formulas they came from."""
    # Half a second that only files pay. It parses by defusedxml, which the asset carries: no entity is expanded.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=kept, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some programs write a wrong size, and cells beyond it would be lost
    return book


def _is_known(sheet: Any, score: Score) -> bool:
    first = islice((cells for _, cells in _lines(sheet, None)), _LOOKED_AT)
    return any(score(cells) >= _KNOWN for cells in first)


def _holds_something(sheet: Any) -> bool:
    return next(iter(_lines(sheet, None)), None) is not None


def _lines(sheet: Any, formulas: Any) -> Iterator[Line]:
    rows = sheet.iter_rows(max_col=_MOST_COLUMNS)
    told: Iterable[Any] = formulas.iter_rows(max_col=_MOST_COLUMNS) if formulas is not None else iter(())
    beside = iter(told)
    nothing: Any = None
    for number, row in enumerate(rows, start=1):
        formulas_here = next(beside, ())
        if (
            row is nothing
        ):  # one row stands for all that the file leaves out, a million where somebody touched the last one
            continue
        cells = [_cell(cell) for cell in row]
        _name_lost(cells, formulas_here)
        while cells and cells[-1] == "":
            cells.pop()
        if all(map(no_cell, cells)):
            nothing = row
        else:
            yield number, cells


def _name_lost(cells: list[Cell], formulas: Sequence[Any]) -> None:
    """A formula whose value was never computed reads as empty: it is named instead."""
    for place, told in enumerate(formulas):
        if place < len(cells) and cells[place] == "" and told.data_type == "f":
            cells[place] = Lost("cell-formula")


def _cell(cell: Any) -> Cell:
    if cell.value is None:
        return ""
    return Lost("cell-error") if cell.data_type == "e" else _plain(cell.value, cell.number_format or "")


def _plain(value: Any, form: str) -> Cell:
    if isinstance(value, str):
        return _AS_TEXT.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool | timedelta):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _PADDED.fullmatch(form):
        return f"{value:0{len(form)}d}"  # the zeros that its reader sees
    found: Cell = value
    return found
