"""A held case: its reach and its shape, and a second person who tells all of it, a part, or nobody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.answers import UNIT
from tests.web.api import Reply, problem
from tests.web.case_page import FILE, LIST, TRACE, arriving, opens
from tests.web.pool import Pool
from tests.web.trace_answers import (
    CASE,
    SHOWN,
    case_file,
    contacts,
    held,
    trace,
    tracer_api,
)
from tests.web.visitor import DESKTOP, Visitor


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    return arriving(arrives)


def test_a_held_case_never_says_that_nobody_was_found(tracer: Visitor) -> None:
    counts = {"F1": 0, "F2": 0}
    tracer.api.on("GET", TRACE, Reply(200, trace("held", people=0, held=held(519), counts=counts)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("519 người đang giữ, chưa hiện cho đến khi được duyệt.")
    tracer.sees("0 đã báo · 519 đang giữ")
    expect(tracer.page.get_by_text("Không tìm thấy ai")).to_be_hidden()
    tracer.axe()
    for width in (320, 360):
        tracer.page.set_viewport_size({"width": width, "height": 740})
        assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= width
        cut = "(all) => all.filter((each) => each.scrollWidth > each.clientWidth).length"
        assert tracer.page.locator(".clocks li, .clocks b, .clocks span").evaluate_all(cut) == 0


def test_the_second_person_looks_at_the_shape_of_a_crowd(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    group = {
        **{name: held()["groups"][0][name] for name in ("venue_id", "venue_name", "day", "people", "assumed")},
        "hours": [*[0] * 8, 400, 342, *[0] * 14],
        "lengths": [300, 300, 100, 42],
        "communes": [{"unit": UNIT, "people": 700}],
    }
    tracer.api.on("POST", f"/cases/{CASE}/held-shapes", Reply(200, {"groups": [group]}))
    opens(tracer)
    tracer.page.get_by_role("button", name="Xem giờ, thời lượng, nơi ở").click()
    for text in ("742 người, trong đó 391 (53 %) tính theo giờ rời ước tính", "8–9 giờ", "từ 120 phút", UNIT["name"]):
        tracer.sees(text)
    expect(tracer.page.locator("#shapes")).to_be_focused()
    tracer.axe()
    tracer.page.set_viewport_size({"width": 320, "height": 740})
    assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert tracer.sent("POST", ".*/held-shapes")[0].body == {"reason": "Xem trước khi duyệt"}


def test_a_part_of_a_held_group_is_told(tracer: Visitor) -> None:
    crowd = held()
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=crowd)))
    tracer.api.on("POST", f"/cases/{CASE}/release", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer)
    tracer.page.get_by_role("button", name="Chỉ báo một phần…").click()
    expect(tracer.page.locator("#some-minutes")).to_be_focused()
    tracer.axe()
    tracer.page.locator("#some-from").select_option("9")
    tracer.page.locator("#some-to").select_option("8")
    tracer.page.get_by_role("button", name="Xem lại và duyệt").click()
    expect(tracer.page.locator("#some-to")).to_be_focused()
    expect(tracer.page.locator("#some-to-fault")).to_have_text("Giờ kết thúc phải sau giờ bắt đầu")
    tracer.page.locator("#some-to").select_option("10")
    tracer.page.locator("#some-minutes").select_option("60")
    tracer.page.locator("#some-rest").select_option("declined")
    tracer.page.get_by_role("button", name="Xem lại và duyệt").click()
    tracer.sees("Báo một phần của 742 người?")
    tracer.page.locator("#ask-reason").fill("Chỉ khu hàng ăn")
    tracer.page.get_by_role("button", name="Duyệt, báo một phần").click()
    tracer.sees("Đã duyệt một phần.")
    [call] = tracer.sent("POST", ".*/release")
    group = crowd["groups"][0]
    assert call.body == {
        "chosen": [{"venue_id": group["venue_id"], "day": group["day"]}],
        "min_minutes": 60,
        "from": f"{group['day']}T09:00:00+07:00",
        "to": f"{group['day']}T10:00:00+07:00",
        "rest": "declined",
        "reason": "Chỉ khu hàng ăn",
    }


def test_a_held_group_is_declined_with_a_reason_and_the_page_says_so(tracer: Visitor) -> None:
    crowd = held(519)
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=crowd)))
    tracer.api.on("POST", f"/cases/{CASE}/decline", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer)
    tracer.page.get_by_role("button", name="Không báo nhóm này…").click()
    tracer.sees("Không báo 519 người?")
    tracer.axe()
    tracer.page.locator("#ask-reason").fill("F0 chỉ đi qua cổng chợ")
    declined = trace("published", people=0, counts={}, declined=crowd["groups"])
    tracer.api.on("GET", TRACE, Reply(200, declined))
    tracer.page.get_by_role("button", name="Không báo", exact=True).click()
    tracer.sees("519 người ở Chợ Long Biên – Cổng số 2 không được báo, theo quyết định đã ghi trong hồ sơ.")
    assert tracer.sent("POST", ".*/decline")[0].body == {"reason": "F0 chỉ đi qua cổng chợ"}


def test_a_held_trace_shows_its_reach_and_a_second_person_releases_it(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    tracer.api.on("POST", f"/cases/{CASE}/release", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer)
    tracer.sees("Đang giữ 742 người ở 1 nhóm")
    expect(tracer.page.locator("#held-rows")).to_contain_text("391")
    expect(tracer.page.locator("#held-rows td").last).to_have_text("512")
    expect(tracer.page.locator("#held-own")).to_be_hidden()
    tracer.axe()
    tracer.page.get_by_role("button", name="Duyệt gửi thông báo").click()
    tracer.sees("Gửi thông báo cho 742 người?")
    tracer.axe()
    tracer.page.locator("#ask-reason").fill("Chợ trong nhà, đông")
    tracer.api.on("GET", TRACE, Reply(200, trace("running")))
    tracer.page.get_by_role("button", name="Gửi thông báo", exact=True).click()
    tracer.sees("Đã duyệt. Đang gửi thông báo.")
    expect(tracer.page.locator("#held")).to_be_hidden()
    assert tracer.sent("POST", ".*/release")[0].body == {"reason": "Chợ trong nhà, đông"}


def test_whoever_confirmed_is_told_why_not(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    tracer.api.on("GET", FILE, Reply(200, case_file(status="held", confirmed_by_me=True)))
    opens(tracer)
    tracer.sees("Bạn đã xác nhận hoặc sửa ca này từ lần duyệt trước, hoặc sửa gần nhất, nên người khác phải duyệt.")
    button = tracer.page.get_by_role("button", name="Duyệt gửi thông báo")
    expect(button).to_be_disabled()
    expect(button).to_have_attribute("aria-describedby", "held-own")
    tracer.axe()


@pytest.mark.parametrize(
    ("status", "code", "text"),
    [
        (403, "same-person-release", "Người xác nhận ca không được tự duyệt."),
        (409, "preview-expired", "Bản xem trước đã quá 24 giờ."),
        (409, "nothing-held", "Không còn nhóm nào đang giữ."),
    ],
)
def test_a_refused_release_says_why(tracer: Visitor, status: int, code: str, text: str) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    tracer.api.on("POST", f"/cases/{CASE}/release", problem(status, code, text))
    opens(tracer)
    tracer.page.get_by_role("button", name="Duyệt gửi thông báo").click()
    tracer.page.locator("#ask-reason").fill("Đã xem")
    tracer.page.get_by_role("button", name="Gửi thông báo", exact=True).click()
    tracer.sees(text)
    expect(tracer.page.locator("#held-fault")).to_be_focused()
    tracer.axe()


def test_a_province_officer_releases_without_the_list_for_calling(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "province_officer", "01")
    tracer_api(visitor.api)
    visitor.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    opens(visitor)
    expect(visitor.page.get_by_role("button", name="Duyệt gửi thông báo")).to_be_enabled()
    visitor.sees("Vai trò của bạn xem được phạm vi và sơ đồ, không xem được danh sách để gọi.")
    visitor.page.get_by_role("tab", name="Hồ sơ ca").click()
    expect(visitor.page.locator("#file-acts")).to_be_hidden()
    visitor.axe()
    assert not visitor.api.made("GET", LIST)
