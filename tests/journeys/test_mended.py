"""What was said wrongly is said right: a record, a venue, a visit of the wrong person, whom to call."""

import pytest

from tests.journeys.actors.names import a_phone, ago, now
from tests.journeys.actors.staff import a_venue
from tests.journeys.actors.town import Commune

pytestmark = pytest.mark.journey


def test_a_record_is_corrected_and_its_owner_sees_by_whom(commune: Commune) -> None:
    lan = commune.citizen()

    mended = {"year_of_birth": 1988, "reason": "gõ nhầm năm sinh"}
    commune.health_station.wire.post(f"/persons/{lan.person_id}/correct", mended).ok(200)

    her = lan.wire.get("/me").ok(200)
    assert her["year_of_birth"] == 1988
    assert [change["fields"] for change in her["changes"]] == [["year_of_birth"]]
    assert any(entry["act"] == "person-corrected" for entry in lan.access_log())

    # She says herself how she is called, and a new number is not hers before she proved it.
    told = lan.wire.post("/me/profile", {"full_name": "Nguyễn Thị Lan Anh", "phone": a_phone()}).ok(200)
    assert (told["full_name"], told["phone_verified"]) == ("Nguyễn Thị Lan Anh", False)
    assert told["phone_pending_masked"] != told["phone_masked"]


def test_a_venue_is_changed_for_later_scans_and_its_owner_lists_it(commune: Commune) -> None:
    owner, guest = commune.citizen(), commune.citizen()
    cafe = owner.registers_venue(a_venue(commune.unit, "food")).ok(201)

    mended = {"name": "Cà phê Bờ Hồ", "capacity": 40, "reason": "đổi tên", "revision": 1}
    owner.wire.post(f"/venues/{cafe['venue_id']}/update", mended).ok(200)
    owner.wire.post(f"/venues/{cafe['venue_id']}/update", {**mended, "name": "Cà phê Khác"}).refused(
        409, "venue-changed"
    )

    (listed,) = owner.wire.get("/me/venues").ok(200)["venues"]
    assert (listed["name"], listed["revision"]) == ("Cà phê Bờ Hồ", 2)
    seen = guest.wire.get(f"/venues/{cafe['venue_id']}").ok(200)
    assert seen["name"] == "Cà phê Bờ Hồ"


def test_a_visit_recorded_for_the_wrong_person_is_taken_back(commune: Commune) -> None:
    market, station = commune.volunteer.registers_venue("market"), commune.health_station
    wrong, right = commune.citizen(), commune.citizen()
    recorded = station.records(market, {"personal_code": wrong.personal_code}, now()).ok(201)
    assert [visit["visit_id"] for visit in wrong.visits()] == [recorded["visit_id"]]

    taken_back = {
        "venue_id": market.venue_id,
        "visit_id": recorded["visit_id"],
        "person": {"personal_code": wrong.personal_code},
        "reason": "đọc nhầm thẻ",
    }
    station.wire.post("/staff-visits/withdraw", taken_back).ok(200)
    station.records(market, {"personal_code": right.personal_code}, now()).ok(201)
    assert ["void" in visit.get("flags", ()) for visit in (*wrong.visits(), *right.visits())] == [True, False]


def test_whoever_calls_sees_what_a_person_denies_and_why(commune: Commune) -> None:
    market, lan = commune.volunteer.registers_venue("market"), commune.citizen()
    visit = commune.health_station.records(market, {"personal_code": lan.personal_code}, ago(hours=1)).ok(201)
    about = {"venue_id": market.venue_id, "person_id": lan.person_id, "reason": "gọi hỏi trước khi báo"}
    lan.wire.post(f"/visits/{visit['visit_id']}/dispute", {"reason": "tôi ở nhà"}).ok(200)

    (denied,) = commune.tracer.wire.post("/staff-visits/disputes", about).ok(200)["visits"]

    assert (denied["visit_id"], denied["why"]) == (visit["visit_id"], "tôi ở nhà")
    assert len(lan.access_log()) >= 2, "she sees who recorded it, and who looked"


def test_what_a_unit_listed_before_stays_to_be_seen(commune: Commune) -> None:
    officer = commune.officer
    officer.says_whom_to_call("station", "Trạm y tế", "02343823456", revision=0).ok(200)
    officer.says_whom_to_call("station", "Trạm y tế phường", "02343823457", revision=1).ok(200)

    of = f"scheme={commune.unit.scheme}&unit={commune.unit.code}"
    told = officer.wire.get(f"/unit-contacts/changes?{of}").ok(200)
    assert [(one["name"], one["revision"]) for one in told["contacts"]] == [("Trạm y tế phường", 2)]
    assert "Trạm y tế" in [change["name"] for change in told["changes"]]


def test_a_browser_is_told_of_notices_until_it_wants_no_more(commune: Commune) -> None:
    lan = commune.citizen()
    key = lan.wire.get("/push-key").ok(200)["public_key"]
    assert len(key) >= 80
    browser = {
        "endpoint": "https://fcm.googleapis.com/fcm/send/c2FtcGxl",
        "keys": {"p256dh": key, "auth": "8eDyX_uCN0XRhSbY5hs7Hg"},
    }
    saved = lan.wire.post("/me/push-subscriptions", browser).ok(201)["subscription_id"]
    assert lan.wire.post("/me/push-subscriptions", browser).ok(200)["subscription_id"] == saved
    for _ in range(2):
        lan.wire.post(f"/me/push-subscriptions/{saved}/remove", {}).ok(200)


def test_the_contract_is_told_to_whoever_asks(commune: Commune) -> None:
    contract = commune.citizen().wire.get("/openapi.json").ok(200)
    assert {"/cases", "/visits", "/stage-health"} <= contract["paths"].keys()
