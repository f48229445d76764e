"""What a citizen is told: the inbox, its badge, push as an offer, and who looked at the record."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.trace_answers import access, notice, notices
from tests.web.visitor import Visitor

PUSH = """(permission) => {
  globalThis.__asked = 0;
  const state = { permission, subscription: null };
  globalThis.Notification = class { static get permission() { return state.permission; }
    static async requestPermission() { globalThis.__asked++; if (state.permission === "default") state.permission = "granted"; return state.permission; } };
  globalThis.PushManager = class {};
  const made = () => ({ endpoint: "https://push.example.vn/1", toJSON: () => ({ endpoint: "https://push.example.vn/1", keys: { p256dh: "BA", auth: "CA" } }),
    unsubscribe: async () => { state.subscription = null; return true; } });
  const registration = { pushManager: {
    getSubscription: async () => state.subscription,
    subscribe: async (given) => { globalThis.__key = given.applicationServerKey.length; return (state.subscription = made()); } } };
  const worker = navigator.serviceWorker;
  Object.defineProperty(worker, "register", { value: async () => registration });
  Object.defineProperty(worker, "getRegistration", { value: async () => registration });
  Object.defineProperty(worker, "ready", { get: () => Promise.resolve(registration) });
}"""
KEY = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def told(visitor: Visitor, *given: dict[str, Any]) -> None:
    visitor.api.on("GET", r"/me/notices(\?.*)?", Reply(200, notices(*given)))


def may_ring(visitor: Visitor, permission: str = "default") -> None:
    visitor.context.add_init_script(f"({PUSH})('{permission}')")
    visitor.api.on("GET", "/push-key", Reply(200, {"public_key": KEY}))
    visitor.api.on("POST", "/me/push-subscriptions", Reply(201, {"subscription_id": "5f2b0c94c3a1d7e8"}))
    visitor.api.on("POST", r"/me/push-subscriptions/[^/]+/remove", Reply(200, {}))


def test_new_withdrawn_and_corrected_notices(citizen: Visitor) -> None:
    told(citizen, notice(0), notice(1, kind="correction"), notice(30, withdrawn=True), notice(40, kind="exposure_f2"))
    citizen.open("/notices")
    for text in (
        "Bạn có thể đã tiếp xúc với ca bệnh (F1)",
        "Hôm nay: ở nhà",
        "Đính chính",
        "không còn áp dụng",
        "(F2)",
        "Cập nhật",
    ):
        citizen.sees(text)
    expect(citizen.page.locator("article.new")).to_have_count(3)
    expect(citizen.page.locator("article.gone")).to_contain_text("Thông báo này không còn áp dụng cho bạn.")
    citizen.axe()
    # seen now: the next time nothing is new
    citizen.page.reload()
    citizen.sees("Cập nhật")
    expect(citizen.page.locator("article")).to_have_count(4)
    expect(citizen.page.locator("article.new")).to_have_count(0)


def test_the_text_is_in_the_language_of_the_page(citizen: Visitor) -> None:
    told(citizen, notice(0))
    citizen.open("/notices?lang=en")
    citizen.sees("Today: stay at home")
    citizen.sees("You may have been exposed to a case (F1)")
    citizen.axe()


def test_no_notice_is_said_too(citizen: Visitor) -> None:
    told(citizen)
    citizen.open("/notices")
    citizen.sees("Chưa có thông báo nào.")
    citizen.axe()


def test_a_stranger_is_led_to_registering(stranger: Visitor) -> None:
    stranger.open("/notices")
    stranger.sees("Máy này chưa đăng ký nên chưa nhận được thông báo.")
    stranger.axe()
    assert not stranger.api.made("GET", r"/me/notices(\?.*)?")


def test_without_a_network_the_last_notices_are_there(citizen: Visitor) -> None:
    told(citizen, notice(0))
    citizen.open("/notices")
    citizen.sees("Hôm nay: ở nhà")
    citizen.api.down = True
    citizen.page.reload()
    citizen.sees("Hôm nay: ở nhà")
    citizen.sees("Không có mạng hoặc máy chủ không trả lời.")
    citizen.sees("Cập nhật")
    citizen.axe()


def test_notices_are_asked_for_every_six_hours(citizen: Visitor) -> None:
    told(citizen)
    citizen.page.clock.install()
    citizen.open("/notices")
    citizen.sees("Chưa có thông báo nào.")
    told(citizen, notice(0))
    citizen.page.clock.fast_forward("06:00:01")
    citizen.sees("Hôm nay: ở nhà")
    assert len(citizen.sent("GET", r"/me/notices(\?.*)?", 2)) == 2


def test_a_notice_that_comes_while_the_page_is_open(citizen: Visitor) -> None:
    told(citizen)
    citizen.open("/notices")
    citizen.sees("Chưa có thông báo nào.")
    told(citizen, notice(0))
    citizen.page.evaluate("() => new BroadcastChannel('inbox').postMessage(0)")
    citizen.sees("Hôm nay: ở nhà")


def test_unread_notices_show_on_home_and_on_my_page(citizen: Visitor) -> None:
    told(citizen, notice(0), notice(1), notice(2, withdrawn=True))
    citizen.open("/")
    citizen.sees("Bạn có 2 thông báo mới. Mở xem")
    assert citizen.shifts() <= 0.05
    citizen.axe()
    citizen.open("/me")
    expect(citizen.page.locator("#unread")).to_have_text("2 mới")
    citizen.axe()
    citizen.page.get_by_role("link", name="Thông báo 2 mới").click()
    citizen.sees("Hôm nay: ở nhà")
    citizen.open("/")
    expect(citizen.page.locator("#unread")).to_be_hidden()
    expect(citizen.page.locator("#alert")).to_have_text("Hiện bạn thuộc diện F1 – hãy ở nhà và gọi trạm y tế.")


def test_home_asks_nothing_of_a_stranger(stranger: Visitor) -> None:
    stranger.open("/")
    stranger.sees("Quét mã địa điểm")
    assert not stranger.api.calls


def test_push_is_asked_for_by_a_tap_only(arrives: Callable[..., Visitor]) -> None:
    citizen = make_known(arrives())
    may_ring(citizen)
    told(citizen)
    citizen.open("/notices")
    citizen.sees("Đang tắt.")
    citizen.axe()
    assert citizen.page.evaluate("() => globalThis.__asked") == 0
    citizen.page.get_by_role("button", name="Bật báo tin").click()
    citizen.sees("Đang bật.")
    citizen.axe()
    assert citizen.page.evaluate("() => [globalThis.__asked, globalThis.__key]") == [1, 65]
    [saved] = citizen.sent("POST", "/me/push-subscriptions")
    assert saved.body == {"endpoint": "https://push.example.vn/1", "keys": {"p256dh": "BA", "auth": "CA"}}
    citizen.page.get_by_role("button", name="Tắt báo tin").click()
    citizen.sees("Đang tắt.")
    assert len(citizen.sent("POST", "/me/push-subscriptions/5f2b0c94c3a1d7e8/remove")) == 1


@pytest.mark.parametrize(
    ("permission", "text"),
    [("denied", "Trình duyệt đang chặn thông báo của trang này."), ("", "Trình duyệt này không báo tin được.")],
    ids=["denied", "unsupported"],
)
def test_where_push_cannot_be_had(arrives: Callable[..., Visitor], permission: str, text: str) -> None:
    citizen = make_known(arrives())
    if permission:
        may_ring(citizen, permission)
    else:
        citizen.context.add_init_script("delete globalThis.PushManager")
    told(citizen)
    citizen.open("/notices")
    citizen.sees(text)
    expect(citizen.page.locator("#push")).to_be_hidden()
    citizen.axe()


def test_push_that_fails_leaves_the_inbox(arrives: Callable[..., Visitor]) -> None:
    citizen = make_known(arrives())
    may_ring(citizen)
    told(citizen, notice(0))
    citizen.api.on("POST", "/me/push-subscriptions", problem(503, "busy", "Hệ thống đang bận."))
    citizen.open("/notices")
    citizen.page.get_by_role("button", name="Bật báo tin").click()
    citizen.sees("Hệ thống đang bận.")
    citizen.sees("Đang tắt.")
    citizen.axe()


def test_the_worker_rings_without_saying_what(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives(worker=True, permissions=["notifications"]))
    visitor.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    told(visitor, notice(0))
    visitor.open("/notices")
    visitor.sees("Cập nhật")
    worker = visitor.context.service_workers[0]
    shown = worker.evaluate(
        """async () => {
          const shown = [];
          self.registration.showNotification = async (title, options) => void shown.push([title, options.body, options.tag]);
          const waits = [];
          const event = new Event("push");
          event.waitUntil = (promise) => waits.push(promise);
          self.dispatchEvent(event);
          await Promise.all(waits);
          return shown;
        }"""
    )
    assert shown == [["Vùng Xanh", "Bạn có thông báo mới", "inbox"]]


def test_who_looked_at_my_record(citizen: Visitor) -> None:
    first = {"entries": [access(0), access(5)], "next_cursor": "c-2"}
    citizen.api.on("GET", "/me/access-log", Reply(200, first))
    more = access(50, text={"vi": "Trạm y tế đã tra cứu thông tin của bạn.", "en": "x"}, reason="")
    citizen.api.on("GET", r"/me/access-log\?cursor=c-2", Reply(200, {"entries": [more], "next_cursor": ""}))
    citizen.open("/me")
    assert not citizen.api.made("GET", "/me/access-log.*")
    citizen.page.get_by_text("Ai đã xem hồ sơ của tôi").click()
    citizen.sees("Cán bộ truy vết đã mở họ tên và số điện thoại của bạn.")
    citizen.sees("Lý do: Gọi điều tra người tiếp xúc")
    citizen.axe()
    citizen.page.get_by_role("button", name="Xem thêm").click()
    citizen.sees("Trạm y tế đã tra cứu thông tin của bạn.")
    expect(citizen.page.get_by_role("button", name="Xem thêm")).to_be_hidden()


def test_nobody_looked_and_no_answer(citizen: Visitor) -> None:
    citizen.api.on("GET", "/me/access-log", problem(503, "busy", "Hệ thống đang bận."))
    citizen.open("/me#access")
    citizen.sees("Hệ thống đang bận.")
    citizen.axe()
    citizen.api.on("GET", "/me/access-log", Reply(200, {"entries": [], "next_cursor": ""}))
    citizen.page.get_by_role("button", name="Thử lại").click()
    citizen.sees("Chưa ai xem hồ sơ của bạn.")
    citizen.axe()
