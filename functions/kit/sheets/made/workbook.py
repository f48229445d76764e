"""A table as an .xlsx file: text cells that stay text, moments that sort, lists to choose from."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from functions.kit.sheets.made.table import Out, Table, local, text_of

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767
_WIDEST, _NARROWEST, _MEASURED = 60, 10, 200
_LISTED_ROWS = 2_000
_GREEN = "FF0B5A3C"


def workbook(tables: Sequence[Table]) -> bytes:
    """One sheet for each table, in order; the first is the one that opens."""
    # Half a second that only files pay.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets = {table.name: book.create_sheet(table.name) for table in tables}
    for table in tables:
        _write(sheets[table.name], table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Any, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headings))}{len(table.rows) + 1}"
    _offer(sheet, table)
    sheet.append([_heading(sheet, text) for text in table.headings])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _widths(table: Table) -> list[int]:
    """By what the first rows hold."""
    shown = [table.headings, *table.rows[:_MEASURED]]
    return [
        max(_NARROWEST, min(_WIDEST, 3 + max(_width(row[place]) for row in shown)))
        for place in range(len(table.headings))
    ]


def _width(value: Out) -> int:
    if isinstance(value, datetime):
        return len("27/11/2026 20:00")
    return max(map(len, str("" if value is None else value).splitlines()), default=0)


def _offer(sheet: Any, table: Table) -> None:
    """Lists are those of the second sheet's columns, because a list inside a cell is 255 letters at most."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for heading, (where, *_) in table.choices.items():
        letter = get_column_letter(list(table.headings).index(heading) + 1)
        offered = DataValidation(type="list", formula1=where, allow_blank=True, showErrorMessage=False)
        offered.add(f"{letter}2:{letter}{_LISTED_ROWS}")
        sheet.data_validations.append(offered)


def _heading(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Font, PatternFill

    cell = _cell(sheet, text)
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=_GREEN)
    return cell


def _cell(sheet: Any, value: Out) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, datetime):
        return _formatted(WriteOnlyCell(sheet, local(value)), "dd/mm/yyyy hh:mm")
    if isinstance(value, date):
        return _formatted(WriteOnlyCell(sheet, datetime.combine(value, time())), "dd/mm/yyyy")
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = _formatted(WriteOnlyCell(sheet, ""), "@")
    if value:
        cell.value = _xml(value)
        cell.data_type = "s"  # `=1+1` is a text here, whatever it begins with
    return cell


def _formatted(cell: Any, form: str) -> Any:
    cell.number_format = form
    return cell


def _xml(text: str) -> str:
    """What XML cannot hold is shown as damaged; what a spreadsheet takes for a code of a letter is coded itself."""
    return _CODED.sub("_x005F_", _NOT_XML.sub("\ufffd", text_of(text)))[:_LONGEST]
