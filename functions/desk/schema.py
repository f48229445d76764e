"""What the desk says over HTTP."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.base.period import shown
from domain.base.text import initials
from domain.base.unit import path_is_within
from domain.people.caller import Caller, Staff
from domain.people.person import Person
from domain.people.policy import MOST_FOUND
from domain.presence.dispute import Recorder, recorder
from domain.presence.venue import Venue
from domain.presence.visit import Visit
from functions.desk.service.choosing import Choice
from functions.kit.person_ref import PersonGiven, PersonRef
from functions.kit.shapes import Input, Instant, Line, Output, UnitShown, Why, unit_shown
from functions.kit.venue_shapes import VenueBrief, venue_brief


class FindPersons(PersonRef):
    """Exactly one way to find somebody, and why; of a number that many claim, a page of them."""

    reason: Why = ""
    cursor: Annotated[str, Meta(max_length=40)] = ""
    limit: Annotated[int, Meta(ge=1, le=MOST_FOUND)] = 10


class PersonFound(Output):
    """Who it is, in as few words as the desk needs; outside the caller's unit the name is cut to initials."""

    person_id: str
    display_name: str
    year_of_birth: int
    unit: UnitShown
    phone_verified: bool
    alike: Annotated[
        bool, Meta(description="Another one found has the same name but for its marks, and the same year of birth")
    ] = False
    has_visits: Annotated[bool, Meta(description="Was somewhere within the days that visits are kept")] = False
    records: Annotated[int, Meta(description="How many records of this person are joined")] = 1
    unit_assumed: Annotated[bool, Meta(description="Nobody has said yet that they live there")] = False


class PersonsFound(Output):
    """Who may be meant by what was looked up: whoever proved a number first, then who claims it, the earliest first."""

    persons: list[PersonFound]
    next_cursor: Annotated[str, Meta(description="More claim this number; a page may be empty and yet go on")] = ""


class RecordVisit(Input):
    """A visit of somebody else, recorded by staff or by the venue's owner."""

    venue_id: Annotated[str, Meta(max_length=12)]
    person: PersonGiven
    at: Instant
    until: Instant | None = None


class VisitRecorded(Output):
    """The visit as stored, and whose it is: the name outside the caller's unit, or for an owner, in initials."""

    visit_id: str
    person_id: str
    display_name: str
    venue: VenueBrief
    from_: Annotated[str, Meta(description="RFC 3339")] = msgspec.field(name="from")
    until: Annotated[str, Meta(description="RFC 3339")]


VisitIdText = Annotated[str, Meta(max_length=24, examples=["1633137312-7k2mqx4f"])]


class WithdrawVisit(Input):
    """A visit recorded for the wrong person, taken back within ten minutes of the recording."""

    venue_id: Annotated[str, Meta(max_length=12)]
    visit_id: VisitIdText
    person: PersonGiven
    reason: Why = ""


class FindDisputes(Input):
    """Whose visits to which venue are in doubt, and why you ask."""

    venue_id: Annotated[str, Meta(max_length=12)]
    person_id: Annotated[str, Meta(max_length=20)]
    reason: Why = ""


class SettleDispute(Input):
    """Whether the visit stands or is void, and what that rests on."""

    person_id: Annotated[str, Meta(max_length=20)]
    visit_id: VisitIdText
    stands: bool
    reason: Line


class DisputedVisit(Output):
    """A visit that is in doubt, or was until a tracer decided. Flags: `disputed` by its person, `doubtful` by who recorded
    it, `predates_registration` where the person's own device sent it, `settled`, `void`."""

    visit_id: str
    person_id: str
    from_: Annotated[str, Meta(description="RFC 3339")] = msgspec.field(name="from")
    until: Annotated[str, Meta(description="RFC 3339")]
    recorded_by: Literal["staff", "owner", "person"]
    flags: list[str]
    recorded_at: Annotated[str, Meta(description="RFC 3339; empty where it was not kept")] = ""
    why: Annotated[str, Meta(description="What the person said")] = ""


class DisputesFound(Output):
    """Newest first."""

    visits: list[DisputedVisit]


_RECORDERS: Mapping[Recorder | None, Literal["staff", "owner", "person"]] = {
    Recorder.STAFF: "staff",
    Recorder.OWNER: "owner",
    None: "person",
}


def disputed_visit(visit: Visit) -> DisputedVisit:
    """What a tracer needs to decide; by whom exactly it was recorded stands in the access log."""
    return DisputedVisit(
        visit_id=visit.visit_id,
        person_id=str(visit.key.person),
        from_=shown(visit.start),
        until=shown(visit.end),
        recorded_by=_RECORDERS[recorder(visit)],
        recorded_at=shown(visit.recorded_at) if visit.recorded_at else "",
        flags=[flag.value for flag in visit.flags],
        why=visit.disputed_why,
    )


def person_found(choice: Choice, caller: Caller) -> PersonFound:
    """A person under the name the caller may see."""
    person = choice.person
    return PersonFound(
        person_id=str(person.person_id),
        display_name=_name(person, caller),
        year_of_birth=person.year_of_birth,
        unit=unit_shown(person.unit_path, person.unit_name),
        phone_verified=person.phone_is_proved,
        alike=choice.alike,
        has_visits=choice.has_visits,
        records=choice.records,
        unit_assumed=person.unit_assumed,
    )


def visit_recorded(visit: Visit, person: Person, venue: Venue, caller: Caller) -> VisitRecorded:
    """The receipt."""
    return VisitRecorded(
        visit_id=visit.visit_id,
        person_id=str(person.person_id),
        display_name=_name(person, caller),
        venue=venue_brief(venue),
        from_=shown(visit.start),
        until=shown(visit.end),
    )


def _name(person: Person, caller: Caller) -> str:
    """The whole name for staff of the person's unit, initials for everybody else."""
    own = isinstance(caller, Staff) and path_is_within(person.unit_path, caller.unit)
    return person.full_name if own else initials(person.full_name)
