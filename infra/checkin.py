"""The citizens' hot path: a visit is one conditional write."""

from infra.parts.capability import Capability


class Checkin(Capability):
    name = "checkin"

    def build(self) -> None:
        api = self.function("api")
        self.data.visit.allow(api, "PutItem", "UpdateItem", "Query")
        self.data.venue.allow(api, "GetItem", "BatchGetItem")
        self.data.secret.allow(api, "Query")
