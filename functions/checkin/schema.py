"""What a check-in says over HTTP."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from domain.base.period import shown
from domain.presence.venue import Venue
from domain.presence.visit import Visit
from functions.kit.shapes import Input, Instant, Output
from functions.kit.visit_shapes import VisitShown, visit_shown

VisitIdText = Annotated[str, Meta(max_length=24, examples=["1633137312-7k2mqx4f"])]


class Leaving(Input):
    """The visit the device leaves. Without `at`, the new check-in ends it (never later than its default end)."""

    visit_id: VisitIdText
    at: Instant | None = None


class CheckIn(Input):
    """One scan. (person, venue, second of `at`) is its natural key: the same again is the same visit."""

    code: Annotated[str, Meta(min_length=1, max_length=120, description="QR token, QR address or typed code")]
    at: Annotated[Instant, Meta(description="When the code was scanned, by the device's clock")]
    client_now: Annotated[Instant, Meta(description="The device's clock when sending")] | None = None
    age_ms: Annotated[int, Meta(ge=0, le=10**10, description="Monotonic milliseconds since the scan")] | None = None
    out_at: Annotated[Instant, Meta(description="When the person left, if the whole visit is sent")] | None = None
    leaves: Leaving | None = None


class CheckOut(Input):
    """When the person left, by the device's clock."""

    at: Instant
    client_now: Annotated[Instant, Meta(description="The device's clock when sending")] | None = None


class Left(Output):
    """The previous visit, ended by this request."""

    visit_id: str
    until: str


class CheckedIn(VisitShown, kw_only=True):
    """The receipt."""

    received_at: Annotated[
        str, Meta(description="RFC 3339, by the platform's clock: the device learns how wrong its own is")
    ]
    left: Left | None = None


class Visits(Output):
    """Newest first, within retention."""

    visits: list[VisitShown]


def receipt(visit: Visit, venue: Venue, ended: Visit | None, *, received: datetime) -> CheckedIn:
    """The answer to a check-in that was `received` then."""
    body = visit_shown(visit, venue)
    left = Left(visit_id=ended.visit_id, until=shown(ended.end)) if ended else None
    told = {name: getattr(body, name) for name in body.__struct_fields__}
    return CheckedIn(**told, received_at=shown(received), left=left)
