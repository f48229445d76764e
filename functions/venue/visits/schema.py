"""What is said of visits to venues over HTTP."""

from typing import Annotated

from msgspec import Meta

from functions.kit.shapes import Input, Output

AtLeast = Annotated[bool, Meta(description="True where there may be more: it was not counted to the end")]


class DayVisits(Output):
    """Visits that began on one local day and were not taken back."""

    date: Annotated[str, Meta(examples=["2021-10-02"])]
    visits: int
    more: AtLeast = False


class VenueVisits(Output):
    """A venue's visits by day, today first."""

    venue_id: str
    counted_at: Annotated[str, Meta(description="RFC 3339")]
    days: list[DayVisits]


class CountVisits(Input):
    """Venues whose visits of today are counted."""

    venue_ids: Annotated[
        list[Annotated[str, Meta(max_length=12, examples=["0wjp7457"])]], Meta(min_length=1, max_length=20)
    ]


class VenueCount(Output):
    """One venue's visits."""

    venue_id: str
    visits: int
    more: AtLeast = False


class VisitsToday(Output):
    """In the order asked for."""

    date: Annotated[str, Meta(examples=["2021-10-02"])]
    counted_at: Annotated[str, Meta(description="RFC 3339")]
    counts: list[VenueCount]
