"""A venue as an item. No client is imported: the check-in path and stream readers use it too.

The contact phone is somebody's own: it is sealed, and whoever reads without a sealer learns none.
"""

from datetime import timedelta

from adapters.dynamo import key_parts
from adapters.dynamo.venue import keys
from adapters.dynamo.wire import Item, NewItem, b, data, moment, n, number, present, s, t, text
from domain.base.secret import Sealer
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import Stay
from domain.presence.venue import Past, Venue, VenueState, VenueThen


def is_venue(item: Item) -> bool:
    """True for venues among the items of their table."""
    return text(item, "pk").startswith("v#") and text(item, "sk") == key_parts.META


def item_from_venue(venue: Venue, sealer: Sealer) -> NewItem:
    return present(
        {
            "pk": s(keys.venue(venue.venue_id)),
            "sk": s(key_parts.META),
            "bu": s(keys.unit_partition(venue.unit_path)),
            "bs": s(keys.unit_range(venue.unit_path, venue.search_key, venue.venue_id)),
            "ow": s(venue.owner) if venue.owner else None,
            "co": s(venue.code),
            "na": s(venue.name),
            "c": s(venue.category),
            "u": s(venue.unit_path),
            "un": s(venue.unit_name),
            "ad": s(venue.address),
            "pz": b(sealer.seal(venue.contact_phone, bound_to=_bound(keys.venue(venue.venue_id)))),
            "ds": n(_whole(venue.stay.default)),
            "cs": n(_whole(venue.stay.cap)),
            "by": s(venue.registered_by),
            "t": t(venue.registered_at),
            "st": s(venue.state),
            "rv": n(venue.revision),
            "cap": n(venue.capacity) if venue.capacity is not None else None,
            "pa": s(venue.parent) if venue.parent else None,
            "be": {"L": [{"M": _item_from_past(past)} for past in venue.before]} if venue.before else None,
        }
    )


def venue_from_item(item: Item, sealer: Sealer | None = None) -> Venue:
    """From a table or from a stream record's new image."""
    return Venue(
        venue_id=VenueId(text(item, "pk").removeprefix("v#")),
        code=VenueCode(text(item, "co")),
        name=text(item, "na"),
        category=text(item, "c"),
        unit_path=text(item, "u"),
        unit_name=text(item, "un"),
        address=text(item, "ad"),
        stay=_stay(item),
        contact_phone=_phone(item, sealer) if sealer else "",
        registered_by=text(item, "by"),
        registered_at=moment(item, "t"),
        owner=text(item, "ow") or None,
        capacity=number(item, "cap"),
        parent=VenueId(text(item, "pa")) if "pa" in item else None,
        state=VenueState(text(item, "st")),
        revision=number(item, "rv") or 1,
        before=tuple(_past(told["M"]) for told in item["be"]["L"]) if "be" in item else (),
    )


def _phone(item: Item, sealer: Sealer) -> str:
    """Items of before carry it open, until their venue changes."""
    if "pz" not in item:
        return text(item, "ph")
    return sealer.open(data(item["pz"]), bound_to=_bound(text(item, "pk")))


def _bound(pk: str) -> str:
    return f"{pk}/phone"


def _item_from_past(past: Past) -> NewItem:
    stood = past.then
    return {
        "co": s(stood.code),
        "st": s(stood.state),
        "c": s(stood.category),
        "ds": n(_whole(stood.stay.default)),
        "cs": n(_whole(stood.stay.cap)),
        "t": t(past.until),
    }


def _past(item: Item) -> Past:
    stood = VenueThen(VenueCode(text(item, "co")), VenueState(text(item, "st")), text(item, "c"), _stay(item))
    return Past(stood, moment(item, "t"))


def _stay(item: Item) -> Stay:
    return Stay(timedelta(seconds=number(item, "ds") or 0), timedelta(seconds=number(item, "cs") or 0))


def _whole(span: timedelta) -> int:
    return int(span.total_seconds())
