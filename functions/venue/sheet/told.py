"""What is told of a file: row by row, for a person who decides whether that is what they meant."""

from collections.abc import Callable

from domain.base.errors import Fault
from domain.base.unit import Unit
from domain.people.papers import phone_dialled
from domain.presence.venue import Venue
from functions.kit.shapes import Words, unit_shown
from functions.kit.sheets.shape import Row
from functions.venue.sheet.reading import Planned
from functions.venue.sheet.schema import FaultShown, FileShown, ImportedRow, NoteShown
from functions.words.sentence import Sentence

Said = Callable[[Fault], Sentence]


def file_shown(planned: Planned) -> FileShown:
    """How the file was read, and what in it was not."""
    about = planned.sheet.about
    return FileShown(
        format=about.format,
        encoding=about.encoding,
        separator=about.separator,
        sheet=about.sheet,
        other_sheets=list(about.other_sheets),
        heading_line=about.heading_line,
        ignored=list(about.ignored),
        aside=[f"{line}: {text}" for line, text in about.aside],
    )


def row_shown(row: Row, said: Said) -> ImportedRow:
    """A row as it was understood, its values as they would be stored."""
    unit = row.values.get("unit_code")
    return ImportedRow(
        line=row.line,
        state="faulty" if row.faults else "ready",
        name=row.values.get("name") or "",
        category=row.values.get("category") or "",
        address=row.values.get("address") or "",
        contact_phone=phone_dialled(row.values.get("contact_phone") or ""),
        capacity=row.values.get("capacity"),
        unit=unit_shown(unit.path, unit.name) if isinstance(unit, Unit) else None,
        notes=[NoteShown(field=note.field, note=note.note, was=note.was) for note in row.notes],
        faults=[_fault(fault, said(fault)) for fault in row.faults],
    )


def stored_as(shown: ImportedRow, venue: Venue, url: str, *, is_new: bool) -> ImportedRow:
    """The same row once it is in the register."""
    shown.state = "created" if is_new else "exists"
    shown.venue_id, shown.code, shown.check_in_url = str(venue.venue_id), venue.code.shown, url
    shown.name = venue.name
    return shown


def _fault(fault: Fault, said: Sentence) -> FaultShown:
    return FaultShown(field=fault.field, rule=fault.rule, text=Words(vi=said.vi, en=said.en), facts=dict(fault.facts))
