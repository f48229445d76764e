"""What auditors search for, over HTTP."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from functions.kit.person_ref import PersonGiven
from functions.kit.shapes import Cursor, Input, Line, Output, UnitRef, UnitShown, Words

LocalDay = Annotated[date, Meta(description="Local day")]


class SearchAccess(Input):
    """Whose doings or whose data (exactly one of `person`, `staff_id`, `unit`), which days, and why."""

    from_: LocalDay = msgspec.field(name="from")
    to: LocalDay
    reason: Line
    person: PersonGiven | None = None
    staff_id: Annotated[str, Meta(min_length=1, max_length=64, pattern="^[0-9A-Za-z_-]*$")] | None = None
    unit: UnitRef | None = None
    cursor: Cursor = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class AccessEntry(Output):
    """One read or change. People are named by pseudonym alone."""

    at: Annotated[str, Meta(description="RFC 3339", examples=["2021-10-02T08:15:12+07:00"])]
    act: Annotated[str, Meta(examples=["person-looked-up"])]
    text: Annotated[Words, Meta(description="What was done")]
    role: Annotated[str, Meta(description="Role, or roles joined by commas", examples=["tracer"])]
    unit: UnitShown | None = None
    staff_id: Annotated[str, Meta(description="Who did it; empty for a citizen")] = ""
    person_id: Annotated[str, Meta(description="Whose data; empty where an auditor searched by staff or unit")] = ""
    reason: Annotated[str, Meta(description="What was typed as the reason")] = ""


class AccessFound(Output):
    """Newest first; a page may hold fewer entries than asked for, and yet go on."""

    entries: list[AccessEntry]
    person: Annotated[str, Meta(description="Of the person searched for: initials and year of birth")] = ""
    next_cursor: str = ""
