"""The event bus on EventBridge."""

from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from adapters.session import client
from domain.base.errors import Busy
from domain.base.events import Event, detail_of

if TYPE_CHECKING:
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

_SOURCE = "vungxanh"
_PER_CALL = 10  # PutEvents takes no more
_ROUNDS = 3


class EventBridgeBus:
    """Publishes typed events; what is refused singly is sent again, and what is left raises Busy."""

    def __init__(self, bus_name: str) -> None:
        self._bus = bus_name

    def publish(self, events: Sequence[Event]) -> None:
        waiting = [self._entry(event) for event in events]
        for start in range(0, len(waiting), _PER_CALL):
            self._put(waiting[start : start + _PER_CALL])

    def _put(self, entries: "list[PutEventsRequestEntryTypeDef]") -> None:
        for _ in range(_ROUNDS):
            try:
                answer = client("events").put_events(Entries=entries)
            except (ClientError, HTTPClientError, NoConnection) as error:
                raise Busy from error
            entries = [e for e, said in zip(entries, answer["Entries"], strict=True) if "ErrorCode" in said]
            if not entries:
                return
        raise Busy

    def _entry(self, event: Event) -> "PutEventsRequestEntryTypeDef":
        detail = dumps(detail_of(event))
        return {"EventBusName": self._bus, "Source": _SOURCE, "DetailType": event.name, "Detail": detail}
