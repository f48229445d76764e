"""The stacks of one stage, in the order in which they can be built."""

from typing import Any, TypeVar

import aws_cdk as cdk
import cdk_nag

from infra.audit import Audit
from infra.checkin import Checkin
from infra.data import Data
from infra.desk import Desk
from infra.edge import Edge
from infra.foundation import Foundation
from infra.gateway import Gateway
from infra.identity import Identity
from infra.notify import Notify
from infra.operations import Operations
from infra.parts.capability import Capability
from infra.reports import Reports
from infra.site import Site
from infra.stage import Stage
from infra.trace import Trace
from infra.venue import Venue

C = TypeVar("C", bound=Capability)


class House:
    def __init__(self, app: cdk.App, stage: Stage) -> None:
        self.app = app
        self.stage = stage
        self.foundation = Foundation(app, stage, **self._named("foundation"))
        self.data = Data(app, stage, self.foundation, **self._named("data"))
        self.identity = self._capability(Identity)
        self.checkin = self._capability(Checkin)
        self.venue = self._capability(Venue)
        self.desk = self._capability(Desk)
        self.reports = self._capability(Reports)
        self.trace = self._capability(Trace)
        self.notify = self._capability(Notify)
        self.audit = self._capability(Audit)
        self.gateway = Gateway(app, stage, self.capabilities, **self._named("gateway"))
        if stage.edge:
            self.edge = Edge(app, stage, **self._named("edge", region="us-east-1"))
        self.site = Site(app, stage, self.gateway, **self._named("site"))
        if stage.watched:
            self.operations = Operations(
                app, stage, self.foundation, self.data, self.gateway, self.capabilities, **self._named("operations")
            )
        cdk.Tags.of(app).add("project", "vung-xanh")
        cdk.Tags.of(app).add("stage", stage.name)
        cdk.Validations.of(app).add_plugins(cdk_nag.AwsSolutionsChecks(app))

    @property
    def stacks(self) -> tuple[cdk.Stack, ...]:
        return tuple(child for child in self.app.node.children if isinstance(child, cdk.Stack))

    @property
    def capabilities(self) -> tuple[Capability, ...]:
        return (self.identity, self.checkin, self.venue, self.desk, self.reports, self.trace, self.notify, self.audit)

    def _capability(self, kind: type[C]) -> C:
        return kind(self.app, self.stage, self.foundation, self.data, **self._named(kind.name))

    def _named(self, name: str, region: str | None = None) -> dict[str, Any]:
        environment = cdk.Environment(account=self.stage.account, region=region or self.stage.region)
        return {
            "stack_name": self.stage.named(name),
            "env": environment,
            "termination_protection": self.stage.keeps_data,
        }
