"""What every route of trace takes from its call: who asks, why and when, and which case it is about."""

from domain.base.errors import InvalidInput
from domain.tracing.codes import CaseCode
from functions.kit.http import Call
from functions.trace import wiring
from functions.trace.asked import Asked

OF_A_CASE = ("invalid", "case-unknown", "outside-jurisdiction")
"""What every route of one case may refuse."""


def asked_of(call: Call, reason: str = "") -> Asked:
    return Asked(call.staff, wiring.parts().clock(), reason)


def code_of(call: Call) -> CaseCode:
    """The case of the path. Raises InvalidInput."""
    return checked_code(call.path["case_id"])


def checked_code(text: str) -> CaseCode:
    """The code as typed or linked. Raises InvalidInput."""
    try:
        return CaseCode.parse(text)
    except ValueError:
        raise InvalidInput.of("case_id", "case-id") from None
