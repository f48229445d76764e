"""What the access log says over HTTP."""

from typing import Annotated

from msgspec import Meta

from domain.base.unit import UnitKey, UnitRegister
from functions.kit.shapes import Output, Page, UnitShown, Words


class AccessLogWanted(Page):
    """Where to go on in the access log."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class AccessShown(Output):
    """One read or change of the caller's data by somebody else; who it was stays with the auditors."""

    at: Annotated[str, Meta(description="RFC 3339", examples=["2021-10-02T08:15:12+07:00"])]
    act: Annotated[str, Meta(examples=["person-looked-up"])]
    text: Annotated[Words, Meta(description="What was done, in which role")]
    role: Annotated[str, Meta(description="Role, or roles joined by commas", examples=["tracer"])]
    unit: UnitShown | None = None
    reason: Annotated[str, Meta(description="What was typed as the reason")] = ""


class AccessLog(Output):
    """Newest first."""

    entries: list[AccessShown]
    next_cursor: str = ""


def unit_of(text: str, units: UnitRegister) -> UnitShown | None:
    """The unit that somebody acted for, as a record keeps it. A venue's owner acts for none."""
    if not text:
        return None
    key = UnitKey.parse(text)
    unit = units.find(key)
    return UnitShown(scheme=key.scheme, code=key.code, name=unit.name if unit else "")
