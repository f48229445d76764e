"""Routes of the desk."""

from datetime import datetime

from domain.people.acts import LOOKED_UP
from domain.people.audit import Act, Errand
from domain.people.caller import Caller, Citizen, Staff
from domain.people.errors import NotSignedIn
from domain.people.finding import found
from domain.people.roles import DESK, PERSON_FINDERS
from domain.presence.acts import DISPUTE_SETTLED, DISPUTES_READ, VISIT_RECORDED, VISIT_WITHDRAWN
from domain.presence.visit import VisitKey
from domain.tracing.roles import TRACERS
from functions.desk import intake, wiring
from functions.desk.schema import (
    DisputedVisit,
    DisputesFound,
    FindDisputes,
    FindPersons,
    PersonsFound,
    RecordVisit,
    SettleDispute,
    VisitRecorded,
    WithdrawVisit,
    disputed_visit,
    person_found,
    visit_recorded,
)
from functions.desk.service import choosing, disputes, visits
from functions.kit.errands import citizen_errand, staff_errand
from functions.kit.http import Answer, Call, Door
from functions.kit.person_ref import sought
from functions.kit.shapes import Reason
from functions.kit.sign_in.auth import CITIZEN, Callers, staff
from functions.kit.visit_shapes import VisitShown, visit_shown
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
    page = found(
        sought(body), limit=body.limit, cursor=body.cursor or None,
        persons=p.persons, audit=p.audit, errand=errand,
    )  # fmt: skip
    rows = choosing.choices(page.people, records=p.standing.stand().records, visits=p.visits, now=p.clock())
    return Answer(PersonsFound(persons=[person_found(row, call.staff) for row in rows], next_cursor=page.cursor or ""))


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
        "visit-too-old", "visit-in-future", "recorded-too-late", "left-before-arriving",
    ),
)  # fmt: skip
def record_visit_by_staff(call: Call) -> Answer:
    """Staff of the venue's unit by any handle; the venue's owner by personal code alone."""
    p, body = wiring.parts(), call.body
    venue = visits.venue_kept(intake.venue_id(body.venue_id), call.caller, venues=p.venues)
    wanted = sought(body.person, "person")
    visits.require_may_name(call.caller, wanted)
    stored, person = visits.record_visit(
        venue, wanted, body.at, body.until,
        caller=call.caller, errand=_errand(call.caller, VISIT_RECORDED, now=p.clock()),
        persons=p.persons, audit=p.audit, visits=p.visits, now=p.clock(),
    )  # fmt: skip
    return Answer(visit_recorded(stored.visit, person, venue, call.caller), 201 if stored.is_new else 200)


@door.operation(
    "POST",
    "/staff-visits/withdraw",
    "withdrawVisit",
    summary="Take back a visit recorded for the wrong person, within ten minutes of the recording",
    callers=Callers(citizen=True, roles=DESK),
    body=WithdrawVisit,
    answers={200: VisitRecorded},
    problems=(
        "invalid", "not-allowed", "outside-jurisdiction", "venue-unknown", "visit-unknown",
        "person-unknown", "person-ambiguous", "phone-changed-owner", "withdraw-too-late",
    ),
)  # fmt: skip
def withdraw_visit(call: Call) -> Answer:
    """By staff of the venue's unit, or by the owner who recorded it. Again changes nothing."""
    p, body = wiring.parts(), call.body
    scan = intake.scan_of(body.visit_id)
    venue = visits.venue_kept(intake.venue_id(body.venue_id), call.caller, venues=p.venues)
    wanted = sought(body.person, "person")
    visits.require_may_name(call.caller, wanted)
    visit, person = visits.withdraw(
        venue, wanted, scan,
        caller=call.caller, errand=_errand(call.caller, VISIT_WITHDRAWN, body.reason, now=p.clock()),
        persons=p.persons, audit=p.audit, visits=p.visits, now=p.clock(),
    )  # fmt: skip
    return Answer(visit_recorded(visit, person, venue, call.caller))


@door.operation(
    "POST",
    "/visits/{visit_id}/dispute",
    "disputeVisit",
    summary="Say that you were not where somebody else recorded you; a tracer decides, and nobody is told meanwhile",
    callers=CITIZEN,
    body=Reason,
    answers={200: VisitShown},
    problems=("invalid", "visit-unknown", "own-scan", "dispute-settled"),
)
def dispute_visit(call: Call) -> Answer:
    """For as long as the visit is kept; again changes nothing."""
    p = wiring.parts()
    key = VisitKey(call.citizen.person, *intake.scan_of(call.path["visit_id"]))
    why = intake.why_given(call.body.reason)
    return Answer(visit_shown(disputes.dispute(key, why=why, visits=p.visits, now=p.clock()), None))


@door.operation(
    "POST",
    "/staff-visits/disputes",
    "listDisputes",
    summary="A person's visits to a venue that are in doubt, recorded by somebody else or older than the registration; the person can see that you looked",
    callers=staff(*TRACERS),
    body=FindDisputes,
    answers={200: DisputesFound},
    problems=("invalid", "outside-jurisdiction", "venue-unknown", "person-unknown"),
)
def list_disputes(call: Call) -> Answer:
    """By POST, so that no reason stands in an address."""
    p, body = wiring.parts(), call.body
    found = disputes.disputes(
        intake.venue_id(body.venue_id), intake.person_of(body.person_id),
        staff=call.staff, errand=staff_errand(call.staff, DISPUTES_READ, body.reason, now=p.clock()),
        venues=p.venues, persons=p.persons, audit=p.audit, visits=p.visits, now=p.clock(),
    )  # fmt: skip
    return Answer(DisputesFound(visits=[disputed_visit(visit) for visit in found]))


@door.operation(
    "POST",
    "/staff-visits/settle",
    "settleDispute",
    summary="Decide whether a visit in doubt stands or is void; the case's next run goes by it",
    callers=staff(*TRACERS),
    body=SettleDispute,
    answers={200: DisputedVisit},
    problems=(
        "invalid", "outside-jurisdiction", "venue-unknown", "person-unknown",
        "visit-unknown", "visit-not-disputed", "dispute-settled",
    ),
)  # fmt: skip
def settle_dispute(call: Call) -> Answer:
    """By tracers of the venue's unit; again changes nothing, and the opposite is refused."""
    p, body = wiring.parts(), call.body
    visit = disputes.settle(
        intake.scan_of(body.visit_id), intake.person_of(body.person_id), stands=body.stands,
        staff=call.staff, errand=staff_errand(call.staff, DISPUTE_SETTLED, body.reason, now=p.clock()),
        venues=p.venues, persons=p.persons, audit=p.audit, visits=p.visits, now=p.clock(),
    )  # fmt: skip
    return Answer(disputed_visit(visit))


def _errand(caller: Caller, act: Act, reason: str = "", *, now: datetime) -> Errand:
    if isinstance(caller, Staff):
        return staff_errand(caller, act, reason, now=now)
    if isinstance(caller, Citizen):
        return citizen_errand(caller, "venue_owner", act, reason, now=now)
    raise NotSignedIn
