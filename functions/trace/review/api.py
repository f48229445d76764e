"""Routes of the second person: what is held, and what becomes of it."""

from domain.tracing import acts
from domain.tracing.roles import TRACE_RELEASERS
from functions.kit.http import Answer, Call
from functions.kit.shapes import Reason
from functions.kit.sign_in.auth import staff
from functions.trace import wiring
from functions.trace.case.schema import CaseStatus
from functions.trace.case.service import own_case
from functions.trace.case.shown import case_status
from functions.trace.door import door
from functions.trace.intake import OF_A_CASE, asked_of, code_of
from functions.trace.review import intake, service
from functions.trace.review.schema import DeclineTrace, HeldShapesShown, ReleaseTrace
from functions.trace.review.shown import shapes_shown
from functions.trace.run.service import foresight
from functions.trace.shown import places_of

_DECISIONS = (*OF_A_CASE, "case-retracted", "nothing-held", "same-person-release", "preview-expired")


@door.operation(
    "POST",
    "/cases/{case_id}/release",
    "releaseTrace",
    summary="Let the held groups, or some of their people, go out; by somebody who did not confirm or amend since the last release",
    callers=staff(*TRACE_RELEASERS),
    body=ReleaseTrace,
    answers={200: CaseStatus},
    problems=_DECISIONS,
)
def release_trace(call: Call) -> Answer:
    """Starts a run over the facts as they are now; a group that has grown much since is held again."""
    asked, decision = asked_of(call, call.body.reason), intake.decision_said(call.body)
    return Answer(case_status(service.release(code_of(call), decision, asked=asked, ports=wiring.parts().case)))


@door.operation(
    "POST",
    "/cases/{case_id}/held-shapes",
    "getHeldShapes",
    summary="What the held groups look like: hours, lengths, estimates, communes. That somebody looked is on record",
    callers=staff(*TRACE_RELEASERS),
    body=Reason,
    answers={200: HeldShapesShown},
    problems=OF_A_CASE,
)
def get_held_shapes(call: Call) -> Answer:
    """Found anew over a bounded number of visits; nobody's name. By POST, so that no reason stands in an address."""
    p, asked = wiring.parts(), asked_of(call, call.body.reason)
    case = own_case(code_of(call), call.staff, cases=p.case.cases)
    p.case.audit.append(asked.errand(acts.TRACE_READ).about(case.person))
    found = foresight.held_shapes(case, ports=p.foresight, now=asked.now)
    places = places_of({group.venue for group in found.groups}, p.venues)
    return Answer(shapes_shown(found, places, p.units))


@door.operation(
    "POST",
    "/cases/{case_id}/decline",
    "declineTrace",
    summary="Decide that held groups are not told, with a reason; by whoever might release them",
    callers=staff(*TRACE_RELEASERS),
    body=DeclineTrace,
    answers={200: CaseStatus},
    problems=_DECISIONS,
)
def decline_trace(call: Call) -> Answer:
    """Later runs go by it; a group that has grown much since waits again."""
    asked, decision = asked_of(call, call.body.reason), intake.declined_said(call.body)
    return Answer(case_status(service.release(code_of(call), decision, asked=asked, ports=wiring.parts().case)))
