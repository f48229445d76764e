"""The route of the rules in force."""

from domain.base.period import local_day
from domain.presence.policy import visit_policy
from domain.tracing.policy import trace_policy
from functions.kit.http import Answer, Call
from functions.kit.sign_in.auth import ANYONE
from functions.trace import wiring
from functions.trace.door import door
from functions.trace.policy.schema import PolicyAsked, PolicyShown
from functions.trace.policy.shown import policy_shown


@door.operation(
    "GET",
    "/policy",
    "getPolicy",
    summary="The rules by which cases confirmed on a day are traced",
    callers=ANYONE,
    query=PolicyAsked,
    answers={200: PolicyShown},
    problems=("invalid",),
)
def get_policy(call: Call) -> Answer:
    """For tracers, integrators and everybody who wants to check a result."""
    day = call.query.at or local_day(wiring.parts().clock())
    return Answer(policy_shown(trace_policy(day), visit_policy(day)), headers={"Cache-Control": "public, max-age=300"})
