"""From a file to venues of the domain: every row with what it became, what was altered, and all that is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.base.errors import DomainError, Fault
from domain.base.period import local_day
from domain.base.unit import Unit, UnitRegister
from domain.people.caller import Staff
from domain.people.errors import OutsideJurisdiction
from domain.presence.venue import Venue
from functions.kit.shapes import UnitRef
from functions.kit.sheets.reader import read
from functions.kit.sheets.shape import Row, Sheet
from functions.venue.intake import NewCodes, new_venue
from functions.venue.schema import RegisterVenue
from functions.venue.sheet.columns import columns

MAX_ROWS = 500
MOST_FAULTS = 200
"""So many faults a refusal lists; their number is told."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file would make: its sheet, faults of the field included, and the venue of each sound line."""

    sheet: Sheet
    venues: Sequence[tuple[int, Venue]]


def planned(
    raw: bytes, caller: Staff, *, new_codes: Callable[[], NewCodes], units: UnitRegister, now: datetime
) -> Planned:
    """Raises InvalidInput only where the file as a whole cannot be read."""
    sheet = read(raw, columns(caller, units, local_day(now)), most_rows=MAX_ROWS)
    rows: list[Row] = []
    venues: list[tuple[int, Venue]] = []
    first_seen: dict[str, int] = {}
    for row in sheet.rows:
        judged, venue = _judged(row, lambda body: new_venue(body, caller, codes=new_codes(), units=units, now=now))
        if venue is not None:
            before = first_seen.setdefault(venue.natural_key, row.line)
            if before == row.line:
                venues.append((row.line, venue))
            else:
                judged = judged.faulty(Fault("name", "duplicate-row", facts=(("first", str(before)),)))
        rows.append(judged)
    return Planned(Sheet(rows, sheet.about), venues)


def _judged(row: Row, made: Callable[[RegisterVenue], Venue]) -> tuple[Row, Venue | None]:
    if row.faults:
        return row, None
    try:
        return row, made(_body(**row.values))
    except OutsideJurisdiction:
        return row.faulty(Fault("unit_code", "outside-jurisdiction")), None
    except DomainError as refusal:
        renamed = {"unit.code": "unit_code"}
        return row.faulty(*(Fault(renamed.get(f.field, f.field), f.rule) for f in refusal.faults)), None


def _body(unit_code: Unit, **said: Any) -> RegisterVenue:
    return RegisterVenue(unit=UnitRef(scheme=unit_code.key.scheme, code=unit_code.key.code), **said)
