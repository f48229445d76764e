"""From the rows of a CSV file to venues of the domain; every bad row is named by its line."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from domain.base.errors import DomainError, Fault, InvalidInput
from domain.base.text import cleaned
from domain.base.unit import UnitRegister
from domain.people.caller import Staff
from domain.people.errors import OutsideJurisdiction
from domain.presence.venue import Venue
from functions.kit import bodies
from functions.kit.shapes import UnitRef
from functions.venue.intake import NewCodes, new_venue
from functions.venue.schema import RegisterVenue

COLUMNS = ("name", "category", "address", "contact_phone", "capacity", "unit_code")
REQUIRED = COLUMNS[:4]
MAX_ROWS = 500


def venues_of(
    raw: bytes, caller: Staff, *, new_codes: Callable[[], NewCodes], units: UnitRegister, now: datetime
) -> Sequence[tuple[int, Venue]]:
    """The venue of each line. Raises InvalidInput with every bad row's faults."""
    wanted: list[tuple[int, Venue]] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for line, values in _rows(raw):
        try:
            venue = _venue(values, caller, new_codes(), units, now)
            if venue.natural_key in seen:
                raise InvalidInput.of("name", "duplicate-row")
            seen.add(venue.natural_key)
            wanted.append((line, venue))
        except DomainError as refusal:
            faults += _at_line(refusal, line)
    if faults:
        raise InvalidInput(*faults)
    return wanted


def _rows(raw: bytes) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Line number and cells by column; None where their number does not fit the header."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput.of("file", "utf-8") from None
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [cell.lower() for cell in _cells(next(lines, []))]
        rows = ((lines.line_num, _cells(row)) for row in lines)
        body = [(line, cells) for line, cells in rows if any(cells)]
    except csv.Error:
        raise InvalidInput.of("file", "csv-columns") from None
    if set(header) - set(COLUMNS) or set(REQUIRED) - set(header) or len(set(header)) != len(header):
        raise InvalidInput(Fault("file", "csv-header", 1))
    if not body:
        raise InvalidInput.of("file", "csv-empty")
    if len(body) > MAX_ROWS:
        raise InvalidInput.of("file", "csv-rows")
    for line, cells in body:
        fits = len(cells) == len(header)
        yield line, dict(zip(header, cells, strict=True)) if fits else None


def _cells(row: Sequence[str]) -> list[str]:
    """Cleaned once the file is cut: a full-width comma is text and ends no cell."""
    return [cleaned(cell).strip() for cell in row]


def _venue(values: dict[str, str] | None, caller: Staff, codes: NewCodes, units: UnitRegister, now: datetime) -> Venue:
    if values is None:
        raise InvalidInput.of("file", "csv-columns")
    unit = UnitRef(scheme=caller.unit.scheme, code=values.get("unit_code") or caller.unit.code)
    plain = {name: values[name] for name in REQUIRED}
    if values.get("capacity"):
        plain["capacity"] = values["capacity"]
    body = bodies.converted({**plain, "unit": unit}, RegisterVenue)
    return new_venue(body, caller, codes=codes, units=units, now=now)


def _at_line(refusal: DomainError, line: int) -> list[Fault]:
    if isinstance(refusal, OutsideJurisdiction):
        return [Fault("unit_code", "outside-jurisdiction", line)]
    renamed = {"unit.code": "unit_code"}
    return [Fault(renamed.get(f.field, f.field), f.rule, line) for f in refusal.faults]
