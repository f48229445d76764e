"""Records of one human and devices: who may call, one valid call of each operation, and bad input with the fault it names."""

from typing import Any

from domain.people.human.joining import asked
from domain.people.roles import Role
from tests.builders.people import a_person_id
from tests.guards.rows import NOBODY_ELSE, TRACERS, BadFields, BadQueries, Calls, Expected, Row, body, but, nothing

JOINERS = ("commune_officer", "district_officer", "province_officer", *TRACERS)
ONE, OTHER = str(a_person_id(51)), str(a_person_id(52))
MERGE = {"keep": ONE, "join": OTHER, "reason": "cùng một người"}

EXPECTED: Expected = {
    # Neither citizen owns one of the two records.
    "mergePersons": Row(401, 403, 403, JOINERS, inside=202),
    "listMerges": Row(401, 403, 403, JOINERS, outside=200),
    "approveMerge": Row(401, 403, 403, JOINERS),
    "unmergePersons": Row(401, 403, 403, JOINERS),
    "listDevices": Row(401, 200, 200, NOBODY_ELSE),
    "revokeDevice": Row(401, 200, 200, NOBODY_ELSE),
}

CALLS: Calls = {
    "mergePersons": body(**MERGE),
    "listMerges": nothing,
    "approveMerge": body(reason="đã gọi hỏi"),
    "unmergePersons": body(reason="hai người khác nhau"),
    "listDevices": nothing,
    "revokeDevice": body(everywhere=True),
}

BAD_FIELDS: BadFields = {
    "mergePersons": [
        ("nobody to keep", but(MERGE, keep=...), "keep", "required"),
        ("nobody to join", but(MERGE, join=...), "join", "required"),
        ("itself", but(MERGE, join=ONE), "join", "same-record"),
        ("a mistyped id", but(MERGE, join="fghnbvpram4z0"), "join", "person-id"),
        ("a phone for an id", but(MERGE, keep="0912345678"), "keep", "person-id"),
        ("a number for an id", but(MERGE, keep=5), "keep", "type"),
        ("a long reason", but(MERGE, reason="a" * 301), "reason", "too-long"),
        ("an unknown field", but(MERGE, confirm=True), "confirm", "unknown-field"),
    ],
    "approveMerge": [("a number for a reason", {"reason": 1}, "reason", "type")],
    "unmergePersons": [("a list for a reason", {"reason": []}, "reason", "type")],
    "revokeDevice": [
        ("neither one nor all", {}, "device_id", "device-or-everywhere"),
        ("one and all", {"device_id": "d1", "everywhere": True}, "device_id", "device-or-everywhere"),
        ("a number", {"device_id": 1}, "device_id", "type"),
        ("a very long id", {"device_id": "a" * 65}, "device_id", "too-long"),
        ("a word for all", {"everywhere": "yes"}, "everywhere", "type"),
    ],
}

BAD_QUERIES: BadQueries = {
    "listMerges": [
        ("a unit nobody knows", {"unit": "00000"}, "unit", "unit"),
        ("a scheme nobody knows", {"scheme": "VN-1999", "unit": "19777"}, "unit", "unit"),
        ("an unknown field", {"state": "waiting"}, "state", "unknown-field"),
    ],
}


def ids(scene: Any) -> dict[str, str]:
    """Two records that may be joined, and two that wait for a second person."""
    house = scene.house
    for number in (51, 52):
        house.citizen(number)
    keep, _ = house.citizen(53)
    join, _ = house.citizen(54, full_name="Trần Văn Bình")
    waiting = asked(keep, join, by=f"S#{Role.AUDITOR}", reason="", now=house.clock(), before=None)
    house.standing.replace(waiting, before=None)
    return {"merge_id": str(join.person_id)}
