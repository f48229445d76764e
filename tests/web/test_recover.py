"""Coming back by the phone: after a cleared browser, a lost device, a sign-out; a check-in that waited is sent after it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import DEVICE_TOKEN, PROFILE, TOKEN, stay
from tests.web.api import Reply, problem
from tests.web.conftest import IDENTITY, make_known
from tests.web.return_answers import BACK_TOKEN, OTP, SIGNED_OUT, merged, recovery, return_api, same_person
from tests.web.test_citizen import record
from tests.web.test_kept import drafts
from tests.web.test_notices import may_ring
from tests.web.visitor import Visitor


@pytest.fixture
def comer(stranger: Visitor) -> Visitor:
    """Somebody whom the browser has forgotten."""
    return_api(stranger.api)
    return stranger


def claim(visitor: Visitor, name: str = "Nguyễn Thị Minh Ánh", *, year: str = "1987") -> None:
    visitor.page.get_by_label("Số điện thoại").fill("0912 345 678")
    visitor.page.get_by_label("Họ và tên").fill(name)
    visitor.page.get_by_label("Năm sinh").fill(year)
    visitor.page.get_by_role("button", name="Gửi mã cho tôi").click()
    expect(visitor.page.get_by_label("Mã 6 chữ số trong tin nhắn")).to_be_focused()


def answer(visitor: Visitor, otp: str = OTP) -> None:
    visitor.page.get_by_label("Mã 6 chữ số trong tin nhắn").fill(otp)
    visitor.page.get_by_role("button", name="Tiếp tục", exact=True).click()


def identity(visitor: Visitor) -> dict[str, Any]:
    return next(each for each in visitor.stored("settings") if each["name"] == "identity")


def outbox(visitor: Visitor) -> list[str]:
    return [each["state"] for each in visitor.stored("outbox")]


def test_a_code_brings_the_record_back(comer: Visitor) -> None:
    comer.open("/recover")
    comer.axe()
    claim(comer)
    comer.sees("Nếu đúng, mã đã được gửi đến số 0912 345 678.")
    comer.axe()
    answer(comer, "698 381")
    expect(comer.page.get_by_role("heading", name="Đã lấy lại hồ sơ")).to_be_focused()
    comer.sees("Máy này nay dùng hồ sơ của Nguyễn Thị Minh Ánh, sinh năm 1987.")
    comer.axe()
    asked, given = comer.sent("POST", "/recoveries", 2)
    said = {"phone": "0912 345 678", "full_name": "Nguyễn Thị Minh Ánh", "year_of_birth": 1987}
    assert asked.body == said
    assert given.body == {**said, "otp": OTP, "recovery_id": given.body["recovery_id"]}
    assert asked.token == given.token == ""
    kept = identity(comer)
    assert kept["device_token"] == BACK_TOKEN
    assert kept["phone"] == "0912 345 678"
    assert kept["unit"] == PROFILE["unit"]
    comer.page.get_by_role("link", name="Về trang cá nhân").click()
    expect(comer.page.locator("#personal-code")).to_have_text("36J3-X7CW-HNQW")


@pytest.mark.parametrize("typed", ["698-381", " 698 381 ", "６９８３８１"])
def test_a_code_is_read_as_it_is_pasted(comer: Visitor, typed: str) -> None:
    comer.open("/recover")
    claim(comer)
    answer(comer, typed)
    comer.sees("Đã lấy lại hồ sơ")


def test_the_code_comes_by_keyboard_and_message(comer: Visitor) -> None:
    comer.open("/recover")
    claim(comer)
    box = comer.page.get_by_label("Mã 6 chữ số trong tin nhắn")
    assert (box.get_attribute("inputmode"), box.get_attribute("autocomplete")) == ("numeric", "one-time-code")
    box.press_sequentially("698381")
    box.press("Enter")
    comer.sees("Đã lấy lại hồ sơ")


def test_a_wrong_code_says_so_once_and_keeps_everything(comer: Visitor) -> None:
    comer.open("/recover")
    claim(comer)
    answer(comer, "12")
    comer.sees("Hãy gõ mã trong tin nhắn")
    answer(comer, "111 111")
    expect(comer.page.get_by_text("Mã không đúng.")).to_have_count(1)
    expect(comer.page.get_by_label("Mã 6 chữ số trong tin nhắn")).to_be_focused()
    expect(comer.page.get_by_label("Mã 6 chữ số trong tin nhắn")).to_have_value("111 111")
    comer.axe()
    answer(comer)
    comer.sees("Đã lấy lại hồ sơ")


@pytest.mark.parametrize(
    ("refusal", "text"),
    [
        (problem(410, "otp-expired", "Mã xác nhận đã hết hạn. Hãy lấy mã mới."), "Mã xác nhận đã hết hạn."),
        (
            problem(429, "otp-too-many", "Đã thử quá nhiều lần. Hãy thử lại sau."),
            "Đã lấy mã hoặc thử mã quá nhiều lần. Hãy thử lại sau 15 phút nữa.",
        ),
        (problem(503, "busy", "Hệ thống đang bận."), "Hệ thống đang bận."),
    ],
    ids=["expired", "too-many", "busy"],
)
def test_what_else_the_server_refuses_is_said_in_its_words(comer: Visitor, refusal: Reply, text: str) -> None:
    comer.open("/recover")
    claim(comer)
    comer.api.on("POST", "/recoveries", refusal)
    answer(comer)
    expect(comer.page.get_by_text(text)).to_have_count(1)
    comer.axe()


def test_another_code_after_a_wait(comer: Visitor) -> None:
    comer.page.clock.install()
    comer.open("/recover")
    claim(comer)
    again = comer.page.locator("#proof-again")
    expect(again).to_be_disabled()
    expect(again).to_contain_text("Gửi lại mã sau")
    comer.page.clock.fast_forward(31_000)
    expect(again).to_have_text("Gửi lại mã")
    again.click()
    expect(again).to_be_disabled()
    assert len(comer.sent("POST", "/recoveries", 2)) == 2


def test_back_leads_to_what_was_filled_in(comer: Visitor) -> None:
    comer.open("/recover")
    claim(comer, "Nguyễn Thị Minh An")
    comer.page.get_by_role("button", name="Sửa thông tin đã điền").click()
    expect(comer.page.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Minh An")
    comer.page.go_forward()
    comer.sees("Nếu đúng, mã đã được gửi")
    comer.page.go_back()
    claim(comer)
    answer(comer)
    comer.sees("Đã lấy lại hồ sơ")
    comer.page.go_back()
    comer.sees("Đã lấy lại hồ sơ")


def test_a_page_dropped_while_the_message_is_read_goes_on(comer: Visitor) -> None:
    comer.open("/recover")
    claim(comer)
    comer.page.reload()
    comer.sees("Nếu đúng, mã đã được gửi đến số 0912 345 678.")
    answer(comer)
    comer.sees("Đã lấy lại hồ sơ")


def test_the_skip_link_stays_at_the_code(comer: Visitor) -> None:
    comer.open("/recover")
    claim(comer)
    comer.page.evaluate("() => { location.hash = 'main'; }")
    comer.sees("Nếu đúng, mã đã được gửi")


def test_an_answer_that_was_lost_is_asked_for_by_the_same_name(comer: Visitor) -> None:
    comer.open("/recover")
    claim(comer)
    comer.api.on("POST", "/recoveries", problem(503, "busy", "Hệ thống đang bận."))
    answer(comer)
    comer.sees("Hệ thống đang bận.")
    comer.api.on("POST", "/recoveries", recovery())
    answer(comer)
    comer.sees("Đã lấy lại hồ sơ")
    assert len({call.body["recovery_id"] for call in comer.api.made("POST", "/recoveries") if "otp" in call.body}) == 1


def test_without_a_network_nothing_that_was_typed_is_lost(comer: Visitor) -> None:
    comer.open("/recover")
    comer.api.down = True
    comer.page.get_by_label("Số điện thoại").fill("0912345678")
    comer.page.get_by_label("Họ và tên").fill("Nguyễn Thị Minh Ánh")
    comer.page.get_by_label("Năm sinh").fill("1987")
    comer.page.get_by_role("button", name="Gửi mã cho tôi").click()
    comer.sees("Không có mạng hoặc máy chủ không trả lời.")
    comer.axe()
    comer.api.down = False
    comer.page.get_by_role("button", name="Gửi mã cho tôi").click()
    answer(comer)
    comer.sees("Đã lấy lại hồ sơ")


def test_what_is_missing_is_said_before_anything_is_sent(comer: Visitor) -> None:
    comer.open("/recover")
    comer.page.get_by_role("button", name="Gửi mã cho tôi").click()
    expect(comer.page.get_by_role("alert").get_by_role("link")).to_have_count(3)
    comer.axe()
    assert not comer.api.calls


def test_records_of_one_human_are_offered_to_be_joined(comer: Visitor) -> None:
    comer.api.on("POST", "/recoveries", recovery(same_person=[same_person(0), same_person(1)]))
    comer.open("/recover")
    claim(comer)
    answer(comer)
    comer.sees("Bạn có 3 hồ sơ trùng tên, năm sinh và số này – gộp lại?")
    comer.axe()
    answers = [merged, lambda _: problem(503, "busy", "Hệ thống đang bận.")]
    comer.api.on("POST", "/merges", lambda request: answers.pop(0)(request) if answers else merged(request))
    comer.page.get_by_role("button", name="Gộp lại").click()
    comer.sees("Hệ thống đang bận.")
    comer.page.get_by_role("button", name="Gộp lại").click()
    comer.sees("Lượt đến và thông báo của các hồ sơ nay ở một chỗ.")
    comer.axe()
    calls = [call.body for call in comer.api.made("POST", "/merges")]
    assert {call["keep"] for call in calls} == {PROFILE["person_id"]}
    assert [call["join"] for call in calls[-2:]] == [same_person(0)["person_id"], same_person(1)["person_id"]]
    assert comer.sent("POST", "/merges")[0].token == f"Bearer {BACK_TOKEN}"


def test_joining_may_wait(comer: Visitor) -> None:
    comer.api.on("POST", "/recoveries", recovery(same_person=[same_person()]))
    comer.open("/recover")
    claim(comer)
    answer(comer)
    comer.page.get_by_role("button", name="Để sau").click()
    expect(comer.page.get_by_role("button", name="Gộp lại")).to_be_hidden()
    assert not comer.api.made("POST", "/merges")


def test_the_way_from_the_door_and_back_to_it(comer: Visitor) -> None:
    comer.open(f"/c#{TOKEN}")
    comer.page.get_by_role("link", name="Tôi đã đăng ký trước đây").click()
    claim(comer)
    answer(comer)
    comer.page.get_by_role("link", name="Tiếp tục check-in").click()
    comer.page.get_by_role("button", name="Check-in", exact=True).click()
    expect(comer.page.locator("#receipt-state")).to_have_text("Đã gửi")
    [visit] = comer.sent("POST", "/visits")
    assert visit.token == f"Bearer {BACK_TOKEN}"
    assert not comer.api.made("POST", "/persons")


@pytest.mark.parametrize("path", ["/me", "/notices"])
def test_it_is_offered_wherever_one_registers(stranger: Visitor, path: str) -> None:
    stranger.open(path)
    stranger.page.get_by_role("link", name="Tôi đã đăng ký trước đây").click()
    stranger.sees("Lấy lại hồ sơ của tôi")


def test_a_device_that_was_signed_out_keeps_the_visit_and_sends_it_after_coming_back(citizen: Visitor) -> None:
    return_api(citizen.api)
    citizen.api.on("POST", "/visits", SIGNED_OUT)
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    citizen.sees("Máy này đã đăng xuất. Lượt này vẫn giữ")
    citizen.axe()
    assert not citizen.api.made("POST", "/persons"), "whoever signed it out meant it"
    citizen.page.get_by_role("link", name="Lấy lại hồ sơ").click()
    expect(citizen.page.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Minh Ánh")
    citizen.page.get_by_role("button", name="Gửi mã cho tôi").click()
    citizen.api.on(
        "POST",
        "/visits",
        lambda request: stay(request) if request.headers["authorization"].endswith(BACK_TOKEN) else SIGNED_OUT,
    )
    answer(citizen)
    citizen.sees("Đã gửi 1 lượt đến còn chờ trên máy.")
    citizen.page.get_by_role("link", name="Tiếp tục check-in").click()
    expect(citizen.page.locator("#receipt-state")).to_have_text("Đã gửi")


@pytest.mark.parametrize("path", ["/", "/visits", "/me", "/notices", "/venue"])
def test_a_page_of_a_signed_out_device_offers_the_way_back(citizen: Visitor, path: str) -> None:
    for rule in ("/visits", "/me", r"/me/notices(\?.*)?", "/me/venues"):
        citizen.api.on("GET", rule, SIGNED_OUT)
    citizen.open(path)
    citizen.sees("Máy này đã đăng xuất khỏi hồ sơ của bạn.")
    citizen.axe()
    assert not citizen.api.made("POST", "/persons")
    citizen.page.get_by_role("link", name="Lấy lại hồ sơ").click()
    expect(citizen.page.get_by_label("Năm sinh")).to_have_value("1987")


def test_a_token_that_is_not_understood_is_renewed_or_the_way_back_is_offered(citizen: Visitor) -> None:
    citizen.api.on("POST", "/persons", problem(422, "invalid", "Thông tin chưa đúng."))
    citizen.api.on("GET", "/visits", problem(401, "token-invalid", "Mã đăng nhập không hợp lệ."))
    citizen.open("/visits")
    citizen.sees("Máy này đã đăng xuất khỏi hồ sơ của bạn.")
    citizen.api.on("GET", "/me", Reply(200, PROFILE))
    citizen.open("/me")
    expect(citizen.page.locator("#name")).to_have_text(PROFILE["full_name"])
    expect(citizen.page.get_by_text("Máy này đã đăng xuất")).to_be_hidden()


def somebody_else(visitor: Visitor) -> Visitor:
    """A device of somebody else, whose visit waits."""
    visitor.api.on("POST", "/visits", problem(503, "busy", "Bận."))
    visitor.remember("settings", {**IDENTITY, "full_name": "Trần Văn Bảy", "year_of_birth": 1955, "person_id": "other"})
    visitor.remember("outbox", record(600, state="waiting", answer=None), record(9000))
    return visitor


def test_visits_of_somebody_else_are_not_sent_in_a_wrong_name(citizen: Visitor) -> None:
    return_api(citizen.api)
    somebody_else(citizen).open("/recover")
    citizen.sees("Máy này đang dùng hồ sơ của T. V. Bảy.")
    citizen.axe()
    claim(citizen)
    answer(citizen)
    question = citizen.page.get_by_role("dialog")
    expect(question).to_contain_text("Các lượt đó ghi với tên T. V. Bảy. Có phải của bạn không?")
    citizen.axe()
    citizen.page.keyboard.press("Escape")
    assert identity(citizen)["device_token"] == DEVICE_TOKEN
    citizen.api.on("POST", "/visits", stay)
    sent = len(citizen.api.made("POST", "/visits"))
    answer(citizen)
    question.get_by_role("button", name="Không phải, xóa khỏi máy").click()
    citizen.sees("Đã lấy lại hồ sơ")
    assert outbox(citizen) == []
    assert len(citizen.api.made("POST", "/visits")) == sent


def test_visits_that_are_ones_own_are_sent(citizen: Visitor) -> None:
    return_api(citizen.api)
    somebody_else(citizen).open("/recover")
    claim(citizen)
    citizen.api.on("POST", "/visits", stay)
    answer(citizen)
    citizen.page.get_by_role("button", name="Của tôi, hãy gửi").click()
    citizen.sees("Đã gửi 1 lượt đến còn chờ trên máy.")
    assert citizen.api.made("POST", "/visits")[-1].token == f"Bearer {BACK_TOKEN}"
    assert outbox(citizen) == ["sent", "sent"]


def test_a_device_that_changes_hands_no_longer_rings_for_whoever_had_it(citizen: Visitor) -> None:
    return_api(citizen.api)
    may_ring(citizen)
    citizen.api.on("POST", "/recoveries", recovery(person_id="qfghnbvpram4z"))
    citizen.remember(
        "settings", {"name": "push", "subscription_id": "5f2b0c94c3a1d7e8", "endpoint": "https://push.example.vn/1"}
    )
    citizen.open("/me")
    citizen.page.get_by_role("link", name="Không phải bạn?").click()
    claim(citizen, "Trần Văn Bảy", year="1955")
    answer(citizen)
    citizen.sees("Đã lấy lại hồ sơ")
    [call] = citizen.sent("POST", "/me/push-subscriptions/5f2b0c94c3a1d7e8/remove")
    assert call.token == f"Bearer {DEVICE_TOKEN}"
    assert "push" not in {each["name"] for each in citizen.stored("settings")}


def test_what_somebody_else_had_begun_is_gone(citizen: Visitor) -> None:
    return_api(citizen.api)
    citizen.api.on("POST", "/recoveries", recovery(person_id="qfghnbvpram4z"))
    citizen.open("/venue/register")
    citizen.page.locator("#venue_name").fill("Quán Hoà Bình")
    assert drafts(citizen.page)
    citizen.remember("settings", {**IDENTITY, "signed_out": True})
    citizen.open("/recover")
    claim(citizen, "Trần Văn Bảy", year="1955")
    answer(citizen)
    citizen.sees("Đã lấy lại hồ sơ")
    assert not drafts(citizen.page)


def test_a_registration_that_waits_gives_way(comer: Visitor) -> None:
    body = {"full_name": "Nguyễn thị minh Ánh", "phone": "0912345678", "year_of_birth": 1987, "registration_id": "r-1"}
    comer.open("/privacy")
    comer.remember(
        "outbox",
        {
            "id": "r-1",
            "kind": "register",
            "created_at": time.time() * 1000,
            "body": body,
            "state": "waiting",
            "tries": 1,
        }
        | {"retry_at": (time.time() + 600) * 1000},
        record(60, state="waiting", answer=None, tries=0),
    )
    comer.open("/recover")
    comer.page.get_by_role("button", name="Gửi mã cho tôi").click()
    answer(comer)
    comer.sees("Đã gửi 1 lượt đến còn chờ trên máy.")
    assert outbox(comer) == ["sent"]
    assert not comer.api.made("POST", "/persons")


def test_it_is_told_in_english_too(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    return_api(visitor.api)
    visitor.open("/recover?lang=en")
    visitor.page.get_by_label("Phone").fill("0912345678")
    visitor.page.get_by_label("Full name").fill("Nguyen Thi Minh Anh")
    visitor.page.get_by_label("Year of birth").fill("1987")
    visitor.page.get_by_role("button", name="Send me a code").click()
    visitor.sees("If this is right, a code was sent to 0912345678.")
    visitor.axe()
    visitor.page.locator("#otp").fill(OTP)
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.sees("Your record is back")
    visitor.axe()


def test_where_nothing_can_be_stored_it_still_comes_back(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    return_api(visitor.api)
    for name in ("indexedDB", "sessionStorage", "localStorage"):
        visitor.context.add_init_script(
            f"Object.defineProperty(globalThis, '{name}', {{ get() {{ throw new Error('refused'); }} }})"
        )
    visitor.open("/recover")
    claim(visitor)
    answer(visitor)
    visitor.sees("Đã lấy lại hồ sơ")


def test_a_known_person_is_not_sent_here_again(citizen: Visitor) -> None:
    make_known(citizen)
    citizen.open(f"/c#{TOKEN}")
    expect(citizen.page.get_by_role("link", name="Tôi đã đăng ký trước đây")).to_be_hidden()
