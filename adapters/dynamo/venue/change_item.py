"""A change of a venue as an item beside it. What its keepers typed, and the phone that was, are sealed, all together."""

from json import dumps, loads

from adapters.dynamo.venue import keys
from adapters.dynamo.wire import Item, NewItem, b, data, moment, s, t, text
from domain.base.secret import Sealer
from domain.presence.change import Change, VenueAct
from domain.presence.codes import VenueId


def item_from_change(venue_id: VenueId, change: Change, sealer: Sealer) -> NewItem:
    told = dumps({"reason": change.reason, "was": dict(change.was)}, ensure_ascii=False, separators=(",", ":"))
    return {
        "pk": s(keys.venue(venue_id)),
        "sk": s(keys.change(change.revision)),
        "a": s(change.act),
        "by": s(change.by),
        "t": t(change.at),
        "y": b(sealer.seal(told, bound_to=_bound(venue_id, change.revision))),
    }


def change_from_item(item: Item, sealer: Sealer) -> Change:
    venue_id, revision = VenueId(text(item, "pk").removeprefix("v#")), keys.change_read(text(item, "sk"))
    told = loads(sealer.open(data(item["y"]), bound_to=_bound(venue_id, revision)))
    return Change(
        revision=revision,
        act=VenueAct(text(item, "a")),
        by=text(item, "by"),
        at=moment(item, "t"),
        reason=told["reason"],
        was=told["was"],
    )


def _bound(venue_id: VenueId, revision: int) -> str:
    return f"{keys.venue(venue_id)}/{keys.change(revision)}"
