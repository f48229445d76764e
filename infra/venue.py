"""Venues, their posters, and the staff desk that records visits of people without phones."""

from infra.parts.capability import Capability
from infra.parts.python_function import Size


class Venue(Capability):
    name = "venue"

    def build(self) -> None:
        # Drawing a poster and importing a ward's sheet are the heaviest requests of the API.
        api = self.door(size=Size(memory_mb=1024, timeout_s=28), staff=True)
        self.grants(
            api,
            "Venue",
            *("GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query"),
            index=("byUnit", "byOwner"),
        )
        self.grants(api, "Visit", "PutItem")
        self.grants(api, "Person", "GetItem", "Query")
        self.grants(api, "Secret", "Query")
        self.grants(api, "Audit", "PutItem")
