"""Worked examples: visits by the citizen's own device."""

from typing import Any

from tools.contract.examples.shared import VENUE_BRIEF

VISIT = {
    "visit_id": "1633137312-0wjp7457",
    "from": "2021-10-02T08:15:12+07:00",
    "until": "2021-10-02T08:45:12+07:00",
    "open": True,
    "source": "PERSON_SCAN",
    "venue": VENUE_BRIEF,
    "leave_until": "2021-10-02T10:15:12+07:00",
}
OVER = {name: told for name, told in VISIT.items() if name != "leave_until"} | {"open": False}
WRITTEN_DOWN = {
    "visit_id": "1633050912-0wjp7457",
    "from": "2021-10-01T08:15:12+07:00",
    "until": "2021-10-01T09:15:12+07:00",
    "open": True,
    "source": "CARD",
    "recorded_by": "owner",
    "venue": VENUE_BRIEF,
}

REQUESTS: dict[str, Any] = {
    "checkIn": {
        "code": "MHJY4AA81K7QX4PABCDEF",
        "at": "2021-10-02T08:15:12+07:00",
        "client_now": "2021-10-02T08:15:14+07:00",
        "age_ms": 2100,
        "leaves": {"visit_id": "1633130112-0wjp7457", "at": "2021-10-02T07:40:00+07:00"},
    },
    "checkOut": {"at": "2021-10-02T08:32:00+07:00"},
    "voidVisit": {},
}

ANSWERS: dict[str, Any] = {
    "checkIn": {
        **VISIT,
        "received_at": "2021-10-02T08:15:14+07:00",
        "left": {"visit_id": "1633130112-0wjp7457", "until": "2021-10-02T07:40:00+07:00"},
    },
    "checkOut": {**OVER, "until": "2021-10-02T08:32:00+07:00"},
    "voidVisit": {**OVER, "until": "2021-10-02T08:15:12+07:00", "flags": ["void"]},
    "listMyVisits": {"visits": [VISIT, {**WRITTEN_DOWN, "flags": ["doubtful"]}]},
}
