"""Worked examples: what staff do for people who stand before them."""

from typing import Any

from tools.contract.examples.shared import UNIT_SHOWN, VENUE_BRIEF

REQUESTS: dict[str, Any] = {
    "findPersons": {"phone": "0912345678", "reason": "Người này quên mang thẻ"},
    "recordVisitByStaff": {
        "venue_id": "0wjp7457",
        "person": {"personal_code": "36J3-X7CW-HNQW"},
        "at": "2021-10-02T08:15:12+07:00",
    },
}

ANSWERS: dict[str, Any] = {
    "findPersons": {
        "persons": [
            {
                "person_id": "pfghnbvpram4z",
                "display_name": "Nguyễn Thị Lan",
                "year_of_birth": 1987,
                "unit": UNIT_SHOWN,
                "phone_verified": True,
            }
        ]
    },
    "recordVisitByStaff": {
        "display_name": "Nguyễn Thị Lan",
        "visit_id": "1633137312-0wjp7457",
        "person_id": "pfghnbvpram4z",
        "venue": VENUE_BRIEF,
        "from": "2021-10-02T08:15:12+07:00",
        "until": "2021-10-02T08:45:12+07:00",
    },
}

NOTES = {
    "findPersons": "outside the unit a name is cut to initials",
    "recordVisitByStaff": "a citizen: the venue's owner, by personal code only",
}
