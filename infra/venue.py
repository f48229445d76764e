"""The register of venues and their posters."""

from domain.base.secret import Purpose
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
            index=("byUnit", "byOwner", "byAge"),
        )
        self.grants(api, "Visit", counts=("byVenue",))  # how many came, and never who
        self.grants(api, "Hotline", "BatchGetItem")  # a poster names whom to call
        # Codes are signed, and what is kept of a change is sealed.
        self.opens(api, Purpose.VENUE, Purpose.SEAL)
