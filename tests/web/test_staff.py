"""Staff: sign in with every challenge, lock, venues, import, figures."""

import base64
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import FilePayload, expect

from tests.web.answers import OTHER, UNIT, statistics, venue
from tests.web.api import Reply, problem
from tests.web.home_answers import WAITS
from tests.web.pool import PASSWORD, Pool
from tests.web.visitor import DESKTOP, Visitor


@pytest.fixture
def officer(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context)
    visitor.api.on(
        "GET",
        r"/venues\?.*",
        Reply(
            200, {"venues": [venue(), venue(venue_id=OTHER, code=OTHER, name="Siêu thị Hồng Hà", status="DEACTIVATED")]}
        ),
    )
    for path_of_figures, answer in WAITS.items():
        visitor.api.on("GET", path_of_figures, Reply(200, answer))
    visitor.api.on("GET", r"/statistics\?.*", Reply(200, statistics()))
    return visitor


def pool(visitor: Visitor) -> Pool:
    assert visitor.pool
    return visitor.pool


def sign_in(visitor: Visitor, password: str = PASSWORD) -> None:
    visitor.page.get_by_label("Tên đăng nhập").fill("can-bo-hong-ha")
    visitor.page.get_by_label("Mật khẩu", exact=True).fill(password)
    visitor.page.get_by_role("button", name="Đăng nhập").click()


def signed_in(visitor: Visitor, path: str = "/staff/venues") -> None:
    """With the tokens of a sign-in in the tab, as the sign-in page leaves them."""
    result = pool(visitor).tokens()["AuthenticationResult"]
    tokens = {"id": result["IdToken"], "access": "a", "refresh": "refresh-1", "username": "can-bo-hong-ha"}
    visitor.open("/robots.txt")
    visitor.page.evaluate(
        "(kept) => sessionStorage.setItem('staff', JSON.stringify({ ...kept, seen: Date.now() }))", tokens
    )
    visitor.open(path)


def test_signing_in_shows_role_and_unit(officer: Visitor) -> None:
    officer.open("/staff")
    officer.axe()
    sign_in(officer)
    officer.sees("Chọn việc")
    officer.sees("Cán bộ xã, phường")
    officer.sees("Phường Hồng Hà, Thành phố Hà Nội")
    officer.axe()
    [call] = pool(officer).made("InitiateAuth")
    assert call["ClientId"] == "client-1"
    assert call["AuthFlow"] == "USER_PASSWORD_AUTH"
    assert PASSWORD not in officer.page.url
    assert officer.page.get_by_label("Mật khẩu", exact=True).input_value() == ""


def test_a_wrong_password_says_no_more_than_it_must(officer: Visitor) -> None:
    officer.open("/staff")
    sign_in(officer, "sai")
    officer.sees("Tên đăng nhập hoặc mật khẩu không đúng.")
    officer.axe()
    pool(officer).fault = "TooManyRequestsException"
    sign_in(officer)
    officer.sees("Thử quá nhiều lần. Hãy đợi ít phút.")


def test_the_first_sign_in_sets_a_password_and_the_second_step(officer: Visitor) -> None:
    pool(officer).challenges = ["NEW_PASSWORD_REQUIRED", "MFA_SETUP"]
    officer.open("/staff")
    sign_in(officer)
    officer.sees("Lần đầu đăng nhập: hãy đặt mật khẩu của riêng bạn.")
    officer.axe()
    officer.page.get_by_label("Mật khẩu mới").fill("Mat-Khau-Moi-2021!")
    officer.page.get_by_role("button", name="Tiếp tục").click()
    officer.sees("JBSW Y3DP EHPK 3PXP")
    officer.axe()
    officer.page.get_by_label("Mã 6 chữ số của ứng dụng tạo mã").fill("123456")
    officer.page.get_by_role("button", name="Tiếp tục").click()
    officer.sees("Chọn việc")
    new, setup = pool(officer).made("RespondToAuthChallenge")
    assert new["ChallengeResponses"] == {"USERNAME": "can-bo-hong-ha", "NEW_PASSWORD": "Mat-Khau-Moi-2021!"}
    assert setup["ChallengeName"] == "MFA_SETUP"
    assert setup["Session"] == "s-3"


