"""The staff desk: it finds persons and records visits for them; it changes neither persons, venues nor visits."""

from infra.parts.capability import Capability


class Desk(Capability):
    name = "desk"

    def build(self) -> None:
        api = self.door(staff=True)
        self.grants(api, "Venue", "GetItem")
        # Which of several people has been somewhere.
        self.grants(api, "Visit", "PutItem", "Query")
        self.grants(api, "Person", "GetItem", "BatchGetItem", "Query")
        self.grants(api, "Secret", "Query")
        self.grants(api, "Audit", "PutItem")
