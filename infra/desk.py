"""The staff desk: it finds persons and records visits for them; it changes neither persons, venues nor visits."""

from infra.parts.capability import Capability


class Desk(Capability):
    name = "desk"

    def build(self) -> None:
        api = self.function("api")
        self.knows_staff(api)
        self.data.venue.allow(api, "GetItem")
        self.data.visit.allow(api, "PutItem")
        self.data.person.allow(api, "GetItem", "Query")
        self.data.secret.allow(api, "Query")
        self.data.audit.allow(api, "PutItem")
