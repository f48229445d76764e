"""Worked examples: what staff do for people who stand before them."""

from typing import Any

from tools.contract.examples.shared import UNIT_SHOWN, VENUE_BRIEF

REQUESTS: dict[str, Any] = {
    "findPersons": {"phone": "0912345678", "reason": "Người này quên mang thẻ", "limit": 10},
    "recordVisitByStaff": {
        "venue_id": "0wjp7457",
        "person": {"personal_code": "36J3-X7CW-HNQW"},
        "at": "2021-10-02T08:15:12+07:00",
    },
    "withdrawVisit": {
        "venue_id": "0wjp7457",
        "visit_id": "1633137312-0wjp7457",
        "person": {"personal_code": "36J3-X7CW-HNQW"},
        "reason": "Đọc nhầm thẻ",
    },
    "disputeVisit": {"reason": "Hôm đó tôi ở nhà cả ngày"},
    "listDisputes": {"venue_id": "0wjp7457", "person_id": "pfghnbvpram4z", "reason": "Gọi hỏi trước khi báo"},
    "settleDispute": {
        "person_id": "pfghnbvpram4z",
        "visit_id": "1633137312-0wjp7457",
        "stands": False,
        "reason": "Chủ quán nhận là ghi nhầm",
    },
}

DISPUTED = {
    "visit_id": "1633137312-0wjp7457",
    "person_id": "pfghnbvpram4z",
    "from": "2021-10-02T08:15:12+07:00",
    "until": "2021-10-02T08:45:12+07:00",
    "recorded_by": "owner",
    "flags": ["disputed"],
    "recorded_at": "2021-10-02T08:16:03+07:00",
    "why": "Hôm đó tôi ở nhà cả ngày",
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
        ],
        "next_cursor": ".pfghnbvpram4z",
    },
    "recordVisitByStaff": {
        "display_name": "Nguyễn Thị Lan",
        "visit_id": "1633137312-0wjp7457",
        "person_id": "pfghnbvpram4z",
        "venue": VENUE_BRIEF,
        "from": "2021-10-02T08:15:12+07:00",
        "until": "2021-10-02T08:45:12+07:00",
    },
    "withdrawVisit": {
        "display_name": "Nguyễn Thị Lan",
        "visit_id": "1633137312-0wjp7457",
        "person_id": "pfghnbvpram4z",
        "venue": VENUE_BRIEF,
        "from": "2021-10-02T08:15:12+07:00",
        "until": "2021-10-02T08:15:12+07:00",
    },
    "disputeVisit": {
        "visit_id": "1633137312-0wjp7457",
        "from": "2021-10-02T08:15:12+07:00",
        "until": "2021-10-02T08:45:12+07:00",
        "open": True,
        "source": "CARD",
        "flags": ["doubtful", "disputed"],
        "recorded_by": "owner",
    },
    "listDisputes": {"visits": [DISPUTED]},
    "settleDispute": {**DISPUTED, "until": DISPUTED["from"], "flags": ["settled", "void"]},
}

NOTES = {
    "findPersons": "outside the unit a name is cut to initials; 20 people a page at most",
    "recordVisitByStaff": "a citizen: the venue's owner, by personal code only, who came in the last 15 minutes",
    "withdrawVisit": "a citizen: the venue's owner, by personal code only, the own records",
    "listDisputes": "venues of the unit",
    "settleDispute": "venues of the unit",
}
