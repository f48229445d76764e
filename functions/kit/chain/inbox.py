"""The inbox: a queue of events, each read as its typed class. A message that fails comes again alone, and is parked in the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from domain.base.events import Event
from functions.kit.observability import log

Heard = TypeVar("Heard", bound=Event)

_processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@dataclass(frozen=True, slots=True)
class MessageUnreadable:
    """A message that is none of the events this inbox hears; it is parked after its last receive."""

    message_id: str


class NotHeard(ValueError):
    """A message of another event, or of another version of one."""


class _Message(msgspec.Struct, rename={"kind": "detail-type"}):
    """An event as the bus hands it over; what else it says of itself is of no use here."""

    kind: str
    detail: dict[str, Any]


def taken(
    event: dict[str, Any], context: Any, *, hears: Sequence[type[Heard]], take: Callable[[Heard], object]
) -> dict[str, Any]:
    """Hands each message's event to `take`. Answers with the messages that failed."""

    def one(record: SQSRecord) -> None:
        try:
            heard = event_read(record.body, hears)
        except (msgspec.DecodeError, NotHeard):
            log(MessageUnreadable(record.message_id))
            raise
        take(heard)

    return dict(process_partial_response(event, record_handler=one, processor=_processor, context=context))


def event_read(body: str, hears: Sequence[type[Heard]]) -> Heard:
    """The event of a message; fields that its class does not know are passed over.

    Raises NotHeard, or msgspec's DecodeError for what is no event, lacks a field or has one of another type.
    """
    message = msgspec.json.decode(body, type=_Message)
    for kind in hears:
        if kind.name == message.kind and kind.version == message.detail.get("version"):
            return msgspec.convert(message.detail, kind)
    raise NotHeard(message.kind)
