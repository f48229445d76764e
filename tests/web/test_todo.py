"""The work queue: due first, clocks in words, a number to call, an outcome in two taps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import CASE, SHOWN, at, contact, contacts, person_id, tracer_api
from tests.web.visitor import DESKTOP, PHONE, Visitor

LIST = r"/contacts\?.*"


@pytest.fixture
def station(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=PHONE)
    visitor.pool = Pool(visitor.context, "health_station")
    tracer_api(visitor.api)
    return visitor


def test_due_first_whatever_the_order_of_the_answer(station: Visitor) -> None:
    rows = [contact(1), contact(2, due_at=at(0.5)), contact(0), contact(3, due_at=at(-30), overdue=True)]
    station.api.on("GET", LIST, Reply(200, {"contacts": rows, "next_cursor": ""}))
    signed_in(station, "/tracer/todo")
    names = station.page.locator("#contacts-rows th")
    expect(names).to_have_count(4)
    assert [text.split("\n")[0] for text in names.all_inner_texts()] == [
        "P. Đ. Dũng",
        "N. V. An",
        "L. H. Châu",
        "T. T. Bình",
    ]
    for text in (
        "Quá hạn 1 ngày 6 giờ",
        "Quá hạn 45 phút",
        "Còn 29 phút",
        "Còn 3 giờ 20 phút",
        "2 người đã quá hạn gọi",
    ):
        station.sees(text)
    expect(station.page.locator("tr.overdue .due.late svg")).to_have_count(2)
    station.axe()
    assert station.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    station.page.set_viewport_size(DESKTOP)
    station.axe()


def test_each_row_leads_to_its_case(station: Visitor) -> None:
    signed_in(station, "/tracer/todo")
    expect(station.page.get_by_role("link", name=f"Ca {SHOWN}").first).to_have_attribute("href", f"/tracer/case#{CASE}")
    assert station.api.made("GET", LIST)[0].path == "/contacts?status=to_call&limit=100"


def test_a_call_is_one_tap_to_the_number_and_two_to_the_outcome(station: Visitor) -> None:
    station.api.on("POST", rf"/cases/{CASE}/contacts/[^/]+", Reply(200, contact(0, attempts=1, revision=1)))
    signed_in(station, "/tracer/todo")
    station.page.get_by_role("button", name="Gọi N. V. An").click()
    expect(station.page.get_by_role("link", name="Gọi 0912 345 678")).to_be_focused()
    station.axe()
    station.page.get_by_role("button", name="Không nghe máy").click()
    expect(station.page.get_by_role("dialog")).to_be_hidden()
    station.sees("đã gọi 1 lần")
    [call] = station.api.made("POST", rf"/cases/{CASE}/contacts/[^/]+")
    assert call.path.endswith(person_id(0))
    assert call.body == {"status": "to_call", "outcome": "no_answer", "revision": 0}


def test_a_file_that_may_not_be_opened_says_why(station: Visitor) -> None:
    refusal = problem(403, "outside-jurisdiction", "Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    station.api.on("POST", rf"/cases/{CASE}/contacts/[^/]+/open", refusal)
    signed_in(station, "/tracer/todo")
    station.page.get_by_role("button", name="Gọi N. V. An").click()
    station.sees("Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    expect(station.page.locator("#contact-file")).to_be_hidden()
    station.axe()


def test_nobody_is_waiting(station: Visitor) -> None:
    station.api.on("GET", LIST, Reply(200, contacts(0)))
    signed_in(station, "/tracer/todo")
    station.sees("Không còn ai cần gọi.")
    station.axe()


def test_filters_are_in_the_address(station: Visitor) -> None:
    signed_in(station, "/tracer/todo?status=reached")
    expect(station.page.get_by_label("Tình trạng")).to_have_value("reached")
    station.page.get_by_label("Diện tiếp xúc", exact=True).select_option("F1")
    expect(station.page).to_have_url(f"{station.site}/tracer/todo?status=reached&grade=F1")
    expect(station.page.locator("#contacts-frame[aria-busy]")).to_have_count(0)
    assert station.api.made("GET", LIST)[-1].path == "/contacts?status=reached&grade=F1&limit=100"


def test_twenty_at_a_time_from_one_answer(station: Visitor) -> None:
    station.api.on("GET", LIST, Reply(200, contacts(33)))
    signed_in(station, "/tracer/todo")
    station.sees("20 người đầu, còn nữa")
    station.page.get_by_role("button", name="Xem thêm 20 người").click()
    station.sees("33 người")
    assert len(station.api.made("GET", LIST)) == 1


def test_without_a_network_and_without_the_right(station: Visitor) -> None:
    station.api.on("GET", LIST, problem(403, "not-allowed", "Vai trò của bạn không được làm việc này."))
    signed_in(station, "/tracer/todo")
    station.sees("Vai trò của bạn không được làm việc này.")
    station.axe()
    station.api.down = True
    station.page.get_by_role("button", name="Tải lại").click()
    station.sees("Không có mạng hoặc máy chủ không trả lời.")
