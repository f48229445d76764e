"""What queues and streams hand to a function."""

import json
from collections.abc import Mapping
from typing import Any

from domain.base.events import Event, detail_of


def body(event: Event, **more: Any) -> str:
    """A message's body: the event as the bus delivers it."""
    return json.dumps(
        {
            "version": "0",
            "id": "b4f1b1d2-1f0e-4f5c-9c57-3a3a2f0c7d11",
            "detail-type": event.name,
            "source": "vungxanh",
            "account": "000000000000",
            "time": "2021-10-02T01:15:12Z",
            "region": "ap-southeast-1",
            "resources": [],
            "detail": {**detail_of(event), **more},
        }
    )


def batch(*bodies: str) -> dict[str, Any]:
    """A batch of messages, `message-0` and so on."""
    arn = "arn:aws:sqs:ap-southeast-1:000000000000:queue"
    records = [
        {"messageId": f"message-{n}", "body": text, "eventSource": "aws:sqs", "eventSourceARN": arn}
        for n, text in enumerate(bodies)
    ]
    return {"Records": records}


def failed(*numbers: int) -> dict[str, Any]:
    """The answer that names these messages."""
    return {"batchItemFailures": [{"itemIdentifier": f"message-{n}"} for n in numbers]}


def record(image: Mapping[str, Any], kind: str = "INSERT", event_id: str = "e1") -> dict[str, Any]:
    """One record of a table's stream."""
    return {"eventName": kind, "eventID": event_id, "dynamodb": {"NewImage": image}}
