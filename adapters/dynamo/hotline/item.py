"""A body of a unit as a map: inside the unit's item, and as the item of a change."""

from collections.abc import Mapping
from typing import Any

from adapters.dynamo.hotline import keys
from adapters.dynamo.wire import Item, NewItem, moment, n, present, s, t, text
from domain.base.unit import UnitKey
from domain.telling.unit_contact import BodyKind, Said, UnitContact


def row_from_contact(contact: UnitContact) -> NewItem:
    """Without its kind, which the attribute or the key says."""
    said = contact.said
    return present(
        {
            "n": s(said.name),
            "p": s(said.phone),
            "h": s(said.hours) if said.hours else None,
            "u": n(1) if not said.is_listed else None,  # unlisted
            "r": n(contact.revision),
            "t": t(contact.since),
            "by": s(contact.by),
        }
    )


def contact_from_row(kind: BodyKind, row: Item) -> UnitContact:
    said = Said(text(row, "n"), text(row, "p"), text(row, "h"), "u" not in row)
    return UnitContact(kind, said, int(row["r"]["N"]), moment(row, "t"), text(row, "by"))


def contacts_from_item(item: Mapping[str, Mapping[str, Any]]) -> list[UnitContact]:
    """All bodies of a unit's item, in the order of kinds."""
    return [contact_from_row(kind, item[kind]["M"]) for kind in BodyKind if kind in item]


def item_from_change(unit: UnitKey, contact: UnitContact) -> NewItem:
    return {"pk": s(keys.unit(unit)), "sk": s(keys.change(contact)), "k": s(contact.kind), **row_from_contact(contact)}


def change_from_item(item: Item) -> UnitContact:
    return contact_from_row(BodyKind(text(item, "k")), item)
