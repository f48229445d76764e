"""What the stream of the table Standing tells. No client is imported: the relay uses it."""

from adapters.dynamo.standing import keys
from adapters.dynamo.wire import Item, text
from domain.people.events import RecordsChanged
from domain.people.human.joining import MergeState


def records_changed(image: Item) -> RecordsChanged | None:
    """The event of a merge that joined or parted; None for one that waits, and for what is no merge."""
    if text(image, "sk") != keys.MERGE or "ja" not in image or text(image, "st") == MergeState.WAITING:
        return None
    return RecordsChanged(text(image, "j"), text(image, "kp"))
