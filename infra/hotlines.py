"""Whom to call: told to everybody, set by the staff of a unit."""

from infra.parts.capability import Capability


class Hotlines(Capability):
    name = "hotlines"

    def build(self) -> None:
        api = self.door(staff=True)
        self.grants(api, "Hotline", "BatchGetItem", "Query", "PutItem", "UpdateItem")
        self.grants(api, "Audit", "PutItem", keys=("A#*",))
