"""In a child: the same check-ins through the product's handler and through a bare one, turn by turn; CPU of each.

Arguments: `stub` or `wire`, and the file of the world. Prints one JSON line.
"""

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

Handler = Callable[[dict[str, Any]], dict[str, Any]]
BLOCK = 50


class _Raw(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.getvalue()


def bare() -> tuple[Any, Handler]:
    """What a tutorial shows: parse, put on a condition, answer. It checks nothing and knows nobody."""
    client = boto3.client("dynamodb")

    def handler(event: dict[str, Any]) -> dict[str, Any]:
        body = json.loads(event["body"])
        client.put_item(TableName="Visit", Item=body["item"], ConditionExpression="attribute_not_exists(pk)")
        return {
            "statusCode": 201,
            "headers": {"Content-Type": "application/json"},
            "body": json.dumps({"visit_id": body["item"]["sk"]["S"]}),
        }

    return client, handler


def product() -> tuple[Any, Handler]:
    from adapters.session import client
    from functions.checkin.api import handler

    return client("dynamodb"), lambda event: handler(event, None)


def stubbed(client: Any) -> None:
    """Answers writes before they leave the process."""

    def answer(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, 200, HTTPHeaders(), _Raw(b"{}"))

    client.meta.events.register("before-send.dynamodb.PutItem", answer)


def timed(handler: Handler, events: list[dict[str, Any]]) -> float:
    begun = time.process_time_ns()
    statuses = [handler(event)["statusCode"] for event in events]
    spent = time.process_time_ns() - begun
    if set(statuses) != {201}:
        raise SystemExit(f"unexpected answers: {sorted(set(statuses))}")
    return spent / len(events) / 1e9


def main(way: str, world: Path) -> None:
    given = json.loads(world.read_text(encoding="utf-8"))
    sides = {"product": product(), "bare": bare()}
    if way == "stub":
        for client, _ in sides.values():
            stubbed(client)
    times: dict[str, list[float]] = {name: [] for name in sides}
    for block in range(0, len(given["product"]), BLOCK):
        for name, (_, handler) in sides.items():
            spent = timed(handler, given[name][block : block + BLOCK])
            if block >= 4 * BLOCK:  # caches and code paths are warm
                times[name].append(spent)
    print(json.dumps(times))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
