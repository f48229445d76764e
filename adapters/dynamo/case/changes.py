"""What is written when a case changes: parts of transactions, without a client."""

from typing import Any

from adapters.dynamo import key_parts
from adapters.dynamo.case import keys, lists
from adapters.dynamo.case.item import CHANGING, history_item, item_from_case, listings, was_held
from adapters.dynamo.wire import Item, NewItem, n, present, s, t, text
from domain.base.secret import Sealer
from domain.tracing.case import Case, CaseState
from domain.tracing.review.listing import Standing

_ABSENT = "attribute_not_exists(pk)"


def opening(table: str, case: Case, item: NewItem, sealer: Sealer) -> list[dict[str, Any]]:
    """A new case, given as its item too; the item that makes the episode the person's only one refuses a second."""
    pointer = present({"c": s(case.code), "t": t(case.recorded_at), "x": item.get("x")})
    person = key_parts.person(case.person)
    free = {"ConditionExpression": "attribute_not_exists(c) OR x <= :now", **values_of(now=t(case.recorded_at))}
    return [
        put(table, keyed(person, keys.ACTIVE) | pointer, **free),
        put(table, item, ConditionExpression=_ABSENT),
        put(table, keyed(person, keys.case(case.code)) | pointer),
        put(table, history_item(case, sealer)),
        *(put(table, listing) for listing in (*listings(item), *lists.stands(item, Standing.OPEN))),
    ]


def replacement(table: str, case: Case, stored: Item, active: Item, sealer: Sealer) -> list[dict[str, Any]]:
    """The next revision with its line of history, in the lists where it stands then; `active`: the person's open episode."""
    item = item_from_case(case, sealer)
    changing = {name: item[name] for name in CHANGING if name in item}
    gone = [name for name in CHANGING if name not in item]
    update = "SET " + ", ".join(f"{name} = :{name}" for name in changing)
    change = {
        "TableName": table,
        "Key": keyed(text(stored, "pk"), key_parts.META),
        "UpdateExpression": update + (f" REMOVE {', '.join(gone)}" if gone else ""),
        "ConditionExpression": "rv = :before",
        **values_of(before=n(case.revision - 1), **changing),
    }
    transaction: list[dict[str, Any]] = [{"Update": change}, put(table, history_item(case, sealer))]
    moved = {**stored, **changing}
    if text(item, "bs") != text(stored, "bs"):
        transaction += [put(table, listing) for listing in listings(moved)]
        if case.state is CaseState.CONFIRMED:
            transaction += [put(table, listing) for listing in lists.stands(moved, Standing.OPEN)]
    if was_held(stored):
        transaction += lists.stands_no_more(table, moved, Standing.HELD)
    if case.state is CaseState.RETRACTED and text(stored, "s") != case.state.value:
        transaction += lists.stands_no_more(table, moved, Standing.OPEN)
    if case.state is CaseState.RETRACTED and text(active, "c") == str(case.code):
        transaction.append(_ended(table, case))
    return transaction


def _ended(table: str, case: Case) -> dict[str, Any]:
    """The episode is over from now on. An update, so that the routes' role needs no right to delete."""
    return {
        "Update": {
            "TableName": table,
            "Key": keyed(key_parts.person(case.person), keys.ACTIVE),
            "UpdateExpression": "SET x = :now REMOVE c",
            "ConditionExpression": "c = :code",
            **values_of(now=t(case.changed_at), code=s(case.code)),
        }
    }


def relisted(table: str, stored: Item, *, is_held: bool) -> list[dict[str, Any]]:
    """Into the lists, and out of them, by what a run found; a case of an older release into that of open ones, too."""
    if not stored:
        return []
    parts = []
    if is_held:
        parts += [put(table, listing) for listing in lists.stands(stored, Standing.HELD)]
    if "lv" not in stored and text(stored, "s") == CaseState.CONFIRMED:
        parts += [put(table, listing) for listing in lists.stands(stored, Standing.OPEN)]
    return parts


def put(table: str, item: NewItem, **conditions: Any) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": item, **conditions}}


def keyed(pk: str, sk: str) -> NewItem:
    return {"pk": s(pk), "sk": s(sk)}


def values_of(**values: dict[str, Any]) -> dict[str, Any]:
    return {"ExpressionAttributeValues": {f":{name}": value for name, value in values.items()}}
