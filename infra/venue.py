"""The register of venues and their posters."""

from infra.parts.capability import Capability
from infra.parts.python_function import Size


class Venue(Capability):
    name = "venue"

    def build(self) -> None:
        # Drawing a poster and importing a ward's sheet are the heaviest requests of the API.
        api = self.function("api", size=Size(memory_mb=1024, timeout_s=28))
        self.knows_staff(api)
        self.data.venue.allow(
            api, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query", index=("byUnit", "byOwner")
        )
        self.data.secret.allow(api, "Query")
