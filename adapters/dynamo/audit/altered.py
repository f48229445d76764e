"""What the table's stream says of records that were written over or removed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from adapters.dynamo import key_parts
from adapters.dynamo.audit import keys
from adapters.dynamo.wire import Item, number, text
from domain.base.period import at_epoch, local_day
from domain.people.audit import Alteration


def alteration(record: Mapping[str, Any]) -> Alteration | None:
    """None for what was written for the first time, and for what left when its time was over."""
    change = record["dynamodb"]
    before: Item | None = change.get("OldImage")
    if before is None:
        return None
    at, after = int(change["ApproximateCreationDateTime"]), change.get("NewImage", {})
    if not after and (number(before, "x") or at + 1) <= at:
        return None
    pk, sk = text(change["Keys"], "pk"), text(change["Keys"], "sk")
    return Alteration(
        day=_day(pk, sk) or local_day(at_epoch(at)),
        place=f"{pk} {sk}",
        before=text(before, keys.DIGEST),
        after=text(after, keys.DIGEST),
        at=at_epoch(at),
        number=str(record["eventID"]),
    )


def _day(pk: str, sk: str) -> date | None:
    """The day that the record or seal is of; None where nobody of the platform wrote that key."""
    try:
        return local_day(at_epoch(int(sk.partition("#")[0]))) if pk.startswith("A#") else key_parts.day_read(sk[:8])
    except (ValueError, OverflowError):
        return None
