"""Fields for days and moments, and moments as they are shown: Viet Nam's clock and order, whatever the device says."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.answers import statistics
from tests.web.api import Reply
from tests.web.pool import Pool
from tests.web.test_confirm import CONFIRMED, PERSON, confirm, preview
from tests.web.test_staff import signed_in
from tests.web.trace_answers import tracer_api
from tests.web.visitor import DESKTOP, Visitor

# An office machine: English interface, American order, a clock of another zone.
DEVICES = [
    {"locale": "en-US", "timezone_id": "America/Los_Angeles"},
    {"locale": "en-GB", "timezone_id": "UTC"},
]
NOW = "2026-11-27T18:30:00Z"  # 01:30 on Saturday 28/11 in Viet Nam; still the 27th on both devices


@pytest.fixture(params=DEVICES, ids=lambda device: str(device["timezone_id"]))
def tracer(arrives: Callable[..., Visitor], request: pytest.FixtureRequest) -> Visitor:
    visitor = arrives(viewport=DESKTOP, **request.param)
    visitor.pool = Pool(visitor.context, "tracer")
    tracer_api(visitor.api)
    visitor.api.on("POST", "/person-lookups", Reply(200, {"persons": [PERSON]}))
    visitor.api.on("POST", "/cases", Reply(201, CONFIRMED))
    visitor.api.on("GET", r"/statistics\?.*", Reply(200, statistics()))
    visitor.page.clock.set_fixed_time(NOW)
    return visitor


def boxes(page: Page, field: str) -> list[str]:
    return [
        page.locator(f"#{field}-when input").nth(place).input_value()
        for place in range(page.locator(f"#{field}-when input").count())
    ]


def paste(page: Page, field: str, text: str) -> None:
    page.locator(f"#{field}").fill(text)


def test_what_is_typed_is_vietnams_time(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    page = tracer.page
    assert boxes(page, "confirmed_at") == ["28", "11", "2026", "01", "30"]
    page.locator("#phone").fill("0912345678")
    page.locator("#specimen_at").press_sequentially("26/11/2026 ")
    expect(page.locator("#specimen_at-hour")).to_be_focused()
    page.keyboard.type("20:05")
    expect(page.locator("#specimen_at-echo")).to_have_text("Thứ Năm 26/11/2026, 20:05")
    paste(page, "onset_at", "24.11.2026 7h")
    assert boxes(page, "onset_at") == ["24", "11", "2026", "07", "00"]
    tracer.axe()
    preview(tracer)
    tracer.sees("20:05 26/11")
    tracer.sees("00:00 22/11/2026")  # two days before onset, at Viet Nam's midnight
    confirm(tracer)
    expect(page.locator("#done-heading")).to_be_focused()
    [call] = tracer.sent("POST", "/cases")
    assert call.body["specimen_at"] == "2026-11-26T20:05:00+07:00"
    assert call.body["onset_at"] == "2026-11-24T07:00:00+07:00"
    assert call.body["confirmed_at"].startswith("2026-11-28T01:30:")


def test_quick_choices_are_vietnams_days(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    page, field = tracer.page, tracer.page.locator("#onset_at-when")
    field.get_by_role("button", name="Hôm qua").click()
    assert boxes(page, "onset_at") == ["27", "11", "2026", "", ""]
    field.get_by_role("button", name="Bây giờ").click()
    assert boxes(page, "onset_at") == ["28", "11", "2026", "01", "30"]
    expect(page.locator("#onset_at-echo")).to_have_text("Thứ Bảy 28/11/2026, 01:30")
    field.get_by_role("button", name="Xóa").click()
    assert boxes(page, "onset_at") == [""] * 5
    expect(page.locator("#specimen_at-when").get_by_role("button", name="Xóa")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "box", "fault"),
    [
        ("31/2/2026 8:00", "specimen_at", "Tháng 2 năm 2026 không có ngày 31"),
        ("11/27/2026 8:00", "specimen_at-month", "Tháng từ 1 đến 12"),
        ("27/11/2026", "specimen_at-hour", "Hãy ghi giờ"),
        ("27/11/2026 24:00", "specimen_at-hour", "Giờ từ 0 đến 23"),
        ("28/11/2026 01:31", "specimen_at", "Không được ở tương lai"),
    ],
)
def test_what_is_no_moment_is_named_at_its_box(tracer: Visitor, text: str, box: str, fault: str) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    page = tracer.page
    page.locator("#phone").fill("0912345678")
    paste(page, "specimen_at", text)
    preview(tracer)
    expect(page.locator(f"#{box}-fault")).to_have_text(fault)
    expect(page.locator(f"#{box}")).to_have_attribute("aria-invalid", "true")
    tracer.axe()
    paste(page, "specimen_at", "27/11/26 8:00")
    expect(page.locator("#specimen_at-year")).to_have_value("2026")
    preview(tracer)
    expect(page.locator("#review-heading")).to_be_focused()


def test_a_period_that_runs_backwards_is_refused_at_its_field(tracer: Visitor) -> None:
    signed_in(tracer, "/staff/statistics")
    page = tracer.page
    tracer.sees("Cập nhật")
    assert (boxes(page, "from"), boxes(page, "to")) == (["15", "11", "2026"], ["28", "11", "2026"])
    asked = len(tracer.api.calls)
    for first in ("29/11/2026", "27/8/2026"):
        paste(page, "from", first)
        page.get_by_role("button", name="Xem").click()
        expect(page.locator("#from")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#from-fault")).to_have_text("Ngày đầu phải trước ngày cuối, tối đa 92 ngày")
    assert len(tracer.api.calls) == asked
    paste(page, "from", "29/8/2026")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("#from-fault")).to_have_count(0)
    assert "from=2026-08-29&to=2026-11-28" in tracer.api.calls[-1].path


def test_the_echo_follows_the_language(arrives: Callable[..., Visitor]) -> None:
    visitor: Any = arrives(**DEVICES[0])
    visitor.open("/policy?lang=en&at=2026-11-27")
    expect(visitor.page.locator("#at-echo")).to_have_text("Friday 27/11/2026")
