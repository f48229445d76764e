"""Answers of the API as the pages meet them, in the shapes of the contract."""

import base64
import json
import time
from datetime import datetime, timedelta, timezone
from typing import Any

from playwright.sync_api import Request

from tests.web.api import Reply, StubApi

HERE = timezone(timedelta(hours=7))
UNIT = {"scheme": "VN-2025H2", "code": "00097", "name": "Phường Hồng Hà"}
CODE = "mhjy4aa8"
TOKEN = "MHJY4AA87ABCDEFGHJKMN"
OTHER = "0wjp7445"
PERSONAL = "36j3x7cwhnqw"
DEVICE_TOKEN = "device-token-1"


def venue(**changed: Any) -> dict[str, Any]:
    return {
        "venue_id": "mhjy4aa8",
        "code": CODE,
        "name": "Chợ Long Biên – Cổng số 2",
        "category": "market",
        "address": "Số 1 Hồng Hà",
        "unit": UNIT,
        "status": "ACTIVE",
        "default_stay_minutes": 60,
        "max_stay_minutes": 240,
        **changed,
    }


def moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def stay(request: Request) -> Reply:
    """The answer to a check-in: what the server makes of the scan."""
    body = request.post_data_json or {}
    start = moment(body["at"]).astimezone(HERE)
    until = moment(body["out_at"]) if "out_at" in body else start + timedelta(hours=1)
    code = body["code"][:8].lower()
    there = (
        venue() if code == CODE else venue(venue_id=code, code=code, name="Siêu thị Hồng Hà", category="supermarket")
    )
    answer = {
        "visit_id": f"{int(start.timestamp())}-{code}",
        "venue": {key: there[key] for key in ("venue_id", "code", "name", "category", "address")},
        "from": start.isoformat(),
        "until": until.isoformat(),
        "open": "out_at" not in body,
        "flags": [],
        "received_at": body.get("client_now", body["at"]),
        **({} if "out_at" in body else {"leave_until": (start + timedelta(hours=4)).isoformat()}),
    }
    if left := body.get("leaves"):
        answer["left"] = {"visit_id": left["visit_id"], "until": left.get("at", body["at"])}
    return Reply(201, answer)


def leaving(request: Request) -> Reply:
    visit_id = request.url.rsplit("/", 2)[-2]
    start = datetime.fromtimestamp(int(visit_id.split("-")[0]), HERE)
    body = request.post_data_json or {}
    until = body.get("at", start.isoformat())
    return Reply(200, {"visit_id": visit_id, "from": start.isoformat(), "until": until, "open": False, "flags": []})


def registered(request: Request) -> Reply:
    return Reply(
        201,
        {
            "person_id": "pfghnbvpram4z",
            "device_token": DEVICE_TOKEN,
            "personal_code": PERSONAL,
            "phone_verified": False,
        },
    )


PROFILE: dict[str, Any] = {
    "person_id": "pfghnbvpram4z",
    "full_name": "Nguyễn Thị Minh Ánh",
    "phone_masked": "0912•••678",
    "phone_verified": False,
    "year_of_birth": 1987,
    "unit": UNIT,
    "personal_code": PERSONAL,
}


PROVINCE = {"scheme": "VN-2025H2", "code": "01", "name": "Thành phố Hà Nội"}


def whom_to_call(**station: Any) -> dict[str, Any]:
    """A ward with a station, in a province with a centre; the rest is the nation's."""
    body = {
        "kind": "station",
        "name": "Trạm y tế phường Hồng Hà",
        "phone": "+842438253531",
        "phone_shown": "024 3825 3531",
    }
    cdc = {
        "kind": "cdc",
        "name": "Trung tâm Kiểm soát bệnh tật Hà Nội",
        "phone": "+842437349115",
        "phone_shown": "024 3734 9115",
    }
    return {
        "unit": UNIT,
        "contacts": [
            {**body, "hours": "7:00-17:00, trực 24/24", "unit": UNIT, **station},
            {**cdc, "unit": PROVINCE},
            {"kind": "hotline", "name": "Đường dây nóng Bộ Y tế", "phone": "19009095", "phone_shown": "1900 9095", "hours": "24/24 giờ"},
            {
                "kind": "emergency", "name": "Cấp cứu y tế", "phone": "115", "phone_shown": "115", "hours": "24/24 giờ",
                "when": {"vi": "Gọi ngay khi: khó thở, đau tức ngực.", "en": "Call at once for: trouble breathing, chest pain."},
            },
        ],
    }  # fmt: skip


def visits_today(request: Request) -> Reply:
    """Three visits at the first venue that staff ask about, a crowd at the others."""
    asked = (request.post_data_json or {})["venue_ids"]
    crowd = {"visits": 5_000, "more": True}
    told = [{"venue_id": each, **({"visits": 3} if place == 0 else crowd)} for place, each in enumerate(asked)]
    now = datetime.now(HERE).replace(microsecond=0)
    return Reply(200, {"date": now.date().isoformat(), "counted_at": now.isoformat(), "counts": told})


def citizen_api(api: StubApi) -> None:
    """The happy day of a citizen."""
    api.on("GET", r"/venues/[^/?]+", Reply(200, venue()))
    api.on("POST", "/persons", registered)
    api.on("POST", "/visits", stay)
    api.on("POST", r"/visits/[^/]+/(check-out|void)", leaving)
    api.on("GET", "/visits", Reply(200, {"visits": []}))
    api.on("GET", "/me", Reply(200, PROFILE))
    api.on("GET", "/me/venues", Reply(200, {"venues": []}))
    api.on("GET", r"/unit-contacts\?.*", Reply(200, whom_to_call()))


def id_token(
    role: str = "commune_officer", *, unit: str = "00097", scheme: str = "VN-2025H2", lasts: int = 3600
) -> str:
    """An unsigned token with the claims a page reads."""
    claims = {
        "cognito:groups": [role],
        "cognito:username": role,
        "custom:unit_scheme": scheme,
        "custom:unit_code": unit,
        "exp": int(time.time()) + lasts,
    }
    parts = [{"alg": "RS256"}, claims]
    return ".".join([*(base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts), "x"])


def statistics(days: int = 14) -> dict[str, Any]:
    today = datetime.now(HERE).date()
    rows = []
    for place in range(days):
        check_ins = 96 + (place * 37) % 61
        kinds = {
            "market": check_ins // 2,
            "food": check_ins // 4,
            "grocery": check_ins - check_ins // 2 - check_ins // 4,
        }
        rows.append(
            {
                "date": (today - timedelta(days=days - 1 - place)).isoformat(),
                "check_ins": check_ins,
                "venues_created": 80 if place == 0 else place % 3,
                "check_ins_by_category": kinds,
                "venues_created_by_category": {"market": 1, "food": 79} if place == 0 else {"food": place % 3},
            }
        )
    return {
        "unit": UNIT,
        "from": rows[0]["date"],
        "to": rows[-1]["date"],
        "updated_at": datetime.now(HERE).isoformat(timespec="seconds"),
        "days": rows,
        "units": [{"unit": UNIT, "check_ins": sum(r["check_ins"] for r in rows), "venues_created": 94}],
    }
