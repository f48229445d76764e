"""What is changed of a case: dates and findings, its retraction, another trace; each with its refusal."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.case_page import FILE, arriving, opens
from tests.web.trace_answers import (
    SHOWN,
    at,
    case_file,
)
from tests.web.visitor import Visitor


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    return arriving(arrives)


def test_dates_and_milestones_are_amended(tracer: Visitor) -> None:
    tracer.api.on("POST", f"{FILE}/amend", Reply(200, {"case_id": SHOWN, "status": "running"}))
    given = case_file()
    tracer.api.on("GET", FILE, Reply(200, given))
    opens(tracer, "file")
    tracer.sees("Đã ở một địa điểm mà không quét mã · Chợ Long Biên – Cổng số 2")
    tracer.sees("Người sống cùng nhà · T. M. Loan · 1992")
    tracer.axe()
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    expect(tracer.page.locator("#specimen_at")).to_be_focused()
    expect(tracer.page.locator(".person b")).to_have_text("T. M. Loan · 1992")
    tracer.axe()
    onset = at(-72)[:16]
    tracer.page.locator("#onset_at").fill(onset)
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()
    tracer.sees("Hãy ghi lý do")
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại")
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()
    tracer.sees("Đã sửa. Đang truy vết lại.")
    [call] = tracer.sent("POST", ".*/amend")
    # what nobody touched goes back to the second
    assert call.body["specimen_at"] == given["specimen_at"]
    assert call.body["onset_at"][:16] == onset
    place, household = call.body["milestones"]
    assert place["from"] == given["milestones"][0]["from"]
    assert household == {"kind": "household", "people": [{"person_id": "pfghnbvpram4z"}]}
    assert call.body["reason"] == "F0 nhớ lại"


ODD = "F0 có 2 lượt đến sau lúc cách ly (12:00 01/10/2021), lần cuối lúc 18:15 01/10/2021."


def says_odd(tracer: Visitor) -> None:
    errors = [
        {"field": "isolated_at", "rule": "visits-after-isolation", "text": {"vi": ODD, "en": "Visits: 2."}},
        {"field": "onset_at", "rule": "onset-after-isolation", "text": {"vi": "Khởi phát sau cách ly.", "en": "x"}},
    ]
    odd = problem(409, "warnings", "Thông tin có chỗ lạ.", errors=errors)
    stored = Reply(200, {"case_id": SHOWN, "status": "running"})
    tracer.api.on("POST", f"{FILE}/amend", lambda r: stored if "confirm_warnings" in (r.post_data or "") else odd)


def amend(tracer: Visitor) -> None:
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()


def test_what_is_odd_is_ticked_before_it_is_stored(tracer: Visitor) -> None:
    says_odd(tracer)
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại")
    amend(tracer)
    tracer.sees(ODD)
    expect(tracer.page.locator("#warnings")).to_be_focused()
    tracer.axe()
    boxes = tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy")
    boxes.first.check()
    amend(tracer)
    tracer.sees("Còn mục chưa đánh dấu đã kiểm tra")
    expect(boxes.nth(1)).to_be_focused()
    tracer.axe()
    assert len(tracer.sent("POST", ".*/amend")) == 1
    boxes.nth(1).check()
    amend(tracer)
    tracer.sees("Đã sửa. Đang truy vết lại.")
    first, second = (call.body for call in tracer.api.made("POST", ".*/amend"))
    assert second == {**first, "confirm_warnings": ["visits-after-isolation", "onset-after-isolation"]}


def test_another_date_takes_the_confirmation_back(tracer: Visitor) -> None:
    says_odd(tracer)
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại")
    amend(tracer)
    for box in tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy").all():
        box.check()
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại, đã hỏi người nhà")
    expect(tracer.page.locator("#warnings")).to_be_visible()
    tracer.page.locator("#onset_at").fill(at(-72)[:16])
    expect(tracer.page.locator("#warnings")).to_be_hidden()
    amend(tracer)
    tracer.sees(ODD)
    expect(tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy").first).not_to_be_checked()
    expect(tracer.page.get_by_label("Lý do sửa")).to_have_value("F0 nhớ lại, đã hỏi người nhà")
    assert all("confirm_warnings" not in call.body for call in tracer.api.made("POST", ".*/amend"))


def test_a_refused_amendment_names_its_field(tracer: Visitor) -> None:
    errors = [
        {"field": "onset_at", "rule": "after-confirmation", "text": {"vi": "Khởi phát sau khi xác nhận.", "en": "x"}}
    ]
    tracer.api.on("POST", f"{FILE}/amend", problem(422, "invalid", "Có trường sai.", errors=errors))
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    tracer.page.get_by_label("Lý do sửa").fill("Nhầm")
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()
    expect(tracer.page.locator("#onset_at")).to_have_attribute("aria-invalid", "true")
    tracer.axe()


def test_a_case_is_retracted_with_a_reason(tracer: Visitor) -> None:
    tracer.api.on("POST", f"{FILE}/retract", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Hủy xác nhận ca này").click()
    tracer.sees("8 người tiếp xúc không còn liên quan đến ca này")
    tracer.axe()
    tracer.page.get_by_role("button", name="Không, quay lại").click()
    assert not tracer.api.made("POST", ".*")
    tracer.page.get_by_role("button", name="Hủy xác nhận ca này").click()
    tracer.page.get_by_role("button", name="Hủy xác nhận", exact=True).click()
    tracer.sees("Hãy ghi lý do")
    tracer.page.locator("#ask-reason").fill("Xét nghiệm nhầm mẫu")
    tracer.page.get_by_role("button", name="Hủy xác nhận", exact=True).click()
    tracer.sees("Đã hủy xác nhận. Đang gửi đính chính.")
    assert tracer.sent("POST", ".*/retract")[0].body == {"reason": "Xét nghiệm nhầm mẫu"}


def test_tracing_again_and_its_refusal(tracer: Visitor) -> None:
    tracer.api.on("POST", f"{FILE}/retrace", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Truy vết lại ngay").click()
    tracer.sees("Đang truy vết lại.")
    tracer.api.on("POST", f"{FILE}/retrace", problem(409, "case-retracted", "Ca này đã được hủy xác nhận."))
    tracer.page.get_by_role("button", name="Truy vết lại ngay").click()
    tracer.sees("Ca này đã được hủy xác nhận.")
    tracer.axe()
