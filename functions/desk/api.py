"""Routes of the desk."""

from datetime import datetime

from domain.people.acts import LOOKED_UP
from domain.people.audit import Errand
from domain.people.caller import Caller, Citizen, Staff
from domain.people.errors import NotSignedIn
from domain.people.roles import DESK, PERSON_FINDERS
from domain.presence.acts import VISIT_RECORDED
from functions.desk import intake, service, wiring
from functions.desk.chooser import choices
from functions.desk.schema import FindPersons, PersonsFound, RecordVisit, VisitRecorded, person_found, visit_recorded
from functions.kit.errands import citizen_errand, staff_errand
from functions.kit.http import Answer, Call, Door
from functions.kit.person_ref import sought
from functions.kit.sign_in.auth import Callers, staff
from functions.words import people, presence

door = Door("desk", lambda: wiring.parts(), words=(people, presence), tag="venue")  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler


@door.operation(
    "POST",
    "/person-lookups",
    "findPersons",
    summary="Find a registered person; every finding is recorded and can be listed by that person",
    callers=staff(*PERSON_FINDERS),
    body=FindPersons,
    answers={200: PersonsFound},
    problems=("invalid",),
)
def find_persons(call: Call) -> Answer:
    """By POST, so that a phone number is in no address and no log."""
    p, body = wiring.parts(), call.body
    errand = staff_errand(call.staff, LOOKED_UP, body.reason, now=p.clock())
    found = service.look_up(sought(body), errand=errand, persons=p.persons, audit=p.audit)
    rows = choices(found, records=p.standing.stand().records, visits=p.visits, now=p.clock())
    return Answer(PersonsFound(persons=[person_found(row, call.staff) for row in rows]))


@door.operation(
    "POST",
    "/staff-visits",
    "recordVisitByStaff",
    summary="Record the visit of a person without a phone, or whose phone does not work",
    callers=Callers(citizen=True, roles=DESK),
    body=RecordVisit,
    answers={201: VisitRecorded, 200: VisitRecorded},
    problems=(
        "invalid", "not-allowed", "outside-jurisdiction", "venue-unknown", "venue-deactivated",
        "person-unknown", "person-ambiguous", "phone-changed-owner",
        "visit-too-old", "visit-in-future", "left-before-arriving",
    ),
)  # fmt: skip
def record_visit_by_staff(call: Call) -> Answer:
    """Staff of the venue's unit by any handle; the venue's owner by personal code alone."""
    p, body = wiring.parts(), call.body
    venue = service.venue_kept(intake.venue_id(body.venue_id), call.caller, venues=p.venues)
    wanted = sought(body.person, "person")
    service.require_may_name(call.caller, wanted)
    stored, person = service.record_visit(
        venue, wanted, body.at, body.until,
        errand=_errand(call.caller, p.clock()),
        persons=p.persons, audit=p.audit, visits=p.visits, now=p.clock(),
    )  # fmt: skip
    return Answer(visit_recorded(stored.visit, person, venue, call.caller), 201 if stored.is_new else 200)


def _errand(caller: Caller, now: datetime) -> Errand:
    if isinstance(caller, Staff):
        return staff_errand(caller, VISIT_RECORDED, now=now)
    if isinstance(caller, Citizen):
        return citizen_errand(caller, "venue_owner", VISIT_RECORDED, now=now)
    raise NotSignedIn
