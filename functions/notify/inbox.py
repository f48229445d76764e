"""The queue of NoticeQueued events; a message that fails is tried again alone."""

import json
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from domain.people.codes import PersonId
from domain.telling.notice import NoticeKey
from functions.kit.observability import log
from functions.notify import wiring
from functions.notify.logs import PushesFailed
from functions.notify.service import sending as service

processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


def take(record: SQSRecord) -> bool:
    """Sends the notice one message names."""
    detail = json.loads(record.body)["detail"]
    p = wiring.sender_parts()
    key = NoticeKey(PersonId(detail["person"]), detail["cause"])
    done = service.send(key, outbox=p.outbox, ways=p.ways, now=p.clock())
    if done and (done.gone or done.refused):
        log(PushesFailed(done.gone, done.refused))
    return done is not None


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers with the messages that failed."""
    return dict(process_partial_response(event, record_handler=take, processor=processor, context=context))
