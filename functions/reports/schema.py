"""What the figures say over HTTP."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Input, Output, UnitShown


class FiguresWanted(Input):
    """A unit and a span of local days, both included; default: the caller's unit, the last 14 days."""

    scheme: Annotated[str, Meta(max_length=20)] = ""
    unit: Annotated[str, Meta(max_length=10)] = ""
    from_: Annotated[date, Meta(description="Local day")] | None = msgspec.field(name="from", default=None)
    to: Annotated[date, Meta(description="Local day")] | None = None


class FiguresFile(FiguresWanted):
    """The same figures as a file."""

    format: Literal["xlsx", "csv"] = "xlsx"
    language: Annotated[
        Literal["vi", "en"],
        Meta(description="Of headings and words; a CSV in English is cut by commas, else by semicolons"),
    ] = "vi"


class DayFigures(Output):
    """One local day."""

    date: Annotated[str, Meta(examples=["2021-10-02"])]
    venues_created: int
    check_ins: int
    check_ins_by_category: dict[str, int]
    venues_created_by_category: dict[str, int]


class UnitFigures(Output):
    """One commune over the whole span."""

    unit: UnitShown
    venues_created: int
    check_ins: int


class Figures(Output):
    """Counts by the local day of the check-in; late arrivals count on their own day."""

    unit: UnitShown
    from_: str = msgspec.field(name="from")
    to: str
    updated_at: Annotated[str, Meta(description="RFC 3339")]
    days: list[DayFigures]
    units: list[UnitFigures]


class Health(Output):
    """The API answers."""

    status: str
