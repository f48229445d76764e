"""What is said of tables of venues."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Cursor, Input, Output, UnitShown, Words
from functions.venue.schema import VenueStatus


class NoteShown(Output):
    """A value that is not letter for letter what the file says."""

    field: str
    note: Annotated[
        str,
        Meta(
            description="`zero-restored`, `digits-restored` (a number in scientific form that still holds all of them), "
            "`word` (another word for a kind), `unit-by-name`, `number-grouped`, `number-as-text`, `lines-joined`",
            examples=["zero-restored"],
        ),
    ]
    was: Annotated[str, Meta(description="What the file says")]


class FaultShown(Output):
    """One broken rule of a row."""

    field: str
    rule: str
    text: Words
    facts: Annotated[dict[str, str], Meta(description="Numbers that the sentence names")] = msgspec.field(
        default_factory=dict
    )


class ImportedRow(Output):
    """One line of the file (the first is line 1), as it was understood."""

    line: int
    state: Annotated[
        Literal["ready", "created", "exists", "faulty"],
        Meta(description="`ready`: would be registered; `exists`: was registered before; `faulty`: is not stored"),
    ]
    name: str = ""
    category: str = ""
    address: str = ""
    contact_phone: Annotated[str, Meta(description="As it is dialled", examples=["0905 123 456"])] = ""
    capacity: int | None = None
    unit: UnitShown | None = None
    venue_id: str = ""
    code: str = ""
    check_in_url: str = ""
    notes: list[NoteShown] = msgspec.field(default_factory=list)
    faults: list[FaultShown] = msgspec.field(default_factory=list)


class FileShown(Output):
    """How the file was read."""

    format: Literal["csv", "xlsx"]
    encoding: Annotated[str, Meta(description="`utf-8`, `utf-16`, `windows-1258`; empty for a workbook")] = ""
    separator: Annotated[str, Meta(description="`semicolon`, `comma`, `tab`")] = ""
    sheet: str = ""
    other_sheets: Annotated[list[str], Meta(description="Sheets that hold something and were not read")] = (
        msgspec.field(default_factory=list)
    )
    heading_line: int = 0
    ignored: Annotated[list[str], Meta(description="Headings of columns that were not read")] = msgspec.field(
        default_factory=list
    )
    aside: Annotated[list[str], Meta(description="Lines that are no rows, such as totals")] = msgspec.field(
        default_factory=list
    )


class Imported(Output):
    """Every row of the file, in its order. Numbers of rows: registered now, registered before, ready, faulty."""

    created: int
    existing: int
    ready: int
    faulty: int
    rows: list[ImportedRow]
    file: FileShown


class ImportChoice(Input):
    """What is done with a file."""

    preview: Annotated[bool, Meta(description="Nothing is stored; rows are told as they were understood")] = False
    rows: Annotated[
        Literal["all", "good"],
        Meta(description="`good`: sound rows are registered, whatever is wrong with others; else all rows or none"),
    ] = "all"


class FileChoice(Input):
    """Which kind of file is made."""

    format: Annotated[
        Literal["xlsx", "csv"], Meta(description="`csv`: UTF-8 with its mark, cut by semicolons, decimal commas")
    ] = "xlsx"


class VenueExport(Input):
    """Which venues a file holds, as `searchVenues` finds them."""

    q: Annotated[str, Meta(max_length=100)] = ""
    category: Annotated[str, Meta(max_length=20)] = ""
    status: VenueStatus = ""
    scheme: Annotated[str, Meta(max_length=20)] = ""
    unit: Annotated[str, Meta(max_length=10, description="Code; default: the caller's own unit")] = ""
    format: Literal["xlsx", "csv"] = "xlsx"
    cursor: Cursor = ""
