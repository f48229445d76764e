"""A stub of the platform's API for page tests: answers by method and path, and a record of every call."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Request, Route

from tests.web.contract import faults_of_reply, faults_of_request

Answer = Callable[[Request], "Reply"]


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    body: Any
    token: str


def problem(status: int, code: str, vi: str, *, errors: list[dict[str, Any]] | None = None, **headers: str) -> Reply:
    """A refusal as the API writes it."""
    body = {
        "type": f"urn:vungxanh:problem:{code}",
        "title": code,
        "status": status,
        "code": code,
        "detail": code,
        "text": {"vi": vi, "en": f"English of {code}."},
        "errors": errors or [],
        "request_id": "req-0001",
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, body, {"Content-Type": "application/problem+json", **named})


class StubApi:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._rules: list[tuple[str, re.Pattern[str], Answer]] = []
        self.down = False
        self.faults: list[str] = []

    def on(self, method: str, path: str, answer: Answer | Reply) -> None:
        """Later rules win. `path` is a pattern for the whole path with its query."""
        given = answer if callable(answer) else lambda _: answer
        self._rules.insert(0, (method, re.compile(path + "$"), given))

    def answers_as(self, other: "StubApi") -> None:
        """With the very answers of another stub, whose moments do not move on."""
        self._rules = other._rules

    def handle(self, route: Route) -> None:
        request = route.request
        path = request.url.split("/api", 1)[1]
        if self.down:
            route.abort("internetdisconnected")
            return
        body = _body(request)
        self.calls.append(Call(request.method, path, body, request.headers.get("authorization", "")))
        self.faults += faults_of_request(request.method, path, body)
        reply = next(
            (answer(request) for method, rule, answer in self._rules if method == request.method and rule.match(path)),
            problem(404, "no-such-route", f"Không có {path}."),
        )
        if reply.raw is None:
            self.faults += faults_of_reply(request.method, path, reply.status, reply.body)
        _fulfil(route, reply)

    def made(self, method: str, path: str) -> list[Call]:
        return [call for call in self.calls if call.method == method and re.fullmatch(path, call.path)]


def _body(request: Request) -> Any:
    text = request.post_data or ""
    return json.loads(text) if text.startswith(("{", "[")) else text


def _fulfil(route: Route, reply: Reply) -> None:
    headers = {"Content-Type": "application/json", **reply.headers}
    body = reply.raw if reply.raw is not None else json.dumps(reply.body, ensure_ascii=False).encode()
    route.fulfill(status=reply.status, headers=headers, body=body)