def test_the_second_step_is_asked_each_time(officer: Visitor) -> None:
    pool(officer).challenges = ["SOFTWARE_TOKEN_MFA"]
    officer.open("/staff")
    sign_in(officer)
    box = officer.page.get_by_label("Mã 6 chữ số của ứng dụng tạo mã")
    expect(box).to_be_focused()
    pool(officer).fault = "CodeMismatchException"
    box.fill("000000")
    box.press("Enter")
    officer.sees("Mã không đúng hoặc đã hết hạn.")
    pool(officer).fault = None
    box.evaluate("(box) => { box.select(); document.execCommand('insertText', false, '\u202a123 456\u202c'); }")
    box.press("Enter")
    officer.sees("Chọn việc")
    [answer] = [call for call in pool(officer).calls if "SOFTWARE_TOKEN_MFA_CODE" in str(call)][-1:]
    assert "'123456'" in str(answer)


def test_a_page_asks_to_sign_in_and_comes_back(officer: Visitor) -> None:
    officer.open("/staff/venues?q=cho")
    officer.page.wait_for_url("**/staff?next=*")
    sign_in(officer)
    expect(officer.page).to_have_url(f"{officer.site}/staff/venues?q=cho")
    officer.sees("Chợ Long Biên – Cổng số 2")


def test_no_foreign_address_is_followed_after_signing_in(officer: Visitor) -> None:
    officer.open("/staff?next=https://example.vn/staff/venues")
    sign_in(officer)
    officer.sees("Chọn việc")
    assert officer.page.url.startswith(officer.site)


def test_a_token_about_to_end_is_renewed_first_and_once_for_all_that_a_page_asks(officer: Visitor) -> None:
    pool(officer).lasts = 30
    signed_in(officer, "/robots.txt")
    pool(officer).lasts = 3600
    officer.open("/staff")
    officer.sees("Hôm nay")
    officer.sees("Không có gì chờ duyệt")
    officer.open("/staff/venues")
    officer.sees("Chợ Long Biên – Cổng số 2")
    refresh = [call for call in pool(officer).made("InitiateAuth") if call["AuthFlow"] == "REFRESH_TOKEN_AUTH"]
    assert [call["AuthParameters"] for call in refresh] == [{"REFRESH_TOKEN": "refresh-1"}]


def test_a_home_whose_sign_in_was_ended_elsewhere_asks_to_sign_in(officer: Visitor) -> None:
    pool(officer).lasts = 30
    signed_in(officer, "/robots.txt")
    pool(officer).fault = "NotAuthorizedException"
    officer.open("/staff")
    officer.sees("Cán bộ đăng nhập")
    expect(officer.page.locator("#in")).to_be_hidden()
    pool(officer).fault, pool(officer).lasts = None, 3600
    sign_in(officer)
    officer.sees("Không có gì chờ duyệt")


def test_idle_for_a_quarter_of_an_hour_locks_and_keeps_the_form(officer: Visitor) -> None:
    officer.page.clock.install()
    signed_in(officer, "/staff/venues?view=new")
    officer.page.locator("#new").get_by_label("Tên địa điểm").fill("Chợ Mới")
    officer.page.clock.fast_forward("15:30")
    expect(officer.page.get_by_role("dialog")).to_be_visible()
    officer.axe()
    assert officer.page.evaluate("() => sessionStorage.getItem('staff')") is None
    expect(officer.page.get_by_label("Tên đăng nhập")).to_have_value("can-bo-hong-ha")
    officer.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    officer.page.get_by_role("button", name="Đăng nhập").click()
    expect(officer.page.get_by_role("dialog")).to_be_hidden()
    expect(officer.page.locator("#new").get_by_label("Tên địa điểm")).to_have_value("Chợ Mới")


def test_signing_out_forgets_and_revokes(officer: Visitor) -> None:
    signed_in(officer)
    officer.page.get_by_role("button", name="Đăng xuất").click()
    officer.sees("Cán bộ đăng nhập")
    assert officer.page.evaluate("() => sessionStorage.length") == 0
    assert pool(officer).made("RevokeToken")[0]["Token"] == "refresh-1"


