"""Routes of check-in."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from domain.base.errors import InvalidInput
from domain.people.caller import Citizen
from domain.presence.errors import VisitUnknown
from domain.presence.visit import Scan, VisitKey
from functions.checkin import service, wiring
from functions.checkin.schema import CheckedIn, CheckIn, CheckOut, Visits, receipt
from functions.kit.http import Answer, Call, Door
from functions.kit.shapes import Nothing
from functions.kit.sign_in.auth import CITIZEN
from functions.kit.visit_shapes import VisitShown, visit_shown
from functions.words import people, presence

Done = TypeVar("Done")

door = Door("checkin", lambda: wiring.parts(), words=(people, presence))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler


@door.operation(
    "POST",
    "/visits",
    "checkIn",
    summary="Check in at a venue; the same scan again returns the same visit with 200",
    callers=CITIZEN,
    body=CheckIn,
    answers={201: CheckedIn, 200: CheckedIn},
    problems=(
        "invalid", "visit-too-old", "visit-in-future", "left-before-arriving",
        "venue-unknown", "venue-code-forged", "venue-code-retired", "venue-deactivated",
    ),
)  # fmt: skip
def check_in(call: Call) -> Answer:
    """Exactly one write for a plain check-in."""
    p, body = wiring.parts(), call.body
    leaves = None
    if body.leaves is not None:
        leaves = service.LeavingScan(_key(call.citizen, body.leaves.visit_id, "leaves.visit_id"), body.leaves.at)
    age = None if body.age_ms is None else timedelta(milliseconds=body.age_ms)
    now = p.clock()
    done = service.check_in(
        call.citizen,
        body.code,
        Scan(body.at, body.client_now, age),
        out_at=body.out_at,
        leaves=leaves,
        visits=p.visits,
        venues=p.venues,
        keys=p.keys,
        now=now,
    )
    return Answer(receipt(done.visit, done.venue, done.ended, received=now), 201 if done.is_new else 200)


@door.operation(
    "POST",
    "/visits/{visit_id}/check-out",
    "checkOut",
    summary="Leave a venue; leaving twice returns the stored end",
    callers=CITIZEN,
    body=CheckOut,
    answers={200: VisitShown},
    problems=("invalid", "visit-unknown", "left-before-arriving", "visit-too-old"),
)
def check_out(call: Call) -> Answer:
    """Optional: a visit that nobody ends has its kind's default length."""
    p = wiring.parts()
    scan = Scan(call.body.at, call.body.client_now)
    visit, venue = _of_any_record(
        call, lambda key: service.check_out(key, scan, visits=p.visits, venues=p.venues, now=p.clock())
    )
    return Answer(visit_shown(visit, venue))


@door.operation(
    "POST",
    "/visits/{visit_id}/void",
    "voidVisit",
    summary="Take back a wrong scan within ten minutes",
    callers=CITIZEN,
    body=Nothing,
    answers={200: VisitShown},
    problems=("invalid", "visit-unknown", "void-too-late"),
)
def void_visit(call: Call) -> Answer:
    """The visit stays stored, flagged, with no length."""
    p = wiring.parts()
    visit = _of_any_record(call, lambda key: service.void(key, visits=p.visits, now=p.clock()))
    return Answer(visit_shown(visit, None))


@door.operation(
    "GET", "/visits", "listMyVisits", summary="The citizen's own visits", callers=CITIZEN, answers={200: Visits}
)
def list_my_visits(call: Call) -> Answer:
    """Nothing past its retention is shown, even before it is deleted."""
    p = wiring.parts()
    own = service.my_visits(call.citizen.records, visits=p.visits, venues=p.venues, now=p.clock())
    return Answer(Visits(visits=[visit_shown(visit, venue) for visit, venue in own]))


def _of_any_record(call: Call, use: Callable[[VisitKey], Done]) -> Done:
    """Tried under each of the citizen's records: the list shows the visits of all, and an id names none."""
    own = _key(call.citizen, call.path["visit_id"], "visit_id")
    for record in call.citizen.records:
        with suppress(VisitUnknown):
            return use(own._replace(person=record))
    raise VisitUnknown


def _key(citizen: Citizen, visit_id: str, field: str) -> VisitKey:
    try:
        return VisitKey.of(citizen.person, visit_id)
    except ValueError:
        raise InvalidInput.of(field, "visit-id") from None
