"""The citizens' hot path: a visit is one conditional write."""

from domain.base.secret import Purpose
from infra.parts.capability import Capability
from infra.parts.python_function import Size


class Checkin(Capability):
    name = "checkin"

    def build(self) -> None:
        api = self.door(size=Size(reserved=self.stage.reserved.check_in if self.stage.reserved else None))
        self.grants(api, "Visit", "PutItem", "UpdateItem", "Query")
        self.grants(api, "Venue", "GetItem", "BatchGetItem")
        # A code is verified here.
        self.opens(api, Purpose.VENUE)
