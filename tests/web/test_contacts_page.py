"""The staff's page of numbers to call: what stands, saying it anew, taking it off, and somebody who was faster."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.web.answers import UNIT
from tests.web.api import Reply, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.visitor import DESKTOP, Visitor

BOOK = r"/unit-contacts/changes\?.*"


def contact(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "station",
        "name": "Trạm y tế phường Hồng Hà",
        "phone": "+842438253531",
        "phone_shown": "024 3825 3531",
        "hours": "7:00-17:00",
        "listed": True,
        "revision": 2,
        "since": "2021-10-02T08:15:12+07:00",
        **changed,
    }


def lists(visitor: Visitor, *contacts: dict[str, Any]) -> None:
    book = {"unit": UNIT, "contacts": list(contacts), "changes": list(contacts)}
    visitor.api.on("GET", BOOK, Reply(200, book))


@pytest.fixture
def officer(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "commune_officer")
    lists(visitor, contact())
    visitor.api.on("POST", "/unit-contacts", Reply(200, contact(revision=3)))
    signed_in(visitor, "/staff/contacts")
    visitor.sees("024 3825 3531")
    return visitor


def test_what_the_unit_lists_and_what_it_does_not(officer: Visitor) -> None:
    expect(officer.page.locator("#unit-chosen")).to_have_text("Phường Hồng Hà")
    expect(officer.page.locator("#rows > li")).to_have_count(4)
    expect(officer.page.locator("#rows").get_by_text("Đơn vị chưa có số này.")).to_have_count(3)
    expect(officer.page.locator("#history")).to_contain_text("từ 08:15 02/10/2021")
    expect(officer.page.locator("#unit")).to_be_hidden()  # a commune has nothing below it
    officer.axe()
    officer.fits()
    officer.dark()


def test_a_number_is_said_anew_on_the_revision_that_was_read(officer: Visitor) -> None:
    officer.page.get_by_role("button", name="Sửa – Trạm y tế").click()
    officer.page.get_by_label("Số điện thoại").fill("024 3999 9999")
    officer.axe()
    officer.page.get_by_role("button", name="Lưu", exact=True).click()
    officer.sees("Đã lưu: Trạm y tế.")
    (sent,) = officer.sent("POST", "/unit-contacts")
    assert sent.body == {
        "unit": {"scheme": "VN-2025H2", "code": "00097"},
        "kind": "station",
        "name": "Trạm y tế phường Hồng Hà",
        "phone": "024 3999 9999",
        "hours": "7:00-17:00",
        "listed": True,
        "revision": 2,
    }
    officer.axe()


def test_the_first_of_a_kind_has_no_revision_before_it(officer: Visitor) -> None:
    officer.page.get_by_role("button", name="Thêm số – Đường dây nóng").click()
    officer.page.get_by_role("button", name="Lưu", exact=True).click()
    for text in ("Hãy nhập tên nơi nghe máy", "Hãy nhập số điện thoại"):
        officer.sees(text)
    officer.axe()
    officer.page.get_by_label("Tên nơi nghe máy").fill("Tổng đài 1022")
    officer.page.get_by_label("Số điện thoại").fill("1022")
    officer.page.get_by_role("button", name="Lưu", exact=True).click()
    officer.sees("Đã lưu: Đường dây nóng.")
    (sent,) = officer.sent("POST", "/unit-contacts")
    assert (sent.body["kind"], sent.body["revision"]) == ("hotline", 0)


def test_a_number_is_taken_off(officer: Visitor) -> None:
    officer.page.get_by_role("button", name="Sửa – Trạm y tế").click()
    lists(officer, contact(listed=False, revision=3))
    officer.page.get_by_role("button", name="Không dùng số này nữa").click()
    officer.sees("Đã bỏ: Trạm y tế.")
    expect(officer.page.get_by_role("button", name="Thêm số – Trạm y tế")).to_be_visible()
    officer.sees("Trạm y tế phường Hồng Hà: không dùng nữa")
    (sent,) = officer.sent("POST", "/unit-contacts")
    assert (sent.body["listed"], sent.body["revision"]) == (False, 2)


def test_who_was_slower_keeps_what_was_typed_and_sees_what_is_there(officer: Visitor) -> None:
    officer.page.get_by_role("button", name="Sửa – Trạm y tế").click()
    officer.page.get_by_label("Số điện thoại").fill("024 3999 9999")
    officer.api.on("POST", "/unit-contacts", problem(409, "unit-contact-changed", "Vừa có người khác sửa."))
    lists(officer, contact(revision=3, phone="+842438888888", phone_shown="024 3888 8888"))
    officer.page.get_by_role("button", name="Lưu", exact=True).click()
    officer.sees("Vừa có người khác sửa số này.")
    officer.sees("024 3888 8888")
    expect(officer.page.get_by_label("Số điện thoại")).to_have_value("024 3999 9999")
    officer.axe()
    officer.api.on("POST", "/unit-contacts", Reply(200, contact(revision=4)))
    officer.page.get_by_role("button", name="Lưu", exact=True).click()
    officer.sees("Đã lưu: Trạm y tế.")
    assert officer.api.made("POST", "/unit-contacts")[-1].body["revision"] == 3


def test_a_fault_of_the_server_stands_at_its_field(officer: Visitor) -> None:
    fault = {"field": "phone", "rule": "unit-phone", "text": {"vi": "phải là số di động", "en": "must be a mobile"}}
    officer.api.on("POST", "/unit-contacts", problem(422, "invalid", "Nội dung gửi lên chưa đúng.", errors=[fault]))
    officer.page.get_by_role("button", name="Sửa – Trạm y tế").click()
    officer.page.get_by_label("Số điện thoại").fill("12")
    officer.page.get_by_role("button", name="Lưu", exact=True).click()
    expect(officer.page.locator("#call-phone")).to_have_attribute("aria-invalid", "true")
    officer.axe()


def of_units(visitor: Visitor, **names: str) -> None:
    """Each unit answers with its own name and one number."""

    def answer(request: Request) -> Reply:
        code = parse_qs(urlsplit(request.url).query)["unit"][0]
        unit = {"scheme": "VN-2025H2", "code": code, "name": names[f"u{code}"]}
        return Reply(200, {"unit": unit, "contacts": [contact(name=f"Trạm y tế {unit['name']}")], "changes": []})

    visitor.api.on("GET", BOOK, answer)


@pytest.fixture
def province(arrives: Callable[..., Visitor]) -> Visitor:
    """An officer of Hà Nội, on the page of numbers."""
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "province_officer", unit="01")
    of_units(visitor, u01="Thành phố Hà Nội", u00004="Phường Ba Đình")
    visitor.api.on("POST", "/unit-contacts", Reply(200, contact(revision=3)))
    return visitor


def looks_at_ba_dinh(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Chọn đơn vị khác").click()
    visitor.page.get_by_label("Tỉnh, thành phố").select_option("01")
    visitor.page.get_by_label("Tìm xã, phường").fill("ba dinh")
    visitor.page.get_by_role("button", name="Phường Ba Đình").click()
    visitor.sees("Trạm y tế Phường Ba Đình")


def test_from_a_unit_below_one_button_leads_back_to_the_own(province: Visitor) -> None:
    signed_in(province, "/staff/contacts")
    province.sees("Trạm y tế Thành phố Hà Nội")
    back = province.page.get_by_role("button", name="Về đơn vị của tôi")
    expect(back).to_be_hidden()
    looks_at_ba_dinh(province)
    expect(province.page).to_have_url(f"{province.site}/staff/contacts?unit=00004")
    province.axe()
    province.fits()
    province.page.set_viewport_size(DESKTOP)
    back.click()
    province.sees("Trạm y tế Thành phố Hà Nội")
    expect(province.page).to_have_url(f"{province.site}/staff/contacts")
    expect(back).to_be_hidden()
    expect(province.page.get_by_role("button", name="Chọn đơn vị khác")).to_be_focused()


def test_the_unit_stands_in_the_address_and_in_the_history(province: Visitor) -> None:
    signed_in(province, "/staff/contacts?unit=00004")
    province.sees("Trạm y tế Phường Ba Đình")
    province.page.get_by_role("button", name="Về đơn vị của tôi").click()
    province.sees("Trạm y tế Thành phố Hà Nội")
    province.page.get_by_role("button", name="Sửa – Trạm y tế").click()
    province.page.go_back()
    province.sees("Trạm y tế Phường Ba Đình")
    expect(province.page.locator("#edit")).to_be_hidden()  # what was begun for one unit is not said of another
    province.page.get_by_role("button", name="Sửa – Trạm y tế").click()
    province.page.get_by_role("button", name="Lưu", exact=True).click()
    province.sees("Đã lưu: Trạm y tế.")
    (sent,) = province.api.made("POST", "/unit-contacts")
    assert sent.body["unit"] == {"scheme": "VN-2025H2", "code": "00004"}


def test_a_unit_that_is_not_below_says_so_and_leads_back(province: Visitor) -> None:
    answer = Reply(200, {"unit": UNIT, "contacts": [contact()], "changes": []})
    refusal = problem(403, "outside-jurisdiction", "Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    province.api.on("GET", BOOK, lambda request: refusal if "unit=48" in request.url else answer)
    signed_in(province, "/staff/contacts?unit=48")
    province.sees("Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    expect(province.page.locator("#rows > li")).to_have_count(0)
    province.axe()
    province.page.get_by_role("button", name="Về đơn vị của tôi").click()
    province.sees("024 3825 3531")
    expect(province.page.locator("#fault")).to_be_hidden()


def test_without_a_network_it_says_so(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "health_station")
    visitor.api.on("GET", BOOK, problem(503, "busy", "Hệ thống đang bận."))
    signed_in(visitor, "/staff/contacts")
    visitor.sees("Hệ thống đang bận.")
    visitor.axe()
