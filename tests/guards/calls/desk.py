"""The staff desk: who may call, one valid call of each operation, and bad input with the fault it names."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.base.period import epoch
from domain.presence.visit import Flag
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id, a_visit
from tests.guards.rows import AT, DESK, NOBODY_ELSE, TRACERS, BadFields, Calls, Expected, Row, body, but

DESK_VISIT = {"venue_id": str(a_venue_id(1)), "person": {"phone": "0912345001"}, "at": AT}
VISIT_ID = f"1633137312-{a_venue_id(1)}"
WITHDRAWN = {"venue_id": str(a_venue_id(1)), "visit_id": VISIT_ID, "person": {"phone": "0912345001"}}
DOUBTED = {"venue_id": str(a_venue_id(1)), "person_id": str(a_person_id(3))}
SETTLED = {"person_id": str(a_person_id(3)), "visit_id": VISIT_ID, "stands": True, "reason": "đã gọi"}
EARLIER = NOW - timedelta(hours=3, minutes=15)
RECORDED = NOW - timedelta(hours=2, minutes=15)  # nobody else was there
FINDERS = (*DESK, "tracer", "epidemiologist")

EXPECTED: Expected = {
    # Outside the unit a name is cut to initials.
    "findPersons": Row(401, 403, 403, FINDERS, outside=200),
    "recordVisitByStaff": Row(401, 403, 201, DESK, inside=201),
    "withdrawVisit": Row(401, 403, 200, DESK),
    "disputeVisit": Row(401, 200, 200, NOBODY_ELSE),
    "listDisputes": Row(401, 403, 403, TRACERS),
    "settleDispute": Row(401, 403, 403, TRACERS),
}

CALLS: Calls = {
    "findPersons": body(phone="0912345003", reason="quên thẻ"),
    "recordVisitByStaff": lambda scene: {
        "body": {
            "venue_id": str(scene.venue.venue_id),
            "person": {"personal_code": scene.guest.card.shown},
            "at": AT,
        }
    },
    "withdrawVisit": lambda scene: {"body": {**_withdrawn(scene), "reason": "nhầm người"}},
    "disputeVisit": lambda scene: {"body": {"reason": "tôi ở nhà"}, "visit_id": _written_down(scene)},
    "listDisputes": lambda scene: {"body": {**_disputed(scene), "reason": "gọi hỏi"}},
    "settleDispute": lambda scene: {"body": {**_settled(scene), "stands": True, "reason": "đã gọi, có đến"}},
}


def _withdrawn(scene: Any) -> dict[str, Any]:
    """By the card: an owner may name nobody otherwise."""
    card = {"personal_code": scene.guest.card.shown}
    return {"venue_id": str(scene.venue.venue_id), "visit_id": _recorded(scene), "person": card}


def _disputed(scene: Any) -> dict[str, Any]:
    return {"venue_id": str(scene.venue.venue_id), "person_id": str(scene.guest.person_id)}


def _settled(scene: Any) -> dict[str, Any]:
    return {"visit_id": _recorded(scene), "person_id": str(scene.guest.person_id)}


def _written_down(scene: Any) -> str:
    """A visit that staff wrote down, of the owner and of the citizen alike."""
    return f"{epoch(EARLIER)}-{scene.venue.venue_id}"


def _recorded(scene: Any) -> str:
    return f"{epoch(RECORDED)}-{scene.venue.venue_id}"


def ids(scene: Any) -> Mapping[str, str]:
    """What the owner, whose phone is not proved, has just recorded for the guest; and what staff wrote down earlier."""
    for person in (1, 2):
        scene.house.visits.record(a_visit(person, at=EARLIER, recorded_by="S#desk", recorded_at=EARLIER))
    visit = a_visit(3, at=RECORDED, recorded_by=f"P#{scene.owner.person_id}", recorded_at=NOW, flags=(Flag.DOUBTFUL,))
    scene.house.visits.record(visit)
    return {}


BAD_FIELDS: BadFields = {
    "findPersons": [
        ("nothing", {}, "body", "exactly-one"),
        ("two ways", {"phone": "0912345001", "person_id": str(a_person_id())}, "body", "exactly-one"),
        ("a name", {"full_name": "Lan"}, "full_name", "unknown-field"),
        ("no phone", {"phone": "x"}, "phone", "phone"),
        ("no person id", {"person_id": "pfghnbvpram4x"}, "person_id", "person-id"),
        ("a mistyped card", {"personal_code": "36J3-X7CW-HNQX"}, "personal_code", "personal-code"),
        ("no document", {"identity_number": "7"}, "identity_number", "identity-number"),
        ("a long reason", {"phone": "0912345001", "reason": "x" * 301}, "reason", "too-long"),
        ("no page", {"phone": "0912345001", "cursor": "x"}, "cursor", "cursor"),
        ("a long cursor", {"phone": "0912345001", "cursor": "x" * 41}, "cursor", "too-long"),
        ("a page of nobody", {"phone": "0912345001", "limit": 0}, "limit", "range"),
        ("a page of 21", {"phone": "0912345001", "limit": 21}, "limit", "range"),
    ],
    "recordVisitByStaff": [
        ("no venue", but(DESK_VISIT, venue_id=...), "venue_id", "required"),
        ("a mistyped venue", but(DESK_VISIT, venue_id="mhjy4aa9"), "venue_id", "venue-id"),
        ("no person", but(DESK_VISIT, person=...), "person", "required"),
        ("an empty person", but(DESK_VISIT, person={}), "person", "exactly-one"),
        ("a person as text", but(DESK_VISIT, person="Lan"), "person", "type"),
        ("a wrong phone", but(DESK_VISIT, person={"phone": "1"}), "person.phone", "phone"),
        ("a wrong id", but(DESK_VISIT, person={"person_id": "1"}), "person.person_id", "person-id"),
        ("a wrong card", but(DESK_VISIT, person={"personal_code": "1"}), "person.personal_code", "personal-code"),
        ("no document", but(DESK_VISIT, person={"identity_number": "7"}), "person.identity_number", "identity-number"),
        ("a name", but(DESK_VISIT, person={"name": "Lan"}), "person.name", "unknown-field"),
        ("the year 1", but(DESK_VISIT, at="0001-01-01T00:00:00Z"), "at", "range"),
        ("the year 9999", but(DESK_VISIT, at="9999-12-31T23:59:59-14:00"), "at", "range"),
        ("an end tomorrow", but(DESK_VISIT, until="2021-10-03T08:00:00+07:00"), "until", "future"),
        ("an end of year 9999", but(DESK_VISIT, until="9999-12-31T23:59:59-14:00"), "until", "future"),
    ],
    "withdrawVisit": [
        ("no venue", but(WITHDRAWN, venue_id=...), "venue_id", "required"),
        ("a mistyped venue", but(WITHDRAWN, venue_id="mhjy4aa9"), "venue_id", "venue-id"),
        ("no visit", but(WITHDRAWN, visit_id=...), "visit_id", "required"),
        ("a visit id that is none", but(WITHDRAWN, visit_id="1"), "visit_id", "visit-id"),
        ("a long visit id", but(WITHDRAWN, visit_id="1" * 25), "visit_id", "too-long"),
        ("an empty person", but(WITHDRAWN, person={}), "person", "exactly-one"),
        ("a wrong card", but(WITHDRAWN, person={"personal_code": "1"}), "person.personal_code", "personal-code"),
        ("a long reason", but(WITHDRAWN, reason="x" * 301), "reason", "too-long"),
        ("a moment", but(WITHDRAWN, at=AT), "at", "unknown-field"),
    ],
    "disputeVisit": [
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
        ("a reason that cannot be shown", {"reason": "x\x1b"}, "reason", "control-characters"),
        ("a reason of no words", {"reason": "?"}, "reason", "no-letters"),
        ("a flag", {"flags": ["void"]}, "flags", "unknown-field"),
    ],
    "listDisputes": [
        ("no venue", but(DOUBTED, venue_id=...), "venue_id", "required"),
        ("a mistyped venue", but(DOUBTED, venue_id="mhjy4aa9"), "venue_id", "venue-id"),
        ("no person", but(DOUBTED, person_id=...), "person_id", "required"),
        ("no person id", but(DOUBTED, person_id="pfghnbvpram4x"), "person_id", "person-id"),
        ("a phone", but(DOUBTED, phone="0912345001"), "phone", "unknown-field"),
        ("a long reason", but(DOUBTED, reason="x" * 301), "reason", "too-long"),
    ],
    "settleDispute": [
        ("no person", but(SETTLED, person_id=...), "person_id", "required"),
        ("no person id", but(SETTLED, person_id="x"), "person_id", "person-id"),
        ("no visit", but(SETTLED, visit_id=...), "visit_id", "required"),
        ("a visit id that is none", but(SETTLED, visit_id="-"), "visit_id", "visit-id"),
        ("no decision", but(SETTLED, stands=...), "stands", "required"),
        ("a word for a decision", but(SETTLED, stands="yes"), "stands", "type"),
        ("no reason", but(SETTLED, reason=...), "reason", "required"),
        ("an empty reason", but(SETTLED, reason=""), "reason", "too-short"),
        ("a long reason", but(SETTLED, reason="x" * 301), "reason", "too-long"),
    ],
}
OF_THE_SCENE: Calls = {
    "findPersons": lambda scene: {"phone": scene.guest.phone},
    "recordVisitByStaff": lambda scene: {
        "venue_id": str(scene.venue.venue_id),
        "person": {"personal_code": scene.guest.card.shown},
    },
    "withdrawVisit": _withdrawn,
    "listDisputes": _disputed,
    "settleDispute": _settled,
}
