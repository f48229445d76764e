"""All tables, split by lifecycle, in a stack of their own.

They do not live with the capability that owns them: identity queues notices and notify reads phone numbers,
venue writes visits and checkin reads venues. Tables kept with their owners would make those stacks depend on
each other in a circle. Apart, they also outlive any code stack that is taken down and put back.
"""

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.foundation import Foundation
from infra.keeper import key_keeper
from infra.parts.tables.store import Store, make_store
from infra.parts.tables.table import Table
from infra.stage import Stage


class Tables(cdk.Stack):
    def __init__(
        self, scope: Construct, stage: Stage, foundation: Foundation, register: Mapping[str, Table], **kwargs: Any
    ) -> None:
        super().__init__(scope, "data", **kwargs)
        self.stores = {
            name: make_store(self, stage, table, foundation.keys[table.key_group]) for name, table in register.items()
        }
        key_keeper(self, stage, foundation.spare_key, self["Secret"], self["Spare"])

    def __getitem__(self, name: str) -> Store:
        if name not in self.stores:
            raise KeyError(f"no table {name} stands in infra/data.py")
        return self.stores[name]
