"""The work queue: due first, clocks in words, a number to call, an outcome in two taps."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Request, Route, expect

from tests.web.api import Reply, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import AWAY, CASE, SHOWN, at, contact, contacts, counts, person_id, tracer_api
from tests.web.visitor import DESKTOP, PHONE, Visitor

LIST = r"/contacts\?.*"


@pytest.fixture
def station(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=PHONE)
    visitor.pool = Pool(visitor.context, "health_station")
    tracer_api(visitor.api)
    return visitor


def lost(place: int, **changed: Any) -> dict[str, Any]:
    """Somebody whom nothing can tell."""
    return contact(
        place, phone_masked="", number_reaches=False, told_state="unreachable", told_since=at(-1), told_by="", **changed
    )


def test_the_order_is_the_server_s_and_the_work_is_told_in_numbers(station: Visitor) -> None:
    rows = [lost(2), contact(3, due_at=at(-30), overdue=True), contact(0), contact(1, due_at=at(0.5))]
    told = {"contacts": rows, "next_cursor": "", "counts": counts(41, overdue=2, unreachable=1, matching=41)}
    station.api.on("GET", LIST, Reply(200, told))
    signed_in(station, "/tracer/todo")
    names = station.page.locator("#contacts-rows th")
    expect(names).to_have_count(4)
    named = "(all) => all.map((th) => [...th.childNodes].find((part) => part.nodeType === Node.TEXT_NODE).data)"
    assert names.evaluate_all(named) == [
        "L. H. Châu",
        "P. Đ. Dũng",
        "N. V. An",
        "T. T. Bình",
    ]
    for text in (
        "Quá hạn 1 ngày 6 giờ",
        "Quá hạn 45 phút",
        "Còn 29 phút",
        "41 cần gọi · 2 quá hạn · 1 chưa có cách báo",
    ):
        station.sees(text)
    expect(station.page.locator("tr.overdue .due.late svg")).to_have_count(2)
    assert station.sent("GET", LIST)[0].path == "/contacts?status=to_call&sort=urgent&limit=20"
    station.axe()
    assert station.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    station.page.set_viewport_size(DESKTOP)
    station.axe()


def test_told_is_what_the_receipts_say_and_who_cannot_be_told_gets_no_call(station: Visitor) -> None:
    rows = [
        lost(0),
        contact(1, told_state="issued", told_since=at(-2), told_by=""),
        contact(2, told_state="sent", told_since=at(-2), told_by="sms"),
        contact(3, told_state="sent", told_since=at(-2), told_by="push"),
        contact(4, told_state="opened", told_since=at(-1), told_by=""),
        contact(5, told_state="not_told", told_since="", told_at="", told_by="", doubtful=True),
        contact(6, handed_over=True, theirs=True, unit=AWAY),
        contact(7, became_case_id=SHOWN),
    ]
    station.api.on("GET", LIST, Reply(200, {"contacts": rows, "next_cursor": "", "counts": counts(8)}))
    signed_in(station, "/tracer/todo")
    said = station.page.locator("#contacts-rows .word")
    expect(said).to_have_count(8)
    said_at = [re.sub(r"\d\d:\d\d( \d\d/\d\d/\d{4})?", "…", text) for text in said.all_inner_texts()[:6]]
    assert said_at == [
        "chưa có cách báo – cần đến nhà",
        "đã lập thông báo …, chưa gửi được",
        "đã gửi SMS …",
        "đã báo trên điện thoại …",
        "đã mở đọc …",
        "chưa báo, chờ xác minh",
    ]
    calls = station.page.get_by_role("button", name=re.compile("^Gọi "))
    expect(calls).to_have_count(5)
    rows_that_call = station.page.locator("#contacts-rows tr", has=calls)
    assert [rows_that_call.nth(place).get_attribute("id") for place in range(5)] == [
        f"row-{CASE}/{person_id(place)}" for place in range(1, 6)
    ]
    station.axe()


def test_no_link_leads_where_the_role_may_not_go(station: Visitor) -> None:
    """A health station follows contacts up and may not open a case."""
    signed_in(station, "/tracer/todo")
    station.sees(f"Ca {SHOWN}")
    expect(station.page.locator('a[href^="/tracer/case#"]')).to_have_count(0)


def test_each_row_leads_a_tracer_to_its_case(arrives: Callable[..., Visitor]) -> None:
    tracer = arrives(viewport=PHONE)
    tracer.pool = Pool(tracer.context, "tracer")
    tracer_api(tracer.api)
    signed_in(tracer, "/tracer/todo")
    expect(tracer.page.get_by_role("link", name=f"Ca {SHOWN}").first).to_have_attribute("href", f"/tracer/case#{CASE}")


def test_a_call_is_one_tap_to_the_number_and_two_to_the_outcome(station: Visitor) -> None:
    station.api.on("POST", rf"/cases/{CASE}/contacts/[^/]+", Reply(200, contact(0, attempts=1, revision=1)))
    signed_in(station, "/tracer/todo")
    station.page.get_by_role("button", name="Gọi N. V. An").click()
    expect(station.page.get_by_role("link", name="Gọi 0912 345 678")).to_be_focused()
    station.axe()
    station.page.get_by_role("button", name="Không nghe máy").click()
    expect(station.page.get_by_role("dialog")).to_be_hidden()
    station.sees("đã gọi 1 lần")
    [call] = station.sent("POST", rf"/cases/{CASE}/contacts/[^/]+")
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
    station.page.get_by_role("button", name="Lọc thêm").click()
    station.page.get_by_label("Diện tiếp xúc", exact=True).select_option("F1")
    station.page.get_by_label("Báo tin").select_option("unreachable")
    expect(station.page).to_have_url(f"{station.site}/tracer/todo?status=reached&grade=F1&told=unreachable")
    station.page.get_by_label("Địa điểm").select_option("Chợ Long Biên – Cổng số 2")
    expect(station.page.locator("#contacts-frame[aria-busy]")).to_have_count(0)
    asked = station.api.made("GET", LIST)[-1].path
    assert asked == "/contacts?status=reached&grade=F1&told=unreachable&venue_id=mhjy4aa8&sort=urgent&limit=20"


def test_twenty_at_a_time_of_a_total_that_is_told(station: Visitor) -> None:
    pages: dict[str, tuple[int, int, str]] = {"": (0, 20, "urgent:20"), "urgent:20": (20, 33, "")}

    def answer(request: Request) -> Reply:
        first, last, cursor = pages[parse_qs(urlsplit(request.url).query).get("cursor", [""])[0]]
        rows = [contact(place) for place in range(first, last)]
        return Reply(200, {"contacts": rows, "next_cursor": cursor, **({"counts": counts(33)} if first == 0 else {})})

    station.api.on("GET", LIST, answer)
    signed_in(station, "/tracer/todo")
    station.sees("20 trong 33 người")
    station.page.get_by_role("button", name="Xem thêm 20 người").click()
    expect(station.page.locator("#contacts-count")).to_have_text("33 người")
    expect(station.page.locator("#contacts-rows tr")).to_have_count(33)


def test_where_there_are_more_than_can_be_counted_the_page_says_so(station: Visitor) -> None:
    told = contacts(20, next_cursor="|x|", counts=counts(1000, matching=1000, more=True))
    station.api.on("GET", LIST, Reply(200, told))
    signed_in(station, "/tracer/todo")
    station.sees("Hơn 1000 cần gọi")
    station.sees("20 người đầu, có hơn 1.000 người")
    station.sees("danh sách đi theo từng ca")


def test_loading_says_so_in_words(station: Visitor) -> None:
    held: list[Route] = []
    station.page.route(re.compile(r"/api/contacts\?"), lambda route: held.insert(0, route))
    signed_in(station, "/tracer/todo")
    station.sees("Đang tải danh sách…")
    expect(station.page.locator("#contacts-frame")).to_be_hidden()
    station.page.wait_for_timeout(100)
    for route in held:
        route.fallback()
    expect(station.page.locator("#contacts-rows tr")).to_have_count(8)
    expect(station.page.get_by_text("Đang tải danh sách…")).to_be_hidden()


def test_on_a_phone_the_first_row_begins_on_the_first_screen(station: Visitor) -> None:
    signed_in(station, "/tracer/todo")
    row = station.page.locator("#contacts-rows tr").first
    expect(row).to_be_visible()
    place = row.bounding_box()
    assert place
    assert place["y"] <= PHONE["height"] - 60, "the name can be read"
    station.axe()


def test_filters_fold_on_a_phone_and_say_how_many_choose(station: Visitor) -> None:
    signed_in(station, "/tracer/todo?grade=F1&told=sent")
    more = station.page.get_by_role("button", name="Lọc thêm (2 đang lọc)")
    expect(more).to_have_attribute("aria-expanded", "false")
    told = station.page.get_by_label("Báo tin")
    expect(told).to_be_hidden()
    assert "grade=F1&told=sent" in station.api.made("GET", LIST)[0].path.replace("&sort", "&&sort")
    station.axe()
    more.focus()
    station.page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    station.page.keyboard.press("Tab")
    expect(station.page.get_by_label("Diện tiếp xúc", exact=True)).to_be_focused()
    told.select_option("")
    expect(station.page.get_by_role("button", name="Lọc thêm (1 đang lọc)")).to_be_visible()
    station.axe()
    station.fits()
    station.page.set_viewport_size(DESKTOP)
    expect(told).to_be_visible()
    expect(station.page.locator("#filters-more")).to_be_hidden()


def test_without_a_network_and_without_the_right(station: Visitor) -> None:
    station.api.on("GET", LIST, problem(403, "not-allowed", "Vai trò của bạn không được làm việc này."))
    signed_in(station, "/tracer/todo")
    station.sees("Vai trò của bạn không được làm việc này.")
    station.axe()
    station.api.down = True
    station.page.get_by_role("button", name="Tải lại").click()
    station.sees("Không có mạng hoặc máy chủ không trả lời.")
