"""Who looked: who may call, one valid call of each operation, and bad input with the fault it names."""

from tests.guards.rows import NOBODY_ELSE, UNIT, BadFields, BadQueries, Calls, Expected, Row, body, but, nothing, query

DAYS = {"from": "2021-10-01", "to": "2021-10-02"}
SEALED = {"from": "2021-09-30", "to": "2021-10-01"}
SEARCH = {**DAYS, "unit": UNIT, "reason": "Khiếu nại của người dân"}

EXPECTED: Expected = {
    "listAccessLog": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "searchAccessLog": Row(401, 403, 403, ("auditor",)),
    # A seal is over the records of the whole stage: it names nobody, and is of no unit.
    "listSeals": Row(401, 403, 403, ("auditor",), outside=200),
    "verifyAccessLog": Row(401, 403, 403, ("auditor",), outside=200),
}

CALLS: Calls = {
    "listAccessLog": nothing,
    "searchAccessLog": body(**SEARCH),
    "listSeals": query(**DAYS),
    "verifyAccessLog": body(**SEALED),
}

BAD_FIELDS: BadFields = {
    "searchAccessLog": [
        ("two at once", but(SEARCH, staff_id="0b6f9c1e"), "body", "exactly-one"),
        ("nobody named", but(SEARCH, unit=...), "body", "exactly-one"),
        (
            "a mistyped code",
            but(SEARCH, unit=..., person={"personal_code": "xxxx"}),
            "person.personal_code",
            "personal-code",
        ),
        ("a unit that is none", but(SEARCH, unit=but(UNIT, code="99999")), "unit.code", "unit"),
        ("days in the wrong order", but(SEARCH, **{"from": "2021-10-02", "to": "2021-10-01"}), "from", "log-period"),
        ("two months", but(SEARCH, **{"from": "2021-08-01"}), "from", "log-period"),
        ("days to come", but(SEARCH, to="2030-01-01"), "to", "log-period"),
        ("a foreign cursor", but(SEARCH, cursor="abc"), "cursor", "cursor"),
    ],
    "verifyAccessLog": [
        ("today, which is not sealed", but(SEALED, to="2021-10-03"), "to", "sealed-period"),
        ("two months", but(SEALED, **{"from": "2021-08-01"}), "from", "sealed-period"),
    ],
}

BAD_QUERIES: BadQueries = {
    "listSeals": [
        ("days in the wrong order", {"from": "2021-10-02", "to": "2021-10-01"}, "from", "log-period"),
    ],
}
