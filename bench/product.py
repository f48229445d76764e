"""The product's check-in in this process, on a given endpoint, with every call to the store written down."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from bench.built import SETTINGS
from bench.world import Sent


@dataclass(slots=True)
class Calls:
    """What reached the store: attempts by operation, and the units that the engine reported."""

    attempts: Counter[str] = field(default_factory=Counter)
    reported: Counter[str] = field(default_factory=Counter)

    def forget(self) -> None:
        self.attempts.clear()
        self.reported.clear()

    def listen(self, client: Any) -> None:
        events = client.meta.events
        events.register("provide-client-params.dynamodb", self._ask)
        events.register("before-send.dynamodb", self._attempt)
        events.register("after-call.dynamodb", self._report)

    def _ask(self, params: dict[str, Any], **_: Any) -> None:
        params["ReturnConsumedCapacity"] = "INDEXES"

    def _attempt(self, event_name: str, **_: Any) -> None:
        self.attempts[event_name.rpartition(".")[2]] += 1

    def _report(self, parsed: dict[str, Any], **_: Any) -> None:
        used = parsed.get("ConsumedCapacity")
        for one in used if isinstance(used, list) else [used or {}]:
            self.reported["units"] += one.get("CapacityUnits", 0)
            self.reported["of which indexes"] += sum(
                index["CapacityUnits"] for index in one.get("GlobalSecondaryIndexes", {}).values()
            )


@contextmanager
def checkin(url: str) -> Iterator[Any]:
    """The module of check-in's routes, freshly wired to the endpoint."""
    from adapters import session

    with patch.dict(os.environ, {**SETTINGS, "AWS_ENDPOINT_URL": url}):
        from functions.checkin import api, wiring

        session.forget()
        wiring.parts.cache_clear()
        try:
            yield api
        finally:
            session.forget()
            wiring.parts.cache_clear()


def said(answer: dict[str, Any]) -> dict[str, Any]:
    """The body of an answer that went well."""
    if answer["statusCode"] not in (200, 201):
        raise RuntimeError(answer["body"])
    body: dict[str, Any] = json.loads(answer["body"])
    return body


def with_body(sent: Sent, **more: Any) -> dict[str, Any]:
    """The event of a check-in that says more."""
    return {**sent.event, "body": json.dumps({**json.loads(sent.body), **more})}


def leaving(sent: Sent, visit_id: str, at: str) -> dict[str, Any]:
    """The event of a check-out."""
    route = "POST /visits/{visit_id}/check-out"
    event = sent.event
    return {
        **event,
        "routeKey": route,
        "rawPath": f"/api/visits/{visit_id}/check-out",
        "pathParameters": {"visit_id": visit_id},
        "requestContext": {**event["requestContext"], "routeKey": route},
        "body": json.dumps({"at": at}),
    }
