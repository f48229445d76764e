"""JSON shapes of what a second person looks at and decides."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Input, Instant, Output, UnitShown, Why


class GroupNamed(Input):
    """A group that waits: a place and a local day, as `getTrace` tells them."""

    venue_id: Annotated[str, Meta(max_length=12)]
    day: date


HeldGroupsNamed = Annotated[list[GroupNamed], Meta(max_length=500, description="Default: all that wait")]


class ReleaseTrace(Input):
    """Whom of the held groups to tell; without bounds, everybody in them.

    `min_minutes`: who was exposed for so long, within `from` and `to` where they are given. `rest`: the others go on
    waiting for another decision, or are declined: not told by this or a later run, unless the group grows much.
    """

    chosen: HeldGroupsNamed = msgspec.field(default_factory=list)
    min_minutes: Annotated[int, Meta(ge=0, le=1440)] = 0
    from_: Instant | None = msgspec.field(name="from", default=None)
    to: Instant | None = None
    rest: Literal["held", "declined"] = "held"
    reason: Why = ""


class DeclineTrace(Input, kw_only=True):
    """Held groups that nobody is told about."""

    chosen: HeldGroupsNamed = msgspec.field(default_factory=list)
    reason: Annotated[str, Meta(min_length=1, max_length=300)]


class CommuneShown(Output):
    """How many of a group live in a commune."""

    unit: UnitShown
    people: int


class HeldShape(Output, kw_only=True):
    """What a held group looks like now; nobody's name."""

    venue_id: str
    venue_name: str = ""
    day: str
    people: int
    assumed: Annotated[int, Meta(description="Of these, people found through a default stay")]
    hours: Annotated[list[int], Meta(description="People who were there with the F0 in each local hour of the day, 24")]
    lengths: Annotated[
        list[int], Meta(description="People together with the F0 for under 30, 30–59, 60–119, and 120 minutes or more")
    ]
    communes: Annotated[list[CommuneShown], Meta(description="Where they live, most first, ten at most")]


class HeldShapesShown(Output):
    """The groups that wait, found anew for this look."""

    groups: list[HeldShape]
    more: Annotated[bool, Meta(description="Not every visit was read; there may be more people")] = False
