"""The stack behind a capability's verbs: its asset, its functions by name, and the queue where failures wait."""

from functools import cached_property
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.foundation import Foundation
from infra.parts.asset import python_asset
from infra.parts.chain.queues import parking_queue
from infra.parts.python_function import Size, python_function
from infra.parts.watching.watched import Watched
from infra.stage import Stage
from infra.tables import Tables


class FunctionStack(cdk.Stack):
    name: str

    def __init__(self, scope: Construct, stage: Stage, foundation: Foundation, tables: Tables, **kwargs: Any) -> None:
        super().__init__(scope, self.name, **kwargs)
        self.stage = stage
        self.foundation = foundation
        self.tables = tables
        self.watched = Watched(self.name)
        # By the last part of their name: `api`, `relay`.
        self.functions: dict[str, lambda_.Function] = {}

    @cached_property
    def code(self) -> lambda_.Code:
        return python_asset.code(self, self.name, self.stage.target)

    @cached_property
    def failures(self) -> sqs.Queue:
        return self._parking_queue("Failures", f"{self.name}-failures")

    def _parking_queue(self, construct_id: str, name: str) -> sqs.Queue:
        self.watched.parking_queues.append(self.stage.named(name))
        return parking_queue(self, construct_id, self.stage.named(name))

    def _function(self, trigger: str, short: str, size: Size) -> lambda_.Function:
        if short in self.functions:
            raise ValueError(f"{self.name}: two functions would be called {short}; give {trigger} a name of its own")
        self.functions[short] = python_function(
            self,
            stage=self.stage,
            name=f"{self.name}-{short}",
            handler=f"functions.{self.name}.{trigger}.handler",
            code=self.code,
            size=size,
            service=self.name,
        )
        return self.functions[short]

    def _physical(self, short: str) -> str:
        return self.stage.named(self.name, short)

    def _short(self, function: lambda_.Function) -> str:
        return next(short for short, known in self.functions.items() if known is function)
