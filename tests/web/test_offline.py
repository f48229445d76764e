"""Without a network: the receipt at once, the visit exactly once, whatever wakes the outbox."""

import time
from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.answers import TOKEN, registered, stay
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.visitor import Visitor

RECEIPT = """() => {
  document.addEventListener("submit", () => { globalThis.__submitted = performance.now(); }, true);
  new MutationObserver(() => {
    const text = document.querySelector("#receipt-state").textContent;
    if (text && globalThis.__submitted && !globalThis.__receipt) globalThis.__receipt = performance.now() - globalThis.__submitted;
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def with_worker(arrives: Callable[..., Visitor]) -> Visitor:
    """A known citizen whose device has kept the pages."""
    visitor = make_known(arrives(worker=True))
    visitor.page.evaluate(
        """async () => {
          const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
          await navigator.serviceWorker.ready;
          if (!navigator.serviceWorker.controller) await taken;
        }"""
    )
    return visitor


def state(visitor: Visitor, word: str) -> None:
    expect(visitor.page.locator("#receipt-state")).to_have_text(word)


def test_pages_open_and_the_receipt_comes_without_a_network(arrives: Callable[..., Visitor]) -> None:
    visitor = with_worker(arrives)
    visitor.context.set_offline(True)
    visitor.api.down = True
    visitor.open(f"/C#{TOKEN}")
    visitor.sees("Không có mạng – vẫn ghi được")
    visitor.sees("Tên địa điểm sẽ hiện khi có mạng")
    visitor.page.evaluate(RECEIPT)
    visitor.page.get_by_role("button", name="Check-in", exact=True).click()
    state(visitor, "Đã lưu, sẽ gửi")
    visitor.sees("Chưa có mạng. Máy sẽ tự gửi khi có mạng.")
    visitor.axe()
    assert visitor.page.evaluate("() => globalThis.__receipt") <= 500
    visitor.page.reload()
    state(visitor, "Đã lưu, sẽ gửi")
    visitor.api.down = False
    visitor.context.set_offline(False)
    state(visitor, "Đã gửi")
    assert len(visitor.sent("POST", "/visits")) == 1


def test_pages_that_need_the_network_say_so(arrives: Callable[..., Visitor]) -> None:
    visitor = with_worker(arrives)
    visitor.context.set_offline(True)
    visitor.open("/venue/register")
    visitor.sees("Trang này cần mạng để mở.")
    for path in ("/visits", "/me", "/scan", "/"):
        visitor.open(path)
        expect(visitor.page.locator("h1").first).to_be_visible()


def test_the_first_time_works_offline_and_takes_the_unit_of_the_place(stranger: Visitor) -> None:
    stranger.api.down = True
    stranger.open(f"/c#{TOKEN}")
    stranger.page.get_by_label("Họ và tên").fill("Trần Văn Bảy")
    stranger.page.get_by_label("Số điện thoại").fill("0912345678")
    stranger.page.get_by_label("Năm sinh").fill("1955")
    stranger.page.get_by_role("button", name="Đăng ký và check-in").click()
    stranger.sees("Chưa có mạng. Máy sẽ tự gửi khi có mạng.")
    stranger.api.down = False
    stranger.page.get_by_role("button", name="Gửi lại ngay").click()
    state(stranger, "Đã gửi")
    [person] = stranger.sent("POST", "/persons")
    assert person.body["unit"] == {"scheme": "VN-2025H2", "code": "00097"}
    assert person.body["unit_assumed"] is True


def test_a_personal_code_is_promised_to_those_who_have_one(stranger: Visitor) -> None:
    stranger.open("/offline")
    expect(stranger.page.get_by_role("link", name="Mã cá nhân")).to_be_hidden()
    stranger.page.evaluate("() => localStorage.setItem('known', '1')")
    stranger.page.reload()
    expect(stranger.page.get_by_role("link", name="Mã cá nhân")).to_be_visible()


def test_only_pages_that_record_say_that_they_still_do(stranger: Visitor) -> None:
    for path, said in (("/scan", "Không có mạng – vẫn ghi được"), ("/policy", "Không có mạng")):
        stranger.open(path)
        stranger.context.set_offline(True)
        expect(stranger.page.locator("#offline")).to_have_text(said)
        expect(stranger.page.locator("#offline")).to_be_visible()
        stranger.context.set_offline(False)


def test_four_wake_ups_and_two_tabs_store_one_visit(citizen: Visitor) -> None:
    citizen.api.down = True
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    citizen.sees("Chưa có mạng. Máy sẽ tự gửi khi có mạng.")
    citizen.api.down = False
    second = citizen.tab()
    second.goto(f"{citizen.site}/visits")
    for page in (citizen.page, second):
        page.evaluate("() => { for (let i = 0; i < 4; i += 1) dispatchEvent(new Event('online')); }")
    state(citizen, "Đã gửi")
    expect(second.get_by_text("Đã gửi")).to_be_visible()
    assert len(citizen.sent("POST", "/visits")) == 1


def test_the_same_bytes_after_an_answer_that_never_came(citizen: Visitor) -> None:
    answers: list[Reply] = [problem(503, "busy", "Bận."), problem(500, "fault", "Lỗi.")]
    citizen.api.on("POST", "/visits", lambda request: answers.pop() if answers else stay(request))
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    retry = citizen.page.get_by_role("button", name="Gửi lại ngay")
    retry.click()
    expect(citizen.page.locator("#retry[aria-busy]")).to_have_count(0)
    retry.click()
    state(citizen, "Đã gửi")
    calls = citizen.api.made("POST", "/visits")
    assert len(calls) == 3
    assert len({(call.body["code"], call.body["at"]) for call in calls}) == 1


def test_a_page_killed_between_storing_and_sending_loses_nothing(citizen: Visitor) -> None:
    citizen.api.on("POST", "/visits", problem(503, "busy", "Bận.", Retry_After="600"))
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    citizen.sees("Hệ thống đang bận. Máy sẽ tự gửi lại.")
    citizen.page.close()
    citizen.api.calls.clear()
    citizen.api.on("POST", "/visits", stay)
    citizen.page = citizen.tab()
    citizen.open("/visits")
    citizen.page.get_by_role("button", name="Gửi ngay").click()
    expect(citizen.page.get_by_text("Đã gửi")).to_be_visible()
    [call] = citizen.sent("POST", "/visits")
    assert "age_ms" not in call.body


def test_a_clock_that_is_a_day_wrong_is_told_as_it_is(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives())
    visitor.page.clock.set_system_time(time.time() + 86_400)
    visitor.open(f"/c#{TOKEN}")
    visitor.page.get_by_role("button", name="Check-in", exact=True).click()
    state(visitor, "Đã gửi")
    [call] = visitor.sent("POST", "/visits")
    assert call.body["at"][:10] == call.body["client_now"][:10]
    assert call.body["age_ms"] < 60_000


def test_a_refused_registration_comes_back_to_be_corrected(stranger: Visitor) -> None:
    bad = problem(
        422,
        "invalid",
        "Thông tin chưa đúng.",
        errors=[{"field": "phone", "rule": "phone", "text": {"vi": "Số này không phải số di động.", "en": "x"}}],
    )
    answers = [bad]
    stranger.api.on("POST", "/persons", lambda request: answers.pop() if answers else registered(request))
    stranger.open(f"/c#{TOKEN}")
    stranger.page.get_by_label("Họ và tên").fill("An")
    stranger.page.get_by_label("Số điện thoại").fill("0912345678")
    stranger.page.get_by_label("Năm sinh").fill("1990")
    stranger.page.get_by_role("button", name="Đăng ký và check-in").click()
    stranger.sees("Đăng ký bị từ chối, hãy sửa trong “Cá nhân”.")
    stranger.open("/me")
    stranger.sees("Số này không phải số di động.")
    stranger.axe()
    stranger.page.get_by_label("Số điện thoại").fill("0912345679")
    stranger.page.get_by_role("button", name="Chọn xã, phường").click()
    stranger.page.get_by_label("Tỉnh, thành phố").select_option(label="Thành phố Hà Nội")
    stranger.page.get_by_label("Tìm xã, phường").fill("hong ha")
    stranger.page.get_by_role("button", name="Phường Hồng Hà").click()
    stranger.page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(stranger.page.locator("#name")).to_have_text("Nguyễn Thị Minh Ánh")
    stranger.open("/visits")
    expect(stranger.page.get_by_text("Đã gửi")).to_be_visible()
