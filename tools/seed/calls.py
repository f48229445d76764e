"""Calls of the seed: many at once, each repeated until the product has answered it."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tools.machine.console import Failure, say

WORKERS = 4
TRIES = 6
FIRST_WAIT = 0.2
SECONDS = 40.0
PASSING = frozenset({429, 502, 503, 504})
PROGRESS_SECONDS = 5.0


class Refused(Failure):
    """The product said no. `code` is that of its problem document."""

    def __init__(self, call: str, status: int, text: bytes) -> None:
        super().__init__(f"{call}: {status} {text.decode(errors='replace')[:500]}")
        self.status = status
        self.problem = _problem(text)

    @property
    def code(self) -> str:
        return str(self.problem.get("code", ""))


def _problem(text: bytes) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


Task = TypeVar("Task")
Result = TypeVar("Result")


class Api:
    """The public API, over a connection of its own for each thread."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._host, self._prefix = parts.netloc, parts.path.rstrip("/")
        self._local = threading.local()

    def get(self, path: str, token: str = "") -> Any:
        return self._call("GET", path, token, None, "application/json")

    def post(self, path: str, body: Any, token: str = "", *, address: str = "") -> Any:
        """`address`: where the caller says to be at home; the front door of this machine believes it."""
        return self._call("POST", path, token, json.dumps(body).encode(), "application/json", address)

    def post_csv(self, path: str, text: str, token: str) -> Any:
        return self._call("POST", path, token, text.encode(), "text/csv")

    def _call(self, method: str, path: str, token: str, body: bytes | None, kind: str, address: str = "") -> Any:
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {token}"} if token else {})
        headers |= {"X-Forwarded-For": address} if address else {}
        said = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(FIRST_WAIT * 2**attempt)
            try:
                status, text = self._once(method, path, body, headers)
            except (OSError, http.client.HTTPException) as problem:
                self._local.connection = None
                said = f"{type(problem).__name__}: {problem}"
                continue
            if status < http.client.BAD_REQUEST:
                return json.loads(text)
            if status not in PASSING:
                raise Refused(f"{method} {path}", status, text)
            said = f"{status} {text.decode(errors='replace')[:500]}"
        raise Failure(f"{method} {path}: {said}")

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = http.client.HTTPConnection(self._host, timeout=SECONDS)
        connection.request(method, self._prefix + path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def at_once(work: Callable[[Task], Result], tasks: Iterable[Task], what: str, *, quiet: bool = False) -> list[Result]:
    """Every task's result, in their order; the first failure ends it. Says how far it is now and then."""
    wanted: Sequence[Task] = list(tasks)
    done: list[Result] = []
    told = time.monotonic()
    pool = ThreadPoolExecutor(WORKERS)
    try:
        for result in pool.map(work, wanted):
            done.append(result)
            if not quiet and time.monotonic() - told >= PROGRESS_SECONDS:
                told = time.monotonic()
                say(f"  {what}: {len(done)} of {len(wanted)}")
    finally:
        pool.shutdown(cancel_futures=True)
    if not quiet:
        say(f"  {what}: {len(done)}")
    return done
