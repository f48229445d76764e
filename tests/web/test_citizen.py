"""Visits and own page: what the device recorded, what the server knows, what may be taken back or erased."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.web.answers import CODE, HERE, OTHER, PROFILE, UNIT, venue
from tests.web.api import Reply, problem
from tests.web.visitor import Visitor


def record(ago: int, **changed: Any) -> dict[str, Any]:
    """A visit in the device's store, `ago` seconds old."""
    at = int(time.time()) - ago
    return {
        "id": f"{at}-{CODE}",
        "kind": "visit",
        "code": CODE,
        "created_at": at * 1000,
        "body": {"code": CODE.upper(), "at": datetime.fromtimestamp(at, HERE).isoformat()},
        "tries": 1,
        "state": "sent",
        "answer": {
            "visit_id": f"{at}-{CODE}",
            "venue": {"name": "Chợ Long Biên", "address": "Số 1 Hồng Hà"},
            "until": datetime.fromtimestamp(at + 3600, HERE).isoformat(),
            "open": True,
        },
        **changed,
    }


def told(ago: int, **changed: Any) -> dict[str, Any]:
    """A visit as the server lists it."""
    at = int(time.time()) - ago
    return {
        "visit_id": f"{at}-{OTHER}",
        "venue": venue(name="Trạm y tế phường Hồng Hà"),
        "from": datetime.fromtimestamp(at, HERE).isoformat(),
        "until": datetime.fromtimestamp(at + 3600, HERE).isoformat(),
        "open": False,
        "source": "STAFF_SCAN",
        "recorded_by": "staff",
        **changed,
    }


def test_every_state_of_a_visit_is_told_with_its_reason(citizen: Visitor) -> None:
    problem_text = {"code": "venue-code-retired", "text": {"vi": "Mã này đã được thay.", "en": "x"}}
    waiting = {"state": "waiting", "answer": None, "failure": "network", "retry_at": (time.time() + 600) * 1000}
    citizen.remember(
        "outbox",
        record(600),
        record(300, **waiting),
        record(90_000, state="refused", answer=None, problem=problem_text),
        record(95_000, state="void"),
        record(500_000, **waiting),
    )
    citizen.api.on("GET", "/visits", Reply(200, {"visits": [told(7200)]}))
    citizen.open("/visits")
    for text in (
        "Đã gửi",
        "Chưa gửi",
        "Bị từ chối",
        "Mã này đã được thay.",
        "Đã hủy",
        "Sắp quá 7 ngày",
        "Do cán bộ ghi giúp",
        "2 lượt chưa gửi",
    ):
        citizen.sees(text)
    citizen.sees("Trạm y tế phường Hồng Hà")
    citizen.axe()


def test_a_visit_known_to_both_is_listed_once(citizen: Visitor) -> None:
    mine = record(600)
    citizen.remember("outbox", mine)
    citizen.api.on("GET", "/visits", Reply(200, {"visits": [told(600, visit_id=mine["id"])]}))
    citizen.open("/visits")
    expect(citizen.page.get_by_text("Đối chiếu với hệ thống lúc")).to_be_visible()
    expect(citizen.page.locator("article")).to_have_count(1)


def test_leaving_from_the_list(citizen: Visitor) -> None:
    citizen.remember("outbox", record(600))
    citizen.open("/visits")
    citizen.page.get_by_role("button", name="Rời đi").click()
    expect(citizen.page.get_by_role("button", name="Rời đi")).to_have_count(0)
    assert citizen.stored("outbox")[0]["leaving"] == "kept"


def test_leaving_a_visit_that_staff_recorded_asks_the_server(citizen: Visitor) -> None:
    citizen.api.on("GET", "/visits", Reply(200, {"visits": [told(600, open=True)]}))
    citizen.open("/visits")
    citizen.page.get_by_role("button", name="Rời đi").click()
    expect(citizen.page.get_by_role("button", name="Rời đi")).to_have_count(0)
    assert len(citizen.sent("POST", r"/visits/.*/check-out")) == 1


def test_a_mistaken_scan_is_taken_back_from_the_list(citizen: Visitor) -> None:
    citizen.remember("outbox", record(120))
    citizen.open("/visits")
    citizen.page.get_by_role("button", name="Quét nhầm? Hủy").click()
    citizen.page.get_by_role("dialog").get_by_role("button", name="Không, quay lại").click()
    assert not citizen.api.made("POST", r"/visits/.*/void")
    citizen.page.get_by_role("button", name="Quét nhầm? Hủy").click()
    citizen.page.get_by_role("dialog").get_by_role("button", name="Quét nhầm? Hủy").click()
    citizen.sees("Đã hủy")
    expect(citizen.page.get_by_role("heading", name="Chợ Long Biên")).to_be_focused()
    assert len(citizen.sent("POST", r"/visits/.*/void")) == 1


def test_a_refused_visit_may_be_deleted_here(citizen: Visitor) -> None:
    citizen.remember(
        "outbox",
        record(90_000, state="refused", answer=None, problem={"code": "x", "text": {"vi": "Vì sao.", "en": "x"}}),
    )
    citizen.open("/visits")
    citizen.page.get_by_role("button", name="Xóa khỏi máy").click()
    citizen.sees("Chưa có lượt đến nào trên máy này.")
    expect(citizen.page.get_by_role("heading", name="Lượt đến của tôi")).to_be_focused()
    citizen.axe()


def test_without_an_answer_the_own_list_is_still_there(citizen: Visitor) -> None:
    citizen.remember("outbox", record(600))
    citizen.api.down = True
    citizen.open("/visits")
    citizen.sees("Chợ Long Biên")
    citizen.sees("Không có mạng hoặc máy chủ không trả lời.")


