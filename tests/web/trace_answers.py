"""Answers about cases, contacts, notices and the policy, in the shapes of the contract."""

from datetime import datetime, timedelta
from typing import Any

from tests.web.answers import HERE, UNIT, venue
from tests.web.api import Reply, StubApi

CASE = "we8vshvj"
SHOWN = "WE8V-SHVJ"
MARKET = "mhjy4aa8"
F1_PERSON = "pfghnbvpram4z"
HOUSEHOLD = ("HH", "IC", "VC")
AWAY = {"scheme": "VN-2025H2", "code": "00004", "name": "Phường Ba Đình"}
NAMES = ("N. V. An", "T. T. Bình", "L. H. Châu", "P. Đ. Dũng", "Đ. T. Giang", "V. M. Hà", "B. Q. Khánh", "H. T. Linh")


def at(hours: float, *, now: datetime | None = None) -> str:
    """An instant `hours` from now, as the API writes it."""
    moment = (now or datetime.now(HERE)) + timedelta(hours=hours)
    return moment.replace(microsecond=0).isoformat()


def venue_piece(hours: float = -30, minutes: int = 32, **changed: Any) -> dict[str, Any]:
    return {
        "kind": "VC",
        "venue_id": MARKET,
        "from": at(hours),
        "to": at(hours + minutes / 60),
        "minutes": minutes,
        "venue_name": "Chợ Long Biên – Cổng số 2",
        "category": "market",
        "assumed": False,
        "via_person_id": "",
        **changed,
    }


def person_id(place: int) -> str:
    return f"p{place:012d}"


def contact(place: int = 0, **changed: Any) -> dict[str, Any]:
    """A row of the list; every fourth is an F2 of the one before."""
    level = "F2" if place % 4 == 3 else "F1"
    via = {"via_person_id": person_id(place - 1)} if level == "F2" else {}
    kind = ("HH" if level == "F2" else HOUSEHOLD[place % 3]) if place else "VC"
    piece = venue_piece(-90 + 20 * (place % 4))
    if kind != "VC":
        piece |= {"venue_id": "", "venue_name": "", "category": ""}
    return {
        "case_id": SHOWN,
        "person_id": person_id(place),
        "level": level,
        "closeness": kind,
        "status": "to_call",
        "attempts": 0,
        "due_at": at(3.34 if place else -0.75),
        "overdue": place == 0,
        "display_name": NAMES[place % len(NAMES)],
        "phone_masked": "0912•••678",
        "number_reaches": True,
        "year_of_birth": 1960 + place % 50,
        "unit": UNIT,
        "first_exposure": piece["from"],
        "last_exposure": piece["to"],
        "minutes": 32,
        "told_at": at(-5) if place % 2 else "",
        "told_state": "sent" if place % 2 else "not_told",
        "told_since": at(-5) if place % 2 else "",
        "told_by": "sms" if place % 2 else "",
        "became_case_id": "",
        "handed_over": False,
        "accepted_at": "",
        "revision": 0,
        "evidence": [{**piece, "kind": kind, **via}],
        **changed,
    }


def counts(to_call: int = 8, **changed: Any) -> dict[str, Any]:
    return {"to_call": to_call, "overdue": 1, "unreachable": 0, "matching": to_call, **changed}


def contacts(count: int = 8, **changed: Any) -> dict[str, Any]:
    rows = [contact(place) for place in range(count)]
    return {"contacts": rows, "next_cursor": "", "counts": counts(count), **changed}


def opened(place: int = 0, **changed: Any) -> dict[str, Any]:
    return {**contact(place), "full_name": "Nguyễn Văn An", "phone": "+84912345678", "notes": [], **changed}


def milestone(kind: str, **said: Any) -> dict[str, Any]:
    empty = {"from": "", "to": "", "venue_id": "", "venue_name": "", "place": "", "people": [], "of_person_id": ""}
    return {"kind": kind, **empty, **said}


def case_file(**changed: Any) -> dict[str, Any]:
    return {
        "case_id": SHOWN,
        "status": "published",
        "person": {
            "person_id": "pfghnbvpram50",
            "display_name": "H. V. Sơn",
            "year_of_birth": 1990,
            "phone_masked": "0987•••321",
            "unit": UNIT,
        },
        "unit": UNIT,
        "specimen_at": at(-20),
        "confirmed_at": at(-6),
        "onset_at": at(-50),
        "isolated_at": "",
        "recorded_at": at(-5.99),
        "first_notice_at": at(-5.98),
        "last_notice_at": at(-5.9),
        "milestones": [
            milestone(
                "place", venue_id=MARKET, venue_name="Chợ Long Biên – Cổng số 2", **{"from": at(-30), "to": at(-29)}
            ),
            milestone(
                "household", people=[{"person_id": F1_PERSON, "display_name": "T. M. Loan", "year_of_birth": 1992}]
            ),
        ],
        "confirmed_by_me": False,
        "revision": 1,
        "history": [{"at": at(-6), "act": "confirmed", "revision": 1, "by_me": False, "reason": ""}],
        **changed,
    }


