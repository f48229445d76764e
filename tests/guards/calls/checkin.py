"""A citizen's own visits: who may call, one valid call of each operation, and bad input with the fault it names."""

from collections.abc import Mapping
from typing import Any

from tests.builders.people import a_person, a_person_id
from tests.builders.presence import a_venue_id
from tests.guards.rows import AT, NOBODY_ELSE, THE_QR, BadFields, Calls, Expected, Row, body, but, nothing

SCAN = {"code": THE_QR, "at": AT}

EXPECTED: Expected = {
    # The check-in function holds no reader of staff tokens: to it they are no tokens.
    "checkIn": Row(401, 201, 201, NOBODY_ELSE, other_roles=401),
    "checkOut": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "voidVisit": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "listMyVisits": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
}

CALLS: Calls = {
    "checkIn": body(**SCAN),
    "checkOut": body(at=AT),
    "voidVisit": body(),
    "listMyVisits": nothing,
}

BAD_FIELDS: BadFields = {
    "checkIn": [
        ("no code", but(SCAN, code=...), "code", "required"),
        ("an empty code", but(SCAN, code=""), "code", "too-short"),
        ("a mistyped code", but(SCAN, code="MHJY-4AA9"), "code", "venue-code"),
        ("a personal code", but(SCAN, code=a_person().card.shown), "code", "venue-code"),
        ("another system's QR", but(SCAN, code="https://example.org/?id=7"), "code", "venue-code"),
        ("SQL", but(SCAN, code="' OR 1=1 --"), "code", "venue-code"),
        ("a code of 121 symbols", but(SCAN, code="a" * 121), "code", "too-long"),
        ("a number for a code", but(SCAN, code=12345678), "code", "type"),
        ("no time", but(SCAN, at=...), "at", "required"),
        ("a time without offset", but(SCAN, at="2021-10-02T08:15:12"), "at", "date-time"),
        ("a day", but(SCAN, at="2021-10-02"), "at", "date-time"),
        ("30 February", but(SCAN, at="2021-02-30T08:00:00+07:00"), "at", "date-time"),
        ("hour 25", but(SCAN, at="2021-10-02T25:00:00+07:00"), "at", "date-time"),
        ("an epoch", but(SCAN, at=1633137312), "at", "date-time"),
        ("a word", but(SCAN, at="bây giờ"), "at", "date-time"),
        ("the year 1", but(SCAN, at="0001-01-01T00:00:00+14:00"), "at", "range"),
        ("the year 9999", but(SCAN, at="9999-12-31T23:59:59-14:00"), "at", "range"),
        ("1960", but(SCAN, at="1960-01-01T00:00:00Z"), "at", "range"),
        ("a clock of year 9999", but(SCAN, client_now="9999-12-31T23:59:59Z"), "client_now", "range"),
        ("a leaving of year 1", but(SCAN, out_at="0001-01-01T00:00:00Z"), "out_at", "range"),
        ("a leaving tomorrow", but(SCAN, out_at="2021-10-03T08:00:00+07:00"), "out_at", "future"),
        ("a negative age", but(SCAN, age_ms=-1), "age_ms", "range"),
        ("an age of centuries", but(SCAN, age_ms=10**11), "age_ms", "range"),
        ("an age beyond numbers", but(SCAN, age_ms=10**400), "age_ms", "range"),
        ("an age with a fraction", but(SCAN, age_ms=1.5), "age_ms", "type"),
        ("a visit id that is none", but(SCAN, leaves={"visit_id": "1"}), "leaves.visit_id", "visit-id"),
        ("a long visit id", but(SCAN, leaves={"visit_id": "1" * 25}), "leaves.visit_id", "too-long"),
        ("leaves without id", but(SCAN, leaves={"at": AT}), "leaves.visit_id", "required"),
        (
            "leaves tomorrow",
            but(SCAN, leaves={"visit_id": f"1633137312-{a_venue_id(2)}", "at": "2021-10-03T08:00:00+07:00"}),
            "leaves.at",
            "future",
        ),
        (
            "leaves in year 1",
            but(SCAN, leaves={"visit_id": f"1633137312-{a_venue_id(2)}", "at": "0001-01-01T00:00:00Z"}),
            "leaves.at",
            "range",
        ),
        ("a person", but(SCAN, person_id=str(a_person_id(2))), "person_id", "unknown-field"),
    ],
    "checkOut": [
        ("no time", {}, "at", "required"),
        ("tomorrow", {"at": "2021-10-03T08:00:00+07:00"}, "at", "future"),
        ("the year 1", {"at": "0001-01-01T00:00:00+14:00"}, "at", "range"),
        ("the year 9999", {"at": "9999-12-31T23:59:59-14:00"}, "at", "range"),
        ("no offset", {"at": "2021-10-02T08:15:12"}, "at", "date-time"),
        ("a clock of year 9999", {"at": AT, "client_now": "9999-12-31T23:59:59Z"}, "client_now", "range"),
        ("more", {"at": AT, "until": AT}, "until", "unknown-field"),
    ],
    "voidVisit": [("a reason", {"reason": "nhầm"}, "reason", "unknown-field")],
}

OF_THE_SCENE: Calls = {
    "checkIn": lambda scene: {"code": scene.house.qr(scene.venue), "leaves": {"visit_id": scene.ids["visit_id"]}},
}


def ids(scene: Any) -> Mapping[str, str]:
    """The owner's visit."""
    return {"visit_id": f"1633137000-{scene.venue.venue_id}"}
