"""The staff desk: it finds persons and records visits for them; of a stored visit it changes what is said of it, no more."""

from infra.parts.capability import Capability


class Desk(Capability):
    name = "desk"

    def build(self) -> None:
        api = self.door(staff=True)
        self.grants(api, "Venue", "GetItem")
        self.grants(api, "Visit", "GetItem", "Query", "PutItem", "UpdateItem")
        self.grants(api, "Person", "GetItem", "Query")
        self.grants(api, "Secret", "Query")
        self.grants(api, "Audit", "PutItem")
