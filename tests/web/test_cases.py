"""Cases of a unit: the list in each state, its filters and orders, and finding one case."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import HERE
from tests.web.api import Reply, problem
from tests.web.case_page import arriving
from tests.web.pool import Pool
from tests.web.test_staff import sign_in, signed_in
from tests.web.trace_answers import CASE, SHOWN, case_row, tracer_api
from tests.web.visitor import DESKTOP, PHONE, Visitor


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    return arriving(arrives)


def test_the_list_says_what_each_trace_is_doing(tracer: Visitor) -> None:
    rows = [
        case_row(status="running", f1=0, f2=0),
        case_row(status="held", held_people=742),
        case_row(),
        case_row(status="window_empty", f1=0, f2=0),
        case_row(status="retracted", f1=0, f2=0, handed_over=True, handed_people=6, display_name="", year_of_birth=0),
    ]
    counts = {"open": 12, "held": 1}
    tracer.api.on("GET", r"/cases\?.*", Reply(200, {"cases": rows, "counts": counts, "next_cursor": ""}))
    signed_in(tracer, "/tracer/cases")
    for text in (
        "Đang truy vết",
        "Đang giữ, chờ duyệt",
        "Đã thông báo",
        "Không có thời gian lây",
        "Đã hủy xác nhận",
        "742",
        "1.240",
        "nhận bàn giao",
        "6 người bàn giao cho đơn vị",
        "H. V. Sơn · 1990",
        "12 ca đang theo dõi · 1 ca chờ duyệt",
    ):
        tracer.sees(text)
    tracer.sees("5 ca")
    confirmed = tracer.page.locator("#rows tr").first.locator("td").nth(1)
    expect(confirmed).to_have_text(re.compile(r"^\d\d:\d\d \d\d/\d\d"))  # the day, also when it is today
    tracer.axe()
    tracer.page.set_viewport_size(PHONE)
    tracer.axe()
    assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    tracer.page.get_by_role("link", name=SHOWN).first.click()
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case#{CASE}")


def test_the_list_is_filtered_by_keys_that_stand_in_the_address(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases")
    tracer.sees("H. V. Sơn · 1990")
    tracer.api.on("GET", r"/cases\?.*standing=held.*", Reply(200, {"cases": [], "next_cursor": ""}))
    tracer.page.get_by_label("Xem", exact=True).select_option("held")
    tracer.sees("Không có ca nào như vậy.")
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/cases?standing=held")
    tracer.axe()
    tracer.page.reload()
    tracer.sees("Không có ca nào như vậy.")
    expect(tracer.page.get_by_label("Xem", exact=True)).to_have_value("held")
    tracer.page.get_by_label("Xem", exact=True).select_option("")
    tracer.page.get_by_label("Xác nhận", exact=True).select_option("7")
    tracer.sees("H. V. Sơn · 1990")
    week = datetime.now(HERE).date() - timedelta(days=6)
    assert f"from={week}" in tracer.api.made("GET", r"/cases\?.*")[-1].path


def test_who_may_not_confirm_is_not_sent_to_a_button_that_is_not_there(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "district_officer")
    visitor.api.on("GET", r"/cases\?.*", Reply(200, {"cases": [], "next_cursor": ""}))
    signed_in(visitor, "/tracer/cases")
    visitor.sees("Ca hiện ở đây khi cán bộ truy vết của xã, phường xác nhận.")
    expect(visitor.page.locator(":text('Xác nhận F0'):visible")).to_have_count(0)


def test_no_case_yet_says_how_to_begin(tracer: Visitor) -> None:
    tracer.api.on("GET", r"/cases\?.*", Reply(200, {"cases": [], "next_cursor": ""}))
    signed_in(tracer, "/tracer/cases")
    tracer.sees("Đơn vị chưa có F0 nào.")
    tracer.axe()
    tracer.page.get_by_role("link", name="Xác nhận F0").click()
    expect(tracer.page.get_by_role("heading", name="Xác nhận F0")).to_be_visible()


def test_further_cases(tracer: Visitor) -> None:
    tracer.api.on("GET", r"/cases\?.*", Reply(200, {"cases": [case_row()], "next_cursor": "c-2"}))
    signed_in(tracer, "/tracer/cases")
    tracer.sees("1 ca đầu, còn nữa")
    tracer.api.on("GET", r"/cases\?.*cursor=c-2.*", Reply(200, {"cases": [case_row()], "next_cursor": ""}))
    tracer.page.get_by_role("button", name="Xem thêm").click()
    tracer.sees("2 ca")


def test_a_role_without_the_right_is_told_so_and_sees_no_button(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "volunteer")
    visitor.api.on("GET", r"/cases\?.*", problem(403, "not-allowed", "Vai trò của bạn không được làm việc này."))
    signed_in(visitor, "/tracer/cases")
    visitor.sees("Trang này không dành cho vai trò của bạn")
    expect(visitor.page.locator("#to-new")).to_be_hidden()
    expect(visitor.page.get_by_role("link", name="Ca F0")).to_be_hidden()
    visitor.axe()


def test_without_a_network_the_list_says_so(tracer: Visitor) -> None:
    tracer.api.down = True
    signed_in(tracer, "/tracer/cases")
    tracer.sees("Không có mạng hoặc máy chủ không trả lời.")
    tracer.axe()


def test_signing_in_comes_back_to_the_case(tracer: Visitor) -> None:
    tracer.open(f"/tracer/case#{CASE}")
    tracer.page.wait_for_url("**/staff?next=*")
    assert CASE not in tracer.page.url.split("#", maxsplit=1)[0]
    sign_in(tracer)
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case#{CASE}")


LISTED = r"/cases\?.*"


OTHERS = case_row(case_id="0001-0013", display_name="T. T. Hoà", left={"to_call": 0})


def finds(tracer: Visitor, text: str) -> None:
    box = tracer.page.get_by_label("Tìm theo tên, số điện thoại của F0, hoặc mã ca")
    box.fill(text)
    box.press("Enter")


def test_each_row_says_who_is_still_to_be_called_and_leads_there(tracer: Visitor) -> None:
    many = case_row(left={"to_call": 100, "more": True}, f1=1240)
    theirs = case_row(handed_over=True, handed_people=6, display_name="", year_of_birth=0, left={"to_call": 6})
    tracer.api.on("GET", LISTED, Reply(200, {"cases": [case_row(), OTHERS, many, theirs]}))
    signed_in(tracer, "/tracer/cases")
    cells = tracer.page.locator("#rows tr > td:nth-of-type(3)")
    expect(cells).to_have_text(["123 quá hạn", "0", "100 trở lên", "6"])
    assert "left=yes" in tracer.sent("GET", LISTED)[0].path
    tracer.axe()
    tracer.dark()
    tracer.fits()
    tracer.page.set_viewport_size(PHONE)
    expect(cells.first).to_have_attribute("data-label", "Còn phải gọi")
    tracer.page.get_by_role("link", name=f"12 người còn phải gọi của ca {SHOWN}").click()
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case?status=to_call#{CASE}")
    expect(tracer.page.get_by_label("Tình trạng", exact=True)).to_have_value("to_call")


def test_whoever_lists_no_contacts_reads_the_number_alone(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "province_officer", "01")
    tracer_api(visitor.api)
    signed_in(visitor, "/tracer/cases")
    expect(visitor.page.locator("#rows tr > td:nth-of-type(3)")).to_have_text("123 quá hạn")
    expect(visitor.page.locator("#rows td a")).to_have_count(0)


def test_cases_are_found_by_words_of_a_name_and_nothing_typed_stands_in_an_address(tracer: Visitor) -> None:
    tracer.api.on("POST", "/case-lookups", Reply(200, {"cases": [OTHERS]}))
    signed_in(tracer, "/tracer/cases?standing=open")
    tracer.sees("H. V. Sơn · 1990")
    finds(tracer, "trần hoà")
    tracer.sees("T. T. Hoà")
    tracer.sees("Tìm thấy 1 ca")
    expect(tracer.page.get_by_label("Xem", exact=True)).to_be_hidden()
    [call] = tracer.sent("POST", "/case-lookups")
    assert call.body == {"text": "trần hoà"}
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/cases?standing=open")
    assert not any("ho%C3%A0" in url or "hoà" in url for url in tracer.requests)
    tracer.axe()
    tracer.dark()
    tracer.fits()
    tracer.page.get_by_role("button", name="Bỏ tìm, xem cả danh sách").click()
    tracer.sees("H. V. Sơn · 1990")
    box = tracer.page.get_by_label("Tìm theo tên, số điện thoại của F0, hoặc mã ca")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(tracer.page.get_by_label("Xem", exact=True)).to_have_value("open")


def test_a_number_is_sought_as_it_is_typed(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases")
    finds(tracer, "0987 654 321")
    tracer.sees("Tìm thấy 1 ca")
    assert tracer.sent("POST", "/case-lookups")[0].body == {"text": "0987 654 321"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"cases": []}, "Đơn vị không có F0 nào như vậy."),
        ({"cases": [], "more": True}, "Không thấy trong 300 ca mới nhất."),
        ({"cases": [OTHERS], "more": True}, "1 ca đầu tìm thấy, có thể còn nữa"),
    ],
)
def test_a_search_says_what_it_did_not_find(tracer: Visitor, answer: dict[str, Any], said: str) -> None:
    tracer.api.on("POST", "/case-lookups", Reply(200, answer))
    signed_in(tracer, "/tracer/cases")
    finds(tracer, "hoà")
    tracer.sees(said)
    tracer.axe()
    tracer.fits((320,), (200,))


def test_a_search_that_is_refused_says_so_at_the_box(tracer: Visitor) -> None:
    short = {"field": "text", "rule": "too-short", "text": {"vi": "quá ngắn", "en": "too short"}}
    tracer.api.on("POST", "/case-lookups", problem(422, "invalid", "Nội dung gửi lên chưa đúng.", errors=[short]))
    signed_in(tracer, "/tracer/cases")
    finds(tracer, "a")
    expect(tracer.page.locator("#find-text")).to_have_attribute("aria-invalid", "true")
    expect(tracer.page.locator("#find-text-fault")).to_be_visible()
    tracer.axe()
    tracer.api.down = True
    finds(tracer, "hoà")
    tracer.sees("Không có mạng hoặc máy chủ không trả lời.")


def test_a_code_typed_into_the_one_box_leads_to_its_case(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases")
    finds(tracer, "we8v shvj")
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case#{CASE}")
    assert not tracer.api.made("POST", "/case-lookups")


def test_letters_that_might_be_a_code_are_sought_as_a_name(tracer: Visitor) -> None:
    """`thang anh` has the form of a code; a name is more likely, and the answer knows both."""
    signed_in(tracer, "/tracer/cases")
    finds(tracer, "thang anh")
    tracer.sees("Tìm thấy 1 ca")
    assert tracer.sent("POST", "/case-lookups")[0].body == {"text": "thang anh"}


def test_the_order_stands_in_the_address_and_a_unit_too_large_says_so(tracer: Visitor) -> None:
    tracer.api.on("GET", r"/cases\?.*sort=most.*", Reply(200, {"cases": [case_row(), OTHERS], "order": "most"}))
    signed_in(tracer, "/tracer/cases")
    tracer.sees("1 ca")
    expect(tracer.page.locator("#unit")).to_be_hidden()  # a commune has none below
    tracer.page.get_by_label("Xếp theo").select_option("most")
    tracer.sees("2 ca")
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/cases?sort=most")
    expect(tracer.page.locator("#order-bound")).to_be_hidden()
    tracer.api.on("GET", r"/cases\?.*sort=most.*", Reply(200, {"cases": [case_row()], "order": "newest"}))
    tracer.page.reload()
    expect(tracer.page.get_by_label("Xếp theo")).to_have_value("most")
    tracer.sees("không so được hết")
    tracer.axe()
    tracer.fits((360, 320))
    tracer.page.get_by_label("Xếp theo").select_option("oldest")
    expect(tracer.page.locator("#order-bound")).to_be_hidden()
    tracer.sent("GET", r"/cases\?.*sort=oldest.*")


@pytest.mark.parametrize(
    ("role", "scheme", "code", "choice", "group"),
    [
        ("province_officer", "VN-2025H2", "01", ("00097", "Phường Hồng Hà"), None),
        ("province_officer", "VN-2025H1", "01", ("00001", "Phường Phúc Xá"), "Quận Ba Đình"),
        ("district_officer", "VN-2025H1", "001", ("00001", "Phường Phúc Xá"), None),
    ],
)
def test_officers_choose_a_unit_below_theirs(
    arrives: Callable[..., Visitor], role: str, scheme: str, code: str, choice: tuple[str, str], group: str | None
) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, role, code, scheme)
    tracer_api(visitor.api)
    signed_in(visitor, "/tracer/cases")
    visitor.sees("H. V. Sơn · 1990")
    box = visitor.page.get_by_label("Đơn vị", exact=True)
    unit, name = choice
    expect(box.locator(f"option[value='{unit}']")).to_have_text(name)
    if group:
        expect(box.locator(f"optgroup[label='{group}'] option").first).to_have_text(f"Cả {group}")
    box.select_option(unit)
    expect(visitor.page).to_have_url(f"{visitor.site}/tracer/cases?unit={unit}")
    visitor.sent("GET", rf"/cases\?.*unit={unit}.*")
    finds(visitor, "sơn")
    visitor.sees("Tìm thấy 1 ca")
    assert visitor.sent("POST", "/case-lookups")[-1].body == {"text": "sơn", "unit": {"scheme": scheme, "code": unit}}
    visitor.page.reload()
    expect(box).to_have_value(unit)
    visitor.axe()
    visitor.fits((1280, 360, 320))
