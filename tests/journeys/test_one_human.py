"""One human in two registrations, a phone that is lost, a number that a family shares, a visit somebody else recorded."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from domain.base.period import shown
from tests.journeys.actors.citizen import Citizen, Venue
from tests.journeys.actors.names import a_name, a_phone, ago, now
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.wire import Wire
from tests.waiting import eventually

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for all these stories: none of them counts what happens in it."""
    return town.commune()


def twice(commune: Commune) -> tuple[Citizen, Citizen]:
    """The same woman, before and after her browser forgot her."""
    facts = {"full_name": a_name(), "phone": a_phone(), "year_of_birth": 1987}
    return commune.citizen(**facts), commune.citizen(**facts)


def everything_done_with(citizen: Citizen) -> Iterator[str]:
    """The acts of the whole access log."""
    page: dict[str, Any] = {"next_cursor": ""}
    while "next_cursor" in page:
        page = citizen.wire.get(f"/me/access-log?limit=100&cursor={quote(page['next_cursor'])}").ok(200)
        yield from (entry["act"] for entry in page["entries"])


def comes_back(town: Town, known: Citizen, *, full_name: str, wire: Wire | None = None) -> dict[str, Any]:
    """She states what she registered with and types the code that reached her phone."""
    asked = {"phone": known.phone, "full_name": full_name, "year_of_birth": 1987}
    wire = wire or Wire(town.api)
    before = len(town.messages_to(known.phone))
    wire.post("/recoveries", asked).ok(202)
    messages = eventually(lambda: town.messages_to(known.phone), until=lambda told: len(told) > before)
    (code,) = set(re.findall(r"\b\d{6}\b", messages[-1]))
    done: dict[str, Any] = wire.post("/recoveries", {**asked, "otp": code}).ok(200)
    return done


def test_a_tracer_joins_two_registrations_and_takes_it_back(town: Town, commune: Commune) -> None:
    tracer = commune.tracer
    before, after = twice(commune)
    minh, hoa = commune.citizen(), commune.citizen()
    cafe, market = commune.volunteer.registers_venue("food"), commune.volunteer.registers_venue("market")
    came, left = ago(hours=26), shown(ago(hours=25))
    for guest in (before, minh):
        guest.checks_in(cafe, came, out_at=left)
    for guest in (after, hoa):
        guest.checks_in(market, came, out_at=left)
    case = tracer.says({"person_id": after.person_id}).ok(201)["case_id"]
    assert tracer.waits_for(case).levels == {hoa.person_id: "F1"}

    rows = tracer.looks_up(phone=after.phone).ok(200)["persons"]
    assert [(row["alike"], row["has_visits"]) for row in rows] == [(True, True)] * 2
    town.proves_phone(after)
    pair = {"keep": after.person_id, "join": before.person_id, "reason": "đăng ký lại sau khi mất điện thoại"}
    assert tracer.wire.post("/merges", pair).ok(201)["state"] == "joined"
    both = {minh.person_id: "F1", hoa.person_id: "F1"}
    eventually(lambda: tracer.waits_for(case).levels, until=lambda levels: levels == both)
    minh.is_told("exposure_f1")
    eventually(lambda: len(after.visits()), until=lambda visits: visits == 2)
    rows = eventually(lambda: tracer.looks_up(phone=after.phone).ok(200)["persons"], until=lambda rows: len(rows) == 1)
    assert rows[0]["records"] == 2

    (merge,) = [m for m in tracer.wire.get("/merges").ok(200)["merges"] if m["merge_id"] == before.person_id]
    assert merge["reversible_until"]
    assert tracer.wire.post(f"/merges/{merge['merge_id']}/undo", {"reason": "hai chị em"}).ok(200)["state"] == "parted"
    eventually(lambda: tracer.waits_for(case).levels, until=lambda levels: levels == {hoa.person_id: "F1"})
    minh.is_told("exposure_f1", "correction")
    assert hoa.was_told() == ["exposure_f1"]
    eventually(lambda: len(after.visits()), until=lambda visits: visits == 1)
    assert {"records-joined", "records-parted"} <= set(everything_done_with(before))


def test_strangers_are_joined_by_two_people(commune: Commune) -> None:
    tracer, second = commune.tracer, commune.second_tracer
    lan, minh = commune.citizen(), commune.citizen()
    pair = {"keep": lan.person_id, "join": minh.person_id, "reason": "đổi tên"}
    assert tracer.wire.post("/merges", pair).ok(202)["state"] == "waiting"
    assert tracer.wire.post("/merges", pair).ok(200)["state"] == "waiting"
    address = f"/merges/{minh.person_id}/approve"
    tracer.wire.post(address, {}).refused(409, "same-person-approval")
    assert second.wire.post(address, {"reason": "đã gọi hỏi"}).ok(200)["state"] == "joined"
    lan.wire.post("/merges", pair).refused(403, "not-allowed")


def test_a_phone_is_lost_and_signed_out(town: Town, commune: Commune) -> None:
    name = a_name()
    lost = commune.citizen(full_name=name)
    told = comes_back(town, lost, full_name=name.upper())
    assert told["person_id"] == lost.person_id
    found = Citizen(Wire(town.api, told["device_token"]), lost.person_id, lost.personal_code, lost.phone)
    assert found.profile()["phone_verified"] is True

    devices = found.wire.get("/me/devices").ok(200)["devices"]
    assert [device.get("is_this_one", False) for device in devices] == [True, False]
    fresh = found.wire.post("/me/device-revocations", {"everywhere": True}).ok(200)["device_token"]

    venue = commune.volunteer.registers_venue()
    eventually(lambda: lost.scans(venue).status, until=lambda status: status == 401)
    lost.scans(venue).refused(401, "token-revoked")
    eventually(lambda: Wire(town.api, told["device_token"]).get("/me").status, until=lambda status: status == 401)
    Citizen(Wire(town.api, fresh), lost.person_id, lost.personal_code, lost.phone).checks_in(venue)


