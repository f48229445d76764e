"""The receipt in time: what it says an hour later, the next day, on a wrong clock, in a browser that keeps nothing."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import HERE, OTHER, TOKEN, stay, venue
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.visitor import Visitor

EVENING = datetime(2026, 11, 28, 22, 41, tzinfo=HERE)
OVER = re.compile(r"\bover\b")


@pytest.fixture
def evening(arrives: Callable[..., Visitor]) -> Visitor:
    """Somebody who is known to the device, at 22:41."""
    visitor = make_known(arrives())
    visitor.page.clock.install(time=EVENING)
    return visitor


def tap(visitor: Visitor, token: str = TOKEN) -> None:
    visitor.open(f"/c#{token}")
    visitor.page.get_by_role("button", name="Check-in", exact=True).click()


def shows(visitor: Visitor, state: str) -> None:
    expect(visitor.page.locator("#receipt-state")).to_have_text(state)


def later(**longer: int) -> Callable[[Any], Reply]:
    """What the server answers at a venue where people stay so long."""

    def answer(request: Any) -> Reply:
        told = stay(request).body
        until = datetime.fromisoformat(told["from"]) + timedelta(**longer)
        return Reply(201, {**told, "until": until.isoformat(), "leave_until": (until + timedelta(hours=3)).isoformat()})

    return answer


def test_when_they_came_is_the_large_figure_and_now_a_small_one(evening: Visitor) -> None:
    tap(evening)
    shows(evening, "Đã gửi")
    expect(evening.page.locator("#receipt-arrived")).to_have_text("22:41")
    expect(evening.page.locator("#receipt-date")).to_have_text("28/11/2026")
    expect(evening.page.locator("#receipt-until")).to_have_text("23:41")
    expect(evening.page.locator("#receipt-clock")).to_have_text(re.compile(r"22:41:\d\d"))
    heights = "(id) => document.getElementById(id).getBoundingClientRect().height"
    assert evening.page.evaluate(heights, "receipt-arrived") > 1.5 * evening.page.evaluate(heights, "receipt-clock")


def test_an_hour_later_it_is_grey_without_a_tap(evening: Visitor) -> None:
    tap(evening)
    shows(evening, "Đã gửi")
    evening.page.clock.run_for(61 * 60_000)
    shows(evening, "Đã kết thúc 23:41")
    expect(evening.page.locator("#receipt")).to_have_class(OVER)
    for hidden in ("#receipt-now", "#receipt-end", "#leave", "#leave-why"):
        expect(evening.page.locator(hidden)).to_be_hidden()
    expect(evening.page.get_by_role("button", name="Check-in lượt mới")).to_be_visible()
    evening.axe()


def test_a_page_that_slept_past_midnight_says_which_day_it_was(evening: Visitor) -> None:
    tap(evening)
    shows(evening, "Đã gửi")
    evening.page.clock.pause_at(EVENING + timedelta(hours=26))
    evening.page.evaluate("() => dispatchEvent(new Event('pageshow'))")
    shows(evening, "Đã kết thúc 23:41")
    expect(evening.page.locator("#receipt-date")).to_have_text("28/11/2026")
    expect(evening.page.locator("#mend")).to_be_hidden()


def test_an_end_on_the_next_day_says_so(evening: Visitor) -> None:
    evening.api.on("POST", "/visits", later(hours=3))
    tap(evening)
    shows(evening, "Đã gửi")
    expect(evening.page.locator("#receipt-until")).to_have_text("01:41 29/11/2026")


def test_who_left_has_a_grey_receipt_with_the_time(evening: Visitor) -> None:
    tap(evening)
    shows(evening, "Đã gửi")
    evening.page.clock.run_for(20 * 60_000)
    evening.page.get_by_role("button", name="Rời đi (check-out)").click()
    shows(evening, "Đã rời 23:01")
    expect(evening.page.locator("#receipt")).to_have_class(OVER)
    expect(evening.page.locator("#receipt-now")).to_be_hidden()
    evening.sees("Đã ghi giờ rời. Sẽ gửi cùng lần check-in sau.")
    evening.axe()


def test_a_visit_that_the_next_check_in_ended_is_grey_too(evening: Visitor) -> None:
    tap(evening)
    shows(evening, "Đã gửi")
    first = evening.page
    gone = EVENING + timedelta(minutes=20)

    evening.api.on("GET", r"/venues/[^/?]+", Reply(200, venue(code=OTHER, venue_id=OTHER, name="Siêu thị Hồng Hà")))
    evening.page = evening.tab()
    evening.page.clock.install(time=gone)
    tap(evening, OTHER.upper())
    shows(evening, "Đã gửi")
    expect(first.locator("#receipt-state")).to_have_text("Đã kết thúc 23:01")
    expect(first.locator("#receipt")).to_have_class(OVER)


def test_until_the_longest_stay_it_is_asked_when_they_left(evening: Visitor) -> None:
    tap(evening)
    shows(evening, "Đã gửi")
    evening.page.clock.run_for(95 * 60_000)
    shows(evening, "Đã kết thúc 23:41")
    evening.page.get_by_role("link", name="Đã rời vào giờ khác? Ghi giờ rời").click()
    evening.page.get_by_role("button", name="Ghi giờ rời").click()
    choice = evening.page.get_by_label("Giờ rời")
    expect(choice).to_be_focused()
    evening.axe()
    options = choice.locator("option").all_inner_texts()
    assert options[0] == "Chọn"
    assert options[1].startswith("Vừa xong (00:1")
    assert options[-1] == "Rời ngay (22:41)"
    choice.select_option(label="23:30")
    evening.page.get_by_role("dialog").get_by_role("button", name="Ghi giờ rời").click()
    expect(evening.page.locator(".visit .num")).to_have_text("22:41 – 23:30")
    expect(evening.page.get_by_role("heading", name=venue()["name"])).to_be_focused()
    evening.page.clock.run_for(5_000)
    [call] = evening.sent("POST", ".*/check-out")
    assert call.body["at"] == "2026-11-28T23:30:00+07:00"


def test_whoever_comes_back_may_still_say_when_they_left(evening: Visitor) -> None:
    tap(evening)
    shows(evening, "Đã gửi")
    evening.page.clock.run_for(95 * 60_000)
    evening.page.reload()
    link = evening.page.get_by_role("link", name="Lượt đến lúc 22:41 28/11/2026 chưa có giờ rời. Ghi giờ rời")
    expect(link).to_be_visible()
    expect(evening.page.get_by_role("button", name="Check-in", exact=True)).to_be_visible()
    evening.page.clock.run_for(3 * 60 * 60_000)
    evening.page.reload()
    expect(evening.page.get_by_role("button", name="Check-in", exact=True)).to_be_visible()
    expect(link).to_be_hidden()


def test_a_wrong_clock_is_told_and_the_servers_times_are_shown(evening: Visitor) -> None:
    right = EVENING + timedelta(hours=3)

    def corrected(request: Any) -> Reply:
        until = right + timedelta(hours=1)
        told = {"from": right.isoformat(), "until": until.isoformat(), "received_at": right.isoformat()}
        return Reply(201, {**stay(request).body, **told, "leave_until": (right + timedelta(hours=4)).isoformat()})

    evening.api.on("POST", "/visits", corrected)
    tap(evening)
    evening.sees("Đồng hồ của máy này sai. Giờ trên phiếu là giờ đúng của hệ thống.")
    expect(evening.page.locator("#receipt-arrived")).to_have_text("01:41")
    expect(evening.page.locator("#receipt-date")).to_have_text("29/11/2026")
    expect(evening.page.locator("#receipt-until")).to_have_text("02:41")
    expect(evening.page.locator("#receipt-now")).to_be_hidden()
    expect(evening.page.locator("#receipt")).to_have_class(re.compile("sent"))
    evening.page.clock.run_for(62 * 60_000)
    shows(evening, "Đã kết thúc 02:41")
    evening.open("/visits")
    expect(evening.page.locator(".visit .num")).to_have_text("01:41 – 02:41")
    evening.page.get_by_role("button", name="Ghi giờ rời").click()
    evening.page.get_by_label("Giờ rời").select_option(label="02:15")
    evening.page.get_by_role("dialog").get_by_role("button", name="Ghi giờ rời").click()
    expect(evening.page.get_by_role("dialog")).to_be_hidden()
    expect(evening.page.locator(".visit .num")).not_to_have_text("01:41 – 02:41")
    evening.page.clock.run_for(5_000)
    [call] = evening.sent("POST", ".*/check-out")
    # by the wrong clock, which the server corrects by the moment of sending
    assert call.body["at"] == "2026-11-28T23:15:00+07:00"
    assert call.body["client_now"].startswith("2026-11-28T23:4")


HANGS = "Object.defineProperty(IDBFactory.prototype, 'open', { value: () => ({}) });"
NO_QUOTA = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value) {
    if (value.kind) throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value);
  };
"""
UNKEPT = "Máy này không cho lưu: hãy giữ trang mở đến khi gửi xong"


