"""One case: each state of its trace, on paper, on a phone, by keyboard and in English."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.case_page import FILE, LIST, TRACE, arriving, opens, row
from tests.web.test_staff import signed_in
from tests.web.trace_answers import (
    CASE,
    SHOWN,
    at,
    case_file,
    contact,
    contacts,
    trace,
)
from tests.web.visitor import DESKTOP, PHONE, Visitor


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    return arriving(arrives)


def test_a_published_case_at_a_glance(tracer: Visitor) -> None:
    opens(tracer)
    tracer.sees(f"Ca {SHOWN}")
    for text in ("Đã thông báo", "H. V. Sơn · 1990 · 0987•••321", "Tin báo cuối", "sau 14 giờ", "Quy tắc trace-2021.1"):
        tracer.sees(text)
    expect(tracer.page.locator("#n-f1")).to_have_text("6")
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(8)
    expect(row(tracer, "N. V. An")).to_contain_text("Cùng ở Chợ Long Biên – Cổng số 2")
    expect(row(tracer, "N. V. An")).to_contain_text("Quá hạn 45 phút")
    expect(row(tracer, "P. Đ. Dũng")).to_contain_text("Qua L. H. Châu: Sống cùng nhà")
    tracer.axe()
    assert tracer.shifts() <= 0.05
    assert all(CASE not in url for url in tracer.requests if "/api/" not in url)
    tracer.page.emulate_media(media="print")
    tracer.axe()


def test_the_case_on_a_phone(tracer: Visitor) -> None:
    tracer.page.set_viewport_size(PHONE)
    opens(tracer)
    expect(row(tracer, "N. V. An")).to_be_visible()
    tracer.axe()
    assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_the_first_contact_begins_within_a_screen_of_its_tab(tracer: Visitor) -> None:
    tracer.page.set_viewport_size(PHONE)
    opens(tracer, "contacts")
    expect(row(tracer, "N. V. An")).to_be_visible()
    tab, first = (tracer.page.locator(each).first.bounding_box() for each in (".tablist", "#contacts-rows tr"))
    assert tab
    assert first
    assert first["y"] - tab["y"] <= PHONE["height"] - 160
    taking = tracer.page.get_by_role("button", name="In, tải về")
    expect(tracer.page.get_by_role("button", name="In ca này")).to_be_hidden()
    taking.click()
    expect(taking).to_have_attribute("aria-expanded", "true")
    expect(tracer.page.get_by_role("button", name="In ca này")).to_be_visible()
    tracer.axe()
    tracer.fits()
    tracer.page.set_viewport_size(DESKTOP)
    expect(taking).to_be_hidden()


def test_the_policy_of_the_confirmation_day_is_one_tap_away(tracer: Visitor) -> None:
    given = case_file()
    tracer.api.on("GET", FILE, Reply(200, given))
    opens(tracer)
    link = tracer.page.get_by_role("link", name="Quy tắc trace-2021.1")
    expect(link).to_have_attribute("href", f"/policy?at={given['confirmed_at'][:10]}")


def test_a_running_trace_is_looked_at_until_it_is_done(tracer: Visitor) -> None:
    answers = [trace("running", 0), trace("running", 0)]
    tracer.api.on("GET", TRACE, lambda _: Reply(200, answers.pop(0) if answers else trace()))
    tracer.api.on("GET", LIST, lambda _: Reply(200, contacts(0 if answers else 8)))
    tracer.api.on("GET", FILE, Reply(200, case_file(status="running", first_notice_at="", last_notice_at="")))
    opens(tracer)
    tracer.sees("Đang truy vết")
    tracer.sees("Đang truy vết, chưa có ai trong danh sách.")
    tracer.sees("chưa có")
    tracer.axe()
    tracer.api.on("GET", FILE, Reply(200, case_file()))
    tracer.sees("Truy vết xong.")
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(8)
    tracer.sees("Đã thông báo")
    # the file of the F0 is opened once before and once after, not at each look
    assert len(tracer.sent("GET", FILE, 2)) == 2


def test_nobody_was_found(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace(people=0)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("Không tìm thấy ai tiếp xúc với ca này.")
    tracer.axe()
    tracer.page.get_by_label("Diện tiếp xúc", exact=True).select_option("F2")
    tracer.sees("Không ai khớp bộ lọc.")


def test_a_case_whose_window_is_empty_is_not_called_retracted(tracer: Visitor) -> None:
    window = {"from": at(-96), "to": at(-96)}
    tracer.api.on("GET", TRACE, Reply(200, trace("window_empty", people=0, window=window)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("Không có thời gian lây")
    tracer.sees("Cách ly trước khi thời gian có thể lây bắt đầu: không ai được tìm.")
    tracer.sees("F0 đã cách ly trước khi có thể lây, nên không ai là người tiếp xúc.")
    expect(tracer.page.get_by_text("hủy xác nhận:")).to_have_count(0)
    tracer.page.get_by_role("tab", name="Hồ sơ ca").click()
    expect(tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ")).to_be_enabled()
    tracer.axe()


def test_a_retracted_case_says_so(tracer: Visitor) -> None:
    window = {"from": at(-96), "to": at(-96)}
    tracer.api.on("GET", TRACE, Reply(200, trace("retracted", people=0, window=window)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("Ca đã hủy xác nhận: không còn khoảng thời gian nào được truy vết.")
    tracer.sees("Ca đã hủy xác nhận: không còn ai là người tiếp xúc của ca này.")


def test_a_case_is_printed_whole_with_who_printed_it_and_when(tracer: Visitor) -> None:
    tracer.api.on("GET", LIST, Reply(200, {**contacts(20), "next_cursor": "c-2"}))
    rest = [contact(place) for place in range(20, 24)]
    tracer.api.on("GET", r"/contacts\?.*cursor=c-2.*", Reply(200, {"contacts": rest, "next_cursor": ""}))
    tracer.page.add_init_script("window.print = () => dispatchEvent(new Event('beforeprint'))")
    opens(tracer)
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(20)
    tracer.page.evaluate("() => print()")  # by the browser's own menu
    expect(tracer.page.locator("#paper")).to_contain_text("Chỉ có 20 người đầu trong danh sách; còn nữa.")
    tracer.page.get_by_role("button", name="In ca này").click()
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(24)
    paper = tracer.page.locator("#paper")
    expect(paper).to_have_text(re.compile(r"^In lúc \d\d:\d\d \d\d/\d\d/\d{4}, người in: [^.]+\.$"))
    expect(paper).to_be_hidden()
    tracer.page.emulate_media(media="print")
    expect(paper).to_be_visible()
    colour = "(badge) => [getComputedStyle(badge).color, getComputedStyle(badge).backgroundColor]"
    ink, ground = tracer.page.locator("#contacts-rows .grade.f1").first.evaluate(colour)
    assert ink != ground
    assert ink == "rgb(23, 33, 43)"


def test_a_retracted_case_can_only_be_read(tracer: Visitor) -> None:
    midnight = at(-96)
    tracer.api.on("GET", TRACE, Reply(200, trace("retracted", 0, window={"from": midnight, "to": midnight})))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer, "file")
    tracer.sees("Đã hủy xác nhận")
    tracer.sees("Ca đã hủy xác nhận: không còn khoảng thời gian nào được truy vết.")
    for name in ("Sửa ngày giờ, khai báo dịch tễ", "Truy vết lại ngay", "Hủy xác nhận ca này"):
        expect(tracer.page.get_by_role("button", name=name)).to_be_disabled()
    tracer.axe()
    tracer.page.get_by_role("tab", name="Người tiếp xúc").click()
    tracer.sees("Ca đã hủy xác nhận: không còn ai là người tiếp xúc của ca này.")


def test_a_case_of_another_unit(tracer: Visitor) -> None:
    refusal = problem(403, "outside-jurisdiction", "Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    tracer.api.on("GET", TRACE, refusal)
    tracer.api.on("GET", FILE, refusal)
    opens(tracer)
    tracer.sees("Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    expect(tracer.page.locator("#all")).to_be_hidden()
    tracer.axe()


def test_an_unknown_case_and_none_at_all(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, problem(404, "case-unknown", "Không có ca này."))
    opens(tracer)
    tracer.sees("Không có ca này.")
    tracer.page.evaluate("() => { location.hash = ''; }")
    tracer.sees("Chưa chọn ca nào.")
    tracer.axe()


def test_without_a_network_what_is_shown_says_its_age(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("running")))
    opens(tracer)
    tracer.sees("Đang truy vết")
    tracer.api.down = True
    tracer.sees("Chưa cập nhật được.")
    expect(row(tracer, "N. V. An")).to_be_visible()
    tracer.axe()
    tracer.api.down = False
    expect(tracer.page.locator("#stale")).to_be_hidden()


def test_tabs_by_keyboard(tracer: Visitor) -> None:
    opens(tracer)
    tracer.page.get_by_role("tab", name="Người tiếp xúc").focus()
    tracer.page.keyboard.press("ArrowLeft")
    expect(tracer.page.get_by_role("tab", name="Hồ sơ ca")).to_be_focused()
    expect(tracer.page.get_by_role("heading", name="Đã làm với ca này")).to_be_visible()
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case?tab=file#{CASE}")
    tracer.page.keyboard.press("ArrowRight")
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case#{CASE}")


def test_the_page_in_english(tracer: Visitor) -> None:
    signed_in(tracer, f"/tracer/case?lang=en#{CASE}")
    tracer.sees("Contacts")
    tracer.sees("Both at Chợ Long Biên")
    left = tracer.page.evaluate(
        "() => [...document.querySelectorAll('[data-t]')].filter((e) => e.checkVisibility()).map((e) => e.textContent)"
    )
    assert not [text for text in left if re.search("[ăâđêôơưĂÂĐÊÔƠƯ]", text)]
    tracer.axe()
