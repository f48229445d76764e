"""Answers about people at the desk and about records of one human, in the shapes of the contract."""

from typing import Any

from tests.web.answers import UNIT, venue

KEPT, JOINED = "pfghnbvpram4z", "p000000000002"
RECORDED = {
    "visit_id": "1637456460-mhjy4aa8",
    "person_id": KEPT,
    "display_name": "Nguyễn Thị Lan",
    "venue": venue(),
    "from": "2021-11-21T08:01:00+07:00",
    "until": "2021-11-21T09:01:00+07:00",
}


def found(place: int = 0, **changed: Any) -> dict[str, Any]:
    """Somebody whom a look-up found; the first two are one human registered twice."""
    names = ("Nguyễn Thị Lan", "Nguyễn Thị Lân", "N. V. Bình")
    return {
        "person_id": (KEPT, JOINED, "p000000000003")[place],
        "display_name": names[place],
        "year_of_birth": 1954 if place < 2 else 1950,
        "unit": UNIT,
        "phone_verified": place == 1,
        "alike": place < 2,
        "has_visits": place != 1,
        "records": 1,
        **changed,
    }


def record(person_id: str, name: str, **changed: Any) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "display_name": name,
        "year_of_birth": 1954,
        "unit": UNIT,
        "phone_masked": "0912•••678",
        "phone_verified": True,
        **changed,
    }


def merge(state: str = "waiting", **changed: Any) -> dict[str, Any]:
    joined = "2021-11-21T09:00:00+07:00" if state == "joined" else ""
    return {
        "merge_id": JOINED,
        "state": state,
        "keep": record(KEPT, "N. T. Lan"),
        "join": record(JOINED, "N. T. Lân", phone_masked="", phone_verified=False),
        "look_alike": True,
        "asked_at": "2021-11-21T08:00:00+07:00",
        "asked_by_me": False,
        "joined_at": joined,
        "reversible_until": "2021-12-21T09:00:00+07:00" if joined else "",
        "reason": "Gặp tại nhà, cùng thẻ BHYT",
        **changed,
    }
