"""Strangers at the product's own doors, over its own adapters on a real engine; every call to the store is written down."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple, Self
from unittest.mock import patch
from uuid import UUID

from adapters.dynamo.notice.item import notice_queued
from adapters.dynamo.notice.notices import DynamoNotices
from adapters.dynamo.secret.secrets import DynamoRotation
from adapters.memory.notice.notices import MemoryMessenger
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from adapters.memory.standing.standing import MemoryStanding
from adapters.reference.units import FileUnits
from bench.built import SETTINGS, make_units
from bench.chain.meter import Bill, Meter
from bench.stores import client
from domain.base.period import LOCAL
from domain.base.secret import Purpose
from domain.telling.notice import NoticeKey, subject_read
from functions.notify.service.reach import Ports
from functions.notify.service.sending import send
from tests.doors.clock import Clock
from tools.machine.paths import UNITS

UNIT = {"scheme": "VN-2025H2", "code": "07777"}


class Reply(NamedTuple):
    status: int
    body: Any
    retry_after: int

    def was(self, status: int) -> Self:
        """The answer that a measurement counts on."""
        if self.status != status:
            raise RuntimeError(f"{self.status}: {self.body}")
        return self


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request, on average of so many: calls to the store, units by the published rule, seconds of the processor."""

    requests: int
    bill: Bill
    cpu: float

    @property
    def calls(self) -> float:
        return self.bill.calls.total() / self.requests

    @property
    def write_units(self) -> float:
        return self.bill.write_units / self.requests

    @property
    def read_units(self) -> float:
        return self.bill.read_units / self.requests


class Strangers:
    """Whoever comes without a sign-in. The clock stands unless it is moved."""

    def __init__(self, url: str, clock: Clock) -> None:
        from adapters.session import client as product_client
        from functions.checkin import api as checkin
        from functions.identity import api as identity
        from functions.identity import wiring

        self.clock = clock
        self.store = client(url)
        self._meter = Meter(0)
        self._meter.listen(product_client("dynamodb"))
        self._identity, self._checkin, self._parts = identity, checkin, wiring.parts()

    def registers(self, number: int, *, phone: int, address: str) -> Reply:
        """A device that nobody knows: the same `number` is the same request."""
        body = {
            "full_name": "Nguyễn Thị Lan",
            "phone": f"073{phone:07d}",
            "year_of_birth": 1987,
            "unit": UNIT,
            "registration_id": str(UUID(int=number)),
        }
        return _answered(self._identity, "/persons", body, "", address)

    def asks_a_code(self, token: str) -> Reply:
        return _answered(self._identity, "/me/phone-otp", {}, token, "203.0.113.7")

    def checks_in(self, token: str, code: str, at: str) -> Reply:
        return _answered(self._checkin, "/visits", {"code": code, "at": at}, token, "203.0.113.7")

    def cost(self, status: int, requests: int, one: Callable[[int], Reply]) -> Cost:
        """Of so many, one after another, each answered so."""
        since, cpu = self._meter.mark(), time.process_time()
        for number in range(requests):
            one(number).was(status)
        return Cost(requests, self._meter.bill(since), time.process_time() - cpu)

    def sends(self) -> list[str]:
        """The sender's turn: the numbers that were texted."""
        p, messenger = self._parts, MemoryMessenger()
        ports = Ports(
            DynamoNotices("Notice", sealer=_sealer(p.keys)),
            messenger,
            MemoryPusher(),
            MemorySubscriptions(),
            p.persons,
            MemoryTexts(),
            p.phone.tallies,
            p.keys,
            MemoryStanding(),
            "https://vungxanh.example",
        )
        queued = [event for item in self._items("Notice") if (event := notice_queued(item))]
        for event in queued:
            send(NoticeKey(subject_read(event.person), event.cause), ports=ports, now=self.clock())
        return [phone for phone, *_ in messenger.messages]

    def _items(self, table: str) -> Iterator[dict[str, Any]]:
        for page in self.store.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
            yield from page["Items"]


def _sealer(keys: Any) -> Any:
    from adapters.aws.sealing import AesSealer

    return AesSealer(keys)


def _answered(api: Any, path: str, body: Any, token: str, address: str) -> Reply:
    """As API Gateway hands it over, payload 2.0, behind the content network."""
    route = f"POST {path}"
    event = {
        "version": "2.0",
        "routeKey": route,
        "rawPath": f"/api{path}",
        "rawQueryString": "",
        "headers": {
            "content-type": "application/json",
            "user-agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36",
            "cloudfront-viewer-address": f"{address}:4711",
            "x-vungxanh-entrance": "bench",
            **({"authorization": f"Bearer {token}"} if token else {}),
        },
        "requestContext": {
            "http": {"method": "POST", "path": f"/api{path}", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
            "requestId": "GkL2ziKwyQ0EMOg=",
            "routeKey": route,
            "stage": "api",
        },
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }
    answer = api.handler(event, None)
    told = {name.lower(): value for name, value in answer["headers"].items()}
    return Reply(answer["statusCode"], json.loads(answer["body"]), int(told.get("retry-after", 0)))


@contextmanager
def strangers(url: str, now: Any) -> Iterator[Strangers]:
    """The doors see this engine, and registration a clock that stands at noon of the day before."""
    from adapters import session
    from functions.checkin import wiring as checkin
    from functions.identity import wiring as identity

    make_units()
    noon = (now.astimezone(LOCAL) - timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
    clock = Clock(noon.astimezone(now.tzinfo))
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, {**SETTINGS, "AWS_ENDPOINT_URL": url}))
        for forgets in (session.forget, checkin.parts.cache_clear, identity.parts.cache_clear):
            forgets()
            stack.callback(forgets)
        rotation = DynamoRotation("Secret", clock=clock)
        for purpose in Purpose:  # the only one that makes keys; on a cloud it turns before anybody comes
            rotation.rotate(purpose, now=clock())
        parts = replace(identity.parts(), clock=clock, units=FileUnits(UNITS))
        stack.enter_context(patch.object(identity, "parts", lambda: parts))
        yield Strangers(url, clock)
