"""Whom to call: who may call, one valid call of each operation, and bad input with the fault it names."""

from tests.builders.base import SCHEME, VY_DA
from tests.guards.rows import ROLES, UNIT, BadFields, BadQueries, Calls, Expected, Row, body, but, query

SETTERS = ("commune_officer", "district_officer", "province_officer", "health_station")
STATION = {"unit": UNIT, "kind": "station", "name": "Trạm y tế phường Vỹ Dạ", "phone": "0234 3823 456"}

EXPECTED: Expected = {
    "getUnitContacts": Row(200, 200, 200, ROLES, outside=200),
    "listUnitContactChanges": Row(401, 403, 403, SETTERS),
    "setUnitContact": Row(401, 403, 403, SETTERS),
}

CALLS: Calls = {
    "getUnitContacts": query(scheme=SCHEME, unit=VY_DA.code),
    "listUnitContactChanges": query(scheme=SCHEME, unit=VY_DA.code),
    "setUnitContact": body(**STATION),
}

BAD_FIELDS: BadFields = {
    "setUnitContact": [
        ("no unit", but(STATION, unit=...), "unit", "required"),
        ("a unit nobody knows", but(STATION, unit={**UNIT, "code": "00000"}), "unit.code", "unit"),
        (
            "a unit of an ended scheme",
            but(STATION, unit={"scheme": "VN-2025H1", "code": "00004"}),
            "unit.code",
            "unit",
        ),
        ("a kind that is none", but(STATION, kind="pharmacy"), "kind", "choice"),
        ("an ambulance of its own", but(STATION, kind="emergency"), "kind", "choice"),
        ("no name", but(STATION, name=""), "name", "too-short"),
        ("a name of 101 letters", but(STATION, name="a" * 101), "name", "too-long"),
        ("an emoji", but(STATION, name="Trạm 👍"), "name", "symbols"),
        ("no phone", but(STATION, phone=...), "phone", "required"),
        ("a number of another country", but(STATION, phone="+85512345678"), "phone", "unit-phone"),
        ("a word", but(STATION, phone="gọi loa phường"), "phone", "unit-phone"),
        ("a short number that is none", but(STATION, phone="999"), "phone", "unit-phone"),
        ("hours of 61 letters", but(STATION, hours="7" * 61), "hours", "too-long"),
        ("hours of marks", but(STATION, hours="–"), "hours", "no-letters"),
        ("a revision below nought", but(STATION, revision=-1), "revision", "range"),
        ("a word for yes", but(STATION, listed="có"), "listed", "type"),
        ("more", but(STATION, fax="0234"), "fax", "unknown-field"),
    ],
}

BAD_QUERIES: BadQueries = {
    "getUnitContacts": [
        ("a unit nobody knows", {"scheme": SCHEME, "unit": "00000"}, "unit", "unit"),
        ("a code without its scheme", {"unit": VY_DA.code}, "unit", "unit"),
        ("a scheme alone", {"scheme": SCHEME}, "unit", "unit"),
        ("a long unit", {"scheme": SCHEME, "unit": "x" * 11}, "unit", "too-long"),
        ("an order", {"sort": "name"}, "sort", "unknown-field"),
    ],
    "listUnitContactChanges": [
        ("a unit nobody knows", {"scheme": SCHEME, "unit": "00000"}, "unit", "unit"),
        ("a long scheme", {"scheme": "x" * 21}, "scheme", "too-long"),
    ],
}
