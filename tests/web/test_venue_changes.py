"""What is said of a venue is changed by its owner or by staff; what looks alike is asked about."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Request, expect

from tests.web.answers import OTHER, venue
from tests.web.api import Reply, StubApi, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.visitor import DESKTOP, PHONE, Visitor

UPDATE = "/venues/mhjy4aa8/update"
CHANGES = [
    {
        "revision": 4,
        "act": "updated",
        "by": "me",
        "at": "2021-11-21T08:00:00+07:00",
        "reason": "Đổi biển hiệu",
        "was": {"name": "Chợ Long Biên", "category": "mall", "default_stay_minutes": "120", "contact_phone": ""},
    },
    {
        "revision": 3,
        "act": "code_reissued",
        "by": "staff",
        "at": "2021-11-20T08:00:00+07:00",
        "was": {"code": "0WJP-7445"},
    },
    {"revision": 2, "act": "deactivated", "by": "owner", "at": "2021-11-19T08:00:00+07:00", "reason": "Nghỉ Tết"},
]
ALIKE = [{"venue_id": OTHER, "code": "0WJP-7445", "name": "Quán Cô Bà", "category": "food", "address": "12 Lê Lợi"}]


def kept(**changed: Any) -> dict[str, Any]:
    """A venue as its keepers see it."""
    return venue(
        **{"contact_phone": "+842043823456", "capacity": 300, "revision": 4, "changes": CHANGES, **changed},
    )


def stub(api: StubApi) -> None:
    api.on("GET", r"/venues/[^/?]+", Reply(200, kept()))
    api.on("GET", "/me/venues", Reply(200, {"venues": [kept(changes=[])]}))
    api.on("GET", r"/venues\?.*", Reply(200, {"venues": [kept(changes=[])]}))
    api.on("POST", UPDATE, lambda request: Reply(200, kept(**said(request), changes=[])))


def said(request: Request) -> dict[str, Any]:
    return {key: value for key, value in (request.post_data_json or {}).items() if key not in {"reason", "revision"}}


def owner(citizen: Visitor) -> Visitor:
    stub(citizen.api)
    citizen.open("/venue")
    citizen.page.get_by_role("link", name="Sửa thông tin").click()
    expect(citizen.page.get_by_role("heading", name="Sửa địa điểm")).to_be_focused()
    return citizen


@pytest.fixture
def officer(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context)
    stub(visitor.api)
    signed_in(visitor, "/staff/venues")
    visitor.page.get_by_role("link", name="Sửa thông tin").click()
    expect(visitor.page.get_by_role("heading", name="Sửa địa điểm")).to_be_focused()
    return visitor


def save(visitor: Visitor, why: str = "Theo biển hiệu") -> None:
    visitor.page.get_by_label("Vì sao sửa?").fill(why)
    visitor.page.get_by_role("button", name="Lưu thay đổi").click()


def test_an_owner_changes_only_what_is_wrong(citizen: Visitor) -> None:
    owner(citizen)
    for label, text in (
        ("Tên địa điểm", "Chợ Long Biên – Cổng số 2"),
        ("Loại địa điểm", "market"),
        ("Địa chỉ", "Số 1 Hồng Hà"),
        ("Thời gian lưu lại", "60"),
        ("Điện thoại liên hệ", "02043823456"),
        ("Sức chứa", "300"),
    ):
        expect(citizen.page.get_by_label(label)).to_have_value(text)
    citizen.axe()
    citizen.page.get_by_label("Tên địa điểm").fill("Chợ Long Biên – Cổng số 3")
    citizen.page.get_by_label("Điện thoại liên hệ").fill("0204 3823 456")
    save(citizen)
    citizen.sees("Đã lưu thay đổi của Chợ Long Biên – Cổng số 3.")
    expect(citizen.page.locator("#told")).to_be_focused()
    expect(citizen.page).to_have_url(f"{citizen.site}/venue")
    citizen.axe()
    [call] = citizen.sent("POST", UPDATE)
    assert call.body == {"name": "Chợ Long Biên – Cổng số 3", "reason": "Theo biển hiệu", "revision": 4}
    assert call.token
    citizen.page.go_back()
    expect(citizen.page.get_by_role("heading", name="Sửa địa điểm")).to_be_visible()


def test_an_officer_changes_every_field(officer: Visitor) -> None:
    officer.axe()
    edit = officer.page.locator("#edit")
    edit.get_by_label("Loại địa điểm").select_option("food")
    expect(edit.get_by_label("Thời gian lưu lại")).to_have_value("")
    edit.get_by_label("Thời gian lưu lại").fill("45")
    edit.get_by_label("Địa chỉ").fill("12 Lê Lợi")
    edit.get_by_label("Điện thoại liên hệ").fill("1900 1234")
    edit.get_by_label("Sức chứa").fill("40")
    save(officer)
    officer.sees("Đã lưu thay đổi của Chợ Long Biên – Cổng số 2.")
    expect(officer.page.locator("#told")).to_be_focused()
    assert officer.sent("POST", UPDATE)[0].body == {
        "category": "food",
        "address": "12 Lê Lợi",
        "default_stay_minutes": 45,
        "contact_phone": "1900 1234",
        "capacity": 40,
        "reason": "Theo biển hiệu",
        "revision": 4,
    }


def test_another_kind_brings_its_own_stay(officer: Visitor) -> None:
    edit = officer.page.locator("#edit")
    edit.get_by_label("Loại địa điểm").select_option("food")
    edit.get_by_label("Loại địa điểm").select_option("market")
    expect(edit.get_by_label("Thời gian lưu lại")).to_have_value("60")
    edit.get_by_label("Loại địa điểm").select_option("food")
    save(officer)
    officer.sees("Đã lưu thay đổi")
    body = officer.sent("POST", UPDATE)[0].body
    assert body == {"category": "food", "reason": "Theo biển hiệu", "revision": 4}


def test_what_was_changed_before_is_listed(officer: Visitor) -> None:
    rows = officer.page.locator("#edit-history > li")
    expect(rows).to_have_count(3)
    for text in (
        "08:00 21/11/2021 · bạn",
        "Tên trước đó: Chợ Long Biên",
        "Loại trước đó: Trung tâm thương mại",
        "Lưu lại trước đó: 120 phút",
        "Điện thoại trước đó: chưa ghi",
        "Lý do: Đổi biển hiệu",
    ):
        expect(rows.first).to_contain_text(text)
    expect(rows.nth(1)).to_contain_text("Cấp lại mã · 08:00 20/11/2021 · cán bộ")
    expect(rows.nth(2)).to_contain_text("Ngừng hoạt động · 08:00 19/11/2021 · chủ địa điểm")
    officer.page.set_viewport_size(PHONE)
    officer.axe()
    assert officer.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_faults_stay_here(officer: Visitor) -> None:
    save(officer)
    officer.sees("Chưa có ô nào được sửa")
    edit = officer.page.locator("#edit")
    edit.get_by_label("Tên địa điểm").fill("")
    edit.get_by_label("Thời gian lưu lại").fill("một giờ")
    edit.get_by_label("Điện thoại liên hệ").fill("123")
    edit.get_by_label("Sức chứa").fill("")
    save(officer, "")
    for text in ("Hãy ghi tên địa điểm", "là số phút", "số cố định (02…)", "Sức chứa là một số", "Hãy ghi lý do"):
        officer.sees(text)
    officer.axe()
    assert not officer.api.made("POST", UPDATE)


def test_the_servers_fault_stands_at_its_field(officer: Visitor) -> None:
    errors = [{"field": "default_stay_minutes", "rule": "stay", "text": {"vi": "Quá dài với loại này.", "en": "x"}}]
    officer.api.on("POST", UPDATE, problem(422, "invalid", "Có chỗ chưa đúng.", errors=errors))
    officer.page.locator("#edit").get_by_label("Thời gian lưu lại").fill("1400")
    save(officer)
    expect(officer.page.locator("#edit-stay")).to_be_focused()
    expect(officer.page.locator("#edit-stay-fault")).to_have_text("Quá dài với loại này.")
    expect(officer.page.locator("#edit .summary")).to_be_hidden()  # one fault is said once
    officer.axe()


def test_whoever_was_slower_sees_both_and_loses_nothing(officer: Visitor) -> None:
    officer.api.on("POST", UPDATE, problem(409, "venue-changed", "Vừa có người khác sửa địa điểm này. Hãy tải lại."))
    officer.api.on("GET", "/venues/mhjy4aa8", Reply(200, kept(revision=5, address="Số 9 Hồng Hà", name="Chợ Mới")))
    edit = officer.page.locator("#edit")
    edit.get_by_label("Tên địa điểm").fill("Chợ Long Biên – Cổng số 3")
    save(officer)
    officer.sees("Vừa có người khác sửa địa điểm này. Những ô bạn đã sửa được giữ nguyên")
    expect(officer.page.locator("#edit-behind")).to_be_focused()
    expect(edit.get_by_label("Tên địa điểm")).to_have_value("Chợ Long Biên – Cổng số 3")
    expect(edit.get_by_label("Địa chỉ")).to_have_value("Số 9 Hồng Hà")
    officer.axe()
    officer.api.on("POST", UPDATE, lambda request: Reply(200, kept(**said(request))))
    officer.page.get_by_role("button", name="Lưu thay đổi").click()
    officer.sees("Đã lưu thay đổi")
    body = officer.api.made("POST", UPDATE)[-1].body
    assert body == {"name": "Chợ Long Biên – Cổng số 3", "reason": "Theo biển hiệu", "revision": 5}


def test_a_venue_that_cannot_be_had_says_why(officer: Visitor) -> None:
    officer.api.on("GET", "/venues/mhjy4aa8", problem(404, "venue-unknown", "Không có địa điểm này."))
    officer.open("/staff/venues?view=edit&venue=mhjy4aa8")
    officer.sees("Không có địa điểm này.")
    expect(officer.page.locator("#edit-form")).to_be_hidden()
    officer.axe()


def register(visitor: Visitor, form: Any) -> None:
    form.get_by_label("Tên địa điểm").fill("Quán Cô Ba")
    form.get_by_label("Loại địa điểm").select_option("food")
    form.get_by_label("Địa chỉ", exact=True).fill("12 Lê Lợi")
    form.get_by_label("Điện thoại liên hệ").fill("0204 3823 456")
    visitor.axe()
    form.get_by_role("button", name="Đăng ký", exact=True).click()


def test_what_looks_alike_is_asked_of_the_owner(citizen: Visitor) -> None:
    citizen.api.on("POST", "/venues", Reply(201, kept(name="Quán Cô Ba", alike=ALIKE, changes=[])))
    citizen.api.on("POST", r"/venues/[^/]+/deactivate", Reply(200, kept(name="Quán Cô Ba", status="DEACTIVATED")))
    citizen.open("/venue/register")
    citizen.sees("Phường Hồng Hà, Thành phố Hà Nội")
    register(citizen, citizen.page.locator("#form"))
    citizen.sees("Có phải cùng một nơi?")
    expect(citizen.page.get_by_role("link", name="Quán Cô Bà")).to_have_attribute("href", "/c#0WJP-7445")
    citizen.axe()
    assert citizen.sent("POST", "/venues")[0].body["contact_phone"] == "0204 3823 456"
    citizen.page.get_by_role("button", name="Đúng, ngừng nơi vừa lưu").click()
    citizen.page.get_by_label("Lý do").fill("Đăng ký trùng")
    citizen.axe()
    citizen.page.get_by_role("button", name="Ngừng", exact=True).click()
    citizen.sees("Quán Cô Ba đã ngừng.")
    expect(citizen.page.locator("#posters button")).to_have_count(0)
    expect(citizen.page.locator("#alike")).to_be_hidden()
    citizen.axe()


def test_two_places_of_one_name_are_kept(citizen: Visitor) -> None:
    citizen.api.on("POST", "/venues", Reply(201, kept(name="Quán Cô Ba", alike=ALIKE, changes=[])))
    citizen.open("/venue/register")
    citizen.sees("Phường Hồng Hà, Thành phố Hà Nội")
    register(citizen, citizen.page.locator("#form"))
    citizen.page.get_by_role("button", name="Không, giữ cả hai").click()
    expect(citizen.page.locator("#alike")).to_be_hidden()
    expect(citizen.page.locator("#posters button")).to_have_count(4)
    assert not citizen.api.made("POST", ".*/deactivate")


def test_what_looks_alike_is_asked_of_an_officer(officer: Visitor) -> None:
    officer.api.on("POST", "/venues", Reply(201, kept(name="Quán Cô Ba", alike=ALIKE, changes=[])))
    officer.open("/staff/venues?view=new")
    expect(officer.page.locator("#unit-chosen")).to_contain_text("Phường Hồng Hà")
    register(officer, officer.page.locator("#new"))
    officer.sees("Có phải cùng một nơi?")
    link = officer.page.get_by_role("link", name="Quán Cô Bà")
    expect(link).to_have_attribute("href", f"/staff/venues?view=edit&venue={OTHER}")
    officer.axe()
    officer.page.set_viewport_size(PHONE)
    officer.axe()


def test_roles_that_only_read_are_offered_no_change(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "lab_staff")
    stub(visitor.api)
    signed_in(visitor, "/staff/venues")
    visitor.sees("Chợ Long Biên – Cổng số 2")
    expect(visitor.page.get_by_role("link", name="Sửa thông tin")).to_have_count(0)
    expect(visitor.page.get_by_role("button", name="Cấp lại mã")).to_have_count(0)


def test_in_english(citizen: Visitor) -> None:
    stub(citizen.api)
    citizen.open("/venue?edit=mhjy4aa8&lang=en")
    expect(citizen.page.get_by_role("heading", name="Edit the venue")).to_be_focused()
    citizen.sees("Name before: Chợ Long Biên")
    citizen.sees("Kind before: Shopping centre")
    citizen.axe()
    citizen.page.get_by_label("Why is it changed?").fill("New sign")
    citizen.page.get_by_role("button", name="Save changes").click()
    citizen.sees("Nothing was changed")
    citizen.axe()
