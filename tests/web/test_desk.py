"""The staff desk: people without a phone are recorded by code, number or card, and new ones get a card."""

from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.web.answers import OTHER, PERSONAL, UNIT, venue
from tests.web.api import Reply, problem
from tests.web.people_answers import RECORDED
from tests.web.pool import Pool
from tests.web.test_scan import FAKE, film, picture
from tests.web.test_staff import signed_in
from tests.web.visitor import DESKTOP, Visitor

PERSONS = [
    {
        "person_id": "yakmvs9edd1rd",
        "display_name": "Nguyễn Thị Lan",
        "year_of_birth": 1954,
        "unit": UNIT,
        "phone_verified": False,
    },
    {
        "person_id": "yakmvs9edd1re",
        "display_name": "N. V. Bình",
        "year_of_birth": 1950,
        "unit": UNIT,
        "phone_verified": True,
    },
]


def at_desk(visitor: Visitor) -> Visitor:
    visitor.pool = Pool(visitor.context, "volunteer")
    visitor.api.on(
        "GET", r"/venues\?.*", Reply(200, {"venues": [venue(), venue(venue_id=OTHER, code=OTHER, name="Siêu thị")]})
    )
    visitor.api.on("POST", "/staff-visits", Reply(201, RECORDED))
    signed_in(visitor, "/staff/desk?venue=mhjy4aa8")
    visitor.sees("Đang ghi tại")
    return visitor


@pytest.fixture
def desk(arrives: Callable[..., Visitor]) -> Visitor:
    return at_desk(arrives(viewport=DESKTOP))


def test_the_venue_is_chosen_once(desk: Visitor) -> None:
    desk.open("/staff/desk")
    desk.page.get_by_role("button", name="Xem tất cả địa điểm").click()
    desk.sees("Tìm thấy 2 địa điểm")
    desk.axe()
    desk.page.get_by_role("button", name="Siêu thị").click()
    expect(desk.page.get_by_role("heading", name="Siêu thị")).to_be_focused()
    assert desk.page.url.endswith(f"/staff/desk?venue={OTHER}")
    desk.axe()
    desk.page.get_by_role("button", name="Đổi địa điểm").click()
    expect(desk.page.get_by_label("Tên hoặc mã địa điểm")).to_be_focused()


def test_a_venue_is_found_by_its_printed_code(desk: Visitor) -> None:
    desk.open("/staff/desk")
    desk.page.get_by_label("Tên hoặc mã địa điểm").fill("MHJY-4AA8")
    desk.page.get_by_role("button", name="Tìm", exact=True).click()
    desk.sees("Tìm thấy 1 địa điểm")


def test_a_personal_code_is_one_step(desk: Visitor) -> None:
    box = desk.page.get_by_label("Mã cá nhân, 12 ký tự")
    box.fill("36J3-X7CW-HNQW")
    box.press("Enter")
    desk.sees("Nguyễn Thị Lan, đến 08:01, tự kết thúc 09:01")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    desk.axe()
    [call] = desk.sent("POST", "/staff-visits")
    assert call.body["venue_id"] == "mhjy4aa8"
    assert call.body["person"] == {"personal_code": PERSONAL}
    assert call.body["at"].endswith("+07:00")


def test_a_mistyped_personal_code_goes_nowhere(desk: Visitor) -> None:
    box = desk.page.get_by_label("Mã cá nhân, 12 ký tự")
    box.fill("36J3-X7CW-HNQX")
    box.press("Enter")
    desk.sees("Mã không đúng: có ký tự bị gõ nhầm. Hãy xem lại trên thẻ.")
    assert not desk.api.made("POST", ".*")


def test_a_phone_number_leads_to_people_to_choose_from(desk: Visitor) -> None:
    desk.api.on("POST", "/person-lookups", Reply(200, {"persons": PERSONS}))
    desk.page.get_by_label("Điện thoại", exact=True).check()
    desk.page.get_by_label("Số điện thoại đã đăng ký").fill("0912345678")
    desk.page.get_by_role("button", name="Tra cứu").click()
    desk.axe()
    desk.page.get_by_role("button", name="Nguyễn Thị Lan").click()
    desk.sees("Nguyễn Thị Lan, đến 08:01")
    assert desk.sent("POST", "/person-lookups")[0].body == {"phone": "0912345678"}
    assert desk.sent("POST", "/staff-visits")[0].body["person"] == {"person_id": "yakmvs9edd1rd"}


