"""A table as a text file: UTF-8 with the mark by which spreadsheets know it, and no cell that begins a formula."""

import csv
import io
from datetime import date, datetime

from functions.kit.sheets.guard import guarded
from functions.kit.sheets.made.table import DAY, MOMENT, Out, Table, local, text_of

TYPE = "text/csv; charset=utf-8"


def csv_file(table: Table, *, separator: str = ";") -> bytes:
    """With `;`, numbers have the comma of here, and Excel as Vietnamese offices set it opens the columns; with `,`, a point."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in (table.headings, *table.rows):
        rows.writerow([_cell(value, separator) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: Out, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return local(value).strftime(MOMENT)
    if isinstance(value, date):
        return value.strftime(DAY)
    if isinstance(value, str):
        return guarded(text_of(value))
    return str(value).replace(".", "," if separator == ";" else ".")
