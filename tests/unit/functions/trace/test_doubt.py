"""Runs over visits that are in doubt: staff see their contacts, and nobody is told before a tracer has decided."""

from datetime import timedelta

import pytest

from domain.base.period import shown
from domain.people.roles import Role
from domain.presence.visit import Flag
from domain.telling.exposure import Told
from domain.tracing import policy
from domain.tracing.case import TraceStatus
from functions.trace.case import shown as case_shown
from functions.trace.run.service import run
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.presence import a_visit
from tests.runs import traced
from tests.unit.functions.trace.outbreak import (
    AT_MARKET,
    MINUTE,
    SECOND,
    TRACER,
    case_of,
    last_trace,
    market,
    person,
    token_of,
    traced_case,
    were_there,
)

F0, PLANTED = 1, 2
STATION = token_of(Role.HEALTH_STATION)


def told(house, number=PLANTED):
    """What each version said to this person."""
    notices = {str(notice.person): notice for notice in house.exposures._told.values()}
    notice = notices.get(str(a_person_id(number)))
    return [version.told for version in notice.versions] if notice else []


def planted(house, number=PLANTED, *, by="P#owner", at=AT_MARKET, **facts):
    """A visit that somebody else recorded."""
    visit = a_visit(
        number, at=at, category="market", recorded_by=by, recorded_at=NOW - 14 * timedelta(hours=1), **facts
    )
    return house.visits.record(visit).visit


def dispute(house, visit, number=PLANTED):
    token = house.device_token(a_person_id(number))
    reply = house.call("disputeVisit", {"reason": "tôi ở nhà"}, token=token, visit_id=visit.visit_id)
    assert reply.status == 200, reply.content


def settle(house, visit, *, stands):
    body = {"person_id": str(visit.key.person), "visit_id": visit.visit_id, "stands": stands, "reason": "đã gọi"}
    reply = house.call("settleDispute", body, token=TRACER)
    assert reply.status == 200, reply.content


def traced_again(house, code):
    house.call("retraceCase", {}, token=TRACER, case_id=code)
    traced(house, code)


def row(house, code, number=PLANTED):
    """The contact as the list shows it; None when it is none."""
    rows = house.call("listContacts", token=STATION, query={"case_id": code}).json["contacts"]
    return {row["person_id"]: row for row in rows}.get(str(a_person_id(number)))


@pytest.fixture
def town(house):
    """An F0 who was at the market for an hour, and somebody who was perhaps not."""
    for number in (F0, PLANTED, 3):
        person(house, number)
    market(house)
    were_there(house, (F0,))
    return house


# A visit of a contact


def test_who_disputes_a_visit_is_seen_and_not_told(town):
    dispute(town, planted(town))
    code = traced_case(town)
    assert told(town) == []
    seen = row(town, code)
    assert (seen["doubtful"], [piece["doubtful"] for piece in seen["evidence"]]) == (True, [True])
    assert "told_at" not in seen
    (contact,) = town.call("getTrace", token=TRACER, case_id=code).json["contacts"]
    assert (contact["doubtful"], contact["evidence"][0]["doubtful"]) == (True, True)
    path = {"case_id": code, "person_id": a_person_id(PLANTED)}
    assert town.call("getContact", {"reason": "gọi"}, token=STATION, **path).json["doubtful"] is True
    table = town.call("exportContacts", {}, token=TRACER, case_id=code).content.decode("utf-8-sig")
    assert [line.split(";")[-4] for line in table.splitlines()] == ["Lượt đến còn phải xem xét", "Có"]
    assert last_trace(town, code).counts == {"F1": 1, "F2": 0, "VC": 1}, "counted all the same"


def test_when_the_visit_stands_its_person_is_told_by_the_next_run_and_once(town):
    visit = planted(town)
    dispute(town, visit)
    code = traced_case(town)
    settle(town, visit, stands=True)
    assert told(town) == []
    for _ in range(2):
        traced_again(town, code)
        assert told(town) == [Told.F1]
    assert "doubtful" not in row(town, code)


def test_when_it_does_not_stand_the_contact_is_gone_and_nobody_hears_of_it(town):
    visit = planted(town)
    dispute(town, visit)
    code = traced_case(town)
    settle(town, visit, stands=False)
    traced_again(town, code)
    assert (told(town), row(town, code)) == ([], None)


