"""Words over HTTP, as any integrator would send them."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.journeys.actors.names import a_network_address
from tests.waiting import eventually

SECONDS = 120.0
# Busy, or too slow to say: every request may be sent twice.
BUSY = frozenset({503, 504})
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the API, whatever it says."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    def ok(self, *statuses: int) -> Any:
        """The JSON of an answer that had to be a yes."""
        assert self.status in (statuses or (200, 201, 202)), f"{self.status}: {self.content[:600]!r}"
        return self.json

    def refused(self, status: int, code: str) -> Any:
        """The problem document of an answer that had to be this no."""
        assert (self.status, self.json.get("code")) == (status, code), f"{self.status}: {self.content[:600]!r}"
        assert self.headers["content-type"] == "application/problem+json"
        assert self.json["text"]["vi"]
        assert self.json["text"]["en"]
        return self.json


class Wire:
    """The public API under one bearer token, or under none, from a network address of its own or the one that is given."""

    def __init__(self, api: str, token: str = "", address: str = "") -> None:
        self.api = api
        self.token = token
        self.address = address or a_network_address()

    def get(self, path: str) -> Reply:
        return self.send("GET", path)

    def post(self, path: str, body: Any) -> Reply:
        return self.send("POST", path, json.dumps(body).encode())

    def post_csv(self, path: str, text: str) -> Reply:
        return self.send("POST", path, text.encode(), kind="text/csv")

    def send(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> Reply:
        """The answer. Who is told that the product is busy, or hears nothing, sends the same again, as every client does."""
        return eventually(lambda: self._once(method, path, body, kind), until=lambda reply: reply.status not in BUSY)

    def _once(self, method: str, path: str, body: bytes | None, kind: str) -> Reply:
        headers = {"X-Forwarded-For": self.address} | ({"Content-Type": kind} if body is not None else {})
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(f"{self.api}{path}", data=body, method=method, headers=headers)
        try:
            answer = _direct.open(request, timeout=SECONDS)
        except urllib.error.HTTPError as problem:
            answer = problem
        with answer:
            return Reply(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())
