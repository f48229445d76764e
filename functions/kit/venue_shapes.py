"""How a venue looks to those who visit it."""

from typing import Annotated

from msgspec import Meta

from domain.presence.venue import Venue
from functions.kit.shapes import Output


class VenueBrief(Output):
    """Enough to recognise a place."""

    venue_id: Annotated[str, Meta(examples=["7k2mqx4f"])]
    code: Annotated[str, Meta(description="Typed code printed under the QR", examples=["MHJY-4AA8"])]
    name: str
    category: str
    address: str


def venue_brief(venue: Venue) -> VenueBrief:
    """The public face of a venue."""
    return VenueBrief(
        venue_id=str(venue.venue_id),
        code=venue.code.shown,
        name=venue.name,
        category=venue.category,
        address=venue.address,
    )
