"""Others of one number: a child's notice on the mother's device, read after the child's proof and never in her name."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import DEVICE_TOKEN
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.return_answers import BACK_TOKEN, OTP, SIGNED_OUT, recovery
from tests.web.trace_answers import notice, notices
from tests.web.visitor import Visitor

CHILD = {"initials": "N. V. An", "year_of_birth": 2015}
SISTER = {"initials": "N. T. Bình", "year_of_birth": 2011}
WAITS = "Có thông báo đang chờ N. V. An (2015), cùng số điện thoại này."


def told(visitor: Visitor, *others: dict[str, Any], own: tuple[dict[str, Any], ...] = ()) -> None:
    """What the device's own token and the child's one are told."""
    mine, childs = {**notices(*own), "others": list(others)}, notices(notice(7), notice(8, kind="exposure_f2"))
    visitor.api.on(
        "GET",
        r"/me/notices(\?.*)?",
        lambda request: Reply(200, childs if request.headers["authorization"].endswith(BACK_TOKEN) else mine),
    )


@pytest.fixture
def mother(citizen: Visitor) -> Visitor:
    """Somebody for whose child a notice stands."""
    told(citizen, CHILD)
    citizen.api.on("POST", "/recoveries", recovery(person_id="qfghnbvpram4z"))
    return citizen


def opens(visitor: Visitor) -> None:
    visitor.open("/notices")
    visitor.page.get_by_role("link", name="Mở xem").click()
    visitor.page.get_by_label("Họ và tên").fill("Nguyễn Văn An")
    visitor.page.get_by_label("Năm sinh").fill("2015")
    visitor.page.get_by_role("button", name="Gửi mã cho tôi").click()
    visitor.page.get_by_label("Mã 6 chữ số trong tin nhắn").fill("698 381")
    visitor.page.get_by_role("button", name="Tiếp tục", exact=True).click()


def own_token(visitor: Visitor) -> str:
    [found] = [each["device_token"] for each in visitor.stored("settings") if each["name"] == "identity"]
    return str(found)


def test_a_notice_for_somebody_else_of_the_number_is_told_quietly(mother: Visitor) -> None:
    mother.open("/")
    mother.sees(WAITS)
    assert mother.shifts() <= 0.05
    expect(mother.page.locator("#alert")).to_be_hidden()
    mother.axe()
    mother.page.get_by_role("link", name=WAITS).click()
    mother.sees(WAITS)
    mother.axe()
    assert mother.shifts() <= 0.05


def test_nobody_else_is_nothing_said(citizen: Visitor) -> None:
    citizen.open("/")
    citizen.sees("Người dân")
    expect(citizen.page.locator("#others")).to_be_hidden()


def test_it_is_read_after_the_proof_and_the_device_stays_whose_it_is(mother: Visitor) -> None:
    mother.open("/notices")
    mother.page.get_by_role("link", name="Mở xem").click()
    expect(mother.page.get_by_role("heading", name="Thông báo của N. V. An (2015)")).to_be_visible()
    expect(mother.page.get_by_label("Số điện thoại")).to_have_value("0912345678")
    mother.axe()
    opens(mother)
    expect(mother.page.get_by_role("heading", name="Thông báo của Nguyễn Văn An, sinh năm 2015")).to_be_focused()
    mother.sees("“Bạn” trong các thông báo này là Nguyễn Văn An.")
    expect(mother.page.locator("article")).to_have_count(2)
    mother.axe()
    calls = mother.api.made("POST", "/recoveries")
    assert {call.token for call in calls} == {f"Bearer {DEVICE_TOKEN}"}
    assert calls[-1].body["otp"] == OTP
    assert own_token(mother) == DEVICE_TOKEN
    assert [each["notices"] for each in mother.stored("settings") if each["name"] == "inbox"] == [[]]


def test_it_is_open_while_the_tab_is_and_closed_by_going_back(mother: Visitor) -> None:
    opens(mother)
    mother.sees("“Bạn” trong các thông báo này là Nguyễn Văn An.")
    asked = len(mother.api.made("POST", "/recoveries"))
    mother.page.reload()
    mother.sees("“Bạn” trong các thông báo này là Nguyễn Văn An.")
    assert len(mother.api.made("POST", "/recoveries")) == asked
    mother.page.get_by_role("button", name="về thông báo của tôi").click()
    expect(mother.page.get_by_role("heading", name="Thông báo", exact=True)).to_be_visible()
    expect(mother.page.locator("article")).to_have_count(0)
    assert not mother.page.evaluate(
        "() => Object.values(sessionStorage).filter((each) => each.includes('token')).length"
    )
    mother.page.get_by_role("link", name="Mở xem").click()
    expect(mother.page.get_by_label("Họ và tên")).to_have_value("")


def test_each_of_several_is_asked_for_by_name(citizen: Visitor) -> None:
    told(citizen, CHILD, SISTER)
    citizen.open("/")
    citizen.sees("N. V. An (2015), N. T. Bình (2011)")
    citizen.open("/notices")
    citizen.page.get_by_role("link", name="Mở xem – N. T. Bình (2011)").click()
    expect(citizen.page.get_by_role("heading", name="Thông báo của N. T. Bình (2011)")).to_be_visible()


def test_a_wrong_name_is_told_like_a_wrong_code(mother: Visitor) -> None:
    mother.api.on("POST", "/recoveries", recovery())
    mother.open("/notices")
    mother.page.get_by_role("link", name="Mở xem").click()
    mother.page.get_by_label("Họ và tên").fill("Nguyễn Văn Ân")
    mother.page.get_by_label("Năm sinh").fill("2015")
    mother.page.get_by_role("button", name="Gửi mã cho tôi").click()
    mother.page.get_by_label("Mã 6 chữ số trong tin nhắn").fill("111111")
    mother.page.get_by_role("button", name="Tiếp tục", exact=True).click()
    mother.sees("Mã không đúng.")
    mother.axe()
    assert own_token(mother) == DEVICE_TOKEN


def test_what_was_open_and_is_no_longer_good_is_asked_for_anew(mother: Visitor) -> None:
    opens(mother)
    mother.sees("“Bạn” trong các thông báo này là Nguyễn Văn An.")
    mother.api.on("GET", r"/me/notices(\?.*)?", SIGNED_OUT)
    mother.page.reload()
    expect(mother.page.get_by_role("button", name="Gửi mã cho tôi")).to_be_visible()


def test_without_an_answer_it_says_so_and_leads_back(mother: Visitor) -> None:
    opens(mother)
    mother.sees("“Bạn” trong các thông báo này là Nguyễn Văn An.")
    mother.api.on("GET", r"/me/notices(\?.*)?", problem(503, "busy", "Hệ thống đang bận."))
    mother.page.reload()
    mother.sees("Hệ thống đang bận.")
    mother.axe()
    expect(mother.page.get_by_role("button", name="về thông báo của tôi")).to_be_visible()


def test_an_address_of_nobody(stranger: Visitor) -> None:
    stranger.open("/other#3")
    stranger.sees("Không có thông báo nào đang chờ người khác cùng số điện thoại với bạn.")
    stranger.axe()
    assert not stranger.api.calls


def test_it_is_told_in_english_too(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives())
    told(visitor, CHILD)
    visitor.api.on("POST", "/recoveries", recovery())
    visitor.open("/notices?lang=en")
    visitor.sees("A notice is waiting for N. V. An (2015), who shares this phone number.")
    visitor.page.get_by_role("link", name="Open").click()
    visitor.page.get_by_label("Full name").fill("Nguyễn Văn An")
    visitor.page.get_by_label("Year of birth").fill("2015")
    visitor.page.get_by_role("button", name="Send me a code").click()
    visitor.page.locator("#otp").fill(OTP)
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.sees("“You” in these notices means Nguyễn Văn An.")
    visitor.axe()
