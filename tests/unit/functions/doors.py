"""One request through a single door, for capabilities that are tested alone."""

import json
from collections.abc import Mapping
from typing import Any

from functions.kit.http import JSON, Door
from tests.doors.calls import Reply, event_of, reply_of
from tests.entrance import SHOWN


def ask(
    door: Door,
    operation_id: str,
    body: Any = None,
    *,
    token: str | None = None,
    query: Mapping[str, Any] | None = None,
    **path: str,
) -> Reply:
    operation = door.operations[operation_id]
    sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    event = event_of(operation, sent, path, query)
    event["headers"] = {**SHOWN, "content-type": JSON}
    if token is not None:
        event["headers"]["authorization"] = f"Bearer {token}"
    return reply_of(door.handler(event, None))