def trace(status: str = "published", people: int = 8, **changed: Any) -> dict[str, Any]:
    rows = [contact(place) for place in range(people)]
    second = sum(row["level"] == "F2" for row in rows)
    kinds = {kind: number for kind in HOUSEHOLD if (number := sum(row["closeness"] == kind for row in rows))}
    return {
        "case_id": SHOWN,
        "status": status,
        "revision": 1,
        "rule_version": "contacts-1",
        "policy_version": "trace-2021.1",
        "window": {"from": at(-96), "to": at(0)},
        "counts": {"F1": people - second, "F2": second, **kinds},
        "held": None,
        "contacts": [{key: row[key] for key in ("person_id", "level", "evidence")} for row in rows],
        "next_cursor": "",
        **changed,
    }


def held(people: int = 742) -> dict[str, Any]:
    day = datetime.now(HERE).date() - timedelta(days=2)
    groups = [
        {
            "venue_id": MARKET,
            "venue_name": "Chợ Long Biên – Cổng số 2",
            "day": day.isoformat(),
            "people": people,
            "assumed": 391,
            "predating": 512,
        }
    ]
    return {"people": people, "groups": groups, "since": at(-0.5), "until": at(23.5)}


def case_row(**changed: Any) -> dict[str, Any]:
    return {
        "case_id": SHOWN,
        "status": "published",
        "confirmed_at": at(-6),
        "unit": UNIT,
        "f1": 1240,
        "f2": 12,
        "held_people": 0,
        "handed_over": False,
        "handed_people": 0,
        "display_name": "H. V. Sơn",
        "year_of_birth": 1990,
        "left": {"to_call": 12, "overdue": 3},
        **changed,
    }


def policy(**changed: Any) -> dict[str, Any]:
    stays = {
        "market": (60, 240),
        "food": (90, 240),
        "hospital": (240, 1440),
        "lodging": (720, 1440),
        "other": (60, 240),
    }
    return {
        "version": "trace-2021.1",
        "since": "2021-12-29",
        "source": "11042/BYT-DP, 29/12/2021",
        "rule_version": "contacts-1",
        "visit_policy_version": "visits-2021.1",
        "infectious_days_before_onset": 2,
        "min_overlap_minutes": 15,
        "accumulate": "day",
        "default_stay_minutes": {kind: usual for kind, (usual, _) in stays.items()},
        "max_stay_minutes": {kind: most for kind, (_, most) in stays.items()},
        "f2_through": ["HH", "BC", "IC"],
        "hold_group_above": 500,
        "hold_run_above": 3000,
        "small_group": 5,
        "retention_days": 30,
        "retention": {"visits_days": 30, "edges_days": 90, "notices_days": 120},
        "call_within_hours": {"close": 4, "other": 24},
        **changed,
    }


def notice(place: int = 0, **changed: Any) -> dict[str, Any]:
    text = {
        "vi": "Ngày 20/11 bạn ở một khu chợ cùng lúc với một ca bệnh.\nHôm nay: ở nhà, đeo khẩu trang, gọi trạm y tế phường.",
        "en": "On 20/11 you were at a market at the same time as a case.\nToday: stay at home, wear a mask, call the health station.",
    }
    return {"notice_id": f"n{place:011d}", "kind": "exposure_f1", "issued_at": at(-2 - place), "text": text, **changed}


def notices(*given: dict[str, Any]) -> dict[str, Any]:
    return {"notices": list(given), "others": [], "padding": ""}


def access(place: int = 0, **changed: Any) -> dict[str, Any]:
    return {
        "at": at(-1 - place),
        "act": "contact-opened",
        "text": {
            "vi": "Cán bộ truy vết đã mở họ tên và số điện thoại của bạn.",
            "en": "A contact tracer opened your name and phone number.",
        },
        "role": "tracer",
        "unit": UNIT,
        "reason": "Gọi điều tra người tiếp xúc",
        **changed,
    }


def foreseen(**changed: Any) -> dict[str, Any]:
    return {"people": 45, "f1": 41, "f2": 4, "places": 6, "from": at(-96), "to": at(0), "named": [], **changed}


def tracer_api(api: StubApi) -> None:
    """A published case with eight contacts."""
    api.on("POST", "/case-previews", Reply(200, foreseen()))
    api.on("GET", r"/cases\?.*", Reply(200, {"cases": [case_row()], "next_cursor": ""}))
    api.on("POST", "/case-lookups", Reply(200, {"cases": [case_row()]}))
    api.on("GET", rf"/cases/{CASE}", Reply(200, case_file()))
    api.on("GET", rf"/cases/{CASE}/trace(\?.*)?", Reply(200, trace()))
    api.on("GET", r"/contacts\?.*", Reply(200, contacts()))
    api.on("POST", rf"/cases/{CASE}/contacts/[^/]+/open", Reply(200, opened()))
    api.on("POST", rf"/cases/{CASE}/contacts/[^/]+/call", Reply(200, contact()))
    api.on("GET", r"/policy\?.*", Reply(200, policy()))
    api.on("GET", r"/venues/[^/?]+", Reply(200, venue()))


def public_api(api: StubApi) -> None:
    """Nothing told yet, and the policy that anybody may read."""
    api.on("GET", r"/me/notices(\?.*)?", Reply(200, notices()))
    api.on("GET", r"/policy\?.*", Reply(200, policy()))
