"""A stack for one capability: its asset, its functions, and the queue where its failures wait for a person."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra import python_asset
from infra.data import Data
from infra.foundation import Foundation
from infra.parts.python_function import Size, python_function
from infra.parts.queues import inbox, parking_queue
from infra.parts.schedules import run_on_schedule
from infra.parts.store import Store
from infra.parts.streams import read_stream
from infra.stage import Stage


class Capability(cdk.Stack):
    name: str

    def __init__(self, scope: Construct, stage: Stage, foundation: Foundation, data: Data, **kwargs: Any) -> None:
        super().__init__(scope, self.name, **kwargs)
        self.stage = stage
        self.foundation = foundation
        self.data = data
        self.functions: dict[str, lambda_.Function] = {}
        # Physical names, for alarms that must not hold the resources they watch.
        self.function_names: dict[str, str] = {}
        self.stream_readers: list[str] = []
        self.inboxes: list[str] = []
        self.parking_queues: list[str] = []
        self.workflows: list[str] = []
        self.build()

    def build(self) -> None:
        raise NotImplementedError

    @cached_property
    def code(self) -> lambda_.Code:
        return python_asset.code(self, self.name, self.stage.target)

    @cached_property
    def failures(self) -> sqs.Queue:
        return parking_queue(self, "Failures", self._parked(self.stage.named(self.name, "failures")))

    def function(self, trigger: str, *, name: str = "", size: Size | None = None) -> lambda_.Function:
        identity = f"{self.name}-{name or trigger}"
        function = python_function(
            self,
            stage=self.stage,
            name=identity,
            handler=f"functions.{self.name}.{trigger}.handler",
            code=self.code,
            size=size or Size(),
            service=self.name,
        )
        self.functions[trigger] = function
        self.function_names[trigger] = self.stage.named(identity)
        return function

    def knows_staff(self, function: lambda_.Function) -> None:
        """Give what is needed to verify a staff sign-in token."""
        function.add_environment("STAFF_CLIENT_ID", self.foundation.staff_client.user_pool_client_id)
        function.add_environment("STAFF_ISSUER", self.foundation.staff_issuer)

    def reads_stream(
        self, trigger: str, store: Store, *, batch: int, wait_s: int, only: Mapping[str, Any] | None = None
    ) -> None:
        read_stream(self.functions[trigger], store, self.failures, batch=batch, wait_s=wait_s, only=only)
        if (name := self.function_names[trigger]) not in self.stream_readers:
            self.stream_readers.append(name)

    def runs(self, trigger: str, schedule: events.Schedule) -> None:
        run_on_schedule(self, self.functions[trigger], schedule, self.failures)

    def reads_inbox(self, trigger: str, name: str) -> sqs.Queue:
        queue_name = self.stage.named(name)
        self.inboxes.append(queue_name)
        parked = parking_queue(self, "Parked", self._parked(f"{queue_name}-parked"))
        return inbox(self, queue_name, parked, receives=self.stage.notice_receives, handler=self.functions[trigger])

    def _parked(self, name: str) -> str:
        self.parking_queues.append(name)
        return name
