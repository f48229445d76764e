"""How a citizen's own visit is shown: one shape for every capability."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.base.period import shown
from domain.presence.dispute import Recorder, recorder
from domain.presence.venue import Venue
from domain.presence.visit import Visit
from functions.kit.shapes import Output
from functions.kit.venue_shapes import VenueBrief, venue_brief


class VisitShown(Output):
    """A visit as stored; `until` is the default end while `open`."""

    visit_id: str
    from_: Annotated[str, Meta(description="RFC 3339")] = msgspec.field(name="from")
    until: Annotated[str, Meta(description="RFC 3339")]
    open: bool
    source: str = ""
    flags: list[str] = msgspec.field(default_factory=list)
    recorded_by: Annotated[
        Literal["", "staff", "owner"], Meta(description="Who recorded it, when it was not you: you may dispute it")
    ] = ""
    venue: VenueBrief | None = None
    leave_until: Annotated[str, Meta(description="RFC 3339; a later check-out is cut to it and its end estimated")] = ""


_RECORDERS: Mapping[Recorder | None, Literal["", "staff", "owner"]] = {
    None: "",
    Recorder.STAFF: "staff",
    Recorder.OWNER: "owner",
}


def visit_shown(visit: Visit, venue: Venue | None) -> VisitShown:
    """A visit with its venue, where that is still known."""
    return VisitShown(
        visit_id=visit.visit_id,
        from_=shown(visit.start),
        until=shown(visit.end),
        open=visit.is_open,
        source=visit.source.value,
        flags=[flag.value for flag in visit.flags],
        recorded_by=_RECORDERS[recorder(visit)],
        venue=venue_brief(venue) if venue else None,
        leave_until=shown(visit.start + venue.stay.cap) if venue and visit.is_open else "",
    )
