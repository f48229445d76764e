"""Something between the device and the platform answers in its place: nothing is lost, nobody is signed out, nothing is
told twice."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect

from tests.web.answers import DEVICE_TOKEN, TOKEN, leaving, registered, stay
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.people_answers import RECORDED
from tests.web.test_desk import at_desk
from tests.web.visitor import DESKTOP, Visitor

LOGIN = b"<!doctype html><title>Wi-Fi</title><form>Wi-Fi</form>"
HTML = {"Content-Type": "text/html"}
IMPOSTORS = {
    "firewall": Reply(403, headers=HTML, raw=b"<h1>403 Forbidden</h1>"),
    "gateway-401": Reply(401, headers={"Content-Type": "application/json"}, raw=b'{"message":"Unauthorized"}'),
    "gateway-404": Reply(404, headers={"Content-Type": "application/json"}, raw=b'{"message":"Not Found"}'),
    "gateway-502": Reply(502, headers=HTML, raw=b"<h1>502 Bad Gateway</h1>"),
    "login-page": Reply(200, headers=HTML, raw=LOGIN),
    "redirect": Reply(302, headers={"Location": "/privacy"}, raw=b""),
    "empty": Reply(200, raw=b""),
    "cut-off": Reply(201, raw=b'{"visit_id":"16'),
    "another-shape": Reply(200, raw=b'{"status":"ok"}'),
}
anybody = pytest.mark.parametrize("said", IMPOSTORS.values(), ids=list(IMPOSTORS))


def first(said: Reply, then: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
    """Answers so once, and as the platform afterwards."""
    waiting = [said]
    return lambda request: waiting.pop() if waiting else then(request)


def until(holds: Callable[[], object]) -> None:
    while not holds():
        pass


def state(visitor: Visitor, word: str) -> None:
    expect(visitor.page.locator("#receipt-state")).to_have_text(word)


@anybody
def test_a_check_in_waits_and_is_one_visit(citizen: Visitor, said: Reply) -> None:
    citizen.api.on("POST", "/visits", first(said, stay))
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    retry = citizen.page.get_by_role("button", name="Gửi lại ngay")
    expect(retry).to_be_visible()
    state(citizen, "Đã lưu, sẽ gửi")
    retry.click()
    state(citizen, "Đã gửi")
    calls = citizen.api.made("POST", "/visits")
    assert len({(call.body["code"], call.body["at"], call.token) for call in calls}) == 1
    assert not citizen.api.made("POST", "/persons"), "whoever else says 401 renews no token"
    [kept] = citizen.stored("outbox")
    assert kept["state"] == "sent"
    [who] = [each for each in citizen.stored("settings") if each["name"] == "identity"]
    assert who["device_token"] == DEVICE_TOKEN
    assert not who.get("signed_out")


@anybody
def test_a_registration_waits_and_is_one_person(stranger: Visitor, said: Reply) -> None:
    stranger.api.on("POST", "/persons", first(said, registered))
    stranger.open(f"/c#{TOKEN}")
    stranger.page.get_by_label("Họ và tên").fill("Trần Văn Bảy")
    stranger.page.get_by_label("Số điện thoại").fill("0912345678")
    stranger.page.get_by_label("Năm sinh").fill("1955")
    stranger.page.get_by_role("button", name="Đăng ký và check-in").click()
    stranger.page.get_by_role("button", name="Gửi lại ngay").click()
    state(stranger, "Đã gửi")
    one, again = stranger.sent("POST", "/persons", 2)
    assert one.body == again.body
    assert len(stranger.sent("POST", "/visits")) == 1


@anybody
def test_a_leaving_waits_and_is_told_again(citizen: Visitor, said: Reply) -> None:
    citizen.page.clock.install()
    citizen.api.on("POST", r"/visits/[^/]+/check-out", first(said, leaving))
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    state(citizen, "Đã gửi")
    citizen.page.get_by_role("button", name="Rời đi (check-out)").click()
    citizen.sees("Đã ghi giờ rời. Sẽ gửi cùng lần check-in sau.")
    citizen.page.clock.fast_forward("01:01:00")
    until(lambda: citizen.stored("outbox")[0].get("failure"))
    citizen.page.clock.fast_forward("01:00")
    citizen.page.wait_for_function("() => !document.querySelector('#receipt-why').textContent")
    one, again = citizen.sent("POST", ".*/check-out", 2)
    assert one.body["at"] == again.body["at"]
    [kept] = citizen.stored("outbox")
    assert kept["leaving"] == "sent"


@anybody
def test_a_visit_at_the_desk_stays_in_the_form_and_is_one(arrives: Callable[..., Visitor], said: Reply) -> None:
    desk = at_desk(arrives(viewport=DESKTOP))
    desk.page.clock.install()
    desk.api.on("POST", "/staff-visits", first(said, lambda _: Reply(201, RECORDED)))
    code, go = desk.page.locator("#personal_code"), desk.page.locator("#personal [type=submit]")
    code.fill("36J3-X7CW-HNQW")
    go.click()
    expect(desk.page.locator("#personal .summary")).to_be_visible()
    expect(code).to_have_value("36J3-X7CW-HNQW")
    desk.axe()
    desk.page.clock.fast_forward("00:07")
    go.click()
    expect(code).to_have_value("")
    one, again = desk.sent("POST", "/staff-visits", 2)
    assert one.body == again.body, "pressing again is not a second visit"


def test_ours_that_pass_wait_as_long_as_they_say(citizen: Visitor) -> None:
    citizen.page.clock.install()
    busy = problem(429, "too-many", "Đã gửi quá nhiều lần.", Retry_After="600")
    citizen.api.on("POST", "/visits", first(busy, stay))
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    citizen.sees("Hệ thống đang bận. Máy sẽ tự gửi lại.")
    citizen.page.clock.fast_forward("05:00")
    assert len(citizen.sent("POST", "/visits")) == 1
    citizen.page.clock.fast_forward("06:00")
    state(citizen, "Đã gửi")
    assert len(citizen.sent("POST", "/visits", 2)) == 2


def test_a_number_that_is_used_up_names_the_ways_out(stranger: Visitor) -> None:
    used = problem(429, "phone-registrations-used", "Đã có quá nhiều người đăng ký.", Retry_After="7200")
    stranger.api.on("POST", "/persons", Reply(used.status, None, used.headers, json.dumps(used.body).encode()))
    stranger.open(f"/c#{TOKEN}")
    stranger.page.get_by_label("Họ và tên").fill("Trần Văn Bảy")
    stranger.page.get_by_label("Số điện thoại").fill("0912345678")
    stranger.page.get_by_label("Năm sinh").fill("1955")
    stranger.page.get_by_role("button", name="Đăng ký và check-in").click()
    stranger.sees("Hôm nay đã có nhiều người đăng ký bằng số này.")
    state(stranger, "Đã lưu, sẽ gửi")
    stranger.axe()
    way = stranger.page.get_by_role("link", name="Lấy lại hồ sơ")
    expect(way).to_have_attribute("href", re.compile(f"/recover#{TOKEN}$"))
    stranger.open("/me")
    stranger.sees("hãy nhờ tình nguyện viên đăng ký giúp")
    expect(stranger.page.get_by_role("link", name="Lấy lại hồ sơ").first).to_be_visible()
    stranger.axe()
    stranger.open("/me?lang=en")
    stranger.sees("ask a volunteer to register you")


@pytest.mark.parametrize(
    ("seconds", "vi", "en"),
    [("240", "sau 4 phút nữa", "in 4 minutes"), ("20000", "sau 6 giờ nữa", "in 6 hours")],
)
def test_too_many_codes_say_when(arrives: Callable[..., Visitor], seconds: str, vi: str, en: str) -> None:
    visitor = make_known(arrives())
    visitor.api.on("POST", "/me/phone-otp", problem(429, "otp-too-many", "Quá nhiều.", Retry_After=seconds))
    for lang, word in (("vi", vi), ("en", en)):
        visitor.open(f"/me?lang={lang}")
        visitor.page.locator("#otp-send").click()
        visitor.sees(word)
    visitor.axe()


def test_a_worker_keeps_no_page_of_somebody_else(arrives: Callable[..., Visitor]) -> None:
    """A hotel's Wi-Fi answers with 200 and a page of its own."""
    visitor = arrives(worker=True)
    visitor.context.route("**/scan", lambda route: route.fulfill(status=200, headers=HTML, body=LOGIN))
    visitor.open("/privacy")
    settled = """async () => {
      const worker = (await navigator.serviceWorker.register("/sw.js")).installing;
      if (!worker) return "there already";
      return new Promise((resolve) => worker.addEventListener("statechange", () =>
        (worker.state === "redundant" || worker.state === "activated") && resolve(worker.state)));
    }"""
    assert visitor.page.evaluate(settled) == "redundant"
    assert visitor.page.evaluate("async () => (await caches.keys()).length") == 0


def test_what_an_earlier_page_gave_up_wrongly_waits_again(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives(worker=True))
    at = visitor.page.evaluate("() => Math.floor(Date.now() / 1000) * 1000 - 60000")
    visitor.remember(
        "outbox",
        {
            "id": f"{at // 1000}-mhjy4aa8", "kind": "visit", "code": "mhjy4aa8", "created_at": at, "tries": 1,
            "body": {"code": TOKEN, "at": "2021-11-21T08:00:00+07:00"}, "state": "refused", "problem": {"code": "http-403"},
        },
    )  # fmt: skip
    visitor.page.evaluate(
        """async () => {
          const worker = (await navigator.serviceWorker.register("/sw.js")).installing;
          if (worker) await new Promise((resolve) => worker.addEventListener("statechange", () => worker.state === "activated" && resolve(0)));
        }"""
    )
    visitor.open("/visits")
    expect(visitor.page.get_by_text("Đã gửi")).to_be_visible()