def test_venues_are_searched_without_diacritics_through_the_address(officer: Visitor) -> None:
    signed_in(officer)
    officer.sees("Chợ Long Biên – Cổng số 2")
    officer.sees("Đã ngừng")
    officer.axe()
    officer.page.get_by_label("Tìm theo tên, địa chỉ (không cần dấu)").fill("cho long bien")
    officer.page.get_by_label("Loại", exact=True).select_option(label="Chợ")
    officer.page.get_by_role("button", name="Tìm", exact=True).click()
    expect(officer.page).to_have_url(f"{officer.site}/staff/venues?q=cho+long+bien&category=market")
    officer.page.wait_for_function("() => !document.querySelector('#frame[aria-busy]')")
    [*_, asked] = officer.api.made("GET", r"/venues\?.*")
    assert asked.path == "/venues?limit=20&q=cho+long+bien&category=market"


def test_further_pages_of_the_list(officer: Visitor) -> None:
    officer.api.on("GET", r"/venues\?.*", Reply(200, {"venues": [venue()], "next_cursor": "c-2"}))
    signed_in(officer)
    officer.sees("1 địa điểm đầu, còn nữa")
    officer.api.on("GET", r"/venues\?.*cursor=c-2.*", Reply(200, {"venues": [venue(venue_id=OTHER, name="Siêu thị")]}))
    officer.page.get_by_role("button", name="Xem thêm").click()
    officer.sees("2 địa điểm")
    expect(officer.page.get_by_role("button", name="Xem thêm")).to_be_hidden()


def test_an_empty_list_says_what_to_do(officer: Visitor) -> None:
    officer.api.on("GET", r"/venues\?.*", Reply(200, {"venues": []}))
    signed_in(officer)
    officer.sees("Không có địa điểm nào khớp.")
    officer.axe()


def test_a_role_without_the_right_is_told_so(officer: Visitor) -> None:
    officer.api.on("GET", r"/venues\?.*", problem(403, "not-allowed", "Vai trò của bạn không được xem danh sách này."))
    signed_in(officer)
    officer.sees("Vai trò của bạn không được xem danh sách này.")
    officer.axe()


def test_a_venue_is_registered_by_staff(officer: Visitor) -> None:
    officer.api.on("POST", "/venues", Reply(201, venue(name="Chợ Mới")))
    signed_in(officer, "/staff/venues?view=new")
    officer.sees("Phường Hồng Hà, Thành phố Hà Nội")
    expect(officer.page.locator("#unit-chosen")).to_have_text("Phường Hồng Hà, Thành phố Hà Nội")
    officer.axe()
    officer.page.locator("#new").get_by_label("Tên địa điểm").fill("Chợ Mới")
    officer.page.locator("#new").get_by_label("Loại địa điểm").select_option(label="Chợ")
    officer.page.locator("#new").get_by_label("Địa chỉ", exact=True).fill("Số 2 Hồng Hà")
    officer.page.locator("#new").get_by_label("Điện thoại liên hệ").fill("0912345678")
    officer.page.get_by_role("button", name="Đăng ký", exact=True).click()
    officer.sees("Đã đăng ký Chợ Mới, mã MHJY-4AA8.")
    assert officer.sent("POST", "/venues")[0].token.startswith("Bearer ey")


def test_a_new_code_and_stopping_from_the_list(officer: Visitor) -> None:
    officer.api.on("POST", r"/venues/[^/]+/codes", Reply(200, {"venue_id": OTHER, "code": OTHER, "check_in_url": "x"}))
    signed_in(officer)
    officer.page.get_by_text("Thao tác khác").first.click()
    officer.page.get_by_role("button", name="Cấp lại mã Chợ Long Biên").click()
    officer.axe()
    officer.page.get_by_label("Lý do").fill("Mất áp phích")
    officer.page.get_by_role("button", name="Cấp mã mới").click()
    officer.sees("Mã mới là 0WJP-7445.")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE = "Tên;Loại;Địa chỉ;SĐT\r\nChợ A;Chợ;Số 1;912345678\r\nQuán B;quan an;;0912345678\r\n"
