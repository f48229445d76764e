"""The register of venues: who may call, one valid call of each operation, and bad input with the fault it names."""

from collections.abc import Mapping
from typing import Any

from tests.builders.base import VY_DA
from tests.builders.presence import a_venue_id
from tests.guards.rows import (
    KEEPERS,
    NOBODY_ELSE,
    ROLES,
    UNIT,
    BadFields,
    BadQueries,
    Calls,
    Expected,
    Row,
    body,
    but,
    nothing,
    query,
)

VENUE = {
    "name": "Quán Hoà Bình",
    "category": "food",
    "unit": UNIT,
    "address": "12 Lê Lợi",
    "contact_phone": "0905123456",
}
CSV = f"name,category,address,contact_phone,capacity,unit_code\nQuán,food,1 Lê Lợi,0905123456,,{VY_DA.code}\n"
READERS = tuple(role for role in ROLES if role not in {"auditor", "operator"})

EXPECTED: Expected = {
    "registerVenue": Row(401, 201, 201, KEEPERS, inside=201),
    # A file for another unit is refused row by row.
    "importVenues": Row(401, 403, 403, KEEPERS, inside=201, outside=422),
    "getImportRemarks": Row(401, 403, 403, KEEPERS, inside=200, outside=200),
    "getVenueTemplate": Row(401, 403, 403, KEEPERS, outside=200),
    "exportVenues": Row(401, 403, 403, READERS),
    "searchVenues": Row(401, 403, 403, READERS),
    "listMyVenues": Row(401, 200, 200, NOBODY_ELSE),
    "getVenue": Row(200, 200, 200, ROLES, outside=200),
    "updateVenue": Row(401, 403, 200, KEEPERS),
    "deactivateVenue": Row(401, 403, 200, KEEPERS),
    "reactivateVenue": Row(401, 403, 200, KEEPERS),
    "reissueVenueCode": Row(401, 403, 200, KEEPERS),
    "getVenueVisits": Row(401, 403, 403, READERS),
    "countVisits": Row(401, 403, 403, READERS),
    "getVenuePoster": Row(401, 403, 200, READERS),
    "printPosters": Row(401, 403, 200, READERS),
}

CALLS: Calls = {
    "registerVenue": body(**VENUE),
    "importVenues": lambda _: {"raw": CSV.encode()},
    "getImportRemarks": lambda _: {"raw": CSV.encode()},
    "getVenueTemplate": nothing,
    "exportVenues": query(q="tap hoa", unit=VY_DA.code, format="csv"),
    "searchVenues": query(q="tap hoa", unit=VY_DA.code),
    "listMyVenues": nothing,
    "getVenue": nothing,
    "updateVenue": body(category="food", contact_phone="0234 3823 456", reason="bán thêm cà phê"),
    "deactivateVenue": body(reason="đóng cửa"),
    "reactivateVenue": body(reason="mở lại"),
    "reissueVenueCode": body(reason="bị dán đè"),
    "getVenueVisits": nothing,
    "countVisits": lambda scene: {"body": {"venue_ids": [str(scene.venue.venue_id)]}},
    "getVenuePoster": query(format="svg"),
    "printPosters": lambda scene: {"body": {"venue_ids": [str(scene.venue.venue_id)]}},
}