def test_nobody_found_says_what_to_do(desk: Visitor) -> None:
    desk.api.on("POST", "/person-lookups", Reply(200, {"persons": []}))
    desk.page.get_by_label("Số giấy tờ", exact=True).check()
    desk.page.get_by_label("Số CCCD, CMND, hộ chiếu hoặc BHYT").fill("001054012345")
    desk.page.get_by_role("button", name="Tra cứu").click()
    desk.sees("Không tìm thấy ai")
    desk.axe()
    assert "001054012345" not in desk.page.url


def test_a_new_person_gets_a_card_and_the_visit(desk: Visitor, tmp_path: Any) -> None:
    desk.api.on("POST", "/staff-visits", Reply(201, {**RECORDED, "display_name": "Nguyễn Thị Bảy"}))
    desk.api.on(
        "POST",
        "/persons",
        Reply(201, {"person_id": "yakmvs9edd1rf", "personal_code": "36J3-X7CW-HNQW", "phone_verified": False}),
    )
    desk.page.get_by_label("Người mới").check()
    desk.page.get_by_role("button", name="Đăng ký và ghi lượt đến").click()
    desk.sees("Hãy nhập họ và tên")
    desk.axe()
    desk.page.locator("#fresh").get_by_label("Họ và tên").fill("Nguyễn Thị Bảy")
    desk.page.locator("#fresh").get_by_label("Năm sinh").fill("1941")
    desk.page.get_by_role("button", name="Đăng ký và ghi lượt đến").click()
    desk.sees("Nguyễn Thị Bảy, đến 08:01")
    [person] = desk.sent("POST", "/persons")
    assert set(person.body) == {"full_name", "year_of_birth", "unit", "registration_id"}
    assert person.body["unit"] == {"scheme": UNIT["scheme"], "code": UNIT["code"]}
    assert desk.sent("POST", "/staff-visits")[0].body["person"] == {"person_id": "yakmvs9edd1rf"}
    desk.axe()
    desk.page.emulate_media(media="print")
    expect(desk.page.get_by_role("button", name="In thẻ")).to_be_hidden()
    desk.axe()
    shot = tmp_path / "card.png"
    desk.page.screenshot(path=str(shot))
    [found] = zxingcpp.read_barcodes(Image.open(shot))
    assert found.text == f"VXP:{PERSONAL.upper()}"


def test_a_second_press_registers_nobody_twice(desk: Visitor) -> None:
    desk.api.on("POST", "/staff-visits", Reply(201, {**RECORDED, "display_name": "Nguyễn Thị Bảy"}))
    answers = [
        problem(503, "busy", "Hệ thống đang bận."),
        Reply(201, {"person_id": "yakmvs9edd1rf", "personal_code": PERSONAL, "phone_verified": False}),
    ]
    desk.api.on("POST", "/persons", lambda _: answers.pop(0))
    desk.page.get_by_label("Người mới").check()
    desk.page.locator("#fresh").get_by_label("Họ và tên").fill("Nguyễn Thị Bảy")
    desk.page.locator("#fresh").get_by_label("Năm sinh").fill("1941")
    desk.page.get_by_role("button", name="Đăng ký và ghi lượt đến").click()
    desk.sees("Hệ thống đang bận.")
    desk.page.get_by_role("button", name="Đăng ký và ghi lượt đến").click()
    desk.sees("Nguyễn Thị Bảy, đến 08:01")
    first, second = desk.sent("POST", "/persons", 2)
    assert first.body["registration_id"] == second.body["registration_id"]


def test_a_visit_of_another_hour(desk: Visitor) -> None:
    desk.page.get_by_text("Ghi cho giờ khác").click()
    desk.page.locator("#at").fill("2021-11-20T18:30")
    desk.page.get_by_label("Mã cá nhân, 12 ký tự").fill(PERSONAL)
    desk.page.get_by_role("button", name="Ghi lượt đến", exact=True).click()
    desk.sees("Đã ghi")
    assert desk.sent("POST", "/staff-visits")[0].body["at"] == "2021-11-20T18:30:00+07:00"


