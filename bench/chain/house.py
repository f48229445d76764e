"""Tracing wired to real adapters on a real engine, with a clock that a benchmark moves and a queue it plays itself."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from adapters.aws.sealing import AesSealer
from adapters.dynamo import key_parts
from adapters.dynamo.case import keys
from adapters.dynamo.case.cases import DynamoCases
from adapters.dynamo.case.contacts import DynamoContacts
from adapters.dynamo.case.meetings import DynamoMeetings
from adapters.dynamo.case.waiting import DynamoWaiting
from adapters.dynamo.notice.exposures import DynamoExposures
from adapters.dynamo.notice.notices import DynamoNotices
from adapters.dynamo.person.residences import DynamoResidences
from adapters.dynamo.visit.copresence import DynamoCoPresence
from adapters.dynamo.visit.visits import DynamoVisits
from adapters.dynamo.wire import NewItem
from adapters.memory.audit.log import MemoryAudit
from adapters.memory.notice.notices import MemoryBus, MemoryMessenger
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.workflows import MemoryWorkflows
from bench.built import SETTINGS
from bench.chain.town import Town
from bench.stores import client as plain_client
from domain.base.events import Event
from domain.base.unit import UnitKey
from domain.people.caller import Staff
from domain.people.roles import Role
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from functions.trace.asked import Asked
from functions.trace.case import service
from functions.trace.run.service.run import Ports
from functions.trace.run.wiring import RepairParts, StepParts
from tests.doors.clock import Clock
from tests.queues import batch, body

AT_ONCE = 25


class House:
    """Doors, relay, inbox and steps of tracing; what a cloud does between them, a benchmark does."""

    def __init__(self, url: str, now: datetime) -> None:
        self.store = plain_client(url)
        self.clock = Clock(now)
        self.bus = MemoryBus()
        self.messenger = MemoryMessenger()
        self.workflows = MemoryWorkflows()
        self.audit = MemoryAudit()
        sealer = AesSealer(MemorySecrets(clock=self.clock))
        self.cases = DynamoCases("Case", sealer=sealer)
        self.contacts = DynamoContacts("Case", sealer=sealer)
        self.exposures = DynamoExposures("Notice")
        self.outbox = DynamoNotices("Notice", sealer=sealer)
        interviews = DynamoMeetings("Case", sealer=sealer)
        ports = Ports(
            cases=self.cases,
            visits=DynamoVisits("Visit"),
            present=DynamoCoPresence("Visit"),
            meetings=(interviews,),
            contacts=self.contacts,
            interviews=interviews,
            notices=self.exposures,
            residences=DynamoResidences("Person"),
            waiting_list=DynamoWaiting("Case"),
        )
        self.steps = StepParts(ports, self.clock)
        self.repair = RepairParts(self.cases, self.workflows, self.clock)

    def confirm(self, town: Town, code: CaseCode) -> Case:
        """What the route does once it knows whom and when."""
        asked = Asked(Staff("tracer", frozenset({Role.TRACER}), UnitKey("VN-2025H2", "24")), self.clock())
        ports = service.Ports(self.cases, self.audit, DynamoVisits("Visit"))
        case, _ = service.confirm(town.f0, town.dates, (), code=code, asked=asked, ports=ports)
        return case

    def stored(self, code: CaseCode) -> Case:
        """The case as it stands."""
        case = self.cases.find(code)
        assert case is not None
        return case

    def record(self, code: CaseCode) -> dict[str, Any]:
        """What the table's stream says of the case as it stands; past the product, and past every fault."""
        key = {"pk": {"S": keys.case(code)}, "sk": {"S": key_parts.META}}
        item = self.store.get_item(TableName="Case", Key=key, ConsistentRead=True)["Item"]
        return {"eventName": "MODIFY", "dynamodb": {"NewImage": item}, "key": str(code)}

    def all_of(self, table: str, prefix: str) -> list[dict[str, Any]]:
        """Items whose partition or sort key begins so, past the product."""
        found: list[dict[str, Any]] = []
        more: dict[str, Any] = {}
        while True:
            page = self.store.scan(TableName=table, ConsistentRead=True, **more)
            found += [i for i in page["Items"] if i["pk"]["S"].startswith(prefix) or i["sk"]["S"].startswith(prefix)]
            if "LastEvaluatedKey" not in page:
                return found
            more["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def messages(events: Sequence[Event]) -> dict[str, Any]:
    """What the queue hands over of events on the bus."""
    return batch(*map(body, events))


@contextmanager
def house(url: str, now: datetime) -> Iterator[House]:
    """The product's functions see this house's parts while it stands."""
    from adapters import session
    from functions.trace.run import reconcile, steps, wiring

    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, {**SETTINGS, "AWS_ENDPOINT_URL": url}))
        session.forget()
        stack.callback(session.forget)
        found = House(url, now)
        for name, part in (
            ("step_parts", found.steps),
            ("workflows", found.workflows),
            ("bus", found.bus),
            ("repair_parts", found.repair),
        ):
            stack.enter_context(patch.object(wiring, name, lambda part=part: part))
        for told in (steps, reconcile):
            stack.enter_context(patch.object(told, "log", lambda _: None))
        yield found


def fill(store: Any, items: Iterable[tuple[str, NewItem]]) -> None:
    """Items with their tables, many at a time."""
    waiting: dict[str, list[dict[str, Any]]] = {}
    for table, item in items:
        waiting.setdefault(table, []).append({"PutRequest": {"Item": item}})
    for table, rows in waiting.items():
        for start in range(0, len(rows), AT_ONCE):
            store.batch_write_item(RequestItems={table: rows[start : start + AT_ONCE]})
