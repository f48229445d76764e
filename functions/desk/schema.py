"""What the desk says over HTTP."""

from typing import Annotated

import msgspec
from msgspec import Meta

from domain.base.period import shown
from domain.base.text import initials
from domain.base.unit import path_is_within
from domain.people.caller import Caller, Staff
from domain.people.person import Person
from domain.presence.venue import Venue
from domain.presence.visit import Visit
from functions.desk.chooser import Choice
from functions.kit.person_ref import PersonGiven, PersonRef
from functions.kit.shapes import Input, Instant, Output, UnitShown, Why, unit_shown
from functions.kit.venue_shapes import VenueBrief, venue_brief


class FindPersons(PersonRef):
    """Exactly one way to find somebody, and why."""

    reason: Why = ""


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


class PersonsFound(Output):
    """Everybody who claims what was looked up."""

    persons: list[PersonFound]


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


def person_found(choice: Choice, caller: Caller) -> PersonFound:
    """A person under the name the caller may see."""
    person = choice.person
    return PersonFound(
        person_id=str(person.person_id),
        display_name=_name(person, caller),
        year_of_birth=person.year_of_birth,
        unit=unit_shown(person.unit_path, person.unit_name),
        phone_verified=person.phone_verified_at is not None,
        alike=choice.alike,
        has_visits=choice.has_visits,
        records=choice.records,
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
