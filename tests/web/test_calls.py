"""The call itself: who rings whom, what came of it, why it ends, taking back, and people without a number."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.web.api import Reply, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import CASE, SHOWN, at, contact, contacts, counts, opened, person_id, tracer_api
from tests.web.visitor import PHONE, Visitor

LIST = r"/contacts\?.*"
OF_CASE = rf"/cases/{CASE}/contacts/[^/]+"


@pytest.fixture
def station(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=PHONE)
    visitor.pool = Pool(visitor.context, "health_station")
    tracer_api(visitor.api)
    return visitor


def dialog(visitor: Visitor, button: str = "Ghi kết quả N. V. An") -> Locator:
    signed_in(visitor, "/tracer/todo")
    visitor.page.get_by_role("button", name=button).click()
    return visitor.page.get_by_role("dialog")


def noted(visitor: Visitor, **changed: Any) -> None:
    visitor.api.on("POST", OF_CASE, Reply(200, contact(0, revision=4, **changed)))


def test_an_end_asks_why_and_can_be_taken_back(station: Visitor) -> None:
    noted(station, status="closed", close_reason="moved", overdue=False)
    box = dialog(station)
    box.get_by_role("button", name="Kết thúc theo dõi", exact=True).click()
    expect(box.get_by_role("radio", name="Hết thời hạn theo dõi")).to_be_focused()
    box.get_by_role("button", name="Ghi kết thúc theo dõi").click()
    station.sees("Hãy chọn một lý do.")
    station.axe()
    box.get_by_role("radio", name="Lý do khác").check()
    box.get_by_role("button", name="Ghi kết thúc theo dõi").click()
    station.sees("Hãy viết lý do.")
    assert not station.api.made("POST", OF_CASE)
    box.get_by_role("radio", name="Đã chuyển nơi khác").check()
    box.get_by_label("Nói rõ thêm").fill("Về Lạng Giang")
    box.get_by_role("button", name="Ghi kết thúc theo dõi").click()
    expect(box).to_be_hidden()
    [call] = station.sent("POST", OF_CASE)
    assert call.body == {"status": "closed", "close_reason": "moved", "note": "Về Lạng Giang", "revision": 0}
    row = station.page.locator("#contacts-rows tr").first
    expect(row).to_contain_text("Đã chuyển nơi khác")
    bar = station.page.locator(".undo-bar")
    expect(bar).to_contain_text("Đã ghi N. V. An: Kết thúc theo dõi.")
    station.axe()
    station.api.on("POST", f"{OF_CASE}/undo", Reply(200, contact(0, revision=5)))
    bar.get_by_role("button", name="Hoàn tác").click()
    expect(bar).to_be_hidden()
    assert station.sent("POST", f"{OF_CASE}/undo")[0].body == {"revision": 4}
    expect(row).to_contain_text("Cần gọi")
    expect(row).not_to_contain_text("Đã chuyển nơi khác")
    expect(station.page.locator("#contacts-told")).to_have_text("Đã hoàn tác: N. V. An.")


def test_what_somebody_went_on_from_is_not_taken_back_and_the_list_says_so(station: Visitor) -> None:
    noted(station, status="reached", attempts=1, overdue=False)
    box = dialog(station)
    box.get_by_role("button", name="Gọi được").click()
    station.api.on(
        "POST", f"{OF_CASE}/undo", problem(409, "contact-changed", "Vừa có người khác cập nhật. Hãy tải lại.")
    )
    station.api.on(
        "GET", LIST, Reply(200, {"contacts": [contact(0, status="quarantined", revision=5)], "counts": counts(1)})
    )
    station.page.get_by_role("button", name="Hoàn tác").click()
    station.sees("Vừa có người khác cập nhật.")
    expect(station.page.locator("#contacts-rows tr").first).to_contain_text("Đã cách ly")


def test_the_way_back_is_there_for_ten_seconds_and_waits_for_whoever_looks_at_it(station: Visitor) -> None:
    noted(station, status="reached", attempts=1, overdue=False)
    station.page.clock.install()
    box = dialog(station)
    box.get_by_role("button", name="Gọi được").click()
    bar = station.page.locator(".undo-bar")
    expect(bar).to_be_visible()
    station.page.clock.run_for(9_000)
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="Hoàn tác").focus()
    station.page.clock.run_for(30_000)
    expect(bar).to_be_visible()
    station.page.locator("#find-text").focus()
    station.page.clock.run_for(10_500)
    expect(bar).to_be_hidden()


def test_later_is_a_time_to_choose(station: Visitor) -> None:
    noted(station, call_at=at(2), attempts=1, overdue=False)
    box = dialog(station)
    box.get_by_role("button", name="Hẹn gọi lại").click()
    station.sees("Gọi lại lúc nào?")
    station.axe()
    box.get_by_role("button", name="2 giờ nữa").click()
    expect(box).to_be_hidden()
    [call] = station.sent("POST", OF_CASE)
    assert (call.body["status"], call.body["outcome"]) == ("to_call", "call_later")
    wanted = datetime.fromisoformat(call.body["call_at"]) - datetime.fromisoformat(at(2))
    assert abs(wanted) < timedelta(minutes=2)
    assert call.body["call_at"].endswith("+07:00")
    expect(station.page.locator("#contacts-rows tr").first).to_contain_text("hẹn gọi lại")


def test_a_colleague_who_is_calling_is_named_and_replaced_only_in_so_many_words(station: Visitor) -> None:
    station.api.on("GET", LIST, Reply(200, contacts(1, contacts=[contact(0, calling="lan.tran")])))
    facts = problem(409, "being-called", "Người khác đang gọi người này.")
    facts.body["facts"] = {"name": "lan.tran"}
    station.api.on(
        "POST",
        f"{OF_CASE}/call",
        lambda request: Reply(200, contact(0, revision=7)) if "take_over" in (request.post_data or "") else facts,
    )
    box = dialog(station, "Gọi N. V. An")
    expect(station.page.locator("#contacts-rows")).to_contain_text("lan.tran đang gọi")
    expect(box).to_contain_text("lan.tran đang gọi người này.")
    expect(station.page.locator("#contact-file")).to_be_hidden()
    assert not station.api.made("POST", f"{OF_CASE}/open"), "nobody is opened who is not called"
    station.axe()
    box.get_by_role("button", name="Tôi gọi thay").click()
    expect(box.get_by_role("link", name="Gọi 0912 345 678")).to_be_focused()
    assert station.api.made("POST", f"{OF_CASE}/call")[-1].body == {"calling": True, "take_over": True}
    expect(station.page.locator("#contact-ringing")).to_be_hidden()
    box.get_by_role("button", name="Đóng cửa sổ").click()
    expect(box).to_be_hidden()
    station.page.wait_for_timeout(100)
    assert station.api.made("POST", f"{OF_CASE}/call")[-1].body == {"calling": False}, "others may ring"


def test_coming_back_from_the_call_asks_what_came_of_it(station: Visitor) -> None:
    box = dialog(station, "Gọi N. V. An")
    link = box.get_by_role("link", name="Gọi 0912 345 678")
    expect(link).to_be_focused()
    station.page.evaluate(
        "document.querySelector('#contact-call').addEventListener('click', (e) => e.preventDefault())"
    )
    link.click()
    expect(box.get_by_role("heading", name="Kết quả", exact=True)).to_have_count(1)
    station.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(box.get_by_role("heading", name="Kết quả cuộc gọi?")).to_be_focused()
    box.get_by_text("Nhắc khi gọi").click()
    expect(box).to_contain_text("Khó thở: gọi 115.")
    station.axe()


def test_who_has_no_number_is_shown_whom_else_to_call_and_where_to_go(station: Visitor) -> None:
    lost = contact(0, phone_masked="", number_reaches=False, told_state="unreachable", told_since=at(-1))
    home = [
        {"display_name": "P. V. Sơn", "phone": "+84911111111", "is_case": True},
        {"display_name": "N. T. Mai", "phone": "+84922222222"},
    ]
    station.api.on("GET", LIST, Reply(200, contacts(1, contacts=[lost])))
    file = {
        **opened(0, **{k: lost[k] for k in ("phone_masked", "number_reaches", "told_state", "told_since")}),
        "phone": "",
        "home": home,
    }
    station.api.on("POST", f"{OF_CASE}/open", Reply(200, file))
    signed_in(station, "/tracer/todo")
    expect(station.page.get_by_role("button", name="Gọi N. V. An")).to_have_count(0)
    station.page.get_by_role("button", name="Xem N. V. An").click()
    box = station.page.get_by_role("dialog")
    box.get_by_role("button", name="Mở hồ sơ").click()
    expect(box).to_contain_text("Không có số điện thoại. Người này sống ở Phường Hồng Hà.")
    expect(box.get_by_role("link", name="Gọi P. V. Sơn (F0): 0911 111 111")).to_have_attribute(
        "href", "tel:+84911111111"
    )
    expect(box).to_contain_text("Không gọi được ai thì cần đến nhà.")
    for name in ("Gọi được", "Không nghe máy", "Nhầm số"):
        expect(box.get_by_role("button", name=name)).to_have_count(0)
    expect(box.get_by_role("button", name="Đã gặp trực tiếp")).to_be_visible()
    assert not station.api.made("POST", f"{OF_CASE}/call")
    station.axe()


def test_who_is_followed_up_elsewhere_is_looked_at_only(station: Visitor) -> None:
    station.api.on("GET", LIST, Reply(200, contacts(1, contacts=[contact(0, handed_over=True, theirs=True)])))
    box = dialog(station, "Xem N. V. An")
    expect(box).to_contain_text("Ở đây chỉ xem.")
    expect(box.locator("#contact-results")).to_be_hidden()
    station.axe()


def test_somebody_is_found_without_a_trace_in_the_address(station: Visitor) -> None:
    station.api.on("POST", "/contact-lookups", Reply(200, {"contacts": [contact(3)], "more": True}))
    signed_in(station, "/tracer/todo")
    expect(station.page.locator("#contacts-rows tr")).to_have_count(8)
    station.page.get_by_label("Tìm theo số điện thoại hoặc tên").fill("dũng")
    station.page.get_by_role("button", name="Tìm", exact=True).click()
    expect(station.page.locator("#contacts-rows tr")).to_have_count(1)
    station.sees("1 người đầu tìm thấy; hãy gõ thêm từ trong tên")
    assert station.sent("POST", "/contact-lookups")[0].body == {"text": "dũng"}
    assert "dũng" not in station.page.url
    assert "%" not in station.page.url
    station.axe()
    station.page.get_by_role("button", name="Bỏ tìm, xem cả danh sách").click()
    expect(station.page.locator("#contacts-rows tr")).to_have_count(8)
    expect(station.page.get_by_label("Tìm theo số điện thoại hoặc tên")).to_have_value("")


def test_several_are_given_to_a_colleague_at_once(station: Visitor) -> None:
    given = [contact(place, assigned_to="minh.le", revision=1) for place in (0, 1)]
    refused = [{"case_id": SHOWN, "person_id": person_id(2), "code": "handed-over"}]
    station.api.on("POST", "/contact-assignments", Reply(200, {"contacts": given, "refused": refused}))
    signed_in(station, "/tracer/todo")
    for name in ("N. V. An", "T. T. Bình", "L. H. Châu"):
        station.page.get_by_label(f"Chọn {name} để giao").check()
    station.sees("Đã chọn 3 người")
    station.axe()
    station.page.get_by_label("Giao cho").fill("minh.le")
    station.page.get_by_role("button", name="Giao", exact=True).click()
    station.sees("1 người không giao được")
    rows = station.page.locator("#contacts-rows tr")
    expect(rows.nth(0)).to_contain_text("giao cho minh.le")
    expect(rows.nth(2)).not_to_contain_text("giao cho")
    [call] = station.sent("POST", "/contact-assignments")
    assert call.body == {
        "who": [{"case_id": CASE, "person_id": person_id(place)} for place in range(3)],
        "to": "minh.le",
    }
    station.page.get_by_label("Người gọi").select_option("me")
    expect(station.page).to_have_url(f"{station.site}/tracer/todo?assigned=me")
