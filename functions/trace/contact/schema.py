"""JSON shapes of contacts and their follow-up."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Cursor, Input, Instant, Output, Page, Reason, UnitShown
from functions.trace.shapes import CaseId, EvidenceShown, Level

Status = Annotated[
    Literal["running", "held", "published", "window_empty", "retracted"],
    Meta(
        description="`running` until the newest revision has been traced; `window_empty`: isolated before anybody could "
        "be infected, so that nobody is looked for"
    ),
]


WordState = Annotated[
    Literal["not_told", "issued", "sent", "opened", "unreachable"],
    Meta(
        description="How far word has come, from receipts: `issued` a notice stands in the person's page, `sent` a push or "
        "text message was taken, `opened` the person has read it, `unreachable` there is neither browser nor number: "
        "somebody has to go there"
    ),
]


Outcome = Literal["answered", "met", "elsewhere", "relative", "call_later", "no_answer", "wrong_number", "refused"]
CloseReason = Literal["term_over", "no_contact", "moved", "died", "other"]
StaffName = Annotated[str, Meta(max_length=128, description="As a member of staff signs in; empty: nobody")]


class ContactSearch(Page):
    """Contacts of one case, or of all open cases of the caller's unit.

    `sort=urgent`: whom nobody could tell first, then who is overdue, then by time; where there are more than 1,000 people,
    case by case.
    """

    case_id: Annotated[str, Meta(max_length=12)] = ""
    status: Literal["", "open", "to_call", "reached", "quarantined", "closed"] = ""
    grade: Literal["", "F1", "F2"] = ""
    told: Literal["", "not_told", "issued", "sent", "opened", "unreachable"] = ""
    venue_id: Annotated[str, Meta(max_length=12, description="Who was met there")] = ""
    unit: Annotated[str, Meta(max_length=10, pattern="^[0-9]*$", description="Code of a unit: who lives there")] = ""
    sort: Literal["", "urgent"] = ""
    assigned: Annotated[
        Literal["", "me", "nobody"], Meta(description="Whose task: the caller's, or that of nobody yet")
    ] = ""


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
    theirs: Annotated[bool, Meta(description="Handed over, and not come back: you may look, and not follow up")] = False
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
    told_state: WordState
    told_since: Annotated[str, Meta(description="Since when that is so")] = ""
    told_by: Annotated[Literal["", "push", "sms"], Meta(description="By which way it was sent")] = ""
    call_at: Annotated[str, Meta(description="When the person asked to be called again; then it is overdue")] = ""
    close_reason: Literal["", "term_over", "no_contact", "moved", "died", "other"] = ""
    assigned_to: StaffName = ""
    assigned_to_me: bool = False
    calling: Annotated[
        str, Meta(description="Who of the staff is ringing this person at the moment; empty: nobody, or you")
    ] = ""
    number_reaches: Annotated[
        bool, Meta(description="There is a number, and nobody found that it is somebody else's")
    ] = False
    became_case_id: Annotated[
        str, Meta(description="The contact's own open case: not called and not told of this one while it stands")
    ] = ""


class Counts(Output):
    """Open work in numbers, whatever the filters: of 1,000 people at most."""

    to_call: int
    overdue: Annotated[int, Meta(description="Of those to be called")]
    unreachable: Annotated[int, Meta(description="Of those to be called: only a visit can tell them")]
    matching: Annotated[int, Meta(description="Who fits the filters of this list")]
    more: Annotated[bool, Meta(description="There are more people than were counted")] = False


class ContactList(Output):
    """A page of contacts; close ones come first within a case."""

    contacts: list[ContactRow]
    next_cursor: str = ""
    counts: Annotated[Counts | None, Meta(description="On the first page")] = None


class NoteShown(Output):
    """One line of a follow-up."""

    at: str
    status: str
    outcome: str = ""
    note: str = ""
    close_reason: str = ""
    call_at: str = ""
    undo: Annotated[bool, Meta(description="The line before was taken back; `status` is what holds again")] = False


class HomeShown(Output):
    """Somebody of the same home who has a number; on record, as the contact is."""

    display_name: str
    phone: str
    is_case: Annotated[bool, Meta(description="The F0")] = False


class ContactShown(ContactRow, kw_only=True):
    """One contact opened: name, number and what was noted."""

    full_name: str
    phone: str = ""
    notes: list[NoteShown] = msgspec.field(default_factory=list)
    home: Annotated[
        list[HomeShown], Meta(description="Where the own number reaches nobody: whom of the home to call instead")
    ] = msgspec.field(default_factory=list)


class UpdateContact(Input):
    """One step of the follow-up. With `revision`, refused when somebody else was faster."""

    status: Literal["to_call", "reached", "quarantined", "closed"]
    outcome: Outcome | None = None
    note: Annotated[str, Meta(max_length=300, description="Required where the reason is `other`")] = ""
    close_reason: Annotated[CloseReason | None, Meta(description="Required where a follow-up ends")] = None
    call_at: Annotated[
        Instant | None, Meta(description="When to call again, within 14 days; required with `call_later`")
    ] = None
    revision: Annotated[int, Meta(ge=0)] | None = None


class UndoContact(Input):
    """Takes one's own last step back, within two minutes."""

    revision: Annotated[int, Meta(ge=1, description="What the step was answered; refused when anything was done since")]


class Export(Reason):
    """One file of contacts, and why it is made."""

    cursor: Cursor = ""
    format: Annotated[
        Literal["csv", "xlsx"], Meta(description="A workbook keeps numbers and moments what they are")
    ] = "csv"
    language: Annotated[
        Literal["vi", "en"],
        Meta(description="Of headings and words; a CSV in English is cut by commas, else by semicolons"),
    ] = "vi"
