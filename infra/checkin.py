"""The citizens' hot path: a visit is one conditional write."""

from domain.base.secret import Purpose
from infra.parts.capability import Capability


class Checkin(Capability):
    name = "checkin"

    def build(self) -> None:
        api = self.door()
        self.grants(api, "Visit", "PutItem", "UpdateItem", "Query")
        self.grants(api, "Venue", "GetItem", "BatchGetItem")
        # A code is verified here.
        self.opens(api, Purpose.VENUE)
