"""A visit as an item, about 120 bytes. No client is imported: stream readers use it too."""

from typing import Any

from adapters.dynamo import key_parts
from adapters.dynamo.visit import keys
from adapters.dynamo.wire import Item, NewItem, b, data, moment, n, number, present, s, t, text, texts
from domain.base.period import at_epoch
from domain.base.secret import Sealer
from domain.presence.visit import Flag, Source, Visit, VisitKey

_SOURCES = {
    Source.PERSON_SCAN: "p",
    Source.STAFF_SCAN: "s",
    Source.CARD: "c",
    Source.IDENTITY_NUMBER: "i",
    Source.PHONE: "t",
}
_SOURCE_OF = {short: source for source, short in _SOURCES.items()}


def is_visit(item: Item) -> bool:
    """True for visits among the items of their table."""
    return text(item, "sk").startswith(keys.VISITS)


def item_from_visit(visit: Visit) -> NewItem:
    key = visit.key
    return present(
        {
            "pk": s(key_parts.person(key.person)),
            "sk": s(keys.visit(key)),
            "vb": s(keys.venue_day(key.venue, visit.start)),
            "vs": s(keys.venue_visitor(visit.start, key.person)),
            "i": t(visit.start),
            "e": t(visit.end),
            "o": n(int(visit.is_open)),
            "c": s(visit.category),
            "u": s(visit.unit_path),
            "s": s(_SOURCES[visit.source]),
            "x": t(visit.expires_at),
            "f": texts(visit.flags) if visit.flags else None,
            "d": s(visit.device) if visit.device else None,
            "by": s(visit.recorded_by) if visit.recorded_by else None,
            "r": t(visit.recorded_at) if visit.recorded_at else None,
            "w": s(visit.disputed_why) if visit.disputed_why else None,
        }
    )


def visit_from_item(item: Item, sealer: Sealer | None = None) -> Visit:
    """From a table or from a stream record's new image. Why it is disputed is for who has the sealer."""
    return Visit(
        key=keys.visit_read(text(item, "pk"), text(item, "sk")),
        start=moment(item, "i"),
        end=moment(item, "e"),
        is_open=number(item, "o") == 1,
        category=text(item, "c"),
        unit_path=text(item, "u"),
        source=_SOURCE_OF[text(item, "s")],
        expires_at=at_epoch(number(item, "x") or 0),
        flags=tuple(Flag(flag["S"]) for flag in item["f"]["L"]) if "f" in item else (),
        device=text(item, "d"),
        recorded_by=text(item, "by"),
        recorded_at=moment(item, "r") if "r" in item else None,
        disputed_why=_why(item, sealer),
    )


def sealed_why(key: VisitKey, why: str, sealer: Sealer) -> dict[str, Any]:
    """What the person wrote about a visit, bound to it."""
    return b(sealer.seal(why, bound_to=_bound(key_parts.person(key.person), keys.visit(key))))


def _why(item: Item, sealer: Sealer | None) -> str:
    """Items of before carry it open."""
    if "wz" not in item or sealer is None:
        return text(item, "w")
    return sealer.open(data(item["wz"]), bound_to=_bound(text(item, "pk"), text(item, "sk")))


def _bound(pk: str, sk: str) -> str:
    return f"{pk}/{sk}/why"
