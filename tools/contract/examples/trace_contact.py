"""Worked examples: the contacts of that case, as their commune calls them."""

from typing import Any

from tools.contract.examples.shared import UNIT_SHOWN
from tools.contract.examples.traced import AT_MARKET, CASE, MARKET_F1, TOLD

ROW = {
    "case_id": CASE,
    "person_id": MARKET_F1,
    "level": "F1",
    "closeness": "VC",
    "status": "to_call",
    "attempts": 1,
    "revision": 1,
    "due_at": "2021-10-03T16:05:02+07:00",
    "overdue": False,
    "display_name": "T. V. Minh",
    "phone_masked": "0987•••321",
    "year_of_birth": 1990,
    "unit": UNIT_SHOWN,
    "first_exposure": AT_MARKET["from"],
    "last_exposure": AT_MARKET["to"],
    "minutes": 31.5,
    "evidence": [AT_MARKET],
    "told_at": TOLD,
    "told_state": "sent",
    "told_since": TOLD,
    "told_by": "sms",
}
COUNTS = {"to_call": 41, "overdue": 3, "unreachable": 2, "matching": 53}

ROW |= {"assigned_to": "tram-y-te", "number_reaches": True}
REQUESTS: dict[str, Any] = {
    "undoContact": {"revision": 2},
    "callContact": {"calling": True},
    "assignContacts": {"who": [{"case_id": CASE, "person_id": MARKET_F1}], "to": "tram-y-te"},
    "findContacts": {"text": "văn minh", "case_id": CASE},
    "getContact": {"reason": "gọi điện theo dõi"},
    "exportContacts": {"reason": "gửi trạm y tế Vỹ Dạ", "format": "xlsx"},
    "updateContact": {"status": "reached", "outcome": "answered", "note": "Đang ở nhà, không sốt", "revision": 1},
}

ANSWERS: dict[str, Any] = {
    "undoContact": {**ROW, "revision": 3},
    "callContact": {**ROW, "revision": 2},
    "assignContacts": {"contacts": [{**ROW, "revision": 2}]},
    "findContacts": {"contacts": [ROW]},
    "listContacts": {"contacts": [ROW], "next_cursor": "rest:yakmvs9edd1rd", "counts": COUNTS},
    "getContact": {
        **ROW,
        "full_name": "Trần Văn Minh",
        "phone": "+84987654321",
        "notes": [{"at": "2021-10-02T17:00:00+07:00", "status": "to_call", "outcome": "no_answer"}],
    },
    "updateContact": {**ROW, "status": "reached", "attempts": 2, "revision": 2},
}
