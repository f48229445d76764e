"""Venue owners: register, print, issue a new code, stop and start."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.web.answers import OTHER, UNIT, venue
from tests.web.api import Reply, problem
from tests.web.visitor import Visitor

CONTENT_TYPES = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


def fill(visitor: Visitor) -> None:
    visitor.page.get_by_label("Tên địa điểm").fill("Chợ Long Biên – Cổng số 2")
    visitor.page.get_by_label("Loại địa điểm").select_option(label="Chợ")
    visitor.page.get_by_label("Địa chỉ").fill("Số 1 Hồng Hà")


def test_a_venue_is_registered_in_one_screen(citizen: Visitor) -> None:
    citizen.api.on("POST", "/venues", Reply(201, venue()))
    citizen.open("/venue/register")
    citizen.sees("Phường Hồng Hà, Thành phố Hà Nội")
    expect(citizen.page.get_by_label("Điện thoại liên hệ")).to_have_value("0912345678")
    fill(citizen)
    citizen.axe()
    citizen.page.get_by_role("button", name="Đăng ký", exact=True).click()
    citizen.sees("Đã đăng ký")
    citizen.sees("MHJY-4AA8")
    citizen.axe()
    [call] = citizen.sent("POST", "/venues")
    assert call.body == {
        "name": "Chợ Long Biên – Cổng số 2",
        "category": "market",
        "unit": {"scheme": UNIT["scheme"], "code": UNIT["code"]},
        "address": "Số 1 Hồng Hà",
        "contact_phone": "0912345678",
    }
    assert call.token


def test_faults_are_listed_before_anything_is_sent(citizen: Visitor) -> None:
    citizen.open("/venue/register")
    citizen.sees("Phường Hồng Hà, Thành phố Hà Nội")
    citizen.page.get_by_label("Sức chứa").fill("nhiều")
    citizen.page.get_by_role("button", name="Đăng ký", exact=True).click()
    summary = citizen.page.get_by_role("alert").filter(visible=True)
    expect(summary.get_by_role("link")).to_have_count(4)
    citizen.axe()
    assert not citizen.api.made("POST", ".*")


def test_the_servers_faults_stand_at_their_fields(citizen: Visitor) -> None:
    errors = [{"field": "unit.code", "rule": "unit-commune", "text": {"vi": "Hãy chọn một xã, phường.", "en": "x"}}]
    citizen.api.on("POST", "/venues", problem(422, "invalid", "Thông tin chưa đúng.", errors=errors))
    citizen.open("/venue/register")
    citizen.sees("Phường Hồng Hà, Thành phố Hà Nội")
    fill(citizen)
    citizen.page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(citizen.page.locator("#unit-fault")).to_have_text("Hãy chọn một xã, phường.")
    expect(citizen.page.get_by_role("button", name="Chọn xã, phường")).to_be_focused()
    expect(citizen.page.locator(".summary")).to_be_hidden()  # one fault is said once, where it is


def test_what_the_server_says_of_no_field_comes_with_the_requests_number_folded(citizen: Visitor) -> None:
    citizen.api.on("POST", "/venues", problem(409, "venue-exists", "Địa điểm này đã có."))
    citizen.open("/venue/register")
    citizen.sees("Phường Hồng Hà, Thành phố Hà Nội")
    fill(citizen)
    citizen.page.get_by_role("button", name="Đăng ký", exact=True).click()
    citizen.sees("Địa điểm này đã có.")
    expect(citizen.page.get_by_text("Mã yêu cầu: req-0001")).to_be_hidden()
    citizen.page.get_by_text("Chi tiết kỹ thuật").click()
    citizen.sees("Mã yêu cầu: req-0001")
    citizen.axe()


def test_a_venue_of_somebody_else_is_not_taken(citizen: Visitor) -> None:
    citizen.api.on("POST", "/venues", problem(409, "venue-exists", "Địa điểm này đã có người khác đăng ký."))
    citizen.open("/venue/register")
    citizen.sees("Phường Hồng Hà, Thành phố Hà Nội")
    fill(citizen)
    citizen.page.get_by_role("button", name="Đăng ký", exact=True).click()
    citizen.sees("Địa điểm này đã có người khác đăng ký.")
    expect(citizen.page.get_by_label("Tên địa điểm")).to_have_value("Chợ Long Biên – Cổng số 2")


def test_who_is_nobody_registers_first(stranger: Visitor) -> None:
    stranger.open("/venue/register")
    stranger.axe()
    stranger.page.get_by_role("link", name="Đăng ký bản thân").click()
    expect(stranger.page).to_have_url(f"{stranger.site}/me")


PRINTS = [
    ("Tải để in, khổ A4 (PDF)", "pdf", "A4"),
    ("Tải để in, khổ A5 (PDF)", "pdf", "A5"),
    ("Tệp cho nhà in (SVG)", "svg", "A4"),
    ("Tải ảnh (PNG)", "png", "A4"),
]


@pytest.mark.parametrize(("button", "kind", "size"), PRINTS)
def test_posters_are_downloaded_with_the_owners_token(citizen: Visitor, button: str, kind: str, size: str) -> None:
    citizen.api.on("GET", "/me/venues", Reply(200, {"venues": [venue()]}))
    citizen.api.on(
        "GET", r"/venues/.*/poster\?.*", Reply(200, raw=b"poster", headers={"Content-Type": CONTENT_TYPES[kind]})
    )
    citizen.open("/venue")
    citizen.page.get_by_text("Khổ giấy và tệp khác").click()
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("button", name=button).click()
    assert download.value.suggested_filename == f"vung-xanh-cho-long-bien-cong-so-2-{size.lower()}.{kind}"
    assert Path(download.value.path()).read_bytes() == b"poster"
    [call] = citizen.sent("GET", r"/venues/mhjy4aa8/poster\?.*")
    assert f"format={kind}&size={size}" in call.path
    assert call.token


SHARES = """() => {
  window.shared = [];
  navigator.canShare = (data) => data.files.every((file) => file.type === "image/png");
  navigator.share = async (data) => {
    window.shared.push(data.files[0].name);
    if (window.shared.length === 1) throw new DOMException("too late", "NotAllowedError");
  };
}"""


def test_a_phone_hands_the_picture_on_with_a_second_tap_where_the_first_was_too_long_ago(citizen: Visitor) -> None:
    citizen.api.on("GET", "/me/venues", Reply(200, {"venues": [venue()]}))
    citizen.api.on("GET", r"/venues/.*/poster\?.*", Reply(200, raw=b"png", headers={"Content-Type": "image/png"}))
    citizen.context.add_init_script(f"({SHARES})()")
    citizen.open("/venue")
    citizen.page.get_by_role("button", name="Gửi qua Zalo, tin nhắn").click()
    citizen.sees("Ảnh đã sẵn sàng.")
    citizen.page.get_by_role("button", name="Gửi qua Zalo, tin nhắn").click()
    citizen.page.wait_for_function("() => window.shared.length === 2")
    assert len(citizen.sent("GET", r"/venues/mhjy4aa8/poster\?.*")) == 1


def test_a_poster_is_looked_at_before_paper_is_spent(citizen: Visitor) -> None:
    out = BytesIO()
    Image.new("RGB", (148, 210), "white").save(out, "PNG")
    citizen.api.on("GET", "/me/venues", Reply(200, {"venues": [venue()]}))
    citizen.api.on(
        "GET", r"/venues/.*/poster\?.*", Reply(200, raw=out.getvalue(), headers={"Content-Type": "image/png"})
    )
    citizen.open("/venue")
    citizen.page.get_by_text("Xem trước áp phích").click()
    picture = citizen.page.get_by_role("img", name="Áp phích của Chợ Long Biên – Cổng số 2")
    expect(picture).to_be_visible()
    citizen.page.wait_for_function("(image) => image.naturalWidth === 148", arg=picture.element_handle())
    citizen.axe()


def test_a_new_code_needs_a_reason_and_says_what_follows(citizen: Visitor) -> None:
    citizen.api.on("GET", "/me/venues", Reply(200, {"venues": [venue()]}))
    citizen.api.on(
        "POST", r"/venues/[^/]+/codes", Reply(200, {"venue_id": "mhjy4aa8", "code": OTHER, "check_in_url": "x"})
    )
    citizen.open("/venue")
    citizen.axe()
    citizen.page.get_by_role("button", name="Cấp lại mã").click()
    citizen.sees("Mã MHJY-4AA8 và mọi áp phích đã in ngừng dùng được ngay.")
    citizen.axe()
    citizen.page.get_by_role("button", name="Cấp mã mới").click()
    citizen.sees("Hãy ghi lý do")
    citizen.page.get_by_label("Lý do").fill("Áp phích bị dán đè")
    citizen.page.get_by_role("button", name="Cấp mã mới").click()
    citizen.sees("Mã mới là 0WJP-7445.")
    assert citizen.sent("POST", r"/venues/.*/codes")[0].body == {"reason": "Áp phích bị dán đè"}


def test_thinking_better_of_it_changes_nothing(citizen: Visitor) -> None:
    citizen.api.on("GET", "/me/venues", Reply(200, {"venues": [venue()]}))
    citizen.open("/venue")
    for leave in ("Không, quay lại", None):
        citizen.page.get_by_role("button", name="Ngừng hoạt động").click()
        if leave:
            citizen.page.get_by_role("button", name=leave).click()
        else:
            citizen.page.keyboard.press("Escape")
        expect(citizen.page.get_by_role("dialog")).to_be_hidden()
    assert not citizen.api.made("POST", ".*")


def test_stopping_and_starting(citizen: Visitor) -> None:
    state = {"status": "ACTIVE"}
    citizen.api.on("GET", "/me/venues", lambda _: Reply(200, {"venues": [venue(**state)]}))

    def turn(status: str) -> Reply:
        state["status"] = status
        return Reply(200, venue(**state))

    citizen.api.on("POST", r"/venues/[^/]+/deactivate", lambda _: turn("DEACTIVATED"))
    citizen.api.on("POST", r"/venues/[^/]+/activate", lambda _: turn("ACTIVE"))
    citizen.open("/venue")
    citizen.page.get_by_role("button", name="Ngừng hoạt động").click()
    citizen.page.get_by_label("Lý do").fill("Nghỉ Tết")
    citizen.page.get_by_label("Lý do").press("Enter")
    citizen.sees("Đã ngừng")
    citizen.axe()
    citizen.page.get_by_role("button", name="Cho hoạt động lại").click()
    citizen.page.get_by_label("Lý do").fill("Mở lại")
    citizen.page.get_by_label("Lý do").press("Enter")
    citizen.sees("đã hoạt động lại.")


def test_no_venues_yet(citizen: Visitor) -> None:
    citizen.open("/venue")
    citizen.sees("Bạn chưa đăng ký địa điểm nào trên máy này.")
    citizen.axe()


def test_a_list_that_cannot_be_had_says_why(citizen: Visitor) -> None:
    citizen.api.on("GET", "/me/venues", problem(503, "busy", "Hệ thống đang bận, hãy thử lại."))
    citizen.open("/venue")
    citizen.sees("Hệ thống đang bận, hãy thử lại.")
    citizen.axe()
