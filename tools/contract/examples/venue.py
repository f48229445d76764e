"""Worked examples: the register of venues."""

from typing import Any

from tools.contract.examples.shared import UNIT, UNIT_SHOWN, VENUE_BRIEF

VENUE = {
    **{name: VENUE_BRIEF[name] for name in ("venue_id", "code", "name", "category", "address")},
    "unit": UNIT_SHOWN,
    "status": "ACTIVE",
    "default_stay_minutes": 30,
    "max_stay_minutes": 120,
    "check_in_url": "HTTPS://VUNGXANH.EXAMPLE/C#MHJY4AA81K7QX4PABCDEF",
    "contact_phone": "+84905123456",
    "registered_at": "2021-09-30T10:00:00+07:00",
    "revision": 1,
}
FOR_KEEPERS = {"check_in_url", "contact_phone", "registered_at", "revision"}
CSV = (
    "Tên địa điểm;Loại;Địa chỉ;Điện thoại liên hệ;Sức chứa\n"
    "Tạp hóa Cô Ba;Tạp hóa;12 Lê Lợi;905123456;20\n"
    "Chợ Vỹ Dạ;market;Đường Nguyễn Sinh Cung;123;400\n"
)

REQUESTS: dict[str, Any] = {
    "registerVenue": {
        "name": "Tạp hóa Cô Ba",
        "category": "grocery",
        "unit": UNIT,
        "address": "12 Lê Lợi",
        "contact_phone": "0905123456",
        "capacity": 20,
    },
    "importVenues": CSV,
    "getImportRemarks": CSV,
    "printPosters": {"venue_ids": ["0wjp7457"], "size": "A4"},
    "countVisits": {"venue_ids": ["0wjp7457", "000ygj3j"]},
    "updateVenue": {"category": "food", "contact_phone": "02343823456", "reason": "Bán thêm cà phê", "revision": 1},
    "deactivateVenue": {"reason": "Quán đã đóng cửa"},
    "reactivateVenue": {"reason": "Quán mở lại"},
    "reissueVenueCode": {"reason": "Tờ mã bị dán đè"},
}

ANSWERS: dict[str, Any] = {
    "registerVenue": {
        **VENUE,
        "alike": [{**VENUE_BRIEF, "venue_id": "000ygj3j", "code": "8VB7-XEH4", "name": "Tạp hóa Cô Bà"}],
    },
    "importVenues": {
        "created": 1,
        "existing": 0,
        "ready": 0,
        "faulty": 1,
        "rows": [
            {
                "line": 2,
                "state": "created",
                **{name: VENUE[name] for name in ("name", "category", "address", "unit", "venue_id", "code")},
                "contact_phone": "0905 123 456",
                "capacity": 20,
                "check_in_url": VENUE["check_in_url"],
                "notes": [{"field": "contact_phone", "note": "zero-restored", "was": "905123456"}],
            },
            {
                "line": 3,
                "state": "faulty",
                "name": "Chợ Vỹ Dạ",
                "category": "market",
                "address": "Đường Nguyễn Sinh Cung",
                "capacity": 400,
                "unit": UNIT_SHOWN,
                "faults": [
                    {
                        "field": "contact_phone",
                        "rule": "venue-phone",
                        "text": {
                            "vi": "Điện thoại liên hệ: phải là số di động, số cố định (02…) hoặc số 1800, 1900.",
                            "en": "Telephone: must be a Vietnamese mobile, landline (02...) or 1800/1900 number.",
                        },
                    }
                ],
            },
        ],
        "file": {"format": "csv", "encoding": "utf-8", "separator": "semicolon", "heading_line": 1},
    },
    "searchVenues": {"venues": [VENUE], "total": 1},
    "listMyVenues": {"venues": [VENUE]},
    "getVenueVisits": {
        "venue_id": "0wjp7457",
        "counted_at": "2021-10-02T08:15:12+07:00",
        "days": [
            {"date": "2021-10-02", "visits": 12},
            *({"date": f"2021-{day}", "visits": 40} for day in ("10-01", "09-30", "09-29", "09-28", "09-27", "09-26")),
        ],
    },
    "countVisits": {
        "date": "2021-10-02",
        "counted_at": "2021-10-02T08:15:12+07:00",
        "counts": [{"venue_id": "0wjp7457", "visits": 12}, {"venue_id": "000ygj3j", "visits": 5000, "more": True}],
    },
    "getVenue": {name: VENUE[name] for name in VENUE if name not in FOR_KEEPERS},
    "updateVenue": {
        **VENUE,
        "category": "food",
        "default_stay_minutes": 90,
        "contact_phone": "+842343823456",
        "revision": 2,
    },
    "deactivateVenue": {**VENUE, "status": "DEACTIVATED", "revision": 2},
    "reactivateVenue": {**VENUE, "revision": 3},
    "reissueVenueCode": {
        "venue_id": "0wjp7457",
        "code": "8VB7-XEH4",
        "check_in_url": "HTTPS://VUNGXANH.EXAMPLE/C#8VB7XEH41A2B3C4D5E6F7",
    },
}

NOTES = {
    "registerVenue": "a citizen becomes its owner",
    "getVenue": "its public face; its owner and, in their unit, *venue readers* see all",
    "updateVenue": "a citizen: the venue's owner",
    "deactivateVenue": "a citizen: the venue's owner",
    "reactivateVenue": "a citizen: the venue's owner",
    "reissueVenueCode": "a citizen: the venue's owner",
    "getVenuePoster": "a citizen: the venue's owner",
    "printPosters": "a citizen: the owner of each venue",
}
