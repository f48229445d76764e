"""Use cases of the second person: held groups go out, in whole or in part, or are not told."""

from domain.tracing import acts
from domain.tracing.case import Case, released
from domain.tracing.codes import CaseCode
from domain.tracing.milestone import policy_of
from domain.tracing.review.decision import Decision
from functions.trace.asked import Asked
from functions.trace.case.service import Ports, changed


def release(code: CaseCode, decision: Decision, *, asked: Asked, ports: Ports) -> Case:
    """A second person lets held groups, or some of their people, go out, or declines to tell them."""

    def next_of(case: Case) -> Case:
        policy = policy_of(case.dates)
        return released(case, policy, by=asked.staff.actor, reason=asked.reason, now=asked.now, decision=decision)

    act = acts.GROUPS_RELEASED if decision.tells else acts.GROUPS_DECLINED
    return changed(code, next_of, act, asked, ports)
