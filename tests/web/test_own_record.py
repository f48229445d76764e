"""The own record: changing it, a number that waits or was lost, devices and signing them out, records of one human."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import DEVICE_TOKEN, PROFILE
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.return_answers import OTP, SIGNED_OUT, device, minutes, return_api, same_person
from tests.web.visitor import Visitor

MINE = {**PROFILE, "phone_verified": True}
NEW_TOKEN = "device-token-new"


@pytest.fixture
def owner(citizen: Visitor) -> Visitor:
    """A citizen whose number is proved."""
    return_api(citizen.api)
    return citizen


def token(visitor: Visitor) -> str:
    [found] = [each["device_token"] for each in visitor.stored("settings") if each["name"] == "identity"]
    return str(found)


def editing(visitor: Visitor) -> None:
    visitor.open("/me")
    visitor.sees("đã xác thực")
    visitor.page.get_by_role("button", name="Sửa hồ sơ").click()
    expect(visitor.page.get_by_role("heading", name="Sửa hồ sơ")).to_be_focused()


def answers_profile(visitor: Visitor, **changed: Any) -> None:
    visitor.api.on("POST", "/me/profile", Reply(200, {**MINE, **changed}))
    visitor.api.on("GET", "/me", Reply(200, {**MINE, **changed}))


def test_only_what_is_changed_is_sent(owner: Visitor) -> None:
    editing(owner)
    answers_profile(owner, full_name="Nguyễn Thị Minh Anh")
    expect(owner.page.get_by_label("Họ và tên")).to_have_value(PROFILE["full_name"])
    expect(owner.page.get_by_label("Số điện thoại")).to_have_value("")
    owner.sees("Đang dùng 0912•••678. Để trống nếu không đổi.")
    owner.axe()
    owner.page.get_by_label("Họ và tên").fill("Nguyễn Thị  Minh Anh")
    owner.page.get_by_role("button", name="Lưu thay đổi").click()
    owner.sees("Đã lưu thay đổi.")
    expect(owner.page.locator("#name")).to_have_text("Nguyễn Thị Minh Anh")
    owner.axe()
    [call] = owner.sent("POST", "/me/profile")
    assert call.body == {"full_name": "Nguyễn Thị Minh Anh"}


def test_year_and_commune_are_changed_together(owner: Visitor) -> None:
    editing(owner)
    answers_profile(owner, year_of_birth=1978)
    owner.page.get_by_label("Năm sinh").fill("1978")
    owner.page.get_by_role("button", name="Chọn xã, phường").click()
    owner.page.get_by_label("Tỉnh, thành phố").select_option(label="Thành phố Huế")
    owner.page.get_by_label("Tìm xã, phường").fill("huong an")
    owner.page.get_by_role("button", name="Phường Hương An").click()
    owner.page.get_by_role("button", name="Lưu thay đổi").click()
    owner.sees("Đã lưu thay đổi.")
    [call] = owner.sent("POST", "/me/profile")
    assert call.body == {"year_of_birth": 1978, "unit": {"scheme": "VN-2025H2", "code": "19804"}}


@pytest.mark.parametrize("button", ["Lưu thay đổi", "Không sửa"])
def test_nothing_changed_is_nothing_sent(owner: Visitor, button: str) -> None:
    editing(owner)
    owner.page.get_by_role("button", name=button).click()
    expect(owner.page.locator("#name")).to_be_focused()
    assert not owner.api.made("POST", "/me/profile")
    owner.page.get_by_role("button", name="Sửa hồ sơ").click()
    expect(owner.page.get_by_label("Họ và tên")).to_have_value(PROFILE["full_name"])


def test_a_fault_is_told_at_its_field(owner: Visitor) -> None:
    editing(owner)
    owner.page.get_by_label("Họ và tên").fill("")
    owner.page.get_by_label("Số điện thoại").fill("123")
    owner.page.get_by_role("button", name="Lưu thay đổi").click()
    expect(owner.page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    owner.axe()
    assert not owner.api.made("POST", "/me/profile")


def test_a_new_number_waits_until_it_is_proved(owner: Visitor) -> None:
    editing(owner)
    answers_profile(owner, phone_pending_masked="0987•••321")
    owner.page.get_by_label("Số điện thoại").fill("0987 654 321")
    owner.page.get_by_role("button", name="Lưu thay đổi").click()
    owner.sees("Xác thực số mới 0987•••321")
    owner.sees("0912•••678")
    owner.axe()
    [call] = owner.sent("POST", "/me/profile")
    assert call.body == {"phone": "0987 654 321"}
    owner.api.on("POST", "/me/phone-otp", Reply(202, {"expires_at": minutes(10)}))
    owner.api.on("POST", "/me/phone", Reply(200, {"phone_verified": True}))
    owner.page.get_by_role("button", name="Gửi mã đến điện thoại của tôi").click()
    owner.page.get_by_label("Mã 6 chữ số trong tin nhắn").fill("698 381")
    owner.api.on("GET", "/me", Reply(200, {**MINE, "phone_masked": "0987•••321"}))
    owner.page.get_by_role("button", name="Xác thực", exact=True).click()
    expect(owner.page.locator("#phone-shown")).to_have_text("0987•••321")
    expect(owner.page.locator("#verify")).to_be_hidden()
    assert owner.sent("POST", "/me/phone")[0].body == {"otp": OTP}
    assert next(each for each in owner.stored("settings") if each["name"] == "identity")["phone"] == "0987 654 321"


def test_a_number_that_somebody_else_proved_is_asked_about(owner: Visitor) -> None:
    owner.api.on("GET", "/me", Reply(200, {**PROFILE, "phone_lost": True}))
    owner.open("/me")
    owner.sees("Số này còn là của bạn không?")
    owner.sees("0912•••678 vừa được người khác xác thực.")
    owner.axe()
    owner.page.get_by_role("button", name="Không còn, tôi đổi số").click()
    expect(owner.page.get_by_label("Số điện thoại")).to_be_focused()
    owner.page.get_by_role("button", name="Không sửa").click()
    owner.api.on("POST", "/me/phone-otp", Reply(202, {"expires_at": minutes(10)}))
    owner.api.on("POST", "/me/phone", Reply(200, {"phone_verified": True}))
    owner.page.get_by_role("button", name="Gửi mã đến điện thoại của tôi").click()
    owner.page.get_by_label("Mã 6 chữ số trong tin nhắn").fill(OTP)
    owner.api.on("GET", "/me", Reply(200, MINE))
    owner.page.get_by_role("button", name="Xác thực", exact=True).click()
    expect(owner.page.locator("#verify")).to_be_hidden()


def test_a_wrong_code_is_told_once(owner: Visitor) -> None:
    owner.api.on("GET", "/me", Reply(200, PROFILE))
    owner.api.on("POST", "/me/phone-otp", Reply(202, {"expires_at": minutes(10)}))
    errors = [{"field": "otp", "rule": "otp-wrong", "text": {"vi": "Mã xác nhận không đúng.", "en": "x"}}]
    owner.api.on("POST", "/me/phone", problem(422, "otp-wrong", "Mã xác nhận không đúng.", errors=errors))
    owner.open("/me")
    owner.page.get_by_role("button", name="Gửi mã đến điện thoại của tôi").click()
    owner.page.get_by_label("Mã 6 chữ số trong tin nhắn").fill("111111")
    owner.page.get_by_role("button", name="Xác thực", exact=True).click()
    expect(owner.page.get_by_text("Mã xác nhận không đúng.")).to_have_count(1)
    expect(owner.page.get_by_text("req-0001")).to_have_count(0)
    owner.axe()


def test_checked_papers_are_changed_by_officers(owner: Visitor) -> None:
    owner.api.on("GET", "/me", Reply(200, {**MINE, "papers_checked": True}))
    editing(owner)
    owner.sees("họ tên và năm sinh do cán bộ sửa")
    expect(owner.page.get_by_label("Họ và tên")).to_be_disabled()
    owner.axe()


def test_papers_checked_meanwhile_are_refused_in_the_servers_words(owner: Visitor) -> None:
    words = "Giấy tờ của bạn đã được đối chiếu nên họ tên và năm sinh không tự sửa được. Hãy nhờ cán bộ sửa."
    owner.api.on("POST", "/me/profile", problem(409, "papers-checked", words))
    editing(owner)
    owner.page.get_by_label("Năm sinh").fill("1978")
    owner.page.get_by_role("button", name="Lưu thay đổi").click()
    owner.sees(words)
    owner.axe()
    expect(owner.page.get_by_label("Năm sinh")).to_have_value("1978")


def test_without_a_network_what_was_typed_stays(owner: Visitor) -> None:
    editing(owner)
    owner.page.get_by_label("Năm sinh").fill("1978")
    owner.api.down = True
    owner.page.get_by_role("button", name="Lưu thay đổi").click()
    owner.sees("Không có mạng hoặc máy chủ không trả lời.")
    expect(owner.page.get_by_label("Năm sinh")).to_have_value("1978")


def test_changes_are_listed(owner: Visitor) -> None:
    changes = [
        {"at": "2026-11-20T08:00:00+07:00", "by": "me", "fields": ["full_name", "unit"]},
        {"at": "2026-11-02T09:30:00+07:00", "by": "staff", "fields": ["identity_number", "year_of_birth"]},
    ]
    owner.api.on("GET", "/me", Reply(200, {**MINE, "changes": changes}))
    owner.open("/me")
    owner.page.get_by_text("Những lần hồ sơ được sửa").click()
    owner.sees("Bạn sửa họ tên, nơi ở")
    owner.sees("Cán bộ sửa số giấy tờ, năm sinh")
    owner.sees("20/11/2026")
    owner.axe()


def test_records_of_one_human_are_offered_here_too(owner: Visitor) -> None:
    owner.api.on("GET", "/me", Reply(200, {**MINE, "same_person": [same_person()]}))
    owner.open("/me")
    owner.sees("Bạn có 2 hồ sơ trùng tên, năm sinh và số này – gộp lại?")
    owner.axe()
    owner.page.get_by_role("button", name="Gộp lại").click()
    owner.sees("Lượt đến và thông báo của các hồ sơ nay ở một chỗ.")
    [call] = owner.sent("POST", "/merges")
    assert (call.body["keep"], call.body["join"]) == (PROFILE["person_id"], same_person()["person_id"])


def test_devices_are_listed_when_they_are_asked_for(owner: Visitor) -> None:
    owner.open("/me")
    owner.sees("đã xác thực")
    assert not owner.api.made("GET", "/me/devices")
    owner.page.locator("#devices summary").click()
    expect(owner.page.locator("#devices-list li")).to_have_count(3)
    owner.sees("máy này")
    owner.axe()
    expect(owner.page.locator("#devices-list").get_by_role("button")).to_have_count(2)


def test_a_lost_device_is_signed_out_after_a_question(owner: Visitor) -> None:
    owner.open("/me#devices")
    owner.page.get_by_role("button", name="Đăng xuất iPhone").click()
    question = owner.page.get_by_role("dialog")
    expect(question).to_contain_text("Đăng xuất iPhone?")
    owner.axe()
    question.get_by_role("button", name="Không, quay lại").click()
    assert not owner.api.made("POST", "/me/device-revocations")
    owner.page.get_by_role("button", name="Đăng xuất iPhone").click()
    owner.api.on("GET", "/me/devices", Reply(200, {"devices": [device(0), device(2)]}))
    question.get_by_role("button", name="Đăng xuất").click()
    owner.sees("Đã đăng xuất iPhone.")
    expect(owner.page.locator("#devices-list li")).to_have_count(2)
    [call] = owner.sent("POST", "/me/device-revocations")
    assert call.body == {"device_id": "device-1"}
    owner.axe()


def test_all_other_devices_are_signed_out_and_this_one_goes_on(owner: Visitor) -> None:
    owner.api.on("POST", "/me/device-revocations", Reply(200, {"device_token": NEW_TOKEN}))
    owner.open("/me#devices")
    owner.page.get_by_role("button", name="Đăng xuất mọi thiết bị khác").click()
    owner.api.on("GET", "/me/devices", Reply(200, {"devices": [device(0)]}))
    owner.page.get_by_role("dialog").get_by_role("button", name="Đăng xuất mọi thiết bị khác").click()
    owner.sees("Đã đăng xuất mọi thiết bị khác.")
    [call] = owner.sent("POST", "/me/device-revocations")
    assert (call.body, call.token) == ({"everywhere": True}, f"Bearer {DEVICE_TOKEN}")
    assert token(owner) == NEW_TOKEN
    assert owner.api.made("GET", "/me/devices")[-1].token == f"Bearer {NEW_TOKEN}"
    assert not owner.page.get_by_text("Máy này đã đăng xuất").is_visible()


def test_devices_without_an_answer(owner: Visitor) -> None:
    owner.api.on("GET", "/me/devices", problem(503, "busy", "Hệ thống đang bận."))
    owner.open("/me#devices")
    owner.sees("Hệ thống đang bận.")
    owner.axe()
    owner.api.on("GET", "/me/devices", Reply(200, {"devices": [device(0)]}))
    owner.page.get_by_role("button", name="Thử lại").click()
    expect(owner.page.locator("#devices-list li")).to_have_count(1)


def test_a_device_that_was_signed_out_elsewhere_says_so_in_words(owner: Visitor) -> None:
    owner.open("/me")
    owner.sees("đã xác thực")
    owner.api.on("GET", "/me/devices", SIGNED_OUT)
    owner.page.locator("#devices summary").click()
    owner.sees("Máy này đã đăng xuất khỏi hồ sơ của bạn.")
    owner.axe()


def test_it_is_told_in_english_too(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives())
    return_api(visitor.api)
    changes = [{"at": minutes(-60), "by": "staff", "fields": ["phone"]}]
    visitor.api.on(
        "GET", "/me", Reply(200, {**PROFILE, "phone_lost": True, "changes": changes, "same_person": [same_person()]})
    )
    visitor.open("/me?lang=en#devices")
    for text in ("Is this number still yours?", "You have 2 records", "this device", "Sign out all other devices"):
        visitor.sees(text)
    visitor.page.get_by_text("Changes to my record").click()
    visitor.sees("An officer changed phone number")
    visitor.axe()
    left = visitor.page.locator("main").inner_text()
    assert not [word for word in ("Thiết bị", "Sửa", "Gộp", "Đăng xuất") if word in left], json.dumps(
        left, ensure_ascii=False
    )
