"""A citizen sees who opened her record, and why; never the name of the member of staff."""

import pytest

from domain.base.period import shown
from tests.journeys.actors.names import ago
from tests.journeys.actors.town import Commune
from tests.journeys.actors.wire import Wire
from tests.waiting import eventually

pytestmark = pytest.mark.journey


def test_she_sees_that_her_record_was_opened(commune: Commune) -> None:
    tracer, colleague, cafe = commune.tracer, commune.second_tracer, commune.volunteer.registers_venue("food")
    lan, minh, hoa = (commune.citizen() for _ in range(3))
    for guest in (lan, minh, hoa):
        guest.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    case = tracer.confirms(lan.phone)
    tracer.waits_for(case)
    tracer.contacts(case)
    assert minh.access_log() == hoa.access_log() == [], "a masked list opens nobody's record"

    assert tracer.opens(case, minh.person_id, reason="Gọi điều tra người tiếp xúc").ok(200)["full_name"]
    tracer.notes(case, minh.person_id, "reached", outcome="answered").ok(200)
    colleague.exports(case)

    seen = eventually(minh.access_log, until=lambda log: len(log) == 3)
    acts = {entry["act"]: entry for entry in seen}
    assert set(acts) == {"contact-opened", "contact-followed-up", "contacts-exported"}
    opened, exported = acts["contact-opened"], acts["contacts-exported"]
    assert (opened["role"], opened["unit"]["code"]) == ("tracer", commune.unit.code)
    assert (opened["reason"], exported["role"]) == ("Gọi điều tra người tiếp xúc", "epidemiologist")
    assert "đã mở họ tên và số điện thoại của bạn" in opened["text"]["vi"]
    assert "opened your name and phone number" in opened["text"]["en"]
    assert tracer.username not in str(seen)
    assert [entry["act"] for entry in hoa.access_log()] == ["contacts-exported"]


def test_an_f0_sees_who_confirmed_and_read_the_case(commune: Commune) -> None:
    tracer = commune.tracer
    lan = commune.citizen()
    case = tracer.confirms(lan.phone)
    tracer.waits_for(case)
    tracer.sees_case(case)
    tracer.retracts(case, reason="nhầm mẫu").ok(200)
    tracer.waits_for(case)

    log = lan.access_log()

    acts = {"person-named", "case-confirmed", "case-read", "trace-read", "case-changed"}
    assert {entry["act"] for entry in log} == acts
    assert [entry["reason"] for entry in log if entry["act"] == "case-changed"] == ["nhầm mẫu"]
    assert all(entry["at"] for entry in log)


def test_nobody_reads_another_ones_log_or_inbox(commune: Commune) -> None:
    tracer = commune.tracer

    for path in ("/me/access-log", "/me/notices"):
        tracer.wire.get(path).refused(401, "token-invalid")
        Wire(commune.town.api).get(path).refused(401, "not-signed-in")
