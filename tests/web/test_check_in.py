"""The check-in page: one document, one tap, a receipt that says only what is true."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.answers import CODE, DEVICE_TOKEN, OTHER, TOKEN, stay, venue
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.visitor import Visitor


def tap(visitor: Visitor, token: str = TOKEN) -> None:
    visitor.open(f"/c#{token}")
    visitor.page.get_by_role("button", name="Check-in", exact=True).click()


def state(visitor: Visitor, word: str) -> None:
    expect(visitor.page.locator("#receipt-state")).to_have_text(word)


def test_one_document_then_one_call_for_the_name(citizen: Visitor) -> None:
    citizen.requests.clear()
    citizen.open(f"/c#{TOKEN}")
    expect(citizen.page.locator("#venue-name")).to_have_text(venue()["name"])
    assert [url.removeprefix(citizen.site) for url in citizen.requests if not url.startswith("data:")] == [
        "/c",
        f"/api/venues/{TOKEN}",
    ]
    assert citizen.shifts() <= 0.05


def test_the_address_printed_in_capitals_is_the_same_page(citizen: Visitor) -> None:
    citizen.open(f"/C#{TOKEN}")
    expect(citizen.page.get_by_role("button", name="Check-in", exact=True)).to_be_enabled()


def test_one_tap_is_one_visit_with_its_receipt(citizen: Visitor) -> None:
    tap(citizen)
    state(citizen, "Đã gửi")
    [call] = citizen.sent("POST", "/visits")
    assert call.token == f"Bearer {DEVICE_TOKEN}"
    assert call.body["code"] == TOKEN
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", call.body["at"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", call.body["client_now"])
    assert 0 <= call.body["age_ms"] < 60_000
    assert set(call.body) == {"code", "at", "client_now", "age_ms"}
    citizen.sees(venue()["name"])
    citizen.sees("N. T. M. Ánh")
    citizen.axe()


def test_a_place_known_to_the_device_is_not_asked_for_again(citizen: Visitor) -> None:
    tap(citizen)
    state(citizen, "Đã gửi")
    citizen.api.calls.clear()
    citizen.page.reload()
    expect(citizen.page.locator("#receipt-place")).to_have_text(venue()["name"])
    assert not citizen.api.made("GET", "/venues/.*")


def test_the_first_time_asks_who_you_are_once(stranger: Visitor) -> None:
    stranger.open(f"/c#{TOKEN}")
    stranger.page.get_by_label("Họ và tên").fill("Nguyễn Thị Minh Ánh")
    stranger.page.get_by_label("Số điện thoại").fill("0912 345 678")
    stranger.page.get_by_label("Năm sinh").fill("1987")
    stranger.sees("Phường Hồng Hà")
    stranger.axe()
    stranger.page.get_by_role("button", name="Đăng ký và check-in").click()
    state(stranger, "Đã gửi")
    [person] = stranger.sent("POST", "/persons")
    assert person.body == {
        "full_name": "Nguyễn Thị Minh Ánh",
        "phone": "0912 345 678",
        "year_of_birth": 1987,
        "unit": {"scheme": "VN-2025H2", "code": "00097"},
        "unit_assumed": True,
        "registration_id": person.body["registration_id"],
    }
    assert person.token == ""
    assert len(stranger.sent("POST", "/visits")) == 1
    asks = stranger.page.get_by_role("link", name="Bạn sống ở Phường Hồng Hà? Trả lời")
    expect(asks).to_have_attribute("href", "/me#home")
    stranger.open(f"/c#{OTHER}")
    expect(stranger.page.locator("#known-person")).to_have_text("N. T. M. Ánh · 0912•••678")
    expect(stranger.page.get_by_label("Họ và tên")).to_be_hidden()


def test_what_is_missing_is_listed_and_linked(stranger: Visitor) -> None:
    stranger.open(f"/c#{TOKEN}")
    stranger.page.get_by_role("button", name="Đăng ký và check-in").click()
    summary = stranger.page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(3)
    stranger.axe()
    summary.get_by_role("link").first.click()
    expect(stranger.page.get_by_label("Họ và tên")).to_be_focused()
    assert stranger.page.url.endswith(f"#{TOKEN}")
    assert not stranger.api.made("POST", ".*")


def test_the_same_place_within_a_minute_sends_nothing(citizen: Visitor) -> None:
    tap(citizen)
    state(citizen, "Đã gửi")
    citizen.page.locator("#leave").click()
    citizen.page.get_by_role("button", name="Check-in lượt mới").click()
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    citizen.sees("Đã ghi nhận lượt này rồi, không gửi thêm.")
    assert len(citizen.sent("POST", "/visits")) == 1


def test_the_receipt_survives_reopening_for_the_stay(citizen: Visitor) -> None:
    tap(citizen)
    state(citizen, "Đã gửi")
    citizen.page.goto("about:blank")
    citizen.open(f"/c#{TOKEN}")
    state(citizen, "Đã gửi")
    expect(citizen.page.get_by_role("button", name="Rời đi (check-out)")).to_be_visible()


def test_a_check_out_waits_for_the_next_check_in(citizen: Visitor) -> None:
    tap(citizen)
    state(citizen, "Đã gửi")
    citizen.page.get_by_role("button", name="Rời đi (check-out)").click()
    citizen.sees("Đã ghi giờ rời. Sẽ gửi cùng lần check-in sau.")
    assert not citizen.api.made("POST", ".*/check-out")
    citizen.api.on("GET", r"/venues/[^/?]+", Reply(200, venue(code=OTHER, venue_id=OTHER, name="Siêu thị Hồng Hà")))
    tap(citizen, OTHER.upper())
    expect(citizen.page.locator("#receipt-place")).to_have_text("Siêu thị Hồng Hà")
    state(citizen, "Đã gửi")
    first, second = citizen.sent("POST", "/visits", 2)
    assert second.body["leaves"]["visit_id"].endswith(CODE)
    assert second.body["leaves"]["at"] >= first.body["at"]
    assert not citizen.api.made("POST", ".*/check-out")


def test_a_kept_check_out_goes_alone_an_hour_later(citizen: Visitor) -> None:
    citizen.page.clock.install()
    tap(citizen)
    state(citizen, "Đã gửi")
    citizen.page.get_by_role("button", name="Rời đi (check-out)").click()
    citizen.sees("Đã ghi giờ rời. Sẽ gửi cùng lần check-in sau.")
    citizen.page.clock.fast_forward("01:01:00")
    citizen.page.wait_for_function("() => !document.querySelector('#receipt-why').textContent")
    [call] = citizen.sent("POST", ".*/check-out")
    assert set(call.body) == {"at", "client_now"}


def test_leaving_before_it_could_be_sent_is_one_request(citizen: Visitor) -> None:
    citizen.context.set_offline(True)
    citizen.context.set_offline(False)
    citizen.open(f"/c#{TOKEN}")
    # the lock is held by another tab: nothing can be sent before the second tap
    other = citizen.tab()
    other.goto(citizen.site + "/privacy")
    other.evaluate("() => { navigator.locks.request('outbox', () => new Promise((r) => { globalThis.free = r; })); }")
    citizen.page.get_by_role("button", name="Check-in", exact=True).click()
    state(citizen, "Đã lưu, sẽ gửi")
    citizen.page.get_by_role("button", name="Rời đi (check-out)").click()
    expect(citizen.page.locator("#receipt-state")).to_have_text(re.compile(r"Đã rời \d\d:\d\d"))
    other.evaluate("() => globalThis.free()")
    expect(citizen.page.locator("#receipt-why")).to_be_hidden()
    [call] = citizen.sent("POST", "/visits")
    assert call.body["out_at"] >= call.body["at"]


def test_a_mistaken_scan_leads_to_its_visit(citizen: Visitor) -> None:
    tap(citizen)
    state(citizen, "Đã gửi")
    citizen.page.get_by_role("link", name="Quét nhầm? Hủy lượt này").click()
    expect(citizen.page.get_by_role("heading", name=venue()["name"])).to_be_focused()
    citizen.page.get_by_role("button", name="Quét nhầm? Hủy").click()
    expect(citizen.page.get_by_role("dialog")).to_be_visible()
    citizen.axe()
    assert not citizen.api.made("POST", ".*/void")
    citizen.page.get_by_role("dialog").get_by_role("button", name="Quét nhầm? Hủy").click()
    expect(citizen.page.locator(".visit .badge")).to_have_text("Đã hủy")
    expect(citizen.page.get_by_role("heading", name=venue()["name"])).to_be_focused()
    [call] = citizen.sent("POST", ".*/void")
    assert call.body == {}


def test_a_refused_scan_is_red_with_its_reason(citizen: Visitor) -> None:
    citizen.api.on("POST", "/visits", problem(422, "visit-too-old", "Lượt đến đã quá 7 ngày."))
    tap(citizen)
    state(citizen, "Bị từ chối")
    citizen.sees("Lượt đến đã quá 7 ngày.")
    expect(citizen.page.locator("#receipt")).to_have_class(re.compile("refused"))
    citizen.axe()


def test_a_mistyped_code_is_refused_at_once(stranger: Visitor) -> None:
    stranger.open("/c#MHJY4AA9")
    stranger.sees("Mã này không đúng")
    expect(stranger.page.get_by_role("button", name="Check-in")).to_be_hidden()
    assert not stranger.api.calls
    stranger.axe()


def test_a_forged_token_has_no_button(citizen: Visitor) -> None:
    citizen.api.on(
        "GET", r"/venues/[^/?]+", problem(422, "venue-code-forged", "Mã này không thuộc hệ thống Vùng Xanh.")
    )
    citizen.open(f"/c#{TOKEN}")
    citizen.sees("Mã này không thuộc hệ thống Vùng Xanh.")
    expect(citizen.page.locator("#go")).to_be_hidden()
    citizen.axe()


def test_a_forged_token_of_a_place_known_to_the_device_is_refused_before_the_tap(citizen: Visitor) -> None:
    citizen.remember("venues", {**venue(), "sent": TOKEN, "kept_at": 4_102_444_800_000})
    citizen.api.on(
        "GET", r"/venues/[^/?]+", problem(422, "venue-code-forged", "Mã này không thuộc hệ thống Vùng Xanh.")
    )
    citizen.open("/c#MHJY4AA87ABCDEFGHJKMP")
    citizen.sees("Mã này không thuộc hệ thống Vùng Xanh.")
    expect(citizen.page.locator("#go")).to_be_hidden()


def test_a_replaced_code_sends_people_to_the_new_poster(citizen: Visitor) -> None:
    citizen.api.on("GET", r"/venues/[^/?]+", Reply(200, venue(code="0WJP-7445")))
    citizen.open(f"/c#{TOKEN}")
    citizen.sees("Mã này đã được thay bằng mã mới. Hãy quét áp phích mới ở cửa.")


def test_a_stopped_venue_says_so(citizen: Visitor) -> None:
    citizen.api.on("GET", r"/venues/[^/?]+", Reply(200, venue(status="DEACTIVATED")))
    citizen.open(f"/c#{TOKEN}")
    citizen.sees("Địa điểm này đã ngừng nhận check-in. Hãy hỏi người trực cửa.")


def test_without_a_code_it_shows_the_way(stranger: Visitor) -> None:
    stranger.open("/c")
    expect(stranger.page).to_have_url(stranger.site + "/scan")


def test_a_name_with_markup_is_shown_as_text(citizen: Visitor) -> None:
    citizen.api.on("GET", r"/venues/[^/?]+", Reply(200, venue(name="<img src=x onerror=alert(1)> Chợ")))
    citizen.open(f"/c#{TOKEN}")
    expect(citizen.page.locator("#venue-name")).to_have_text("<img src=x onerror=alert(1)> Chợ")
    assert citizen.page.locator("#venue-name img").count() == 0


def test_an_old_token_is_renewed_without_a_word(citizen: Visitor) -> None:
    answers = [problem(401, "token-expired", "Hết hạn.")]
    citizen.api.on("POST", "/visits", lambda request: answers.pop() if answers else stay(request))
    tap(citizen)
    state(citizen, "Đã gửi")
    assert len(citizen.sent("POST", "/persons")) == 1


def test_where_nothing_can_be_stored_it_sends_at_once_and_says_so(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    visitor.context.add_init_script(
        "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new Error('refused'); } })"
    )
    visitor.api.on("POST", "/visits", problem(503, "busy", "Hệ thống đang bận."))
    visitor.open(f"/c#{TOKEN}")
    visitor.page.get_by_label("Họ và tên").fill("An")
    visitor.page.get_by_label("Số điện thoại").fill("0912345678")
    visitor.page.get_by_label("Năm sinh").fill("1990")
    visitor.page.get_by_role("button", name="Đăng ký và check-in").click()
    visitor.sees("Máy này không cho lưu: hãy giữ trang mở đến khi gửi xong")
    retry = visitor.page.get_by_role("button", name="Gửi lại ngay")
    expect(retry).to_be_visible()
    visitor.api.on("POST", "/visits", stay)
    retry.click()
    state(visitor, "Đã gửi")


def test_it_reads_at_twice_the_size_on_a_small_phone(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives(viewport={"width": 320, "height": 640}))
    visitor.context.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.classList.add('x'); })"
    )
    tap(visitor)
    state(visitor, "Đã gửi")
    visitor.page.evaluate("() => { document.documentElement.style.fontSize = '32px'; }")
    assert visitor.page.evaluate("() => document.documentElement.scrollWidth") <= 330
