"""A code that the browser reads out of the message: filled in where it can, typed everywhere else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.answers import PROFILE
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.return_answers import OTP, minutes, return_api
from tests.web.test_recover import claim
from tests.web.visitor import Visitor

# A browser with the API: `__arrives` is the message, with which its person lets the page have the code.
BROWSER = """
  globalThis.OTPCredential = class {};
  globalThis.__asked = [];
  Object.defineProperty(navigator.credentials, "get", { value: (wanted) => new Promise((resolve, reject) => {
    globalThis.__asked.push(wanted);
    wanted.signal.addEventListener("abort", () => reject(new DOMException("left", "AbortError")));
    globalThis.__arrives = (code) => resolve({ code });
    globalThis.__refused = () => reject(new DOMException("no", "NotAllowedError"));
  }) });
"""
STATES = "() => globalThis.__asked.map(({ otp, signal }) => [otp.transport.join(), signal.aborted])"


@pytest.fixture
def reader(arrives: Callable[..., Visitor]) -> Visitor:
    """Somebody whose browser reads codes."""
    visitor = arrives()
    visitor.context.add_init_script(BROWSER)
    return make_known(visitor)


def ask_for_code(visitor: Visitor) -> None:
    visitor.api.on("POST", "/me/phone-otp", Reply(202, {"expires_at": minutes(10)}))
    visitor.open("/me")
    assert visitor.page.evaluate(STATES) == []  # nobody is asked before a message is on its way
    visitor.page.get_by_role("button", name="Gửi mã đến điện thoại của tôi").click()
    expect(visitor.page.get_by_label("Mã 6 chữ số trong tin nhắn")).to_be_focused()


def test_the_code_fills_itself_in_and_proves_the_phone(reader: Visitor) -> None:
    ask_for_code(reader)
    assert reader.page.evaluate(STATES) == [["sms", False]]
    reader.api.on("POST", "/me/phone", Reply(200, {"phone_verified": True}))
    reader.api.on("GET", "/me", Reply(200, {**PROFILE, "phone_verified": True}))
    reader.page.evaluate("(code) => globalThis.__arrives(code)", OTP)
    expect(reader.page.locator("#verify")).to_be_hidden()
    [call] = reader.sent("POST", "/me/phone")
    assert call.body == {"otp": OTP}
    assert reader.page.evaluate(STATES) == [["sms", True]]


def test_whoever_does_not_let_the_browser_read_types_the_code(reader: Visitor) -> None:
    ask_for_code(reader)
    reader.page.evaluate("() => globalThis.__refused()")
    reader.api.on("POST", "/me/phone", Reply(200, {"phone_verified": True}))
    reader.api.on("GET", "/me", Reply(200, {**PROFILE, "phone_verified": True}))
    reader.page.get_by_label("Mã 6 chữ số trong tin nhắn").fill(OTP)
    reader.page.get_by_role("button", name="Xác thực", exact=True).click()
    expect(reader.page.locator("#verify")).to_be_hidden()


def test_a_code_that_is_wrong_is_told_as_if_it_was_typed(reader: Visitor) -> None:
    ask_for_code(reader)
    reader.api.on("POST", "/me/phone", problem(422, "otp-wrong", "Mã xác nhận không đúng."))
    reader.page.evaluate("(code) => globalThis.__arrives(code)", "111111")
    reader.sees("Mã xác nhận không đúng.")
    expect(reader.page.get_by_label("Mã 6 chữ số trong tin nhắn")).to_have_value("111111")
    reader.axe()


def test_the_form_that_is_left_waits_no_more(reader: Visitor) -> None:
    return_api(reader.api)
    reader.open("/recover")
    claim(reader)
    assert reader.page.evaluate(STATES)[-1] == ["sms", False]
    reader.page.get_by_role("button", name="Sửa thông tin đã điền").click()
    expect(reader.page.get_by_label("Số điện thoại")).to_be_focused()
    assert all(aborted for _, aborted in reader.page.evaluate(STATES))
    # a message that comes all the same changes nothing
    reader.page.evaluate("(code) => globalThis.__arrives(code)", OTP)
    expect(reader.page.locator("#who")).to_be_visible()
    assert len(reader.api.made("POST", "/recoveries")) == 1


def test_a_page_that_was_dropped_meanwhile_waits_again(reader: Visitor) -> None:
    return_api(reader.api)
    reader.open("/recover")
    claim(reader)
    reader.page.reload()
    expect(reader.page.locator("#proof")).to_be_visible()
    assert reader.page.evaluate(STATES)[-1] == ["sms", False]


def test_a_browser_without_the_api_is_asked_nothing(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    visitor.context.add_init_script(f"{BROWSER} delete globalThis.OTPCredential;")
    make_known(visitor)
    ask_for_code(visitor)
    assert visitor.page.evaluate(STATES) == []
    field = visitor.page.get_by_label("Mã 6 chữ số trong tin nhắn")
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    expect(field).to_have_attribute("inputmode", "numeric")
