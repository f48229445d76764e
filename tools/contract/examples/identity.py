"""Worked examples: registration, a person's own page, and the proof of a phone."""

from typing import Any

from tools.contract.examples.shared import UNIT, UNIT_SHOWN

TOKEN = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.…"  # noqa: S105  an example

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
}

NOTES = {
    "registerPerson": "nobody becomes a citizen, a citizen is refused; of staff *registrars* alone",
}
