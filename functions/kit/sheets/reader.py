"""The one reader of tables: bytes and wanted columns in; rows, what was altered, and everything that is wrong out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.base.errors import Fault, InvalidInput
from functions.kit.sheets.aside import is_aside, text_of
from functions.kit.sheets.headings import Heading, Headings
from functions.kit.sheets.opened.files import grid_of
from functions.kit.sheets.shape import BadCell, Cell, Column, Kind, Line, Note, Row, Sheet, no_cell

SHOWN = 60
"""So many letters of a cell are repeated in a note."""


def read(raw: bytes, columns: Sequence[Column], *, most_rows: int) -> Sheet:
    """Every row with its values and its faults. Raises InvalidInput where the file as a whole cannot be read so."""
    headings = Headings(columns)
    grid = grid_of(raw, headings.score)
    if not grid.lines:
        raise InvalidInput.of("file", "sheet-empty")
    heading = headings.found(grid.lines)
    below = grid.lines[heading.place + 1 :]
    aside = [line for place, line in enumerate(below) if is_aside(line, heading, first=not place)]
    apart = {number for number, _ in aside}
    lines = [line for line in below if line[0] not in apart]
    if not lines:
        raise InvalidInput.of("file", "sheet-empty")
    if len(lines) > most_rows:
        raise InvalidInput(Fault("file", "sheet-rows", facts=(("most", str(most_rows)), ("rows", str(len(lines))))))
    about = replace(
        grid.about,
        heading_line=heading.line,
        headings=heading.texts,
        ignored=heading.ignored,
        aside=tuple((number, text_of(cells)) for number, cells in aside),
    )
    kinds = _kinds(heading, lines)
    exact = (
        grid.about.format == "csv"
    )  # there, a cell too many has shifted its row; beside a sheet's table, it is a remark
    return Sheet([_row(line, columns, heading, kinds, exact=exact) for line in lines], about)


def _kinds(heading: Heading, lines: Sequence[Line]) -> Mapping[str, Kind]:
    return {
        column.code: column.kind.for_column([_at(cells, place) for _, cells in lines])
        for place, column in heading.columns.items()
    }


def _row(line: Line, columns: Sequence[Column], heading: Heading, kinds: Mapping[str, Kind], *, exact: bool) -> Row:
    number, cells = line
    if exact and any(not no_cell(cell) for cell in cells[len(heading.texts) :]):
        return Row(number, {}, cells, faults=(Fault("file", "sheet-columns", number),))
    places = {column.code: place for place, column in heading.columns.items()}
    values: dict[str, Any] = {}
    notes: list[Note] = []
    faults: list[Fault] = []
    for column in columns:
        place = places.get(column.code)
        cell = "" if place is None else _at(cells, place)
        if no_cell(cell):
            values[column.code] = column.empty
            faults += [Fault(column.code, "required", number)] if column.required else []
            continue
        try:
            value, note = kinds[column.code].read(cell)
        except BadCell as bad:
            faults.append(Fault(column.code, bad.rule, number, facts=tuple(bad.facts.items())))
            continue
        values[column.code] = value
        notes += [Note(column.code, note, str(cell)[:SHOWN])] if note else []
    return Row(number, values, cells, tuple(notes), tuple(faults))


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""
