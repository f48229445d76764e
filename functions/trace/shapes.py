"""JSON shapes that cases and contacts share."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Output

CaseId = Annotated[str, Meta(description="Typed code of the case", examples=["WE8V-SHVJ"])]
Level = Literal["F1", "F2"]


class EvidenceShown(Output):
    """One stretch of exposure. Kinds: HH household, BC Bluetooth, IC and IL interview close and casual, BG gateway, VC venue."""

    kind: str
    from_: str = msgspec.field(name="from")
    to: str
    minutes: float
    venue_id: str = ""
    venue_name: str = ""
    category: str = ""
    assumed: Annotated[bool, Meta(description="A default stay stands in for a check-out")] = False
    doubtful: Annotated[
        bool, Meta(description="Rests on a visit that its person disputes, or that nobody trustworthy recorded")
    ] = False
    predates_registration: Annotated[
        bool,
        Meta(
            description="Rests on visits sent for a time before the person had registered, longer ago than a lack of "
            "network explains: in doubt, told by a person and not counted towards a hold"
        ),
    ] = False
    via_person_id: Annotated[str, Meta(description="The F1 through whom this person is an F2")] = ""
    via_display_name: Annotated[str, Meta(description="Masked, in lists of contacts, where staff may list that F1")] = (
        ""
    )
