"""What API Gateway would send to a door, and what it would get back."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from functions.kit.http import Door, Operation
from tools.contract.operations import operations

OPERATIONS: Mapping[str, tuple[Door, Operation]] = {o.operation_id: (door, o) for door, o in operations()}


@dataclass(frozen=True)
class Reply:
    """What the caller gets."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def code(self) -> str:
        """The problem's code; empty for an answer that is no problem."""
        return str(self.json["code"]) if self.headers["content-type"] == "application/problem+json" else ""

    @property
    def faults(self) -> set[tuple[str, str]]:
        """(field, rule) of every fault named; none in an answer that is no problem."""
        if not self.code:
            return set()
        return {(fault["field"], fault["rule"]) for fault in self.json.get("errors", ())}


def event_of(
    operation: Operation, sent: bytes | None, path: Mapping[str, str], query: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The gateway's event of one request, without headers."""
    raw_path = f"/api{operation.path}".format(**path) if path else f"/api{operation.path}"
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": f"{operation.method} {operation.path}",
        "rawPath": raw_path,
        "rawQueryString": urlencode(query or {}, doseq=True),
        "requestContext": {
            "stage": "api",
            "requestId": "request-1",
            "http": {"method": operation.method, "path": raw_path, "protocol": "HTTP/1.1"},
        },
        "isBase64Encoded": False,
    }
    if path:
        event["pathParameters"] = dict(path)
    if sent is not None:
        try:
            event["body"] = sent.decode()
        except UnicodeDecodeError:
            event["body"], event["isBase64Encoded"] = base64.b64encode(sent).decode(), True
    return event


def reply_of(answer: Mapping[str, Any]) -> Reply:
    """What the gateway makes of a function's answer."""
    wire = json.loads(json.dumps(answer))  # the runtime turns an answer into JSON: bytes would end the function
    body = wire.get("body") or ""
    content = base64.b64decode(body) if wire.get("isBase64Encoded") else body.encode()
    return Reply(wire["statusCode"], {name.lower(): value for name, value in wire["headers"].items()}, content)
