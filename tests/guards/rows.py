"""The words in which tests/guards/calls/<capability>.py speaks of callers, calls and bad input."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.builders.base import SCHEME, VY_DA

ROLES = (
    "tracer", "epidemiologist", "checkpoint_officer", "lab_staff", "quarantine_staff", "health_station",
    "commune_officer", "district_officer", "province_officer", "volunteer", "auditor", "operator",
)  # fmt: skip
NOBODY_ELSE: tuple[str, ...] = ()
KEEPERS = ("commune_officer", "district_officer", "province_officer", "volunteer")
DESK = (*KEEPERS, "checkpoint_officer", "health_station")
TRACERS = ("tracer", "epidemiologist")

AT = "2021-10-02T08:15:12+07:00"
UNIT = {"scheme": SCHEME, "code": VY_DA.code}
# Stands for the QR of the scene's venue, which is signed with a key of the house.
THE_QR = "the scene's QR"


class Row(NamedTuple):
    """Status for nobody, a citizen, the venue's owner; for these roles in the unit and outside; for other roles.
    `outside_of`: roles for which a unit outside is something else.
    """

    nobody: int
    citizen: int
    owner: int
    roles: tuple[str, ...]
    inside: int = 200
    outside: int = 403
    other_roles: int = 403
    outside_of: Mapping[str, int] = MappingProxyType({})


class Bad(NamedTuple):
    """What is wrong, the body or query, and the fault that is named: all are 422 `invalid`."""

    what: str
    sent: Any
    field: str
    rule: str


Call = Callable[[Any], Mapping[str, Any]]
Expected = Mapping[str, Row]
Calls = Mapping[str, Call]
BadFields = Mapping[str, Sequence[tuple[str, Any, str, str]]]
BadQueries = BadFields


def body(**fields: Any) -> Call:
    return lambda _: {"body": fields}


def query(**fields: Any) -> Call:
    return lambda _: {"query": fields}


def nothing(_: Any) -> Mapping[str, Any]:
    return {}


def but(sent: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """The body with some fields changed; `...` takes one away."""
    return {name: value for name, value in {**sent, **changes}.items() if value is not ...}