GOOD_ROW = {
    "line": 2,
    "state": "ready",
    "name": "Chợ A",
    "category": "market",
    "address": "Số 1",
    "contact_phone": "0912 345 678",
    "capacity": 300,
    "unit": UNIT,
    "notes": [{"field": "contact_phone", "note": "zero-restored", "was": "912345678"}],
}
BAD_ROW = {
    "line": 3,
    "state": "faulty",
    "name": "Quán B",
    "contact_phone": "0912 345 678",
    "faults": [
        {"field": "category", "rule": "category", "text": {"vi": "Loại: không có loại “quan an”.", "en": "x"}},
        {"field": "address", "rule": "required", "text": {"vi": "Địa chỉ: bắt buộc phải có.", "en": "x"}},
    ],
}
ABOUT = {
    "format": "xlsx",
    "sheet": "DS",
    "other_sheets": ["Ghi chú"],
    "heading_line": 5,
    "ignored": ["STT", "Ngày kiểm tra"],
    "aside": ["68: Tổng cộng"],
}
LOOKED_AT = {"created": 0, "existing": 0, "ready": 1, "faulty": 1, "rows": [GOOD_ROW, BAD_ROW], "file": ABOUT}
STORED = {
    **LOOKED_AT,
    "ready": 0,
    "created": 1,
    "rows": [{**GOOD_ROW, "state": "created", "venue_id": OTHER, "code": "MHJY-4AA8", "check_in_url": "x"}, BAD_ROW],
}


def choose(officer: Visitor, text: str = FILE) -> None:
    file: FilePayload = {"name": "dia-diem.csv", "mimeType": "text/csv", "buffer": text.encode("cp1258", "replace")}
    officer.page.get_by_label("Tệp Excel (.xlsx) hoặc CSV").set_input_files([file])


def test_a_table_is_looked_at_before_its_sound_rows_are_stored(officer: Visitor) -> None:
    def imported(request: Any) -> Reply:
        return Reply(200, LOOKED_AT) if "preview=true" in request.url else Reply(201, STORED)

    officer.api.on("POST", r"/venue-imports\?.*", imported)
    signed_in(officer, "/staff/venues?view=import")
    officer.axe()
    choose(officer)
    heading = officer.page.get_by_role("heading", name="1 dòng sẽ ghi, 1 cần sửa")
    expect(heading).to_be_focused()
    for said in (
        "Địa chỉ: bắt buộc phải có.",
        "đã thêm số 0 đầu; trong tệp: 912345678",
        "Đã đọc trang tính “DS”, không đọc: Ghi chú.",
        "Cột không dùng: STT, Ngày kiểm tra.",
        "bỏ qua: 68: Tổng cộng",
    ):
        officer.sees(said)
    expect(officer.page.locator("#report-rows tr").first).to_contain_text("Quán B")
    officer.axe()
    officer.page.get_by_label("Chỉ xem dòng cần sửa").check()
    expect(officer.page.locator("#report-rows tr")).to_have_count(1)
    [looked] = officer.sent("POST", r"/venue-imports\?.*")
    officer.page.get_by_role("button", name="Ghi 1 địa điểm").click()
    officer.sees("Đã ghi 1 địa điểm mới")
    officer.sees("1 dòng cần sửa chưa được ghi.")
    officer.axe()
    _, stored = officer.sent("POST", r"/venue-imports\?.*", 2)
    assert (looked.path, stored.path) == ("/venue-imports?preview=true", "/venue-imports?rows=good")
    expect(officer.page.get_by_role("button", name="In áp phích của 1 địa điểm (PDF)")).to_be_visible()


def test_rows_to_mend_and_the_template_are_files(officer: Visitor) -> None:
    officer.api.on("POST", r"/venue-imports\?.*", Reply(200, LOOKED_AT))
    officer.api.on("POST", "/venue-imports/remarks", Reply(200, None, {"Content-Type": XLSX}, raw=b"PK"))
    officer.api.on("GET", "/venue-imports/template", Reply(200, None, {"Content-Type": XLSX}, raw=b"PK"))
    signed_in(officer, "/staff/venues?view=import")
    with officer.page.expect_download() as template:
        officer.page.get_by_role("button", name="Tải tệp mẫu (.xlsx)").click()
    choose(officer)
    with officer.page.expect_download() as remarks:
        officer.page.get_by_role("button", name="Tải 1 dòng cần sửa (.xlsx)").click()
    names = [given.value.suggested_filename for given in (template, remarks)]
    assert names == ["mau-dia-diem.xlsx", "dia-diem-can-sua.xlsx"]


