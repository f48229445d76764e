"""Days and moments of the local clock (UTC+7): day, month, year, as they are written here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from domain.base.period import LOCAL
from functions.kit.sheets.kinds.text import words_of
from functions.kit.sheets.shape import BadCell, Cell, Lost, Read, no_cell

_DAY = re.compile(r"(?P<first>\d{1,2})(?P<by>[/.\-])(?P<second>\d{1,2})(?P=by)(?P<year>\d{2}|\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})?)(?::(?P<second>\d{2}))?", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)
# Smaller ones are a year somebody typed: 1980 is a day of 1905 to a spreadsheet, and was not meant.
_SERIALS = range(10_000, 80_000)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day. Where one cell of the column can only be month first, all that could be either are asked about."""

    month_first: bool = False

    def for_column(self, cells: Sequence[Cell]) -> Self:
        return type(self)(any(_is_month_first(cell) for cell in cells))

    def read(self, cell: Cell) -> Read:
        if isinstance(cell, datetime):
            return Read(cell.date())
        if isinstance(cell, date):
            return Read(cell)
        if isinstance(cell, int | float):
            return Read(_of_serial(cell).date(), "day-serial")
        return Read(_day(_said(cell), month_first=self.month_first))


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment: `27/11/2026 20:00`, `20h00 27/11/2026`, or RFC 3339. A day alone is none."""

    month_first: bool = False

    def for_column(self, cells: Sequence[Cell]) -> Self:
        return type(self)(any(_is_month_first(cell) for cell in cells))

    def read(self, cell: Cell) -> Read:
        if isinstance(cell, datetime):
            return Read(cell.replace(tzinfo=LOCAL))
        if isinstance(cell, int | float):
            return Read(_of_serial(cell).replace(tzinfo=LOCAL), "day-serial")
        if isinstance(cell, date | time):
            raise BadCell("moment")
        said = _said(cell)
        if re.match(r"\d{4}-\d{2}-\d{2}[T ]", said):
            return Read(_iso(said))
        return Read(self._written(said))

    def _written(self, said: str) -> datetime:
        days = [part for part in said.replace(",", " ").split() if _DAY.fullmatch(part)]
        clocks = [part for part in said.replace(",", " ").split() if _CLOCK.fullmatch(part)]
        if len(days) != 1 or len(clocks) != 1 or len(said.replace(",", " ").split()) != len(days) + len(clocks):
            raise BadCell("moment")
        return datetime.combine(_day(days[0], month_first=self.month_first), _clock(clocks[0]), LOCAL)


def _said(cell: Cell) -> str:
    if isinstance(cell, Lost | time):
        return words_of(cell)
    return " ".join(str(cell).lstrip("'").split())


def _is_month_first(cell: Cell) -> bool:
    found = re.search(_DAY, cell) if isinstance(cell, str) and not no_cell(cell) else None
    return found is not None and int(found["second"]) > _MONTHS >= int(found["first"])


def _day(said: str, *, month_first: bool) -> date:
    try:
        if _ISO_DAY.fullmatch(said):
            return date.fromisoformat(said)
        found = _DAY.fullmatch(said)
        if found is None:
            raise BadCell("day")
        if len(found["year"]) == len("26"):
            raise BadCell("day-year")
        if month_first and int(found["first"]) <= _MONTHS:
            raise BadCell("day-order")
        return date(int(found["year"]), int(found["second"]), int(found["first"]))
    except ValueError:
        raise BadCell("day") from None


def _clock(said: str) -> time:
    found = _CLOCK.fullmatch(said)
    try:
        parts = found.groupdict("0") if found else {}
        return time(int(parts["hour"]), int(parts["minute"]), int(parts["second"]))
    except (ValueError, KeyError):
        raise BadCell("moment") from None


def _iso(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise BadCell("moment") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _of_serial(number: float) -> datetime:
    if int(number) not in _SERIALS:
        raise BadCell("day")
    whole = int(number)
    seconds = round((number - whole) * 86_400)
    return datetime.combine(_EPOCH + timedelta(days=whole), time()) + timedelta(seconds=seconds)
