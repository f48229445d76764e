"""Tables as the answer of a route: a workbook of all of them, or the first as text."""

from collections.abc import Sequence
from typing import Literal

from functions.kit.http import Answer
from functions.kit.sheets.made import csv_file, workbook
from functions.kit.sheets.made.table import Table

FILES = (workbook.TYPE, "text/csv")


def as_file(
    tables: Sequence[Table],
    name: str,
    form: Literal["xlsx", "csv"],
    *,
    cursor: str | None = None,
    english: bool = False,
) -> Answer:
    """`cursor`: where the next file continues, said in a header. English text is cut by commas."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if cursor:
        headers["X-Next-Cursor"] = cursor
    if form == "xlsx":
        return Answer(workbook.workbook(tables), content_type=workbook.TYPE, headers=headers)
    text = csv_file.csv_file(tables[0], separator="," if english else ";").decode()
    return Answer(text, content_type=csv_file.TYPE, headers=headers)