def test_a_file_that_cannot_be_read_is_named_at_its_field(officer: Visitor) -> None:
    fault = {"field": "file", "rule": "file-xls", "text": {"vi": "Đây là tệp Excel kiểu cũ.", "en": "x"}}
    officer.api.on("POST", r"/venue-imports\?.*", problem(422, "invalid", "Nội dung chưa đúng.", errors=[fault]))
    signed_in(officer, "/staff/venues?view=import")
    choose(officer)
    expect(officer.page.locator("#import-form")).to_contain_text("Đây là tệp Excel kiểu cũ.")
    expect(officer.page.locator("#report")).to_be_hidden()
    officer.axe()


def test_venues_are_filtered_by_state_and_picked_for_printing(officer: Visitor) -> None:
    officer.api.on("POST", "/posters", Reply(200, None, {"Content-Type": "application/pdf"}, raw=b"%PDF"))
    officer.api.on("GET", r"/venue-exports\?.*", Reply(200, None, {"Content-Type": XLSX}, raw=b"PK"))
    signed_in(officer, "/staff/venues?status=ACTIVE")
    expect(officer.page.locator("#state")).to_have_value("ACTIVE")
    officer.page.get_by_label("Chọn tất cả đang xem").check()
    officer.axe()
    with officer.page.expect_download():
        officer.page.get_by_role("button", name="đã chọn (PDF)").click()
    [printed] = officer.sent("POST", "/posters")
    assert len(printed.body["venue_ids"]) == officer.page.locator("input.pick:checked").count() > 0
    with officer.page.expect_download() as listed:
        officer.page.get_by_role("button", name="Tải danh sách (.xlsx)").click()
    assert listed.value.suggested_filename == "dia-diem.xlsx"
    with officer.page.expect_request("**/api/venues?limit=20&status=DEACTIVATED"):
        officer.page.get_by_label("Tình trạng").select_option("DEACTIVATED")
    officer.page.wait_for_url("**/staff/venues?status=DEACTIVATED")


def test_figures_with_their_twin_table(officer: Visitor) -> None:
    figures = statistics()
    total = sum(each["check_ins"] for each in figures["days"])
    signed_in(officer, "/staff/statistics")
    officer.sees(f"{total:,}".replace(",", "."))
    officer.sees("Cập nhật")
    expect(officer.page.locator("#day-rows tr")).to_have_count(14)
    expect(officer.page.locator("#chart .bar-fill")).to_have_count(14)
    officer.axe()
    assert "scheme=VN-2025H2&unit=00097&from=" in officer.api.calls[-1].path


@pytest.mark.parametrize(
    ("name", "form", "kind"),
    [("Tải bảng Excel", "xlsx", XLSX), ("Tải CSV", "csv", "text/csv; charset=utf-8")],
)
def test_the_figures_shown_are_taken_away_as_the_platform_s_file(
    officer: Visitor, name: str, form: str, kind: str
) -> None:
    figures = statistics()
    made = Reply(200, None, {"Content-Type": kind}, raw="\ufeffNgày\r\n".encode())
    officer.api.on("GET", r"/statistics-exports\?.*", made)
    signed_in(officer, "/staff/statistics")
    with officer.page.expect_download() as download:
        officer.page.get_by_role("button", name=name).click()
    period = (figures["from"], figures["to"])
    assert download.value.suggested_filename == f"so-lieu-00097-{period[0]}-{period[1]}.{form}"
    assert Path(download.value.path()).read_bytes() == made.raw
    [asked] = officer.api.made("GET", r"/statistics-exports\?.*")
    wanted = {
        "scheme": "VN-2025H2",
        "unit": "00097",
        "from": period[0],
        "to": period[1],
        "format": form,
        "language": "vi",
    }
    assert {name: value for name, [value] in parse_qs(urlsplit(asked.path).query).items()} == wanted


def test_a_file_of_figures_that_is_refused_says_why(officer: Visitor) -> None:
    officer.api.on("GET", r"/statistics-exports\?.*", problem(503, "busy", "Hệ thống đang bận."))
    signed_in(officer, "/staff/statistics")
    officer.page.get_by_role("button", name="Tải CSV").click()
    officer.sees("Hệ thống đang bận.")
    officer.axe()


