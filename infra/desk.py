"""The staff desk: it finds persons and records visits for them; of a stored visit it changes what is said of it, no more."""

from domain.base.secret import Purpose
from infra.data import OF_WHO_IT_IS
from infra.parts.capability import Capability


class Desk(Capability):
    name = "desk"

    def build(self) -> None:
        api = self.door(staff=True)
        self.grants(api, "Venue", "GetItem")
        # Which of several people has been somewhere.
        self.grants(api, "Visit", "GetItem", "Query", "PutItem", "UpdateItem")
        self.grants(api, "Person", "GetItem", "BatchGetItem", "Query", keys=OF_WHO_IT_IS)
        self.opens(api, Purpose.SEAL, Purpose.LOOKUP)
        self.grants(api, "Audit", "PutItem", keys=("A#*",))