def test_a_dispute_takes_back_nothing_that_was_told_and_a_decision_does(town):
    visit = planted(town)
    code = traced_case(town)
    assert told(town) == [Told.F1]
    dispute(town, visit)
    traced_again(town, code)
    assert (told(town), row(town, code)["doubtful"]) == ([Told.F1], True)
    settle(town, visit, stands=False)
    traced_again(town, code)
    assert (told(town), row(town, code)) == ([Told.F1, Told.CORRECTION], None)


def test_who_was_told_hears_nothing_when_the_visit_stands(town):
    visit = planted(town)
    code = traced_case(town)
    dispute(town, visit)
    traced_again(town, code)
    settle(town, visit, stands=True)
    traced_again(town, code)
    assert told(town) == [Told.F1]
    assert "doubtful" not in row(town, code)


def test_the_word_of_an_owner_without_a_phone_is_in_doubt_by_itself(town):
    visit = planted(town, flags=(Flag.DOUBTFUL,))
    code = traced_case(town)
    assert (told(town), row(town, code)["doubtful"]) == ([], True)
    settle(town, visit, stands=True)
    traced_again(town, code)
    assert told(town) == [Told.F1]


def test_whoever_scanned_too_is_told_whatever_was_planted(town):
    dispute(town, planted(town))
    were_there(town, (PLANTED,), at=AT_MARKET + 10 * MINUTE)
    code = traced_case(town)
    assert told(town) == [Told.F1]
    seen = row(town, code)
    assert "doubtful" not in seen
    assert [(piece["minutes"], piece.get("doubtful", False)) for piece in seen["evidence"]] == [
        (50.0, False),
        (10.0, True),
    ]


def test_an_f1_in_doubt_is_told_that_it_is_an_f2(town):
    """The F2 is sure: met a close F1. It does not wait for the other."""
    visit = planted(town)
    dispute(town, visit)
    home = {"kind": "household", "people": [{"person_id": str(a_person_id(3))}]}
    met = {
        "kind": "met_close", "people": [{"person_id": str(a_person_id(PLANTED))}], "of_person_id": str(a_person_id(3)),
        "from": "2021-10-01T20:00:00+07:00", "to": "2021-10-01T20:45:00+07:00",
    }  # fmt: skip
    code = traced_case(town, milestones=[home, met])
    assert told(town) == [Told.F2]
    seen = row(town, code)
    assert (seen["level"], [piece.get("doubtful", False) for piece in seen["evidence"]]) == ("F2", [False, True])
    settle(town, visit, stands=True)
    traced_again(town, code)
    assert told(town) == [Told.F2, Told.F1]


# A visit of the F0


def test_what_rests_on_a_disputed_visit_of_the_f0_waits_too(house):
    for number in (F0, PLANTED):
        person(house, number)
    market(house)
    visit = planted(house, F0)
    were_there(house, (PLANTED,))
    dispute(house, visit, F0)
    code = traced_case(house)
    assert (told(house), row(house, code)["doubtful"]) == ([], True)
    settle(house, visit, stands=True)
    traced_again(house, code)
    assert told(house) == [Told.F1]


def test_a_crowd_in_doubt_is_held_like_any_other(house):
    """Or one decision about one visit would tell thousands before a second person has looked."""
    for number in (F0, PLANTED):
        person(house, number)
    market(house)
    visit = planted(house, F0)
    dispute(house, visit, F0)
    were_there(house, range(1_000, 1_501))
    code = traced_case(house)
    assert last_trace(house, code).held_people == 501
    settle(house, visit, stands=True)
    traced_again(house, code)
    assert last_trace(house, code).held_people == 501
    assert house.exposures._told == {}


# An end that nobody told


@pytest.mark.parametrize("side", [F0, PLANTED])
@pytest.mark.parametrize("flag", [Flag.CAPPED, Flag.END_ASSUMED])
def test_an_end_that_nobody_told_is_estimated_on_either_side(house, side, flag):
    for number in (F0, PLANTED):
        person(house, number)
    market(house)
    for number in (F0, PLANTED):
        flags = (flag,) if number == side else ()
        house.visits.record(a_visit(number, at=AT_MARKET, category="market", is_open=False, flags=flags))
    code = traced_case(house)
    assert row(house, code)["evidence"][0]["assumed"] is True


