"""An F0 is confirmed: contacts with their evidence, everybody told once, and once again when it is taken back."""

from datetime import timedelta

import pytest

from domain.base.period import shown
from tests.journeys.actors.names import a_card_number, a_name, ago
from tests.journeys.actors.town import Commune
from tests.journeys.actors.tracer import was_at, was_not_at

pytestmark = pytest.mark.journey


def test_everybody_is_told_once_and_taken_back_once(commune: Commune) -> None:
    town, tracer, volunteer = commune.town, commune.tracer, commune.volunteer
    cafe, shop = volunteer.registers_venue("food"), volunteer.registers_venue("market")
    lan, minh, hoa = (commune.citizen() for _ in range(3))
    number = a_card_number(1944)
    ba_tu = volunteer.registers_person(full_name=a_name(), year_of_birth=1944, identity_number=number).ok(201)
    came, left = ago(hours=26), ago(hours=25)
    lan.checks_in(cafe, came, out_at=shown(left))
    minh.checks_in(cafe, came + timedelta(minutes=20), out_at=shown(left + timedelta(hours=1)))
    volunteer.records(
        cafe, {"identity_number": number}, came - timedelta(minutes=30), until=came + timedelta(minutes=15)
    )
    next_door = commune.citizen()
    next_door.checks_in(cafe, left - timedelta(minutes=14), out_at=shown(left + timedelta(hours=1)))
    lan.checks_in(shop, ago(hours=20), out_at=shown(ago(hours=19)))
    hoa.checks_in(shop, ago(hours=20), out_at=shown(ago(hours=19)))

    case = tracer.confirms(lan.phone)
    trace = tracer.waits_for(case)

    assert trace.status == "published"
    assert trace.levels == {minh.person_id: "F1", ba_tu["person_id"]: "F1", hoa.person_id: "F1"}
    (piece,) = trace.evidence(minh.person_id)
    assert (piece["kind"], piece["venue_id"], piece["minutes"]) == ("VC", cafe.venue_id, 40.0)
    assert [piece["minutes"] for piece in trace.evidence(ba_tu["person_id"])] == [15.0]
    for contact in (minh, hoa):
        (notice,) = contact.is_told("exposure_f1")
        secret = {lan.profile()["full_name"], cafe.name, shop.name, case, f"{came:%H:%M}"}
        assert not [word for word in secret if word in str(notice["text"])]
        town.has_texted(contact.phone, times=1)
    assert tracer.contacts(case)[ba_tu["person_id"]]["told_at"]
    assert next_door.notices() == lan.notices() == []

    # It was her sister who had her phone at the market.
    wrong = was_not_at(shop.venue_id, ago(hours=21), ago(hours=18))
    tracer.amends(case, milestones=[wrong], reason="em gái cầm máy").ok(200)
    assert tracer.waits_for(case).levels == {minh.person_id: "F1", ba_tu["person_id"]: "F1"}
    hoa.is_told("exposure_f1", "correction")

    assert tracer.amends(case, milestones=[wrong]).ok(200)["status"] == "published"
    assert tracer.retracts(case).ok(200)["status"] == "running"
    taken_back = tracer.waits_for(case)
    assert (taken_back.status, taken_back.levels) == ("retracted", {})
    minh.is_told("exposure_f1", "correction")
    assert tracer.retracts(case).ok(200)["status"] == "retracted"

    town.settles()
    for contact in (minh, hoa):
        assert contact.was_told() == ["exposure_f1", "correction"]
        assert [notice.get("withdrawn", False) for notice in contact.notices()] == [False, True]
        assert len(town.messages_to(contact.phone)) == 2
    assert next_door.notices() == lan.notices() == []
    acts = [line["act"] for line in tracer.sees_case(case)["history"]]
    assert acts == ["confirmed", "amended", "retracted"]


def test_a_place_that_nobody_scanned_is_told_in_the_interview(commune: Commune) -> None:
    tracer, temple = commune.tracer, commune.volunteer.registers_venue("worship")
    lan, minh = commune.citizen(), commune.citizen()
    minh.checks_in(temple, ago(hours=30), out_at=shown(ago(hours=28)))

    case = tracer.confirms(lan.phone, milestones=[was_at(temple.venue_id, ago(hours=29), ago(hours=27))])

    trace = tracer.waits_for(case)
    assert [piece["minutes"] for piece in trace.evidence(minh.person_id)] == [60.0]
    minh.is_told("exposure_f1")
    assert tracer.sees_case(case)["milestones"][0]["venue_name"] == temple.name


