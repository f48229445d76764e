"""What the venue register says over HTTP."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.base.period import shown
from domain.presence.change import Change
from domain.presence.venue import Venue
from functions.kit.shapes import Input, Line, Output, Page, UnitRef, UnitShown, Why, unit_shown
from functions.kit.venue_shapes import VenueBrief, venue_brief

ContactPhone = Annotated[
    str, Meta(max_length=24, description="Mobile, landline, or 1800 and 1900", examples=["0905123456"])
]
_MINUTE = timedelta(minutes=1)
VenueStatus = Literal["", "ACTIVE", "DEACTIVATED"]
Act = Literal["updated", "deactivated", "reactivated", "code_reissued"]


class RegisterVenue(Input):
    """A place people visit."""

    name: Annotated[Line, Meta(examples=["Tạp hóa Cô Ba"])]
    category: Annotated[str, Meta(max_length=20, description="Kind of venue", examples=["grocery"])]
    unit: UnitRef
    address: Annotated[Line, Meta(examples=["12 Lê Lợi"])]
    contact_phone: ContactPhone
    capacity: Annotated[int, Meta(ge=1, le=200_000, description="Persons")] | None = None
    default_stay_minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    parent_venue_id: Annotated[str, Meta(max_length=12, description="The market a stall stands in")] | None = None


class UpdateVenue(Input):
    """What is given replaces what was said, for scans from now on. Another kind brings its own stay, unless one is given."""

    name: Annotated[Line, Meta(examples=["Tạp hóa Cô Ba"])] | None = None
    category: Annotated[str, Meta(max_length=20, description="Kind of venue", examples=["grocery"])] | None = None
    address: Annotated[Line, Meta(examples=["12 Lê Lợi"])] | None = None
    contact_phone: ContactPhone | None = None
    capacity: Annotated[int, Meta(ge=1, le=200_000, description="Persons")] | None = None
    default_stay_minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    reason: Why = ""
    revision: Annotated[int, Meta(ge=1, description="As shown; refused when somebody else was faster")] | None = None


class VenueChangeShown(Output):
    """One change of a venue."""

    revision: int
    act: Act
    by: Literal["me", "owner", "staff"]
    at: Annotated[str, Meta(description="RFC 3339")]
    reason: str = ""
    was: Annotated[dict[str, str], Meta(description="What each changed field said before")] = msgspec.field(
        default_factory=dict
    )


class VenueShown(Output):
    """A venue. The fields after `max_stay_minutes` are for its owner and for staff of its unit."""

    venue_id: str
    code: Annotated[str, Meta(description="Typed code printed under the QR", examples=["MHJY-4AA8"])]
    name: str
    category: str
    unit: UnitShown
    address: str
    status: Annotated[str, Meta(examples=["ACTIVE", "DEACTIVATED"])]
    default_stay_minutes: int
    max_stay_minutes: Annotated[int, Meta(description="The longest stay that a check-out may claim")]
    check_in_url: Annotated[str, Meta(description="What the QR holds")] = ""
    contact_phone: str = ""
    capacity: int | None = None
    registered_at: str = ""
    parent_venue_id: str = ""
    revision: Annotated[int, Meta(description="Counts its changes")] = 0
    changes: Annotated[list[VenueChangeShown], Meta(description="The newest few, newest first")] = msgspec.field(
        default_factory=list
    )
    alike: Annotated[
        list[VenueBrief],
        Meta(description="Others of the unit whose name and address differ in marks at most: the same?"),
    ] = msgspec.field(default_factory=list)


class CodeIssued(Output):
    """The code in force; the one before is refused from now on."""

    venue_id: str
    code: str
    check_in_url: str


class VenueList(Output):
    """A page of venues."""

    venues: list[VenueShown]
    total: Annotated[
        int | None,
        Meta(
            description="How many there are, where no kind or state is asked for; absent on later pages and beyond 5,000"
        ),
    ] = None
    next_cursor: Annotated[str, Meta(description="More to look at; a page may be short or empty and yet go on")] = ""


class VenueSearch(Page):
    """Filters of the list; words are matched without diacritics."""

    q: Annotated[str, Meta(max_length=100)] = ""
    category: Annotated[str, Meta(max_length=20)] = ""
    status: VenueStatus = ""
    scheme: Annotated[str, Meta(max_length=20)] = ""
    unit: Annotated[str, Meta(max_length=10, description="Code; default: the caller's own unit")] = ""
    sort: Annotated[
        Literal["name", "newest"], Meta(description="By unit and name; or the last registered first, of one commune")
    ] = "name"


def venue_public(venue: Venue) -> VenueShown:
    """What anybody who stands at the door may see."""
    return VenueShown(
        venue_id=str(venue.venue_id),
        code=venue.code.shown,
        name=venue.name,
        category=venue.category,
        unit=unit_shown(venue.unit_path, venue.unit_name),
        address=venue.address,
        status=venue.state.value,
        default_stay_minutes=venue.stay.default // _MINUTE,
        max_stay_minutes=venue.stay.cap // _MINUTE,
    )


def venue_full(venue: Venue, check_in_url: str) -> VenueShown:
    """What its owner and the staff of its unit see."""
    seen = venue_public(venue)
    seen.check_in_url = check_in_url
    seen.contact_phone = venue.contact_phone
    seen.capacity = venue.capacity
    seen.registered_at = shown(venue.registered_at)
    seen.parent_venue_id = str(venue.parent or "")
    seen.revision = venue.revision
    return seen


def with_alike(seen: VenueShown, alike: Iterable[Venue]) -> VenueShown:
    """With the public face of those that somebody may mean by the same name."""
    seen.alike = [venue_brief(other) for other in alike]
    return seen


def change_shown(change: Change, reader: str) -> VenueChangeShown:
    """Without the pseudonym of who made it; `reader` is who asks."""
    made_by: Literal["owner", "staff"] = "owner" if change.by.startswith("P#") else "staff"
    return VenueChangeShown(
        revision=change.revision,
        act=change.act.value,
        by="me" if change.by == reader else made_by,
        at=shown(change.at),
        reason=change.reason,
        was=dict(change.was),
    )