def test_the_personal_code_is_read_back_from_the_screen(citizen: Visitor, tmp_path: Any) -> None:
    citizen.open("/me")
    citizen.page.get_by_role("button", name="Phóng to").click()
    citizen.sees("Sinh năm 1987")
    citizen.axe()
    shot = tmp_path / "qr.png"
    citizen.page.screenshot(path=str(shot))
    [found] = zxingcpp.read_barcodes(Image.open(shot))
    assert found.text == "VXP:36J3X7CWHNQW"
    citizen.page.keyboard.press("Escape")
    expect(citizen.page.get_by_role("dialog")).to_be_hidden()


def test_the_phone_is_verified_by_a_message(citizen: Visitor) -> None:
    citizen.api.on("POST", "/me/phone-otp", Reply(202, {"expires_at": "2026-11-22T10:05:00+07:00"}))
    citizen.api.on("POST", "/me/phone", problem(422, "otp-wrong", "Mã không đúng, còn 4 lần thử."))
    citizen.open("/me")
    citizen.page.get_by_role("button", name="Gửi mã đến điện thoại của tôi").click()
    box = citizen.page.get_by_label("Mã 6 chữ số trong tin nhắn")
    expect(box).to_be_focused()
    citizen.sees("Đã gửi mã, dùng được đến 10:05.")
    box.fill("12")
    box.press("Enter")
    citizen.sees("Hãy gõ mã trong tin nhắn")
    box.fill("402817")
    box.press("Enter")
    citizen.sees("Mã không đúng, còn 4 lần thử.")
    citizen.axe()
    citizen.api.on("POST", "/me/phone", Reply(200, {"phone_verified": True}))
    citizen.api.on("GET", "/me", Reply(200, {**PROFILE, "phone_verified": True}))
    box.fill("402817")
    box.press("Enter")
    citizen.sees("đã xác thực")
    expect(citizen.page.locator("#verify")).to_be_hidden()
    citizen.axe()


def test_a_new_device_registers_here(stranger: Visitor) -> None:
    stranger.open("/me")
    stranger.axe()
    stranger.page.get_by_label("Họ và tên").fill("Nguyễn Thị Minh Ánh")
    stranger.page.get_by_label("Số điện thoại").fill("0912345678")
    stranger.page.get_by_label("Năm sinh").fill("1987")
    stranger.page.get_by_role("button", name="Đăng ký", exact=True).click()
    stranger.sees("Hãy chọn xã, phường")
    stranger.page.get_by_role("button", name="Chọn xã, phường").click()
    stranger.page.get_by_label("Tỉnh, thành phố").select_option(label="Thành phố Hà Nội")
    stranger.page.get_by_label("Tìm xã, phường").fill("hong ha")
    stranger.page.get_by_role("button", name="Phường Hồng Hà").click()
    stranger.page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(stranger.page.locator("#personal-code")).to_have_text("36J3-X7CW-HNQW")
    assert stranger.sent("POST", "/persons")[0].body["unit"] == {"scheme": UNIT["scheme"], "code": UNIT["code"]}


def test_a_registration_without_a_network_waits_on_the_device(stranger: Visitor) -> None:
    stranger.open("/me")
    stranger.page.get_by_role("button", name="Chọn xã, phường").click()
    stranger.page.get_by_label("Tỉnh, thành phố").select_option(label="Thành phố Hà Nội")
    stranger.page.get_by_label("Tìm xã, phường").fill("hong ha")
    stranger.page.get_by_role("button", name="Phường Hồng Hà").click()
    stranger.api.down = True
    stranger.page.get_by_label("Họ và tên").fill("An")
    stranger.page.get_by_label("Số điện thoại").fill("0912345678")
    stranger.page.get_by_label("Năm sinh").fill("1987")
    stranger.page.get_by_role("button", name="Đăng ký", exact=True).click()
    stranger.sees("Đã lưu trên máy. Sẽ đăng ký khi có mạng.")
    stranger.axe()
    stranger.api.down = False
    stranger.page.get_by_role("button", name="Gửi ngay").click()
    expect(stranger.page.locator("#personal-code")).to_have_text("36J3-X7CW-HNQW")


def test_everything_on_the_device_can_be_erased(citizen: Visitor) -> None:
    citizen.remember(
        "outbox", record(60, state="waiting", answer=None, failure="server", retry_at=(time.time() + 600) * 1000)
    )
    citizen.open("/me")
    citizen.page.evaluate("() => sessionStorage.setItem('recover', '{}')")
    citizen.page.get_by_role("button", name="Xóa dữ liệu trên máy này").click()
    citizen.sees("Còn 1 lượt chưa gửi, xóa là mất.")
    expect(citizen.page.get_by_role("button", name="Không xóa")).to_be_focused()
    citizen.axe()
    citizen.page.get_by_role("button", name="Xóa hết").click()
    citizen.sees("Đã xóa hết dữ liệu trên máy này.")
    for shelf in ("outbox", "settings", "venues"):
        assert citizen.stored(shelf) == []
    assert citizen.page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_erased_is_a_stranger_again(citizen: Visitor, arrives: Callable[..., Visitor]) -> None:
    citizen.open("/me")
    citizen.page.get_by_role("button", name="Xóa dữ liệu trên máy này").click()
    citizen.page.get_by_role("button", name="Xóa hết").click()
    citizen.sees("Đã xóa hết dữ liệu trên máy này.")
    citizen.open("/me")
    citizen.sees("Máy này chưa đăng ký.")
