"""Where each role lands: tiles that tell the truth, pages that open, and pages of others that say whose they are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from domain.people.roles import Role
from tests.web.answers import statistics
from tests.web.api import Reply, problem
from tests.web.home_answers import lands
from tests.web.visitor import DESKTOP, PHONE, Visitor
from web.builder.pages import PAGES
from web.builder.roles import callers, viewers

STAFF = [page for page in PAGES if page.operations]
NARROW: ViewportSize = {"width": 320, "height": 640}
TALLEST_HEADER = 100
CARE = ["Đăng ký người", "Địa điểm", "Số liệu"]
DESK = ["Ghi lượt đến", "Đăng ký người", "Địa điểm"]
TRACING = ["Cần gọi", "Ca F0", "Tra cứu người", "Địa điểm", "Hồ sơ trùng", "Số liệu"]
AUTHORITY = [*DESK, "Hồ sơ trùng", "Số liên hệ", "Số liệu"]
TILES = {
    Role.TRACER: TRACING,
    Role.EPIDEMIOLOGIST: TRACING,
    Role.CHECKPOINT_OFFICER: [*DESK, "Số liệu"],
    Role.LAB_STAFF: CARE,
    Role.QUARANTINE_STAFF: CARE,
    Role.HEALTH_STATION: ["Cần gọi", *DESK, "Số liên hệ", "Số liệu"],
    Role.COMMUNE_OFFICER: AUTHORITY,
    Role.DISTRICT_OFFICER: ["Ca F0", *AUTHORITY],
    Role.PROVINCE_OFFICER: ["Ca F0", *AUTHORITY],
    Role.VOLUNTEER: [*DESK, "Số liệu"],
    Role.AUDITOR: ["Nhật ký truy cập", "Số liệu"],
    Role.OPERATOR: ["Tình trạng hệ thống"],
}
# What a tile says, and the operation without which it is not true.
PROMISES = {
    "Xác nhận F0": "confirmCase",
    "Duyệt truy vết": "releaseTrace",
    "Xem người tiếp xúc": "listContacts",
    "Ghi cho người": "recordVisitByStaff",
    "Nhập từ tệp": "importVenues",
    "cấp lại mã": "reissueVenueCode",
    "Gọi F1, F2": "updateContact",
    "mà người dân được chỉ gọi": "setUnitContact",
}


@pytest.mark.parametrize("role", Role)
def test_a_home_offers_what_its_role_may_do_and_promises_no_more(arrives: Callable[..., Visitor], role: Role) -> None:
    visitor = arrives(viewport=DESKTOP)
    lands(visitor, role)
    visitor.sees("Chọn việc")
    tiles = visitor.page.locator(".tasks > li").filter(visible=True)
    assert sorted(tiles.locator("h2").all_inner_texts()) == sorted(TILES[role])
    assert sorted(visitor.page.locator("#tabs a").filter(visible=True).all_inner_texts()) == sorted(TILES[role])
    said = visitor.page.locator(".tasks").inner_text()
    promised = {operation for words, operation in PROMISES.items() if words in said}
    may = {operation for operation in PROMISES.values() if role in callers(operation)}
    if role not in callers("listCases"):
        may -= {"listContacts"}  # said of cases
    assert promised == may
    for tile in tiles.all():
        assert tile.locator(".what li").filter(visible=True).count(), "a tile says what is done there"
    visitor.axe()


@pytest.mark.parametrize("role", Role)
def test_a_page_of_others_says_whose_it_is_and_leads_home(arrives: Callable[..., Visitor], role: Role) -> None:
    visitor = arrives(viewport=PHONE)
    foreign = next((page for page in reversed(STAFF) if role not in viewers(page)), None)
    assert foreign, "somebody may do everything"
    lands(visitor, role, foreign.url)
    visitor.page.wait_for_url(f"**{foreign.url}")
    expect(visitor.page.locator("h1").filter(visible=True)).to_have_text("Trang này không dành cho vai trò của bạn")
    for other in viewers(foreign):
        assert Role(other).shown.vi in visitor.page.locator("#main").inner_text()
    assert visitor.page.locator("main form, main table").count() == 0
    assert not visitor.api.calls, "nothing is asked for that is refused"
    visitor.axe()
    visitor.page.get_by_role("link", name="Về trang công việc").click()
    visitor.sees("Chọn việc")


@pytest.mark.parametrize("viewport", [PHONE, NARROW], ids=["360", "320"])
@pytest.mark.parametrize("role", [Role.PROVINCE_OFFICER, Role.TRACER], ids=str)
def test_the_header_of_a_phone_is_low_and_shows_that_tabs_go_on(
    arrives: Callable[..., Visitor], role: Role, viewport: ViewportSize
) -> None:
    visitor = arrives(viewport=viewport)
    lands(visitor, role, "/staff/statistics")
    visitor.sees("Cập nhật")
    expect(visitor.page.locator("#who-unit")).to_contain_text("Phường Hồng Hà")
    bar = visitor.page.locator("header.bar").bounding_box()
    assert bar
    assert bar["height"] <= TALLEST_HEADER
    tabs = visitor.page.locator("#tabs")
    expect(tabs).to_have_class("tabs more-before")  # the page's own tab is the last, and in sight
    tabs.evaluate("(row) => row.scrollTo(0, 0)")
    expect(tabs).to_have_class("tabs more-after")
    visitor.axe()


def test_a_district_is_called_by_its_own_name(arrives: Callable[..., Visitor], dist: Path) -> None:
    del dist
    visitor = arrives(viewport=DESKTOP)
    lands(visitor, Role.DISTRICT_OFFICER, unit="222", scheme="VN-2025H1")
    expect(visitor.page.locator("#who-unit")).to_have_text("Thị xã Việt Yên, Tỉnh Bắc Giang")
    expect(visitor.page.locator("#who-role")).to_have_text("Cán bộ huyện")


def test_who_looks_people_up_and_records_nobody_chooses_no_venue(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=PHONE)
    found = {"persons": [], "next_cursor": ""}
    visitor.api.on("POST", "/person-lookups", Reply(200, found))
    lands(visitor, Role.TRACER, "/staff/desk")
    expect(visitor.page.get_by_role("heading", name="Tra cứu người")).to_be_visible()
    assert "Ghi lượt đến" not in visitor.page.locator("main").inner_text()
    assert "Người mới" not in visitor.page.locator("main").inner_text()
    visitor.page.get_by_label("Mã cá nhân, 12 ký tự").fill("36J3-X7CW-HNQW")
    visitor.page.get_by_role("button", name="Tra cứu").click()
    visitor.sees("Không tìm thấy ai")
    assert "Người mới" not in visitor.page.locator("#said").inner_text()
    assert visitor.sent("POST", "/person-lookups")[0].body == {"personal_code": "36j3x7cwhnqw"}
    visitor.axe()


def test_a_person_without_a_phone_is_registered_and_given_a_card(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=PHONE)
    visitor.api.on(
        "POST",
        "/persons",
        Reply(
            201,
            {
                "person_id": "pfghnbvpram4z",
                "personal_code": "36J3-X7CW-HNQW",
                "phone_verified": False,
                "device_token": "",
            },
        ),
    )
    lands(visitor, Role.QUARANTINE_STAFF, "/staff/people")
    visitor.sees("Phường Hồng Hà, Thành phố Hà Nội")
    visitor.page.get_by_role("button", name="Đăng ký và in thẻ").click()
    visitor.sees("Hãy")
    visitor.axe()
    visitor.page.get_by_label("Họ và tên").fill("Nguyễn Thị  Hà")
    visitor.page.get_by_label("Năm sinh").fill("1941")
    visitor.page.get_by_role("button", name="Đăng ký và in thẻ").click()
    expect(visitor.page.get_by_role("heading", name="Thẻ cá nhân")).to_be_focused()
    expect(visitor.page.locator("#card-call")).to_have_text("Trạm y tế phường Hồng Hà: 024 3825 3531")
    visitor.sees("36J3-X7CW-HNQW")
    [made] = visitor.sent("POST", "/persons")
    assert made.body["full_name"] == "Nguyễn Thị Hà"
    assert made.body["unit"] == {"scheme": "VN-2025H2", "code": "00097"}
    assert not visitor.api.made("POST", "/staff-visits")
    visitor.axe()


def test_a_home_says_what_waits_and_each_number_leads_to_its_list(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=PHONE)
    lands(visitor, Role.TRACER)
    waits = {
        "12 cần gọi": "/tracer/todo",
        "3 quá hạn": "/tracer/todo",
        "1 chưa có cách báo": "/tracer/todo?told=unreachable",
        "1 ca chờ duyệt": "/tracer/cases?standing=held",
        "7 ca đang mở": "/tracer/cases?standing=open",
        "Không có gì chờ duyệt": "/staff/merges",
    }
    for said, led_to in waits.items():
        expect(visitor.page.get_by_role("link", name=said, exact=True)).to_have_attribute("href", led_to)
    total = statistics()["days"][0]["check_ins"]
    visitor.sees(f"Hôm nay {total} lượt đến, chưa hết ngày")
    visitor.axe()
    visitor.page.get_by_role("link", name="1 ca chờ duyệt").click()
    visitor.page.wait_for_url("**/tracer/cases?standing=held")


def test_a_figure_that_cannot_be_had_is_said_and_holds_up_no_other(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=PHONE)
    lands(visitor, Role.EPIDEMIOLOGIST)
    visitor.sees("12 cần gọi")
    visitor.api.on("GET", r"/contacts\?.*", problem(503, "busy", "Máy chủ đang bận."))
    visitor.open("/staff")
    expect(visitor.page.locator("#now-todo")).to_have_text("Chưa có số liệu")
    visitor.sees("7 ca đang mở")
    assert not [call for call in visitor.api.calls if "/access-seals" in call.path or "/stage-health" in call.path]
    visitor.axe()