BAD_FIELDS: BadFields = {
    "registerVenue": [
        ("no name", but(VENUE, name=...), "name", "required"),
        ("an emoji", but(VENUE, name="Quán 👍"), "name", "symbols"),
        ("a keycap", but(VENUE, name="Quán 1️⃣"), "name", "symbols"),
        ("letters that no poster prints", but(VENUE, name="한식당 Seoul"), "name", "not-printed"),
        ("a line of marks", but(VENUE, name="\u0301" * 5), "name", "no-letters"),
        ("a name of 101 letters", but(VENUE, name="a" * 101), "name", "too-long"),
        ("an address of 201 letters", but(VENUE, address="a" * 201), "address", "too-long"),
        ("an escape sequence", but(VENUE, address="12\x1b[31m Lê Lợi"), "address", "control-characters"),
        ("an unknown kind", but(VENUE, category="pub"), "category", "category"),
        ("an empty kind", but(VENUE, category=""), "category", "category"),
        ("no kind", but(VENUE, category=...), "category", "required"),
        ("a province", but(VENUE, unit={**UNIT, "code": "46"}), "unit.code", "unit-commune"),
        ("damaged text", but(VENUE, name="Qu\ufffdn"), "name", "damaged"),
        ("unseen marks alone", but(VENUE, name="\u200b\u2060"), "name", "too-short"),
        ("no phone", but(VENUE, contact_phone="1"), "contact_phone", "venue-phone"),
        ("a number of another country", but(VENUE, contact_phone="+85512345678"), "contact_phone", "venue-phone"),
        ("a name for a unit that is none", but(VENUE, unit={**UNIT, "name": 5}), "unit.name", "type"),
        ("room for nobody", but(VENUE, capacity=0), "capacity", "range"),
        ("room for everybody", but(VENUE, capacity=10**30), "capacity", "range"),
        ("a stay of nothing", but(VENUE, default_stay_minutes=0), "default_stay_minutes", "range"),
        ("a stay beyond the cap", but(VENUE, default_stay_minutes=241), "default_stay_minutes", "stay"),
        ("a parent that is no id", but(VENUE, parent_venue_id="x"), "parent_venue_id", "venue-id"),
        ("a parent nobody knows", but(VENUE, parent_venue_id=str(a_venue_id(7))), "parent_venue_id", "venue-id"),
        ("a code of one's own", but(VENUE, code="MHJY-4AA8"), "code", "unknown-field"),
    ],
    "updateVenue": [
        ("an empty name", {"name": ""}, "name", "too-short"),
        ("an emoji", {"name": "Quán 👍"}, "name", "symbols"),
        ("letters that no poster prints", {"address": "ถนน 12"}, "address", "not-printed"),
        ("a name of 101 letters", {"name": "a" * 101}, "name", "too-long"),
        ("an address without letters", {"address": "--"}, "address", "no-letters"),
        ("an unknown kind", {"category": "pub"}, "category", "category"),
        (
            "a stay beyond the cap of its kind",
            {"category": "food", "default_stay_minutes": 241},
            "default_stay_minutes",
            "stay",
        ),
        ("a stay beyond its own cap", {"default_stay_minutes": 1440}, "default_stay_minutes", "stay"),
        ("no number", {"contact_phone": "113"}, "contact_phone", "venue-phone"),
        ("room for nobody", {"capacity": 0}, "capacity", "range"),
        ("revision nought", {"revision": 0}, "revision", "range"),
        ("an escape sequence", {"name": "Khác", "reason": "\x1b[31m"}, "reason", "control-characters"),
        ("another unit", {"unit": UNIT}, "unit", "unknown-field"),
        ("a code of one's own", {"code": "MHJY-4AA8"}, "code", "unknown-field"),
    ],
    "deactivateVenue": [
        ("a NUL", {"reason": "a\x00"}, "reason", "control-characters"),
        ("a long reason", {"reason": "x" * 301}, "reason", "too-long"),
        ("more", {"force": True}, "force", "unknown-field"),
    ],
    "reactivateVenue": [("a number", {"reason": 5}, "reason", "type")],
    "reissueVenueCode": [("a code of one's own", {"code": "MHJY-4AA8"}, "code", "unknown-field")],
    "printPosters": [
        ("none", {"venue_ids": []}, "venue_ids", "too-short"),
        ("a hundred and one", {"venue_ids": [str(a_venue_id(7))] * 101}, "venue_ids", "too-long"),
        ("one nobody knows", {"venue_ids": [str(a_venue_id(7))]}, "venue_ids[0]", "venue-id"),
        ("no id", {"venue_ids": ["x"]}, "venue_ids[0]", "venue-id"),
        ("a size of elsewhere", {"venue_ids": [str(a_venue_id(7))], "size": "letter"}, "size", "choice"),
    ],
    "countVisits": [
        ("none", {"venue_ids": []}, "venue_ids", "too-short"),
        ("more than a page of the list", {"venue_ids": [str(a_venue_id(7))] * 21}, "venue_ids", "too-long"),
        ("one nobody knows", {"venue_ids": [str(a_venue_id(7))]}, "venue_ids[0]", "venue-id"),
        ("another day", {"venue_ids": [str(a_venue_id(7))], "date": "2021-10-01"}, "date", "unknown-field"),
    ],
}

BAD_QUERIES: BadQueries = {
    "searchVenues": [
        ("none at all", {"limit": "0"}, "limit", "range"),
        ("too many", {"limit": "101"}, "limit", "range"),
        ("beyond numbers", {"limit": "9" * 500}, "limit", "range"),
        ("a word for a number", {"limit": "mười"}, "limit", "type"),
        ("nothing for a number", {"limit": ""}, "limit", "type"),
        ("long words", {"q": "x" * 101}, "q", "too-long"),
        ("a long cursor", {"cursor": "x" * 1001}, "cursor", "too-long"),
        ("a long unit", {"unit": "x" * 11}, "unit", "too-long"),
        ("a unit nobody knows", {"unit": "00000"}, "unit", "unit"),
        ("a state nobody has", {"status": "open"}, "status", "choice"),
        ("an order nobody keeps", {"sort": "visits"}, "sort", "choice"),
        ("a colour", {"colour": "red"}, "colour", "unknown-field"),
    ],
    "importVenues": [
        ("neither yes nor no", {"preview": "có"}, "preview", "type"),
        ("some rows", {"rows": "some"}, "rows", "choice"),
        ("a dry run", {"dry_run": "true"}, "dry_run", "unknown-field"),
    ],
    "getImportRemarks": [("an old kind", {"format": "xls"}, "format", "choice")],
    "exportVenues": [
        ("an old kind", {"format": "xls"}, "format", "choice"),
        ("a state nobody has", {"status": "open"}, "status", "choice"),
        ("long words", {"q": "x" * 101}, "q", "too-long"),
        ("a unit nobody knows", {"unit": "00000"}, "unit", "unit"),
    ],
    "getVenuePoster": [
        ("a format in capitals", {"format": "PDF"}, "format", "choice"),
        ("a size of elsewhere", {"size": "letter"}, "size", "choice"),
        ("a colour", {"colour": "red"}, "colour", "unknown-field"),
    ],
}


def ids(scene: Any) -> Mapping[str, str]:
    """The owner's venue."""
    return {"venue": str(scene.venue.venue_id)}
