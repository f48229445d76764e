"""The staff desk: who may call, one valid call of each operation, and bad input with the fault it names."""

from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id
from tests.guards.rows import AT, DESK, BadFields, Calls, Expected, Row, body, but

DESK_VISIT = {"venue_id": str(a_venue_id(1)), "person": {"phone": "0912345001"}, "at": AT}
FINDERS = (*DESK, "tracer", "epidemiologist")

EXPECTED: Expected = {
    # Outside the unit a name is cut to initials.
    "findPersons": Row(401, 403, 403, FINDERS, outside=200),
    "recordVisitByStaff": Row(401, 403, 201, DESK, inside=201),
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
}

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
}
OF_THE_SCENE: Calls = {
    "findPersons": lambda scene: {"phone": scene.guest.phone},
    "recordVisitByStaff": lambda scene: {
        "venue_id": str(scene.venue.venue_id),
        "person": {"personal_code": scene.guest.card.shown},
    },
}
