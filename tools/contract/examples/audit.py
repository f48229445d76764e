"""Worked examples: who looked at a citizen's records."""

from typing import Any

from tools.contract.examples.shared import UNIT_SHOWN

DAYS = {"from": "2021-10-01", "to": "2021-10-02"}

REQUESTS: dict[str, Any] = {
    "searchAccessLog": {**DAYS, "unit": {"scheme": "VN-2025H2", "code": "20194"}, "reason": "Khiếu nại của người dân"},
    "verifyAccessLog": DAYS,
}

NOTES: dict[str, str] = {
    "searchAccessLog": "people and units of the own unit; of a member of staff what was done for it; itself on record",
    "listSeals": "of the whole stage: seals name nobody",
    "verifyAccessLog": "of the whole stage: seals name nobody",
}

ANSWERS: dict[str, Any] = {
    "searchAccessLog": {
        "entries": [
            {
                "at": "2021-10-02T17:00:00+07:00",
                "act": "contact-opened",
                "text": {
                    "vi": "Đã mở họ tên và số điện thoại của người này",
                    "en": "Opened this person's name and phone number",
                },
                "role": "tracer",
                "unit": UNIT_SHOWN,
                "staff_id": "0b6f9c1e-6a0e-4f6e-9d57-3f1f6f0d1c55",
                "person_id": "pfghnbvpram4z",
                "reason": "Gọi điện hướng dẫn cách ly",
            }
        ]
    },
    "listSeals": {
        "days": [{"date": "2021-10-01", "sealed": True, "records": 412}, {"date": "2021-10-02", "sealed": False}],
        "last_check": {"at": "2021-10-02T08:15:12+07:00", "from": "2021-09-01", "to": "2021-09-30", "findings": 0},
    },
    "verifyAccessLog": {"from": "2021-10-01", "to": "2021-10-02", "records": 805, "whole": True},
    "listAccessLog": {
        "entries": [
            {
                "at": "2021-10-02T17:00:00+07:00",
                "act": "contact-opened",
                "text": {
                    "vi": "Cán bộ truy vết đã mở họ tên và số điện thoại của bạn.",
                    "en": "A contact tracer opened your name and phone number.",
                },
                "role": "tracer",
                "unit": UNIT_SHOWN,
                "reason": "Gọi điện hướng dẫn cách ly",
            }
        ]
    },
}
