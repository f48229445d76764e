"""What a table is on its way out."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.base.period import LOCAL

Out = str | int | float | date | datetime | None
DAY, MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of one sheet. Text stays text, numbers and moments are what they are.

    `choices`: words that a column is filled from, by its heading; a workbook offers them as a list.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Out]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def local(moment: datetime) -> datetime:
    """The moment on the local clock, to the minute, as people are shown it."""
    return moment.astimezone(LOCAL).replace(second=0, microsecond=0, tzinfo=None) if moment.tzinfo else moment


def text_of(value: str) -> str:
    """One composed form, one kind of line end."""
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