def test_a_check_out_a_day_later_is_an_estimate_and_not_a_fact(house):
    """Through the doors: in at the restaurant, out twenty hours later; the cap makes a contact, and says so."""
    for number in (F0, PLANTED):
        person(house, number)
    place = house.venue(1, category="food")
    came = NOW - timedelta(hours=20)
    token = house.device_token(a_person_id(PLANTED))
    house.call("checkIn", {"code": house.qr(place), "at": shown(came)}, token=token)
    visit_id = f"{int(came.timestamp())}-{place.venue_id}"
    out = house.call("checkOut", {"at": shown(NOW)}, token=token, visit_id=visit_id)
    assert out.json["flags"] == ["capped"]
    end = came + timedelta(minutes=100)
    house.visits.record(a_visit(F0, at=end, category="food", end=end + 60 * MINUTE, is_open=False))
    code = traced_case(house)
    assert row(house, code)["evidence"][0]["assumed"] is True


# Another rule


def test_a_change_of_the_rule_tells_nobody_twice(town, monkeypatch):
    """What an older rule found is written anew under the new one; nobody is told the same again."""
    new = policy.RULE_VERSION
    for module in (run, case_shown):
        monkeypatch.setattr(module, "RULE_VERSION", "contacts-1")
    planted(town)
    were_there(town, (3,))
    code = traced_case(town)
    before = dict(town.exposures._told)
    assert len(before) == 2
    for module in (run, case_shown):
        monkeypatch.setattr(module, "RULE_VERSION", new)
    traced_again(town, code)
    edges = town.contacts.of_case(case_of(town, code).code, now=town.clock()).edges.values()
    assert {edge.rule_version for edge in edges} == {new}
    assert town.exposures._told == before


# A visit that predates its person's registration


def claimed(house, numbers, at=AT_MARKET):
    """They registered today, and send a scan of yesterday's evening and more."""
    for number in numbers:
        house.visits.record(a_visit(number, at=at, category="market", flags=(Flag.PREDATES_REGISTRATION,)))


def test_who_came_before_registering_is_shown_apart_and_not_told(town):
    were_there(town, (3,))
    claimed(town, (PLANTED,))
    code = traced_case(town)
    assert (told(town), told(town, 3)) == ([], [Told.F1])
    seen = row(town, code)
    assert (seen["predates_registration"], seen["doubtful"]) == (True, True)
    assert [piece["predates_registration"] for piece in seen["evidence"]] == [True]
    assert "predates_registration" not in row(town, code, 3)
    contacts = town.call("getTrace", token=TRACER, case_id=code).json["contacts"]
    marked = {c["person_id"]: c.get("predates_registration", False) for c in contacts}
    assert marked == {str(a_person_id(PLANTED)): True, str(a_person_id(3)): False}
    assert last_trace(town, code).counts == {"F1": 2, "F2": 0, "VC": 2, "predates_registration": 1}
    table = town.call("exportContacts", token=TRACER, case_id=code).content.decode("utf-8-sig").splitlines()
    assert sorted(line.split(";")[-3] for line in table) == ["", "Có", "Lượt đến trước khi đăng ký"]


def test_a_tracer_tells_who_came_before_registering(town):
    claimed(town, (PLANTED,))
    code = traced_case(town)
    (visit,) = town.visits.of_person(a_person_id(PLANTED), now=NOW)
    settle(town, visit, stands=True)
    traced_again(town, code)
    assert (told(town), "doubtful" in row(town, code)) == ([Told.F1], False)
    assert "predates_registration" not in last_trace(town, code).counts


def test_a_flood_of_claims_holds_no_trace_and_a_release_reaches_none_of_them(town):
    """512 registered today; 501 were there."""
    claimed(town, range(1_000, 1_512))
    were_there(town, (3,))
    code = traced_case(town)
    assert (case_of(town, code).status, told(town, 3)) == (TraceStatus.PUBLISHED, [Told.F1])
    were_there(town, range(2_000, 2_500))
    claimed(town, range(1_512, 1_600))
    traced_again(town, code)
    held = town.call("getTrace", token=TRACER, case_id=code).json["held"]
    (group,) = held["groups"]
    assert (held["people"], group["people"], group["predating"]) == (501, 501, 600)
    assert town.call("releaseTrace", {}, token=SECOND, case_id=code).status == 200
    traced(town, code)
    assert told(town, 2_000) == [Told.F1]
    assert [number for number in range(1_000, 1_600) if told(town, number)] == []
