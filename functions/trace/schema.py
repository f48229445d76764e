"""What cases, traces and contacts say over HTTP."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Input, Instant, Output, UnitShown

CaseId = Annotated[str, Meta(description="Typed code of the case", examples=["WE8V-SHVJ"])]
Why = Annotated[str, Meta(max_length=300)]
Level = Literal["F1", "F2"]
Status = Annotated[
    Literal["running", "held", "published", "retracted"],
    Meta(description="`running` until the newest revision has been traced"),
]


class PersonNamed(Input):
    """Exactly one way to name a registered person."""

    person_id: Annotated[str, Meta(max_length=20)] | None = None
    phone: Annotated[str, Meta(max_length=24)] | None = None


class MilestoneSaid(Input):
    """One finding of the interview.

    `place`: was at `venue_id` although nobody scanned. `not_there`: the scans at `venue_id` in that period are wrong.
    `household`, `met_close`, `met_casual`: with `people`; a household needs no period. `of_person_id`: a contact's own
    form instead of the F0's.
    """

    kind: Literal["place", "not_there", "household", "met_close", "met_casual"]
    from_: Instant | None = msgspec.field(name="from", default=None)
    to: Instant | None = None
    venue_id: Annotated[str, Meta(max_length=12)] | None = None
    place: Annotated[str, Meta(max_length=200, description="A place without QR, in words")] = ""
    people: Annotated[list[PersonNamed], Meta(max_length=100)] = msgspec.field(default_factory=list)
    of_person_id: Annotated[str, Meta(max_length=20)] | None = None


Milestones = Annotated[list[MilestoneSaid], Meta(max_length=100)]


class ConfirmCase(PersonNamed, kw_only=True):
    """A positive result of a registered person, with what the interview found out so far."""

    specimen_at: Instant
    confirmed_at: Instant
    onset_at: Instant | None = None
    isolated_at: Instant | None = None
    milestones: Milestones = msgspec.field(default_factory=list)


class AmendCase(Input):
    """What is given replaces what was said; null takes an onset or isolation back; milestones replace the whole list."""

    specimen_at: Instant | None = None
    confirmed_at: Instant | None = None
    onset_at: Instant | msgspec.UnsetType | None = msgspec.UNSET
    isolated_at: Instant | msgspec.UnsetType | None = msgspec.UNSET
    milestones: Milestones | None = None
    reason: Why = ""


class WhyGiven(Input):
    """Why this is done; kept with the case."""

    reason: Why = ""


class CaseStatus(Output):
    """The case and how far its tracing is."""

    case_id: CaseId
    status: Status


class PersonMasked(Output):
    """Enough to recognise somebody, not enough to call."""

    person_id: str
    display_name: Annotated[str, Meta(description="Initials and given name")]
    year_of_birth: int
    phone_masked: str = ""
    unit: UnitShown | None = None


class MilestoneShown(Output):
    """One finding of the interview as it stands."""

    kind: str
    from_: str = msgspec.field(name="from", default="")
    to: str = ""
    venue_id: str = ""
    venue_name: str = ""
    place: str = ""
    people: list[str] = msgspec.field(default_factory=list)
    of_person_id: str = ""


class HistoryShown(Output):
    """One revision of a case."""

    revision: int
    act: str
    at: str
    by_me: bool
    reason: str = ""


class CaseShown(Output, kw_only=True):
    """Everything of a case but its contacts."""

    case_id: CaseId
    status: Status
    person: PersonMasked
    unit: UnitShown
    specimen_at: str
    confirmed_at: str
    onset_at: str = ""
    isolated_at: str = ""
    recorded_at: str
    first_notice_at: str = ""
    last_notice_at: str = ""
    milestones: list[MilestoneShown]
    confirmed_by_me: Annotated[bool, Meta(description="You asked for this run, so somebody else releases it")]
    revision: int
    history: list[HistoryShown]


class CaseRow(Output):
    """One line of the list of cases."""

    case_id: CaseId
    status: Status
    confirmed_at: str
    unit: UnitShown
    f1: int
    f2: int
    held_people: int = 0
    handed_over: Annotated[bool, Meta(description="Another unit's case with contacts who live in yours")] = False


class CaseList(Output):
    """Newest confirmation first."""

    cases: list[CaseRow]
    next_cursor: str = ""


class Page(Input):
    """Where to go on in a list."""

    cursor: Annotated[str, Meta(max_length=1000)] = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class CaseSearch(Page):
    """Cases of a unit; default: the caller's own."""

    scheme: Annotated[str, Meta(max_length=20)] = ""
    unit: Annotated[str, Meta(max_length=10)] = ""


