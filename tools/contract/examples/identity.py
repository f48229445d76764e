"""Worked examples: registration, a person's own record and its correction, the proof of a phone, coming back by one."""

from typing import Any

from tools.contract.examples.shared import UNIT, UNIT_SHOWN

TOKEN = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.…"  # noqa: S105  an example

OTHER_PERSON = "000000000001e"

REQUESTS: dict[str, Any] = {
    "registerPerson": {
        "full_name": "Nguyễn Thị Lan",
        "phone": "0912345678",
        "year_of_birth": 1987,
        "unit": UNIT,
        "registration_id": "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a",
    },
    "updateMyProfile": {"full_name": "Nguyễn Thị Lan Anh", "unit": UNIT, "phone": "0987654321"},
    "correctPerson": {
        "reason": "Gõ nhầm năm sinh khi đăng ký",
        "year_of_birth": 1988,
        "unit": UNIT,
        "phone": "0987654321",
        "identity_number": "001187029317",
    },
    "requestPhoneOtp": {},
    "verifyPhone": {"otp": "402817"},
    "recoverPerson": {
        "phone": "0912345678",
        "full_name": "Nguyễn Thị Lan",
        "year_of_birth": 1987,
        "otp": "402817",
        "recovery_id": "3c0a2a4e-0b53-4a6e-8f0a-6c1b8d1a5e77",
    },
}

PROFILE = {
    "person_id": "pfghnbvpram4z",
    "full_name": "Nguyễn Thị Lan",
    "year_of_birth": 1987,
    "unit": UNIT_SHOWN,
    "personal_code": "36J3-X7CW-HNQW",
    "phone_masked": "0912•••678",
    "phone_verified": False,
}

ANSWERS: dict[str, Any] = {
    "registerPerson": {
        "person_id": "pfghnbvpram4z",
        "personal_code": "36J3-X7CW-HNQW",
        "phone_verified": False,
        "device_token": TOKEN,
    },
    "getMyProfile": {
        **PROFILE,
        "phone_lost": True,
        "changes": [{"at": "2021-10-02T08:15:12+07:00", "by": "staff", "fields": ["year_of_birth"]}],
    },
    "updateMyProfile": {
        **PROFILE,
        "full_name": "Nguyễn Thị Lan Anh",
        "phone_pending_masked": "0987•••321",
        "changes": [{"at": "2021-10-02T08:15:12+07:00", "by": "me", "fields": ["full_name"]}],
    },
    "correctPerson": {
        "person_id": "pfghnbvpram4z",
        "full_name": "Nguyễn Thị Lan",
        "year_of_birth": 1988,
        "unit": UNIT_SHOWN,
        "phone_masked": "0987•••321",
        "papers_checked": True,
    },
    "requestPhoneOtp": {"expires_at": "2021-10-02T08:25:12+07:00"},
    "verifyPhone": {"phone_verified": True},
    "recoverPerson": {
        202: {"expires_at": "2021-10-02T08:25:12+07:00"},
        200: {
            "person_id": "pfghnbvpram4z",
            "personal_code": "36J3-X7CW-HNQW",
            "phone_verified": True,
            "device_token": TOKEN,
            "same_person": [{"person_id": OTHER_PERSON, "registered_at": "2021-09-20T17:02:11+07:00"}],
        },
    },
}

NOTES = {
    "registerPerson": "nobody becomes a citizen, a citizen is refused; of staff *registrars* in their unit, and tracers anywhere",
    "recoverPerson": "staff are refused; nothing is told before the proof of the number",
    "correctPerson": "a person of the own unit, who may be moved to another",
}
