"""Where somebody lives: assumed at the first check-in, said on the own record, marked for staff until then."""

from playwright.sync_api import expect

from tests.web.answers import PROFILE, UNIT
from tests.web.api import Reply
from tests.web.conftest import IDENTITY
from tests.web.return_answers import return_api
from tests.web.visitor import Visitor

ASSUMED = {**PROFILE, "unit_assumed": True}
PLACE = {"scheme": "VN-2025H2", "code": "00097"}


def assumed(visitor: Visitor) -> None:
    return_api(visitor.api)
    visitor.remember("settings", {**IDENTITY, "unit": {**PLACE, "name": UNIT["name"]}, "unit_assumed": True})
    visitor.api.on("GET", "/me", Reply(200, ASSUMED))
    visitor.api.on("POST", "/me/profile", Reply(200, PROFILE))
    visitor.open("/me#home")
    expect(visitor.page.get_by_role("heading", name="Bạn sống ở Phường Hồng Hà?")).to_be_visible()


def test_a_home_is_confirmed_by_one_tap(citizen: Visitor) -> None:
    assumed(citizen)
    citizen.axe()
    citizen.api.on("GET", "/me", Reply(200, PROFILE))
    citizen.page.get_by_role("button", name="Có, tôi sống ở đây").click()
    citizen.sees("Đã ghi nơi ở của bạn.")
    expect(citizen.page.locator("#home")).to_be_hidden()
    [call] = citizen.sent("POST", "/me/profile")
    assert call.body == {"unit": PLACE}
    [identity] = [each for each in citizen.stored("settings") if each["name"] == "identity"]
    assert identity["unit_assumed"] is False


def test_another_home_is_chosen_without_diacritics(citizen: Visitor) -> None:
    assumed(citizen)
    citizen.page.get_by_role("button", name="Không, chọn nơi khác").click()
    citizen.page.get_by_label("Tỉnh, thành phố").select_option(label="Thành phố Huế")
    citizen.page.get_by_label("Tìm xã, phường").fill("huong an")
    citizen.page.get_by_role("button", name="Phường Hương An").click()
    expect(citizen.page.locator("#unit-chosen")).to_have_text("Phường Hương An, Thành phố Huế")
    citizen.page.get_by_role("button", name="Lưu thay đổi").click()
    citizen.sees("Đã lưu thay đổi.")
    [call] = citizen.sent("POST", "/me/profile")
    assert call.body == {"unit": {"scheme": "VN-2025H2", "code": "19804"}}


def test_without_a_network_the_question_stays_and_says_why(citizen: Visitor) -> None:
    assumed(citizen)
    citizen.api.down = True
    citizen.page.get_by_role("button", name="Có, tôi sống ở đây").click()
    citizen.sees("Không có mạng hoặc máy chủ không trả lời. Hãy thử lại.")
    expect(citizen.page.locator("#home")).to_be_visible()