class TracePage(Input):
    """Where to go on in a trace."""

    cursor: Annotated[str, Meta(max_length=1000)] = ""
    limit: Annotated[int, Meta(ge=1, le=5000)] = 5000


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
    via_person_id: Annotated[str, Meta(description="The F1 through whom this person is an F2")] = ""


class ContactOfTrace(Output):
    """One contact with the evidence."""

    person_id: str
    level: Level
    evidence: list[EvidenceShown]


class WindowShown(Output):
    """When the F0 could infect, [from, to)."""

    from_: str = msgspec.field(name="from")
    to: str


class HeldGroupShown(Output, kw_only=True):
    """A group that waits for a second person."""

    venue_id: str
    venue_name: str = ""
    day: str
    people: int
    assumed: Annotated[int, Meta(description="Of these, people found through a default stay")]


class HeldShown(Output):
    """A preview: how many people a release would reach, and where. Nobody in it is a contact yet."""

    people: int
    groups: list[HeldGroupShown]
    since: str
    until: Annotated[str, Meta(description="A preview older than this is looked at anew before it can be released")]


class TraceShown(Output, kw_only=True):
    """What the last run found, under which rules."""

    case_id: CaseId
    status: Status
    revision: int
    rule_version: str
    policy_version: str
    window: WindowShown
    counts: dict[str, int]
    held: HeldShown | None = None
    contacts: Annotated[list[ContactOfTrace], Meta(description="Contacts as they stand now, close ones first")]
    next_cursor: str = ""


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
    handed_over: Annotated[bool, Meta(description="Lives outside your unit; the staff there follow up")] = False
    accepted_at: Annotated[str, Meta(description="When the staff of the place of residence took over")] = ""
    first_exposure: str
    last_exposure: str
    minutes: float
    evidence: list[EvidenceShown]
    told_at: Annotated[str, Meta(description="When the newest notice was issued to this person")] = ""
    became_case_id: Annotated[str, Meta(description="The contact's own open case")] = ""


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


class Opening(Input):
    """Why a record is opened; the person can see it."""

    reason: Annotated[str, Meta(max_length=200)] = ""


class UpdateContact(Input):
    """One step of the follow-up. With `revision`, refused when somebody else was faster."""

    status: Literal["to_call", "reached", "quarantined", "closed"]
    outcome: Literal["answered", "no_answer", "wrong_number", "refused"] | None = None
    note: Why = ""
    revision: Annotated[int, Meta(ge=0)] | None = None


class Export(Opening):
    """One file of contacts."""

    cursor: Annotated[str, Meta(max_length=1000)] = ""


class PolicyAsked(Input):
    """The day whose rules are asked for; default: today."""

    at: date | None = None


class Kept(Output):
    """Days for which things are kept."""

    visits_days: int
    edges_days: int
    notices_days: int


class Clocks(Output):
    """Hours within which a contact is to be called."""

    close: float
    other: float


class PolicyShown(Output):
    """The rules by which cases confirmed on that day are traced."""

    version: str
    since: str
    source: str
    rule_version: str
    visit_policy_version: str
    infectious_days_before_onset: int
    min_overlap_minutes: float
    accumulate: Annotated[
        Literal["day", "single"],
        Meta(description="day: minutes are summed per venue and local day; single: one pair of visits alone"),
    ]
    default_stay_minutes: dict[str, int]
    max_stay_minutes: dict[str, int]
    f2_through: list[str]
    hold_group_above: int
    hold_run_above: int
    small_group: int
    retention_days: Annotated[int, Meta(description="Facts older than this are never used")]
    retention: Kept
    call_within_hours: Clocks