def test_a_venue_outside_the_unit_is_refused_in_words(desk: Visitor) -> None:
    desk.api.on("POST", "/staff-visits", problem(403, "outside-jurisdiction", "Địa điểm này thuộc đơn vị khác."))
    desk.page.get_by_label("Mã cá nhân, 12 ký tự").fill(PERSONAL)
    desk.page.get_by_role("button", name="Ghi lượt đến", exact=True).click()
    desk.sees("Địa điểm này thuộc đơn vị khác.")
    desk.axe()


def test_the_camera_records_a_card_once(
    launch: Callable[..., Browser], site: str, arrives: Callable[..., Visitor], tmp_path: Any
) -> None:
    shown = film(picture(f"VXP:{PERSONAL.upper()}"), tmp_path / "card.y4m")
    browser = launch(*FAKE, f"--use-file-for-fake-video-capture={shown}")
    visitor = at_desk(arrives(browser=browser, viewport=DESKTOP, permissions=["camera"]))
    visitor.page.get_by_role("button", name="Mở camera quét thẻ").click()
    visitor.sees("Nguyễn Thị Lan, đến 08:01")
    visitor.axe()
    visitor.page.get_by_role("button", name="Tắt camera").click()
    expect(visitor.page.locator("#video")).to_be_hidden()
    assert len(visitor.sent("POST", "/staff-visits")) == 1


def test_the_desk_opens_on_the_places_of_the_last_days(desk: Visitor) -> None:
    desk.open("/staff/desk")
    desk.page.get_by_role("button", name="Xem tất cả địa điểm").click()
    desk.page.get_by_role("button", name="Siêu thị").click()
    expect(desk.page.locator("#venue-name")).to_be_focused()
    desk.page.go_back()
    expect(desk.page.locator("#found-state")).to_have_text("Những nơi bạn ghi gần đây")
    expect(desk.page.locator("#found li").first).to_contain_text("Siêu thị")
    desk.axe()
    searched = len(desk.api.made("GET", r"/venues\?.*"))
    desk.open("/staff/desk")
    expect(desk.page.locator("#found li").first).to_contain_text("Siêu thị")
    assert len(desk.api.made("GET", r"/venues\?.*")) == searched
    desk.page.get_by_role("button", name="Xem tất cả địa điểm").click()
    expect(desk.page.locator("#found-state")).to_contain_text("Tìm thấy")


def test_a_count_says_when_there_are_more(desk: Visitor) -> None:
    places = [venue(venue_id=OTHER, code=OTHER, name=f"Quán {number}") for number in range(20)]
    desk.api.on("GET", r"/venues\?.*", Reply(200, {"venues": places, "next_cursor": "c-2"}))
    desk.api.on("GET", r"/venues\?.*cursor=c-2.*", Reply(200, {"venues": [venue(name="Quán 20")], "next_cursor": ""}))
    desk.page.evaluate("() => localStorage.clear()")
    desk.open("/staff/desk")
    expect(desk.page.locator("#found-state")).to_contain_text("20 địa điểm đầu theo tên, còn nữa")
    desk.page.get_by_role("button", name="Xem thêm").click()
    expect(desk.page.locator("#found-state")).to_have_text("Tìm thấy 21 địa điểm")
    expect(desk.page.locator("#found li")).to_have_count(21)


def test_all_places_are_as_many_as_there_are(desk: Visitor) -> None:
    places = [venue(venue_id=OTHER, code=OTHER, name=f"Quán {number}") for number in range(20)]
    desk.api.on("GET", r"/venues\?.*", Reply(200, {"venues": places, "total": 132, "next_cursor": "c-2"}))
    desk.api.on("GET", r"/venues\?.*cursor=c-2.*", Reply(200, {"venues": places, "next_cursor": "c-3"}))
    desk.open("/staff/desk")
    desk.page.get_by_role("button", name="Xem tất cả địa điểm").click()
    expect(desk.page.locator("#found-state")).to_contain_text("20 trong 132 địa điểm, theo tên")
    desk.page.get_by_role("button", name="Xem thêm").click()
    expect(desk.page.locator("#found-state")).to_contain_text("40 trong 132 địa điểm, theo tên")
    desk.axe()