def test_what_happened_before_and_after_the_infectious_time_does_not_count(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, early, during, after = (commune.citizen() for _ in range(4))
    onset, isolated = ago(days=3), ago(hours=10)
    for guest, moment in ((early, ago(days=6)), (during, ago(days=3)), (after, ago(hours=8))):
        lan.checks_in(cafe, moment, out_at=shown(moment + timedelta(hours=1)))
        guest.checks_in(cafe, moment, out_at=shown(moment + timedelta(hours=1)))

    facts = {"onset_at": shown(onset), "isolated_at": shown(isolated)}
    odd = tracer.says({"phone": lan.phone}, **facts).refused(409, "warnings")["errors"]
    assert [(warning["rule"], warning["facts"]["count"]) for warning in odd] == [("visits-after-isolation", "1")]
    case = tracer.confirms(lan.phone, **facts, confirm_warnings=["visits-after-isolation"])

    trace = tracer.waits_for(case)
    assert trace.levels == {during.person_id: "F1"}
    policy = lan.wire.get("/policy").ok(200)
    assert policy["infectious_days_before_onset"] == 2
    assert trace.told["policy_version"] == policy["version"]


def test_an_exposure_that_somebody_slept_through_is_found_by_the_longest_stay(commune: Commune) -> None:
    """She checked out long after the usual hour: a look-back by the default stay would lose her."""
    tracer, market = commune.tracer, commune.volunteer.registers_venue("market")
    lan, seller = commune.citizen(), commune.citizen()
    seller.checks_in(market, ago(hours=30), out_at=shown(ago(hours=26.2)))
    lan.checks_in(market, ago(hours=26.6), out_at=shown(ago(hours=26)))

    case = tracer.confirms(lan.phone)

    assert [piece["minutes"] for piece in tracer.waits_for(case).evidence(seller.person_id)] == [24.0]


def test_one_who_falls_ill_becomes_a_case_of_her_own(commune: Commune) -> None:
    tracer, office = commune.tracer, commune.volunteer.registers_venue("office")
    lan, minh, hoa = (commune.citizen() for _ in range(3))
    lan.checks_in(office, ago(hours=30), out_at=shown(ago(hours=28)))
    minh.checks_in(office, ago(hours=30), out_at=shown(ago(hours=26)))
    hoa.checks_in(office, ago(hours=27.5), out_at=shown(ago(hours=26)))
    first = tracer.confirms(lan.phone)
    assert tracer.waits_for(first).levels == {minh.person_id: "F1"}

    second = tracer.confirms(minh.phone)

    assert tracer.waits_for(second).levels == {lan.person_id: "F1", hoa.person_id: "F1"}
    assert tracer.contacts(first)[minh.person_id]["became_case_id"] == second
    hoa.is_told("exposure_f1")
    commune.town.settles()
    assert lan.notices() == [], "an F0 is not told to be an F1"
    assert [case["case_id"] for case in tracer.own_cases()[:2]] in ([second, first], [first, second])

    # It was somebody else's specimen: then she is a contact like others.
    tracer.retracts(first).ok(200)
    lan.is_told("exposure_f1")
    assert minh.was_told() == ["exposure_f1"], "his correction waits, because he is an F0"


def test_two_cases_are_two_notices_and_the_retraction_of_one_takes_back_one(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, mai, minh = (commune.citizen() for _ in range(3))
    for guest in (lan, mai, minh):
        guest.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    first, second = tracer.confirms(lan.phone), tracer.confirms(mai.phone)
    tracer.waits_for(first)
    tracer.waits_for(second)
    minh.is_told("exposure_f1", "exposure_f1")

    tracer.retracts(first).ok(200)
    tracer.waits_for(first)

    minh.is_told("exposure_f1", "exposure_f1", "correction")
    assert tracer.trace(second).levels[minh.person_id] == "F1"
    assert sum(notice.get("withdrawn", False) for notice in minh.notices()) == 1


def test_the_file_of_contacts_holds_what_the_list_masks(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, minh = commune.citizen(), commune.citizen(full_name="Trần Văn Minh")
    lan.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    minh.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    case = tracer.confirms(lan.phone)
    tracer.waits_for(case)

    (row,) = tracer.contacts(case).values()
    assert (row["display_name"], row["status"]) == ("T. V. Minh", "to_call")
    assert minh.phone[1:7] not in row["phone_masked"]
    file = tracer.exports(case)

    assert file.headers["content-type"].startswith("text/csv")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Trần Văn Minh" in lines[1]
    assert f"{minh.phone[:4]} {minh.phone[4:7]} {minh.phone[7:]}" in lines[1]
