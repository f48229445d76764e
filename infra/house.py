"""The stacks of one stage, in the order in which they can be built."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import aws_cdk as cdk
import cdk_nag
from aws_cdk import cx_api

import infra
from infra.alarms import alarms_of
from infra.data import TABLES
from infra.firewall import Firewall
from infra.foundation import Foundation
from infra.gateway import Gateway
from infra.operations import Operations
from infra.parts import limits
from infra.parts.capability import Capability
from infra.parts.tables.table import Table
from infra.parts.watching.watch import Watch
from infra.site import Site
from infra.stage import Stage
from infra.tables import Tables


def every_capability() -> Iterator[type[Capability]]:
    """Each that a file of this folder makes, by the file's name: a new file is all that a newcomer adds here."""
    for found in iter_modules(infra.__path__):
        module = import_module(f"infra.{found.name}")
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Capability) and kind.__module__ == module.__name__:
                yield kind


class House:
    def __init__(
        self,
        app: cdk.App,
        stage: Stage,
        *,
        tables: Mapping[str, Table] = TABLES,
        capabilities: Sequence[type[Capability]] = (),
    ) -> None:
        """A test may hand in tables and capabilities of its own."""
        self.app = app
        self.stage = stage
        self.foundation = Foundation(app, stage, **self._named("foundation"))
        self.tables = Tables(app, stage, self.foundation, tables, **self._named("data"))
        self.capabilities = {kind.name: self._build(kind) for kind in capabilities or every_capability()}
        built = tuple(self.capabilities.values())
        self.gateway = Gateway(app, stage, built, **self._named("gateway"))
        if stage.public:
            self.firewall = Firewall(app, stage, **self._named("edge", region="us-east-1"))
        self.site = Site(app, stage, self.gateway, **self._named("site"))
        # In every stage, so that what cannot be watched fails on a laptop first.
        watch = Watch(built, self.tables, self.gateway)
        alarms = alarms_of(watch)
        if stage.watched:
            self.operations = Operations(app, stage, self.foundation, watch, alarms, **self._named("operations"))
        cdk.Tags.of(app).add("project", "vung-xanh")
        cdk.Tags.of(app).add("stage", stage.name)
        cdk.Validations.of(app).add_plugins(cdk_nag.AwsSolutionsChecks(app))

    def synth(self) -> cx_api.CloudAssembly:
        """Raises ValueError for a template that AWS would refuse."""
        assembly = self.app.synth()
        files = sorted(Path(assembly.directory).glob("*.template.json"))
        limits.refuse({file.name.partition(".")[0]: json.loads(file.read_text(encoding="utf-8")) for file in files})
        return assembly

    @property
    def stacks(self) -> tuple[cdk.Stack, ...]:
        return tuple(child for child in self.app.node.children if isinstance(child, cdk.Stack))

    def _build(self, kind: type[Capability]) -> Capability:
        return kind(self.app, self.stage, self.foundation, self.tables, **self._named(kind.name))

    def _named(self, name: str, region: str | None = None) -> dict[str, Any]:
        environment = cdk.Environment(account=self.stage.account, region=region or self.stage.region)
        return {
            "stack_name": self.stage.named(name),
            "env": environment,
            "termination_protection": self.stage.keeps_data,
        }
