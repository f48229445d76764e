"""Worked examples: whom to call in a ward."""

from typing import Any

from tools.contract.examples.shared import UNIT, UNIT_SHOWN

SAID = {"kind": "station", "name": "Trạm y tế phường Vỹ Dạ", "hours": "7:00–17:00, trực 24/24"}
NUMBER = {"phone": "+842343823456", "phone_shown": "0234 3823 456"}
STANDS = {**SAID, **NUMBER, "listed": True, "revision": 2, "since": "2021-10-02T08:15:12+07:00"}

REQUESTS: dict[str, Any] = {
    "setUnitContact": {**SAID, "unit": UNIT, "phone": "0234 3823 456", "revision": 1},
}

ANSWERS: dict[str, Any] = {
    "getUnitContacts": {
        "unit": UNIT_SHOWN,
        "contacts": [
            {**SAID, **NUMBER, "unit": UNIT_SHOWN},
            {
                "kind": "cdc",
                "name": "Trung tâm Kiểm soát bệnh tật thành phố Huế",
                "phone": "+842343822470",
                "phone_shown": "0234 3822 470",
                "unit": {"scheme": "VN-2025H2", "code": "46", "name": "Thành phố Huế"},
            },
            {
                "kind": "hotline",
                "name": "Đường dây nóng Bộ Y tế",
                "phone": "19009095",
                "phone_shown": "1900 9095",
                "hours": "24/24 giờ",
            },
            {
                "kind": "emergency",
                "name": "Cấp cứu y tế",
                "phone": "115",
                "phone_shown": "115",
                "hours": "24/24 giờ",
                "when": {"vi": "Gọi ngay khi: khó thở, …", "en": "Call at once for: trouble breathing, …"},
            },
        ],
    },
    "listUnitContactChanges": {
        "unit": UNIT_SHOWN,
        "contacts": [STANDS],
        "changes": [STANDS, {**STANDS, "hours": "7:00–17:00", "revision": 1, "since": "2021-09-01T07:30:00+07:00"}],
    },
    "setUnitContact": STANDS,
}

NOTES = {
    "listUnitContactChanges": "units of the caller's own and below",
    "setUnitContact": "units of the caller's own and below",
}
