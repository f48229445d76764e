"""Routes of the staff desk, served through the door of the venue capability."""

from datetime import datetime

from domain.base.period import shown
from domain.base.text import initials
from domain.base.unit import path_is_within
from domain.people.acts import LOOKED_UP
from domain.people.audit import Errand
from domain.people.caller import Caller, Citizen, Staff
from domain.people.errors import NotAllowed, NotSignedIn
from domain.people.person import Handle, HandleKind, Person
from domain.people.roles import DESK, PERSON_FINDERS
from domain.presence.acts import VISIT_RECORDED
from functions.kit.auth import Access, staff
from functions.kit.errands import citizen_errand, staff_errand
from functions.kit.http import Answer, Call
from functions.kit.venue_shapes import venue_brief
from functions.venue import desk, service, wiring
from functions.venue.door import door
from functions.venue.schema import (
    FindPersons,
    PersonsFound,
    RecordVisit,
    VisitRecorded,
    person_found,
)


@door.operation(
    "POST",
    "/person-lookups",
    "findPersons",
    summary="Find a registered person; every finding is recorded and can be listed by that person",
    access=staff(*PERSON_FINDERS),
    body=FindPersons,
    answers={200: PersonsFound},
    problems=("invalid",),
)
def find_persons(call: Call) -> Answer:
    """By POST, so that a phone number is in no address and no log."""
    p, body = wiring.parts(), call.body
    key = desk.sought(body, "")
    errand = staff_errand(call.staff, LOOKED_UP, body.reason, now=p.clock())
    found = desk.look_up(key, errand=errand, persons=p.persons, audit=p.audit)
    return Answer(PersonsFound(persons=[person_found(person, _name(person, call.staff)) for person in found]))


@door.operation(
    "POST",
    "/staff-visits",
    "recordVisitByStaff",
    summary="Record the visit of a person without a phone, or whose phone does not work",
    access=Access(citizen=True, roles=DESK),
    body=RecordVisit,
    answers={201: VisitRecorded, 200: VisitRecorded},
    problems=(
        "invalid", "not-allowed", "outside-jurisdiction", "venue-unknown", "venue-deactivated",
        "person-unknown", "person-ambiguous", "visit-too-old", "visit-in-future", "left-before-arriving",
    ),
)  # fmt: skip
def record_visit_by_staff(call: Call) -> Answer:
    """Staff of the venue's unit by any handle; the venue's owner by personal code alone."""
    p, body = wiring.parts(), call.body
    venue = service.by_id(body.venue_id, venues=p.venues)
    service.require_keys(venue, call.caller)
    key = desk.sought(body.person, "person")
    if isinstance(call.caller, Citizen) and not (isinstance(key, Handle) and key.kind is HandleKind.CARD):
        raise NotAllowed
    stored, person = desk.record_visit(
        venue, key, body.at, body.until,
        errand=_errand(call.caller, p.clock()), persons=p.persons, audit=p.audit, visits=p.visits,
        now=p.clock(),
    )  # fmt: skip
    visit = stored.visit
    done = VisitRecorded(
        visit_id=visit.visit_id,
        person_id=str(visit.key.person),
        display_name=_name(person, call.caller),
        venue=venue_brief(venue),
        from_=shown(visit.start),
        until=shown(visit.end),
    )
    return Answer(done, 201 if stored.is_new else 200)


def _errand(caller: Caller, now: datetime) -> Errand:
    if isinstance(caller, Staff):
        return staff_errand(caller, VISIT_RECORDED, now=now)
    if isinstance(caller, Citizen):
        return citizen_errand(caller, "venue_owner", VISIT_RECORDED, now=now)
    raise NotSignedIn


def _name(person: Person, caller: Caller) -> str:
    """The whole name for staff of the person's unit, initials for everybody else."""
    own = isinstance(caller, Staff) and path_is_within(person.unit_path, caller.unit)
    return person.full_name if own else initials(person.full_name)
