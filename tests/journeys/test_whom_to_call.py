"""An officer says whom the ward's people call; a contact's notice shows that number, and the neighbour may not change it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from domain.base.period import shown
from tests.journeys.actors.names import ago
from tests.journeys.actors.phone import Phone
from tests.journeys.actors.town import Commune

pytestmark = pytest.mark.journey

STATION = ("station", "Trạm y tế của xã", "0204 3999 115")


def test_a_notice_shows_the_number_that_the_ward_named(commune: Commune, phone: Callable[[], Phone]) -> None:
    officer, neighbour, unit = commune.officer, commune.town.officer("commune-neighbour"), commune.unit
    lan = commune.citizen()
    assert {"hotline", "emergency"} <= {*lan.whom_to_call(unit)}

    said = officer.says_whom_to_call(*STATION, hours="7:00-17:00", revision=0).ok(200)
    assert (said["phone_shown"], said["revision"]) == ("0204 3999 115", 1)
    neighbour.says_whom_to_call("station", "Trạm khác", "0204 3888 888", unit=unit).refused(403, "outside-jurisdiction")
    officer.says_whom_to_call(*STATION, hours="24/24", revision=0).refused(409, "unit-contact-changed")
    assert lan.whom_to_call(unit)["station"]["phone_shown"] == "0204 3999 115"

    minh = phone()
    minh.registers_itself(unit)
    cafe, came = commune.volunteer.registers_venue("food"), ago(hours=18)
    out = shown(came + timedelta(hours=1))
    lan.checks_in(cafe, came, out_at=out)
    minh.wire.post("/visits", {"code": cafe.token, "at": shown(came), "out_at": out}).ok(201)
    commune.tracer.waits_for(commune.tracer.confirms(lan.phone))

    minh.shows_notices("exposure_f1")
    state = minh.page.locator("#state")
    expect(state).to_contain_text("Hiện bạn thuộc diện F1")
    call = state.get_by_role("link", name="0204 3999 115 – Trạm y tế của xã")
    expect(call).to_have_attribute("href", "tel:+842043999115")
    expect(minh.page.locator("article footer")).to_contain_text("Nơi hướng dẫn bạn: Trạm y tế của xã.")

    # Another number, and the page has it when it is asked again.
    officer.says_whom_to_call("station", "Trạm y tế của xã", "0204 3999 116", revision=1).ok(200)
    assert lan.whom_to_call(unit)["station"]["phone_shown"] == "0204 3999 116"
