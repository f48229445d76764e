"""A stack for one capability, told in verbs: a door, what it relays and hears, its workflows, what the clock starts.

Any number of each. A trigger is the module that answers: `run.steps` is `functions/<capability>/run/steps.py`. Its
last part names the function, so that a move between rooms replaces nothing; where two would be called alike, `name`
tells them apart.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from domain.base.secret import Purpose
from infra.data import kind_of
from infra.foundation import Foundation
from infra.parts import entrance, names
from infra.parts.chain import bus
from infra.parts.chain.queues import inbox as read_queue
from infra.parts.chain.schedules import run_on_schedule
from infra.parts.chain.streams import read_stream
from infra.parts.chain.workflow import ONLY, Workflow, workflow, workflow_arn
from infra.parts.findings import accept
from infra.parts.permissions import allow
from infra.parts.python_function import ORDINARY, Size
from infra.parts.stack import FunctionStack
from infra.parts.watching.watched import Backlog, Inbox, Runs
from infra.stage import Stage
from infra.tables import Tables

STANDING, DAYS = "Standing", "DAYS"
RELAY = Size(timeout_s=30)


class Capability(FunctionStack):
    def __init__(self, scope: Construct, stage: Stage, foundation: Foundation, tables: Tables, **kwargs: Any) -> None:
        super().__init__(scope, stage, foundation, tables, **kwargs)
        # What it is handed while it is deployed was made there.
        self.add_dependency(foundation)
        # Those of the door, by the module that holds their routes.
        self.doors: dict[str, lambda_.Function] = {}
        # The one of them that also answers what no route takes.
        self.takes_the_rest = ""
        self.build()

    def build(self) -> None:
        raise NotImplementedError

    def door(
        self,
        trigger: str = "api",
        *,
        size: Size = ORDINARY,
        staff: bool = False,
        takes_the_rest: bool = False,
        name: str = "",
    ) -> lambda_.Function:
        """Answers the routes of its module. `staff`: it verifies their sign-in. `takes_the_rest`: what no route takes
        is answered here, in the same words and shape as every other refusal."""
        short = name or names.short(trigger)
        door = self._function(trigger, short, size)
        self.watched.doors.append(self._physical(short))
        module = f"functions.{self.name}.{trigger}"
        self.doors[module] = door
        door.add_environment(entrance.SETTING, entrance.taken(self.stage))
        # Every door reads device tokens, refuses those of devices that were signed out, and knows the records of one human.
        self.grants(door, STANDING, "Query", keys=(DAYS,))
        self.opens(door, Purpose.DEVICE)
        if takes_the_rest:
            self.takes_the_rest = module
        if staff:
            door.add_environment("STAFF_CLIENT_ID", self.foundation.staff_client.user_pool_client_id)
            door.add_environment("STAFF_ISSUER", self.foundation.staff_issuer)
        return door

    def function(self, trigger: str, *, name: str = "", size: Size = ORDINARY) -> lambda_.Function:
        """Nobody waits for it."""
        short = name or names.short(trigger)
        made = self._function(trigger, short, size)
        self.watched.background.append(self._physical(short))
        return made

    def relays(
        self,
        table: str,
        *,
        trigger: str = "stream",
        only: Mapping[str, Any] | None = None,
        size: Size = RELAY,
        name: str = "",
    ) -> lambda_.Function:
        """What is stored becomes facts on the bus, at once. Removals and what `only` leaves out never wake it."""
        relay = self.function(trigger, name=name or names.of_relay(trigger), size=size)
        self.reads_stream(relay, table, batch=100, wait_s=0, only=only)
        bus.let_publish(relay, self.foundation.bus)
        return relay

    def reads_stream(
        self,
        function: lambda_.Function,
        table: str,
        *,
        batch: int,
        wait_s: int,
        only: Mapping[str, Any] | None = None,
    ) -> None:
        read_stream(function, self.tables[table], self.failures, batch=batch, wait_s=wait_s, only=only)
        name = self._physical(self._short(function))
        if name not in self.watched.stream_readers:
            self.watched.stream_readers.append(name)

    def hears(
        self,
        *facts: bus.Fact,
        backlog: Backlog,
        inbox: str = "inbox",
        queue: str = "",
        size: Size = ORDINARY,
        name: str = "",
        rule: str = "",
    ) -> lambda_.Function:
        """Facts of the bus wait in a queue for the reader `inbox`. `rule` is for one that once had another name."""
        short = name or names.short(inbox)
        reader = self.function(inbox, name=short, size=size)
        construct_id = names.title(short)
        queue = queue or f"{self.name}-{short}"
        parked = self._parking_queue(names.of_parked(construct_id), f"{queue}-parked")
        waiting = read_queue(
            self,
            construct_id,
            self.stage.named(queue),
            parked,
            receives=self.stage.inbox_receives,
            reader=reader,
        )
        heard = bus.names_of(facts)
        bus.bring(self, rule or names.of_rule(construct_id, heard), self.foundation.bus, heard, waiting, self.failures)
        alarm = f"{backlog.alarm or queue}-backlog"
        self.watched.inboxes.append(Inbox(self.stage.named(queue), alarm, backlog))
        return reader

    def runs(
        self, trigger: str, schedule: events.Schedule, *, size: Size = ORDINARY, name: str = ""
    ) -> lambda_.Function:
        function = self.function(trigger, size=size, name=name)
        run_on_schedule(self, function, schedule, self.failures)
        return function

    def workflow(self, name: str = ONLY, *, steps: lambda_.Function, failure: str, alarm: str = "") -> Workflow:
        """Its states are `<name>.asl.json` in one of the capability's rooms; each task is a call of `steps`.

        `failure` says what it means to people when a run fails; `alarm` is for one that is called otherwise.
        """
        made = workflow(self, stage=self.stage, capability=self.name, name=name, steps=steps)
        alarm = f"{alarm or made.name}-failed"
        self.watched.runs.append(Runs(workflow_arn(self.stage, made.name), made.name, alarm, failure))
        return made

    def grants(
        self,
        function: lambda_.Function,
        table: str,
        *actions: str,
        index: Sequence[str] = (),
        counts: Sequence[str] = (),
        keys: Sequence[str] = (),
    ) -> None:
        """`counts` are indexes of which it may count items and see none. `keys` are the kinds of item it is for, where the table has several. What one call touches stands in one grant:
        a batch over two kinds is refused by two grants of one each.

        Raises ValueError where infra/data.py does not name the function as such a writer.
        """
        holder = f"{self.name}-{self._short(function)}"
        self.tables[table].allow(function, *actions, holder=holder, index=index, counts=counts, keys=keys)

    def opens(self, function: lambda_.Function, *purposes: Purpose) -> None:
        """May read the platform's keys of these purposes, and no other."""
        self.grants(function, "Secret", "Query", keys=[kind_of(purpose) for purpose in purposes])

    def starts(self, function: lambda_.Function, started: Workflow) -> None:
        function.add_environment(started.variable, started.arn)
        allow(function, ["states:StartExecution"], started.arn)

    def follows(self, function: lambda_.Function, followed: Workflow) -> None:
        """May ask how a run stands."""
        allow(function, ["states:DescribeExecution"], followed.runs_arn)
        why = "A run's name exists only once it was started; the workflow is named."
        accept(function.role or function, f"IAM5[Resource::{followed.runs_arn}]", why)
