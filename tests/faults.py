"""Faults at the door of the SDK: throttles, silence before and after the work, collisions, partial batches, crashes.

They are injected into one botocore client, attempt by attempt, below its own retries; PynamoDB's calls pass the same
door. Use on a test engine only: requests may be shortened after they were signed.

    with Faults(client("dynamodb")) as faults:
        faults.plan("PutItem", throttled, lost_answer)   # attempt 1, attempt 2; the third is served
"""

import gzip
import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from random import Random
from typing import Any, NamedTuple, Self, TypeVar, cast
from unittest.mock import patch
from zlib import crc32

from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict
from botocore.exceptions import ReadTimeoutError
from botocore.httpsession import URLLib3Session

T = TypeVar("T")


class Crash(BaseException):
    """The process dies here. No handler of ours or of the SDK catches it."""


class _Raw(BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.getvalue()


def _reply(request: AWSPreparedRequest, status: int, body: Any) -> AWSResponse:
    headers: Any = HeadersDict({"content-type": "application/x-amz-json-1.0"})
    return AWSResponse(request.url, status, headers, _Raw(json.dumps(body).encode()))


class Attempt(NamedTuple):
    """One request about to leave; `deliver` sends it to the engine and returns the engine's answer."""

    request: AWSPreparedRequest
    deliver: Callable[[AWSPreparedRequest], AWSResponse]


Fault = Callable[[Attempt], AWSResponse | None]


def refuse(kind: str, status: int = 400, **more: Any) -> Fault:
    """An error answer; nothing is applied."""
    body = {"__type": f"com.amazonaws.dynamodb.v20120810#{kind}", "message": "injected", **more}
    return lambda attempt: _reply(attempt.request, status, body)


throttled = refuse("ThrottlingException")
unavailable = refuse("InternalServerError", status=500)
conflict = refuse("TransactionConflictException")


def cancelled(*codes: str) -> Fault:
    """A transaction cancelled for these reasons, one for each of its items."""
    return refuse("TransactionCanceledException", CancellationReasons=[{"Code": code} for code in codes])


def lost_answer(attempt: Attempt) -> AWSResponse:
    """Applied, but the caller never hears."""
    attempt.deliver(attempt.request)
    raise ReadTimeoutError(endpoint_url=attempt.request.url)


def silence(attempt: Attempt) -> AWSResponse:
    """Timed out before it was applied; the caller cannot tell it from `lost_answer`."""
    raise ReadTimeoutError(endpoint_url=attempt.request.url)


def served(attempt: Attempt) -> None:
    """No fault: keeps a later one in its place."""


def crash(attempt: Attempt) -> AWSResponse:
    """The process is killed before this request leaves."""
    raise Crash


def crash_after(attempt: Attempt) -> AWSResponse:
    """The process is killed when the request has been applied."""
    attempt.deliver(attempt.request)
    raise Crash


def short_page(size: int) -> Fault:
    """Query: no more than `size` items, and where to go on."""

    def fault(attempt: Attempt) -> AWSResponse:
        return attempt.deliver(_with_body(attempt.request, {**_body(attempt.request), "Limit": size}))

    return fault


def empty_page(last: dict[str, Any]) -> Fault:
    """Query: nothing yet, but the key to go on from; what a filter or an interrupted scan may answer."""
    return lambda attempt: _reply(attempt.request, 200, {"Items": [], "Count": 0, "LastEvaluatedKey": last})


def packed(attempt: Attempt) -> AWSResponse:
    """The answer comes compressed; its checksum is that of what is sent."""
    answer = attempt.deliver(attempt.request)
    body = gzip.compress(answer.content)
    said = {name.lower(): value for name, value in answer.headers.items()}
    headers: Any = HeadersDict({**said, "content-encoding": "gzip", "x-amz-crc32": str(crc32(body))})
    return AWSResponse(attempt.request.url, answer.status_code, headers, _Raw(body))


def damaged(attempt: Attempt) -> AWSResponse:
    """A bit of the answer was lost on the way; its checksum says so."""
    answer = attempt.deliver(attempt.request)
    headers: Any = HeadersDict({**dict(answer.headers), "x-amz-crc32": str(crc32(answer.content))})
    return AWSResponse(attempt.request.url, answer.status_code, headers, _Raw(answer.content[:-1]))


def stale(*rows: dict[str, Any]) -> Fault:
    """Query of an index that lags: answers as it was."""
    return lambda attempt: _reply(attempt.request, 200, {"Items": list(rows), "Count": len(rows)})


def partial_batch(keep: int) -> Fault:
    """BatchGetItem or BatchWriteItem: serves the first `keep` entries, hands the others back as unprocessed."""

    def fault(attempt: Attempt) -> AWSResponse:
        body = _body(attempt.request)
        served_now, left = _cut(body["RequestItems"], keep)
        unprocessed = "UnprocessedKeys" if "GetItem" in _target(attempt.request) else "UnprocessedItems"
        answer: dict[str, Any] = {"Responses": {table: [] for table in left}}
        if served_now:
            answer = _json(attempt.deliver(_with_body(attempt.request, {**body, "RequestItems": served_now})))
        return _reply(attempt.request, 200, {**answer, unprocessed: left})

    return fault


def partial_events(refused: int) -> Fault:
    """PutEvents: the first `refused` entries are not taken."""

    def fault(attempt: Attempt) -> AWSResponse:
        body = _body(attempt.request)
        taken = {**body, "Entries": body["Entries"][refused:]}
        answer = _json(attempt.deliver(_with_body(attempt.request, taken))) if taken["Entries"] else {"Entries": []}
        failures = [{"ErrorCode": "InternalFailure", "ErrorMessage": "injected"}] * refused
        return _reply(attempt.request, 200, {"FailedEntryCount": refused, "Entries": failures + answer["Entries"]})

    return fault


def _cut(tables: dict[str, Any], keep: int) -> tuple[dict[str, Any], dict[str, Any]]:
    now: dict[str, Any] = {}
    later: dict[str, Any] = {}
    for table, wanted in tables.items():
        entries = wanted["Keys"] if isinstance(wanted, dict) else wanted
        for part, chosen in ((now, entries[:keep]), (later, entries[keep:])):
            if chosen:
                part[table] = {**wanted, "Keys": chosen} if isinstance(wanted, dict) else chosen
    return now, later


def _target(request: AWSPreparedRequest) -> str:
    target = request.headers["X-Amz-Target"]
    return target.decode() if isinstance(target, bytes) else str(target)


def _body(request: AWSPreparedRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(cast("bytes", request.body))
    return found


def _json(response: AWSResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.content)
    return found


def _with_body(request: AWSPreparedRequest, body: Any) -> AWSPreparedRequest:
    data = json.dumps(body).encode()
    headers: Any = HeadersDict(request.headers.items())
    headers["Content-Length"] = str(len(data))
    return AWSPreparedRequest(request.method, request.url, headers, data, stream_output=False)


class Faults:
    """A plan of faults for one client; counts what was sent, by operation.

    An event handler would not do: botocore asks all of them, so an in-process engine would still apply the request.
    """

    def __init__(self, client: Any) -> None:
        self._endpoint = client._endpoint
        self._emitter = self._endpoint._event_emitter
        self._plans: dict[str, deque[Fault]] = defaultdict(deque)
        self.sent: Counter[str] = Counter()

    def plan(self, operation: str, *faults: Fault) -> None:
        """One fault for each attempt to come, then normal service."""
        self._plans[operation].extend(faults)

    def forget(self) -> None:
        """Drops what was planned and did not happen."""
        self._plans.clear()

    def __enter__(self) -> Self:
        self._endpoint._event_emitter = self
        return self

    def __exit__(self, *_: object) -> None:
        self._endpoint._event_emitter = self._emitter

    def __getattr__(self, name: str) -> Any:
        return getattr(self._emitter, name)

    def emit(self, event_name: str, **arguments: Any) -> Any:
        """In place of the endpoint's emitter: a planned answer keeps the request from everybody else."""
        if not event_name.startswith("before-send."):
            return self._emitter.emit(event_name, **arguments)
        operation = event_name.rpartition(".")[2]
        self.sent[operation] += 1
        plan = self._plans[operation]
        answer = plan.popleft()(self._attempt(event_name, arguments["request"])) if plan else None
        return [(None, answer)] if answer is not None else self._emitter.emit(event_name, **arguments)

    def _attempt(self, event_name: str, request: AWSPreparedRequest) -> Attempt:
        def deliver(passed: AWSPreparedRequest) -> AWSResponse:
            """Through the handlers, where an in-process engine may answer, else over the wire."""
            _, answer = self._emitter.emit_until_response(event_name, request=passed)
            return answer if answer is not None else URLLib3Session().send(passed)

        return Attempt(request, deliver)


@contextmanager
def without_pauses() -> Iterator[None]:
    """Back-off takes no time: the SDK's and ours."""
    with patch("time.sleep"):
        yield


def delivered(records: Sequence[T], rng: Random, *, key: Callable[[T], Hashable]) -> list[list[T]]:
    """What a stream may make of its records: cut into other batches, some sent twice, interleaved across items.

    The first delivery of one item's records keeps their order; repeated batches come later, in any place.
    """
    queues: dict[Hashable, deque[T]] = defaultdict(deque)
    for record in records:
        queues[key(record)].append(record)
    order: list[T] = []
    while queues:
        chosen = rng.choice(list(queues))
        order.append(queues[chosen].popleft())
        if not queues[chosen]:
            del queues[chosen]
    return _repeated(_chunks(order, rng), rng)


def _chunks(records: Sequence[T], rng: Random) -> list[list[T]]:
    batches: list[list[T]] = []
    rest = list(records)
    while rest:
        size = rng.randint(1, len(rest))
        batches.append(rest[:size])
        rest = rest[size:]
    return batches


def _repeated(batches: list[list[T]], rng: Random) -> list[list[T]]:
    """Each batch may come again, whole or in part, after its first time."""
    found: list[list[T]] = []
    for batch in batches:
        found.append(batch)
        if rng.random() < 1 / 3:
            earlier = rng.choice(found)
            found.append(rng.sample(earlier, rng.randint(1, len(earlier))))
    return found
