"""Answers about coming back, devices and the own record, in the shapes of the contract."""

from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Request

from tests.web.answers import HERE, PERSONAL, PROFILE
from tests.web.api import Reply, StubApi, problem

BACK_TOKEN = "device-token-back"
OTP = "698381"
SIGNED_OUT = problem(401, "token-revoked", "Thiết bị này đã bị đăng xuất. Hãy lấy lại hồ sơ bằng số điện thoại.")


def minutes(count: float) -> str:
    return (datetime.now(HERE) + timedelta(minutes=count)).isoformat(timespec="seconds")


def same_person(place: int = 0) -> dict[str, Any]:
    return {"person_id": f"qfghnbvpram4{place}", "registered_at": f"2021-10-0{place + 1}T08:00:00+07:00"}


def recovered(**changed: Any) -> dict[str, Any]:
    return {
        "person_id": PROFILE["person_id"],
        "device_token": BACK_TOKEN,
        "personal_code": PERSONAL,
        "phone_verified": True,
        **changed,
    }


def recovery(**changed: Any) -> Any:
    """A code for whoever asks, and the record for whoever has it."""

    def answer(request: Request) -> Reply:
        otp = (request.post_data_json or {}).get("otp")
        if otp is None:
            return Reply(202, {"expires_at": minutes(10)})
        return Reply(200, recovered(**changed)) if otp == OTP else problem(422, "otp-wrong", "Mã xác nhận không đúng.")

    return answer


def device(place: int = 0, **changed: Any) -> dict[str, Any]:
    return {
        "device_id": f"device-{place}",
        "kind": ("Android", "iPhone", "Windows")[place % 3],
        "since": minutes(-60 * 24 * (place + 1)),
        "seen_at": minutes(-5 - 600 * place),
        "is_this_one": place == 0,
        **changed,
    }


def merged(request: Request) -> Reply:
    body: Any = request.post_data_json
    record = {"display_name": "N. T. M. Ánh", "year_of_birth": 1987, "unit": PROFILE["unit"]}
    shown = {
        "merge_id": body["join"],
        "state": "joined",
        "keep": {**record, "person_id": body["keep"]},
        "join": {**record, "person_id": body["join"]},
        "look_alike": True,
        "asked_at": minutes(0),
        "asked_by_me": True,
    }
    return Reply(201, shown)


def return_api(api: StubApi) -> None:
    """Somebody who may come back, and whose number is theirs."""
    api.on("POST", "/recoveries", recovery())
    api.on("POST", "/merges", merged)
    api.on("GET", "/me", Reply(200, {**PROFILE, "phone_verified": True}))
    api.on("GET", "/me/devices", Reply(200, {"devices": [device(0), device(1), device(2)]}))
    api.on("POST", "/me/device-revocations", Reply(200, {}))