def filled(visitor: Visitor) -> None:
    visitor.page.get_by_label("Họ và tên").fill("An")
    visitor.page.get_by_label("Số điện thoại").fill("0912345678")
    visitor.page.get_by_label("Năm sinh").fill("1990")


def test_a_store_that_never_answers_holds_nobody_up(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    visitor.context.add_init_script(HANGS)
    visitor.open(f"/c#{TOKEN}")
    filled(visitor)
    visitor.page.get_by_role("button", name="Đăng ký và check-in").click()
    visitor.sees(UNKEPT)
    shows(visitor, "Đã gửi")
    visitor.axe()
    assert len(visitor.sent("POST", "/visits")) == 1


@pytest.mark.parametrize("path", ["/visits", "/me", "/notices", "/other"])
def test_each_page_says_that_nothing_is_kept(arrives: Callable[..., Visitor], path: str) -> None:
    visitor = arrives()
    visitor.context.add_init_script(HANGS)
    visitor.open(path)
    visitor.sees(UNKEPT)
    expect(visitor.page.locator("[aria-busy=true]")).to_have_count(0)


def test_a_full_store_goes_on_in_memory_with_who_it_knows(citizen: Visitor) -> None:
    citizen.context.add_init_script(NO_QUOTA)
    tap(citizen)
    shows(citizen, "Đã gửi")
    citizen.sees(UNKEPT)
    [call] = citizen.sent("POST", "/visits")
    assert call.token


OLD = """
  delete globalThis.BroadcastChannel;
  delete globalThis.structuredClone;
  delete Crypto.prototype.randomUUID;
  Object.defineProperty(navigator, 'locks', { value: undefined });
"""


def test_an_older_browser_registers_and_checks_in(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    visitor.context.add_init_script(OLD)
    visitor.open(f"/c#{TOKEN}")
    filled(visitor)
    visitor.page.get_by_role("button", name="Đăng ký và check-in").click()
    shows(visitor, "Đã gửi")
    [person] = visitor.sent("POST", "/persons")
    form = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(form, person.body["registration_id"])
    for path in ("/visits", "/me", "/notices"):
        visitor.open(path)
        expect(visitor.page.locator("h1").first).to_be_visible()


def test_a_tap_that_fails_says_so(citizen: Visitor) -> None:
    citizen.open(f"/c#{TOKEN}")
    citizen.page.evaluate("() => { performance.now = () => { throw new Error('nothing'); }; }")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    citizen.sees("Chưa ghi được lượt đến. Hãy nhờ người trực cửa ghi giúp bạn.")


def test_a_refused_visit_offers_to_check_in_again(citizen: Visitor) -> None:
    citizen.api.on("POST", "/visits", problem(422, "visit-too-old", "Lượt đến đã quá 7 ngày."))
    tap(citizen)
    shows(citizen, "Bị từ chối")
    citizen.open("/visits")
    expect(citizen.page.get_by_role("link", name="Check-in lại")).to_have_attribute("href", f"/c#{TOKEN}")


def test_the_times_of_the_receipt_are_those_of_viet_nam(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives(timezone_id="America/New_York"))
    visitor.page.clock.install(time=EVENING)
    tap(visitor)
    shows(visitor, "Đã gửi")
    expect(visitor.page.locator("#receipt-arrived")).to_have_text("22:41")
    expect(visitor.page.locator("#receipt-date")).to_have_text("28/11/2026")
    expect(visitor.page.locator("#receipt-clock")).to_have_text(re.compile(r"22:41:\d\d"))


def test_a_browser_too_old_for_the_page_says_so(stranger: Visitor) -> None:
    stranger.page.clock.install()
    stranger.page.route(
        "**/c", lambda route: route.fulfill(response=(got := route.fetch()), body=unreadable(got.text()))
    )
    stranger.open(f"/c#{TOKEN}")
    stranger.page.clock.run_for(9_000)
    stranger.sees("Trình duyệt quá cũ. Hãy nhờ người trực cửa ghi giúp bạn.")
    stranger.faults.clear()  # the script that does not parse is what this is about


def unreadable(html: str) -> str:
    """As a browser meets it that does not know the language of the module."""
    return html.replace('<script type="module">', '<script type="module">this is no script;', 1)