def test_nothing_is_told_to_whoever_guesses(town: Town, commune: Commune) -> None:
    name = a_name()
    lan = commune.citizen(full_name=name)
    asked = {"phone": lan.phone, "full_name": "Người Khác", "year_of_birth": 1987}
    no_match = Wire(town.api).post("/recoveries", asked)
    match = Wire(town.api).post("/recoveries", {**asked, "full_name": name})
    assert (no_match.status, no_match.json.keys()) == (match.status, match.json.keys())
    town.has_texted(lan.phone, 1)
    Wire(town.api).post("/recoveries", {**asked, "otp": "000000"}).refused(422, "otp-wrong")
    town.settles()
    assert len(town.messages_to(lan.phone)) == 1


def test_a_family_gets_one_message_and_the_mother_reads_the_child_s_notice(town: Town, commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    mother, f0 = commune.citizen(), commune.citizen()
    names = [a_name(), a_name()]
    children = [
        commune.volunteer.registers_person(full_name=name, year_of_birth=2015, phone=mother.phone).ok(201)
        for name in names
    ]
    town.proves_phone(mother)
    before = len(town.messages_to(mother.phone))
    came, left = ago(hours=26), ago(hours=25)
    f0.checks_in(cafe, came, out_at=shown(left))
    for child in children:
        commune.volunteer.records(cafe, {"person_id": child["person_id"]}, came, left).ok(201)
    tracer.waits_for(tracer.confirms(f0.phone))

    told = eventually(
        lambda: mother.wire.get("/me/notices").ok(200), until=lambda inbox: len(inbox.get("others", ())) == 2
    )
    assert told["notices"] == []
    assert {other["year_of_birth"] for other in told["others"]} == {2015}
    town.settles()
    before += 1
    assert len(town.messages_to(mother.phone)) == before, "one message for both"

    asked = {"phone": mother.phone, "full_name": names[0], "year_of_birth": 2015}
    mother.wire.post("/recoveries", asked).ok(202)
    messages = eventually(lambda: town.messages_to(mother.phone), until=lambda texts: len(texts) > before)
    (code,) = set(re.findall(r"\b\d{6}\b", messages[-1]))
    child = mother.wire.post("/recoveries", {**asked, "otp": code}).ok(200)
    shown_to_her = Wire(town.api, child["device_token"]).get("/me/notices").ok(200)["notices"]
    assert [notice["kind"] for notice in shown_to_her] == ["exposure_f1"]
    assert mother.profile()["phone_verified"] is True
    assert "phone_lost" not in mother.profile()


def test_a_visit_that_somebody_else_recorded_is_disputed(commune: Commune) -> None:
    tracer, lan, f0 = commune.tracer, commune.citizen(), commune.citizen()
    cafe = commune.volunteer.registers_venue("food")
    came, left = ago(hours=26), ago(hours=25)
    f0.checks_in(cafe, came, out_at=shown(left))
    commune.volunteer.records(cafe, {"person_id": lan.person_id}, came, left).ok(201)
    (visit,) = lan.visits()
    assert visit["recorded_by"] == "staff"
    lan.wire.post(f"/visits/{visit['visit_id']}/dispute", {"reason": "tôi ở nhà"}).ok(200)
    case = tracer.confirms(f0.phone)
    assert tracer.waits_for(case).levels == {lan.person_id: "F1"}
    assert tracer.contacts(case)[lan.person_id]["doubtful"] is True
    commune.town.settles()
    assert lan.was_told() == []


def test_an_offline_visit_survives_a_poster_that_was_issued_anew(town: Town, commune: Commune) -> None:
    tracer, old = commune.tracer, commune.volunteer.registers_venue("food")
    f0, hoa = commune.citizen(), commune.citizen()
    came, left = ago(hours=3), ago(hours=2)
    f0.checks_in(old, came, out_at=shown(left))
    new = Venue.told(commune.officer.reissues(old).ok(200))
    eventually(lambda: commune.citizen().scans(old).status, until=lambda status: status == 410)

    # Her phone had no network when she sat there.
    hoa.checks_in(old, came + timedelta(minutes=5), out_at=shown(left), client_now=shown(now()))
    hoa.checks_in(new)
    case = tracer.confirms(f0.phone)
    assert tracer.waits_for(case).levels == {hoa.person_id: "F1"}


def test_an_isolation_date_of_the_wrong_month_is_caught_before_anyone_is_told(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    f0, lan = commune.citizen(), commune.citizen()
    for guest in (f0, lan):
        guest.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    known = len(tracer.own_cases())
    wrong = {"isolated_at": shown(ago(days=20))}
    problem = tracer.says({"phone": f0.phone}, **wrong).refused(409, "warnings")
    codes = [fault["rule"] for fault in problem["errors"]]
    assert "window-empty" in codes
    assert len(tracer.own_cases()) == known
    case = tracer.says({"phone": f0.phone}, **wrong, confirm_warnings=codes).ok(201)["case_id"]
    assert tracer.waits_for(case).status == "window_empty"
    commune.town.settles()
    assert lan.was_told() == []
    tracer.amends(case, isolated_at=None, reason="gõ nhầm tháng").ok(200)
    assert tracer.waits_for(case).levels == {lan.person_id: "F1"}
    lan.is_told("exposure_f1")
