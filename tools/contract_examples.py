"""One worked example per operation, shown in the public contract; a test decodes each with its own schema."""

from typing import Any

from tools import contract_cases as of_cases

TOKEN = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.…"  # noqa: S105  an example
UNIT = {"scheme": "VN-2025H2", "code": "19777"}
UNIT_SHOWN = {**UNIT, "name": "Phường Vỹ Dạ"}
VENUE_BRIEF = {
    "venue_id": "0wjp7457",
    "code": "MHJY-4AA8",
    "name": "Tạp hóa Cô Ba",
    "category": "grocery",
    "address": "12 Lê Lợi",
}
VISIT = {
    "visit_id": "1633137312-0wjp7457",
    "from": "2021-10-02T08:15:12+07:00",
    "until": "2021-10-02T08:45:12+07:00",
    "open": True,
    "source": "PERSON_SCAN",
    "venue": VENUE_BRIEF,
}
VENUE = {
    **{name: VENUE_BRIEF[name] for name in ("venue_id", "code", "name", "category", "address")},
    "unit": UNIT_SHOWN,
    "status": "ACTIVE",
    "default_stay_minutes": 30,
    "check_in_url": "HTTPS://VUNGXANH.EXAMPLE/C#MHJY4AA81K7QX4PABCDEF",
    "contact_phone": "+84905123456",
    "registered_at": "2021-09-30T10:00:00+07:00",
}
PUSH_KEY = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
NOTICE = {
    "notice_id": "4t9k2m7x0qhw",
    "kind": "exposure_f1",
    "issued_at": "2021-10-02T16:05:04+07:00",
    "text": {
        "vi": "Bạn có thể đã ở gần người mắc COVID-19 ngày 01/10/2021, tại nơi thuộc loại: Chợ. …",
        "en": "You may have been near somebody with COVID-19 on 01/10/2021, at a place of the kind: Market. …",
    },
}
CSV = (
    "name,category,address,contact_phone,capacity,unit_code\n"
    "Tạp hóa Cô Ba,grocery,12 Lê Lợi,0905123456,20,\n"
    "Chợ Vỹ Dạ,market,Đường Nguyễn Sinh Cung,0905123457,400,\n"
)

REQUESTS: dict[str, Any] = {
    "registerPerson": {
        "full_name": "Nguyễn Thị Lan",
        "phone": "0912345678",
        "year_of_birth": 1987,
        "unit": UNIT,
        "registration_id": "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a",
    },
    "requestPhoneOtp": {},
    "verifyPhone": {"otp": "402817"},
    "checkIn": {
        "code": "MHJY4AA81K7QX4PABCDEF",
        "at": "2021-10-02T08:15:12+07:00",
        "client_now": "2021-10-02T08:15:14+07:00",
        "age_ms": 2100,
        "leaves": {"visit_id": "1633130112-0wjp7457", "at": "2021-10-02T07:40:00+07:00"},
    },
    "checkOut": {"at": "2021-10-02T08:32:00+07:00"},
    "voidVisit": {},
    "registerVenue": {
        "name": "Tạp hóa Cô Ba",
        "category": "grocery",
        "unit": UNIT,
        "address": "12 Lê Lợi",
        "contact_phone": "0905123456",
        "capacity": 20,
    },
    "importVenues": CSV,
    "deactivateVenue": {"reason": "Quán đã đóng cửa"},
    "reactivateVenue": {"reason": "Quán mở lại"},
    "reissueVenueCode": {"reason": "Tờ mã bị dán đè"},
    "findPersons": {"phone": "0912345678", "reason": "Người này quên mang thẻ"},
    "recordVisitByStaff": {
        "venue_id": "0wjp7457",
        "person": {"personal_code": "36J3-X7CW-HNQW"},
        "at": "2021-10-02T08:15:12+07:00",
    },
    "savePushSubscription": {
        "endpoint": "https://fcm.googleapis.com/fcm/send/c2FtcGxl",
        "keys": {"p256dh": PUSH_KEY, "auth": "8eDyX_uCN0XRhSbY5hs7Hg"},
    },
    "removePushSubscription": {},
    **of_cases.REQUESTS,
}

ANSWERS: dict[str, Any] = {
    "registerPerson": {
        "person_id": "pfghnbvpram4z",
        "personal_code": "36J3-X7CW-HNQW",
        "phone_verified": False,
        "device_token": TOKEN,
    },
    "getMyProfile": {
        "person_id": "pfghnbvpram4z",
        "full_name": "Nguyễn Thị Lan",
        "year_of_birth": 1987,
        "unit": UNIT_SHOWN,
        "personal_code": "36J3-X7CW-HNQW",
        "phone_masked": "0912•••678",
        "phone_verified": False,
    },
    "requestPhoneOtp": {"expires_at": "2021-10-02T08:25:12+07:00"},
    "verifyPhone": {"phone_verified": True},
    "checkIn": {**VISIT, "left": {"visit_id": "1633130112-0wjp7457", "until": "2021-10-02T07:40:00+07:00"}},
    "checkOut": {**VISIT, "until": "2021-10-02T08:32:00+07:00", "open": False},
    "voidVisit": {**VISIT, "until": "2021-10-02T08:15:12+07:00", "open": False, "flags": ["void"]},
    "listMyVisits": {"visits": [VISIT]},
    "registerVenue": VENUE,
    "importVenues": {
        "created": 2,
        "existing": 0,
        "rows": [
            {
                "line": 2,
                "name": "Tạp hóa Cô Ba",
                "venue_id": "0wjp7457",
                "code": "MHJY-4AA8",
                "check_in_url": VENUE["check_in_url"],
                "state": "created",
            }
        ],
    },
    "searchVenues": {"venues": [VENUE]},
    "listMyVenues": {"venues": [VENUE]},
    "getVenue": {name: VENUE[name] for name in VENUE if name not in ("check_in_url", "contact_phone", "registered_at")},
    "deactivateVenue": {**VENUE, "status": "DEACTIVATED"},
    "reactivateVenue": VENUE,
    "reissueVenueCode": {
        "venue_id": "0wjp7457",
        "code": "8VB7-XEH4",
        "check_in_url": "HTTPS://VUNGXANH.EXAMPLE/C#8VB7XEH41A2B3C4D5E6F7",
    },
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
    "getStatistics": {
        "unit": UNIT_SHOWN,
        "from": "2021-10-02",
        "to": "2021-10-02",
        "updated_at": "2021-10-02T20:00:00+07:00",
        "days": [
            {
                "date": "2021-10-02",
                "venues_created": 1,
                "check_ins": 112,
                "check_ins_by_category": {"grocery": 70, "market": 42},
                "venues_created_by_category": {"grocery": 1},
            }
        ],
        "units": [{"unit": UNIT_SHOWN, "venues_created": 1, "check_ins": 112}],
    },
    "getHealth": {"status": "ok"},
    "listMyNotices": {"notices": [NOTICE], "padding": "…"},
    "getPushKey": {"public_key": PUSH_KEY},
    "savePushSubscription": {"subscription_id": "5f2b0c94c3a1d7e8"},
    "removePushSubscription": {},
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
    **of_cases.ANSWERS,
}
