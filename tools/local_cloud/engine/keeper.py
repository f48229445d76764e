"""An ASGI layer in front of the engine that keeps table writes, and texts that were sent, safe from a crash.

Every one that the engine accepted is appended to a journal before its caller hears of it. From time to
time, and on request, the whole state is saved and the journal starts again. After a crash the last save is loaded
and the journal is sent through the engine once more, in its order.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from tools.local_cloud.engine.store import Store

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

WRITES = frozenset(
    f"DynamoDB_20120810.{name}"
    for name in (
        "PutItem",
        "UpdateItem",
        "DeleteItem",
        "BatchWriteItem",
        "TransactWriteItems",
        "ExecuteStatement",
        "BatchExecuteStatement",
        "ExecuteTransaction",
    )
)
# A text to a number, among everything else that is asked of the service.
TEXTS = "/sns/aws4_request"
TEXT = (b"Action=Publish", b"PhoneNumber=")
KEPT_HEADERS = ("authorization", "content-type", "x-amz-target")
SAVE_PATH = "/_local/save"
STATUS_PATH = "/_local/status"
OK = 200
QUIET_SECONDS = 2.0
LONGEST_WAIT = 30.0
TICK = 0.5
# A save stops the engine for its length: at most this share of the time is spent saving.
LARGEST_SHARE = 0.05

log = logging.getLogger("vungxanh.engine")


class Gate:
    """Table writes pass together; a save waits until none is under way and holds new ones back."""

    def __init__(self) -> None:
        self._condition = asyncio.Condition()
        self._passing = 0
        self._closed = False

    @contextlib.asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        async with self._condition:
            await self._condition.wait_for(lambda: not self._closed)
            self._passing += 1
        try:
            yield
        finally:
            async with self._condition:
                self._passing -= 1
                self._condition.notify_all()

    @contextlib.asynccontextmanager
    async def closed(self) -> AsyncIterator[None]:
        async with self._condition:
            await self._condition.wait_for(lambda: not self._closed)
            self._closed = True
            await self._condition.wait_for(lambda: self._passing == 0)
        try:
            yield
        finally:
            async with self._condition:
                self._closed = False
                self._condition.notify_all()


class Keeper:
    def __init__(self, engine: App, save_everything: Callable[[], None], store: Store) -> None:
        self._engine = engine
        self._save_everything = save_everything
        self._store = store
        self._gate = Gate()
        self._dirty = False
        self._last_request = time.monotonic()
        self._last_save = time.monotonic()
        self._cost = 0.0
        self._saver: asyncio.Task[None] | None = None
        self.replayed = 0
        self.refused = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._engine(scope, receive, send)

    async def _lifespan(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def watched(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                await self._start()
            elif message["type"] == "lifespan.shutdown.complete":
                self._store.publish()
                self._store.mark_clean()
            await send(message)

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown" and self._saver is not None:
                self._saver.cancel()
            return message

        await self._engine(scope, heard, watched)

    async def _start(self) -> None:
        began = time.monotonic()
        for entry in self._store.journalled():
            self.refused += await self._replay(entry) != OK
            self.replayed += 1
        if self.replayed:
            log.warning(
                "%d table writes taken from the journal in %.1f s, %d refused",
                self.replayed,
                time.monotonic() - began,
                self.refused,
            )
            await self.save()
        self._saver = asyncio.create_task(self._save_when_useful())

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in (SAVE_PATH, STATUS_PATH):
            await self._answer(scope, send)
            return
        self._last_request = time.monotonic()
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        if headers.get("x-amz-target") in WRITES or TEXTS in headers.get("authorization", ""):
            async with self._gate.passing():
                await self._write(scope, receive, send, headers)
        else:
            self._dirty = self._dirty or scope["method"] not in ("GET", "HEAD")
            await self._engine(scope, receive, send)

    async def _write(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        body, again = await _read(receive)
        kept_safe = TEXTS not in headers.get("authorization", "") or all(part in body for part in TEXT)

        async def watched(message: Message) -> None:
            # No pause between the engine's write and this line, so the journal is in the engine's own order.
            if message["type"] == "http.response.start" and message["status"] == OK:
                self._dirty = True
                if kept_safe:
                    kept = {name: headers[name] for name in KEPT_HEADERS if name in headers}
                    self._store.append({**kept, "body": body.decode()})
            await send(message)

        await self._engine(scope, again, watched)

    async def _replay(self, entry: dict[str, str]) -> int:
        body = entry.pop("body").encode()
        status = 0
        sent = False

        async def receive() -> Message:
            nonlocal sent
            if sent:
                return {"type": "http.disconnect"}
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])

        headers = {**entry, "host": "127.0.0.1", "content-length": str(len(body))}
        await self._engine(_post(headers), receive, send)
        return status

    async def save(self) -> None:
        async with self._gate.closed():
            began = time.monotonic()
            self._dirty = False
            self._save_everything()
            self._store.publish()
            self._last_save = time.monotonic()
            self._cost = self._last_save - began

    async def _save_when_useful(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = time.monotonic()
            waited = now - self._last_save
            quiet = now - self._last_request > QUIET_SECONDS
            if self._dirty and waited > self._cost / LARGEST_SHARE and (quiet or waited > LONGEST_WAIT):
                try:
                    await self.save()
                except OSError:
                    log.exception("the state could not be saved; trying again")

    async def _answer(self, scope: Scope, send: Send) -> None:
        if scope["path"] == SAVE_PATH and scope["method"] == "POST":
            await self.save()
        body = json.dumps(
            {
                "generation": self._store.generation,
                "journal": self._store.entries,
                "writes": self._store.writes,
                "replayed": self.replayed,
                "refused": self.refused,
                "last_save_seconds": round(self._cost, 3),
            }
        ).encode()
        await send({"type": "http.response.start", "status": OK, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": body})


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    body = b"".join(parts)
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return body, again


def _post(headers: dict[str, str]) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "headers": [(key.encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
