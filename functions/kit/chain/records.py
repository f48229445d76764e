"""What a table's stream says, record by record; one that cannot be read never blocks its neighbours."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing")

# Reading is pure, so these mean that the image is not what the reader knows. A technical fault is none of them.
_UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, OverflowError, OSError)


@dataclass(frozen=True, slots=True)
class RecordsUnreadable:
    """Stream records left out; the stream keeps them for a day under their ids, and the table keeps what they say."""

    count: int
    event_ids: tuple[str, ...]


class Written(NamedTuple, Generic[Thing]):
    """What one record says was stored; `is_first`: for the first time under its key."""

    thing: Thing
    is_first: bool


class Read(NamedTuple, Generic[Thing]):
    """What a batch says, in order, and the event ids of the records that could not be read."""

    written: list[Written[Thing]]
    unreadable: tuple[str, ...]


def read_each(records: Iterable[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], Thing | None]) -> Read[Thing]:
    """New images as `read` gives them, without those it has nothing to say about. Removals state nothing."""
    written: list[Written[Thing]] = []
    unreadable: list[str] = []
    for record in records:
        if record.get("eventName") == "REMOVE":
            continue
        try:
            thing = read(record["dynamodb"]["NewImage"])
        except _UNREADABLE:
            unreadable.append(str(record.get("eventID", "")))
            continue
        if thing is not None:
            written.append(Written(thing, record.get("eventName") != "MODIFY"))
    return Read(written, tuple(unreadable))
