"""Contacts of a case: who may call, one valid call of each operation, and bad input with the fault it names."""

from collections.abc import Mapping
from typing import Any

from tests.guards.rows import TRACERS, BadFields, Calls, Expected, Row, body

CALLERS = (*TRACERS, "health_station")

EXPECTED: Expected = {
    "listContacts": Row(401, 403, 403, CALLERS),
    "getContact": Row(401, 403, 403, CALLERS),
    "updateContact": Row(401, 403, 403, CALLERS),
    "exportContacts": Row(401, 403, 403, TRACERS),
}

CALLS: Calls = {
    "listContacts": lambda scene: {"query": {"case_id": scene.ids["case_id"]}},
    "getContact": body(reason="gọi điện"),
    "updateContact": body(status="reached", outcome="answered"),
    "exportContacts": body(reason="họp giao ban"),
}

BAD_FIELDS: BadFields = {
    "getContact": [
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
        ("a name", {"full_name": "Lan"}, "full_name", "unknown-field"),
    ],
    "exportContacts": [
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
        ("a place that is none", {"cursor": "x"}, "cursor", "cursor"),
        ("an old kind of file", {"format": "xls"}, "format", "choice"),
        ("another language", {"language": "fr"}, "language", "choice"),
    ],
    "updateContact": [
        ("no state", {}, "status", "required"),
        ("an unknown state", {"status": "cured"}, "status", "choice"),
        ("an unknown outcome", {"status": "reached", "outcome": "dead"}, "outcome", "choice"),
        ("a long note", {"status": "reached", "note": "x" * 301}, "note", "too-long"),
        ("a note that cannot be shown", {"status": "reached", "note": "x\x1b"}, "note", "control-characters"),
        ("a revision below nothing", {"status": "reached", "revision": -1}, "revision", "range"),
        ("a name", {"status": "reached", "full_name": "Lan"}, "full_name", "unknown-field"),
    ],
}


def ids(scene: Any) -> Mapping[str, str]:
    """The contact who lives with the case."""
    return {"person_id": str(scene.owner.person_id)}
