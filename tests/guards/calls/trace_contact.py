"""Contacts of a case: who may call, one valid call of each operation, and bad input with the fault it names."""

from collections.abc import Mapping
from typing import Any

from domain.tracing.codes import CaseCode
from domain.tracing.follow_up import CallOutcome, FollowUp, followed_up
from tests.guards.rows import TRACERS, BadFields, Calls, Expected, Row, body

CALLERS = (*TRACERS, "health_station")

EXPECTED: Expected = {
    "listContacts": Row(401, 403, 403, CALLERS),
    "getContact": Row(401, 403, 403, CALLERS),
    "updateContact": Row(401, 403, 403, CALLERS),
    "undoContact": Row(401, 403, 403, CALLERS),
    "callContact": Row(401, 403, 403, CALLERS),
    "assignContacts": Row(401, 403, 403, CALLERS, outside=200),  # each is refused on its own
    "findContacts": Row(401, 403, 403, CALLERS),
    "exportContacts": Row(401, 403, 403, TRACERS),
}


class _Whoever(str):
    """Equals any member of staff: a step is taken back by whoever made it, and here everybody tries."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


def _noted_by_whoever(scene: Any) -> int:
    """One more step, and the revision it made."""
    house, case, person = scene.house, CaseCode.parse(scene.ids["case_id"]), scene.owner.person_id
    stored = house.contacts.follow_ups(case, [person], now=house.clock()).get(person) or FollowUp(case, person)
    after = followed_up(
        stored, stored.state, outcome=CallOutcome.NO_ANSWER, note=f"{stored.revision}", by=_Whoever("S#"), accepts=False,
        now=house.clock(),
    )  # fmt: skip
    house.contacts.follow_up(after)
    return int(after.revision)


CALLS: Calls = {
    "listContacts": lambda scene: {"query": {"case_id": scene.ids["case_id"]}},
    "getContact": body(reason="gọi điện"),
    "updateContact": body(status="reached", outcome="answered"),
    "undoContact": lambda scene: {"body": {"revision": _noted_by_whoever(scene)}},
    "callContact": body(calling=True),
    "assignContacts": lambda scene: {
        "body": {
            "who": [{"case_id": scene.ids["case_id"], "person_id": str(scene.owner.person_id)}],
            "to_me": True,
        }
    },
    "findContacts": lambda scene: {"body": {"text": "Lan", "case_id": scene.ids["case_id"]}},
    "exportContacts": body(reason="họp giao ban"),
}

LATER = "2021-10-03T08:00:00+07:00"
_CONTACT = {"case_id": "WE8V-SHVJ", "person_id": "pfghnbvpram4z"}
BAD_FIELDS: BadFields = {
    "undoContact": [
        ("no step", {}, "revision", "required"),
        ("a step before the first", {"revision": 0}, "revision", "range"),
    ],
    "callContact": [
        ("a name", {"calling": True, "name": "lan"}, "name", "unknown-field"),
        ("neither yes nor no", {"calling": "x"}, "calling", "type"),
    ],
    "assignContacts": [
        ("nobody to call", {"who": []}, "who", "too-short"),
        ("no list", {"to_me": True}, "who", "required"),
        ("a mistyped person", {"who": [{**_CONTACT, "person_id": "x"}]}, "who.0.person_id", "person-id"),
        ("a name that nobody signs in with", {"who": [_CONTACT], "to": "lan & minh"}, "to", "staff-name"),
    ],
    "findContacts": [
        ("nothing", {"text": ""}, "text", "too-short"),
        ("one letter", {"text": "a"}, "text", "too-short"),
        ("a case that is none", {"text": "lan", "case_id": "x"}, "case_id", "case-id"),
    ],
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
        ("an end without a reason", {"status": "closed"}, "close_reason", "required"),
        ("an end for a reason that is none", {"status": "closed", "close_reason": "x"}, "close_reason", "choice"),
        ("an end for other reasons, in no words", {"status": "closed", "close_reason": "other"}, "note", "required"),
        ("a reason for no end", {"status": "reached", "close_reason": "died"}, "close_reason", "closing-only"),
        ("later, and not when", {"status": "to_call", "outcome": "call_later"}, "call_at", "required"),
        ("later, yet gone by", {"status": "to_call", "call_at": "2021-09-01T08:00:00+07:00"}, "call_at", "range"),
        ("later, though reached", {"status": "reached", "call_at": LATER}, "call_at", "to-call-only"),
        ("a revision below nothing", {"status": "reached", "revision": -1}, "revision", "range"),
        ("a name", {"status": "reached", "full_name": "Lan"}, "full_name", "unknown-field"),
    ],
}


def ids(scene: Any) -> Mapping[str, str]:
    """The contact who lives with the case."""
    return {"person_id": str(scene.owner.person_id)}
