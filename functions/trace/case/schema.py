"""JSON shapes of cases and their traces."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.tracing.warnings import WarningCode
from functions.kit.person_ref import PersonGiven, PersonRef
from functions.kit.shapes import Derived, Input, Instant, Output, Page, UnitShown, Why
from functions.trace.contact.schema import Status
from functions.trace.shapes import CaseId, EvidenceShown, Level


class MilestoneSaid(Input):
    """One finding of the interview.

    `place`: was at `venue_id` although nobody scanned. `not_there`: the scans at `venue_id` in that period are wrong.
    `household`, `met_close`, `met_casual`: with `people`; a household needs no period. `of_person_id`: a contact's own
    form instead of the F0's. What `getCase` shows may be given back as it is.
    """

    kind: Literal["place", "not_there", "household", "met_close", "met_casual"]
    from_: Instant | None = msgspec.field(name="from", default=None)
    to: Instant | None = None
    venue_id: Annotated[str, Meta(max_length=12)] | None = None
    venue_name: Derived = ""
    place: Annotated[str, Meta(max_length=200, description="A place without QR, in words")] = ""
    people: Annotated[list[PersonGiven], Meta(max_length=100)] = msgspec.field(default_factory=list)
    of_person_id: Annotated[str, Meta(max_length=20)] | None = None
    of_name: Derived = ""


Milestones = Annotated[list[MilestoneSaid], Meta(max_length=100)]
Confirmed = Annotated[
    list[WarningCode],
    Meta(max_length=50, description="Rules of every warning that the answer `warnings` named, to say that it is so"),
]


class ConfirmCase(PersonRef, kw_only=True):
    """A positive result of a registered person, with what the interview found out so far."""

    specimen_at: Instant
    confirmed_at: Instant
    onset_at: Instant | None = None
    isolated_at: Instant | None = None
    milestones: Milestones = msgspec.field(default_factory=list)
    confirm_warnings: Confirmed = msgspec.field(default_factory=list)


class AmendCase(Input):
    """What is given replaces what was said; null takes an onset or isolation back; milestones replace the whole list."""

    specimen_at: Instant | None = None
    confirmed_at: Instant | None = None
    onset_at: Instant | msgspec.UnsetType | None = msgspec.UNSET
    isolated_at: Instant | msgspec.UnsetType | None = msgspec.UNSET
    milestones: Milestones | None = None
    confirm_warnings: Confirmed = msgspec.field(default_factory=list)
    reason: Why = ""


class CaseStatus(Output):
    """The case and how far its tracing is."""

    case_id: CaseId
    status: Status


class PersonNamed(Output):
    """Somebody named in an interview, masked; without a name where the record was erased."""

    person_id: str
    display_name: Annotated[str, Meta(description="Initials and given name")] = ""
    year_of_birth: int = 0


class PreviewCase(PersonRef, kw_only=True):
    """As `confirmCase`, to see what it would find."""

    specimen_at: Instant
    confirmed_at: Instant
    onset_at: Instant | None = None
    isolated_at: Instant | None = None
    milestones: Milestones = msgspec.field(default_factory=list)


class CaseForeseen(Output, kw_only=True):
    """What a confirmation of these facts would find now; nothing was stored."""

    people: Annotated[int, Meta(description="Contacts and people of held groups, 500 at most")]
    more: Annotated[bool, Meta(description="There are more, or not every visit was read")] = False
    f1: int
    f2: int
    places: Annotated[int, Meta(description="Venues through which somebody was found")]
    held_people: Annotated[int, Meta(description="Of them, people who would wait for a second person")] = 0
    from_: str = msgspec.field(name="from")
    to: str
    named: Annotated[list[PersonNamed], Meta(description="Whom the findings name")] = msgspec.field(
        default_factory=list
    )


class PersonMasked(Output):
    """Enough to recognise somebody, not enough to call."""

    person_id: str
    display_name: Annotated[str, Meta(description="Initials and given name")]
    year_of_birth: int
    phone_masked: str = ""
    unit: UnitShown | None = None
    unit_assumed: Annotated[bool, Meta(description="Nobody has said yet that they live there")] = False


class MilestoneShown(Output):
    """One finding of the interview as it stands."""

    kind: str
    from_: str = msgspec.field(name="from", default="")
    to: str = ""
    venue_id: str = ""
    venue_name: str = ""
    place: str = ""
    people: list[PersonNamed] = msgspec.field(default_factory=list)
    of_person_id: str = ""
    of_name: Annotated[str, Meta(description="Initials and given name of that contact")] = ""


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
    confirmed_by_me: Annotated[
        bool, Meta(description="You confirmed or amended it since the last release, or last of all: others release")
    ]
    revision: int
    history: list[HistoryShown]


class TracePage(Page):
    """Where to go on in a trace; one page holds most of them whole."""

    limit: Annotated[int, Meta(ge=1, le=5000)] = 5000


class ContactOfTrace(Output):
    """One contact with the evidence."""

    person_id: str
    level: Level
    evidence: list[EvidenceShown]
    doubtful: Annotated[
        bool, Meta(description="All the evidence is in doubt: nothing is told until that is settled")
    ] = False
    predates_registration: Annotated[
        bool, Meta(description="All the evidence is of visits that predate the registration: told by a person")
    ] = False


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
    predating: Annotated[
        int,
        Meta(
            description="Besides these, people found by visits that predate their registration: contacts already, told by a "
            "person and not by a release"
        ),
    ] = 0
    released: Annotated[int, Meta(description="Besides these, people of the group whom a decision lets be told")] = 0


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
    declined: Annotated[
        list[HeldGroupShown], Meta(description="Groups, or what is left of them, that somebody decided not to tell")
    ] = msgspec.field(default_factory=list)
    contacts: Annotated[list[ContactOfTrace], Meta(description="Contacts as they stand now, close ones first")]
    next_cursor: str = ""