def test_a_day_that_is_not_over_is_said_and_compared_with_none(officer: Visitor) -> None:
    signed_in(officer, "/staff/statistics")
    officer.sees("chưa hết ngày, chưa so sánh")
    expect(officer.page.locator("#day-rows tr").first).to_contain_text("chưa hết ngày")
    assert "so với cùng ngày tuần trước" not in officer.page.locator("main").inner_text()
    officer.page.get_by_role("button", name="7 ngày", exact=True).click()
    expect(officer.page.get_by_role("button", name="7 ngày", exact=True)).to_have_attribute("aria-pressed", "true")
    officer.page.wait_for_url("**/staff/statistics?from=*")
    asked = parse_qs(urlsplit(officer.api.calls[-1].path).query)
    first, last = (date.fromisoformat(asked[name][0]) for name in ("from", "to"))
    assert (last - first).days == 6
    officer.axe()


def test_old_figures_are_marked(officer: Visitor) -> None:
    officer.api.on("GET", r"/statistics\?.*", Reply(200, {**statistics(), "updated_at": "2021-11-20T08:00:00+07:00"}))
    signed_in(officer, "/staff/statistics")
    officer.sees("Số liệu cũ, cập nhật 08:00 20/11/2021")
    officer.axe()


def test_units_below_lead_to_their_own_figures(officer: Visitor) -> None:
    units = [
        {"unit": UNIT, "check_ins": 700, "venues_created": 3},
        {"unit": {**UNIT, "code": "00004", "name": ""}, "check_ins": 400, "venues_created": 1},
    ]
    above = {**statistics(), "unit": {"scheme": "VN-2025H2", "code": "01", "name": "Thành phố Hà Nội"}, "units": units}
    officer.api.on("GET", r"/statistics\?.*", Reply(200, above))
    signed_in(officer, "/staff/statistics")
    officer.axe()
    officer.page.get_by_role("link", name="Phường Ba Đình").click()
    officer.page.wait_for_url("**/staff/statistics?unit=00004&from=*")


def test_the_period_is_in_the_address(officer: Visitor) -> None:
    signed_in(officer, "/staff/statistics?from=2021-11-01&to=2021-11-07")
    expect(officer.page.locator("#from-echo")).to_contain_text("01/11/2021")
    officer.sees("Cập nhật")
    assert "from=2021-11-01&to=2021-11-07" in officer.api.calls[-1].path


def test_a_unit_name_never_comes_from_the_token(officer: Visitor) -> None:
    pool(officer).role = "province_officer"
    pool(officer).unit = "01"
    signed_in(officer)
    officer.sees("Cán bộ tỉnh, thành phố")
    officer.sees("Thành phố Hà Nội")
    token = officer.page.evaluate("() => JSON.parse(sessionStorage.getItem('staff')).id")
    assert "Hà Nội" not in base64.urlsafe_b64decode(token.split(".")[1] + "==").decode()


def test_the_password_can_be_looked_at_and_the_name_remembered(officer: Visitor) -> None:
    officer.open("/staff")
    password = officer.page.locator("#password")
    password.fill("Mat-Khau-2021")
    expect(password).to_have_attribute("type", "password")
    officer.page.get_by_label("Hiện mật khẩu").check()
    expect(password).to_have_attribute("type", "text")
    officer.axe()
    officer.page.get_by_label("Nhớ tên tôi").check()
    sign_in(officer)
    expect(officer.page.locator("#in-heading")).to_be_focused()
    expect(password).to_have_attribute("type", "password")
    officer.page.get_by_role("button", name="Đăng xuất").click()
    expect(officer.page.locator("#out")).to_be_visible()
    tab = officer.tab()
    tab.goto(officer.site + "/staff")
    expect(tab.locator("#username")).to_have_value("can-bo-hong-ha")
    expect(tab.locator("#remember")).to_be_checked()
    assert "Mat-Khau" not in tab.evaluate("() => JSON.stringify({ ...localStorage, ...sessionStorage })")


def test_a_refused_list_leaves_no_empty_table(officer: Visitor) -> None:
    ended = problem(403, "unit-ended", "Đơn vị của bạn không còn: hãy nhờ quản trị chuyển bạn sang đơn vị mới.")
    officer.api.on("GET", r"/venues\?.*", ended)
    signed_in(officer)
    officer.sees("Đơn vị của bạn không còn")
    expect(officer.page.locator("#frame")).to_be_hidden()
    expect(officer.page.locator("#frame")).not_to_have_attribute("aria-busy", "true")
    officer.axe()
