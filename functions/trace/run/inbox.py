"""The queue of case events; each starts the run named by its case and revision, once."""

import json
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from domain.tracing.codes import CaseCode
from domain.tracing.run import run_name
from functions.trace import wiring

processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


def take(record: SQSRecord) -> bool:
    """Starts a run; False when the same event started it before."""
    detail = json.loads(record.body)["detail"]
    code, revision = CaseCode(detail["case"]), int(detail["revision"])
    return wiring.workflows().start(run_name(code, revision), case=code, revision=revision)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers with the messages that failed."""
    return dict(process_partial_response(event, record_handler=take, processor=processor, context=context))
