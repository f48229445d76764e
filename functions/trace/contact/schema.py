"""JSON shapes of contacts and their follow-up."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Cursor, Input, Output, Page, Reason, UnitShown
from functions.trace.shapes import CaseId, EvidenceShown, Level

Status = Annotated[
    Literal["running", "held", "published", "window_empty", "retracted"],
    Meta(
        description="`running` until the newest revision has been traced; `window_empty`: isolated before anybody could "
        "be infected, so that nobody is looked for"
    ),
]


class ContactSearch(Page):
    """Contacts of one case, or of all open cases of the caller's unit."""

    case_id: Annotated[str, Meta(max_length=12)] = ""
    status: Literal["", "open", "to_call", "reached", "quarantined", "closed"] = ""
    grade: Literal["", "F1", "F2"] = ""


class ContactRow(Output, kw_only=True):
    """One contact in the queue; names and numbers stay masked until the record is opened."""

    case_id: CaseId
    person_id: str
    level: Level
    closeness: str
    status: Annotated[Literal["to_call", "reached", "quarantined", "closed"], Meta(description="Follow-up")]
    attempts: int
    revision: int
    due_at: str
    overdue: bool
    display_name: str
    phone_masked: str
    year_of_birth: int
    unit: UnitShown
    unit_assumed: Annotated[bool, Meta(description="Nobody has said yet that they live there")] = False
    handed_over: Annotated[bool, Meta(description="Lives outside your unit; the staff there follow up")] = False
    accepted_at: Annotated[str, Meta(description="When the staff of the place of residence took over")] = ""
    first_exposure: str
    last_exposure: str
    minutes: float
    evidence: list[EvidenceShown]
    doubtful: Annotated[
        bool, Meta(description="All the evidence is in doubt: nothing is told until that is settled")
    ] = False
    predates_registration: Annotated[
        bool, Meta(description="All the evidence is of visits that predate the registration: told by a person")
    ] = False
    told_at: Annotated[str, Meta(description="When the newest notice was issued to this person")] = ""
    became_case_id: Annotated[
        str, Meta(description="The contact's own open case: not called and not told of this one while it stands")
    ] = ""


class ContactList(Output):
    """A page of contacts; close ones come first within a case."""

    contacts: list[ContactRow]
    next_cursor: str = ""


class NoteShown(Output):
    """One line of a follow-up."""

    at: str
    status: str
    outcome: str = ""
    note: str = ""


class ContactShown(ContactRow, kw_only=True):
    """One contact opened: name, number and what was noted."""

    full_name: str
    phone: str = ""
    notes: list[NoteShown] = msgspec.field(default_factory=list)


class UpdateContact(Input):
    """One step of the follow-up. With `revision`, refused when somebody else was faster."""

    status: Literal["to_call", "reached", "quarantined", "closed"]
    outcome: Literal["answered", "no_answer", "wrong_number", "refused"] | None = None
    note: Annotated[str, Meta(max_length=300)] = ""
    revision: Annotated[int, Meta(ge=0)] | None = None


class Export(Reason):
    """One file of contacts, and why it is made."""

    cursor: Cursor = ""
