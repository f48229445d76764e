"""The desk and the records of people: two of one human, one that is wrong, and a visit recorded for the wrong person."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.answers import PERSONAL, UNIT, venue
from tests.web.api import Reply, problem
from tests.web.people_answers import JOINED, KEPT, RECORDED, found, merge
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.visitor import DESKTOP, PHONE, Visitor

KNOWN = "Số giấy tờ này đã ghi trong một hồ sơ khác."
WITHDRAW = "/staff-visits/withdraw"


def at_desk(visitor: Visitor, role: str = "commune_officer", *, language: str = "vi") -> Visitor:
    visitor.pool = Pool(visitor.context, role)
    visitor.api.on("GET", r"/venues/[^/?]+", Reply(200, venue()))
    visitor.api.on("POST", "/staff-visits", Reply(201, RECORDED))
    visitor.api.on("POST", "/person-lookups", Reply(200, {"persons": [found(0), found(1), found(2)]}))
    signed_in(visitor, f"/staff/desk?venue=mhjy4aa8&lang={language}")
    if role == "tracer":  # looks people up, wherever they were
        expect(visitor.page.locator("#look-heading")).to_be_visible()
    else:
        expect(visitor.page.locator("#venue-name")).to_have_text("Chợ Long Biên – Cổng số 2")
    return visitor


@pytest.fixture
def desk(arrives: Callable[..., Visitor]) -> Visitor:
    return at_desk(arrives(viewport=DESKTOP))


def look_up(desk: Visitor) -> None:
    desk.page.locator("[name=mode][value=phone]").check()
    desk.page.locator("#phone_number").fill("0912345678")
    desk.page.locator("#phone [type=submit]").click()
    expect(desk.page.locator("#persons > li")).to_have_count(3)


def choose_two(desk: Visitor) -> None:
    look_up(desk)
    for place in (0, 1):
        desk.page.get_by_label("Chọn để gộp").nth(place).check()
    desk.page.get_by_role("button", name="Cùng một người", exact=True).click()
    expect(desk.page.locator("#join")).to_be_visible()


def join(desk: Visitor, why: str = "Cùng thẻ BHYT") -> None:
    desk.page.get_by_label("Vì sao bạn biết là cùng một người?").fill(why)
    desk.page.get_by_role("button", name="Gộp hồ sơ").click()


def record(desk: Visitor) -> None:
    desk.page.locator("#personal_code").fill(PERSONAL)
    desk.page.locator("#personal [type=submit]").click()
    desk.sees("Ghi nhầm người? Rút lại")


def correct(desk: Visitor, place: int = 0) -> None:
    look_up(desk)
    desk.page.get_by_role("button", name="Sửa hồ sơ").nth(place).click()
    expect(desk.page.locator("#fix-name")).to_be_focused()


def test_rows_say_which_look_alike_and_which_have_visits(desk: Visitor) -> None:
    joined = found(1, records=2)
    desk.api.on("POST", "/person-lookups", Reply(200, {"persons": [found(0), joined, found(2)]}))
    look_up(desk)
    desk.sees("Có hồ sơ trùng tên, trùng năm sinh")
    first, second, third = (desk.page.locator("#persons > li").nth(place) for place in range(3))
    expect(first).to_contain_text("giống hồ sơ khác")
    expect(first).to_contain_text("có lượt đến")
    expect(second).to_contain_text("chưa có lượt đến")
    expect(second).to_contain_text("gồm 2 hồ sơ đã gộp")
    expect(third).not_to_contain_text("giống hồ sơ khác")
    desk.axe()
    desk.page.set_viewport_size(PHONE)
    desk.axe()
    assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_two_rows_and_no_more_are_chosen(desk: Visitor) -> None:
    look_up(desk)
    same = desk.page.get_by_role("button", name="Cùng một người", exact=True)
    boxes = desk.page.get_by_label("Chọn để gộp")
    boxes.nth(0).check()
    expect(same).to_be_disabled()
    desk.sees("Đã chọn 1 trên 2 hồ sơ")
    boxes.nth(2).check()
    expect(same).to_be_enabled()
    expect(boxes.nth(1)).to_be_disabled()
    desk.axe()
    same.click()
    desk.sees("Tên hoặc năm sinh khác nhau nên người thứ hai phải duyệt.")
    desk.page.keyboard.press("Escape")
    expect(same).to_be_focused()
    assert not desk.api.made("POST", "/merges")


def test_one_human_is_joined_and_a_proved_phone_speaks_first(desk: Visitor) -> None:
    answer = merge("joined", keep={**merge()["keep"], "person_id": JOINED}, join={**merge()["join"], "person_id": KEPT})
    desk.api.on("POST", "/merges", Reply(201, answer))
    choose_two(desk)
    expect(desk.page.locator("#join [name=keep]:checked")).to_be_focused()
    expect(desk.page.locator("#join [name=keep]:checked")).to_have_value(JOINED)
    desk.axe()
    join(desk)
    desk.sees("Hồ sơ của Nguyễn Thị Lân nay đại diện cho cả hai.")
    expect(desk.page.locator("#said")).to_be_focused()
    assert desk.sent("POST", "/merges")[0].body == {"keep": JOINED, "join": KEPT, "reason": "Cùng thẻ BHYT"}
    expect(desk.page.locator("#persons > li")).to_have_count(2)
    expect(desk.page.locator("#persons > li").first).to_contain_text("gồm 2 hồ sơ đã gộp")
    expect(desk.page.locator("#persons > li").first).not_to_contain_text("giống hồ sơ khác")
    assert len(desk.sent("POST", "/person-lookups")) == 1, "nobody is opened again for it"
    desk.axe()


@pytest.mark.parametrize(
    ("status", "state", "text"),
    [
        (202, "waiting", "Hai hồ sơ chưa gộp. Nhờ đồng nghiệp mở “Hồ sơ trùng” để duyệt"),
        (200, "waiting", "Đề nghị này đã có và đang chờ duyệt"),
        (200, "joined", "Hai hồ sơ này đã gộp từ trước"),
    ],
)
def test_other_answers_to_one_human(desk: Visitor, status: int, state: str, text: str) -> None:
    desk.api.on("POST", "/merges", Reply(status, merge(state)))
    choose_two(desk)
    join(desk)
    desk.sees(text)
    desk.axe()
    expect(desk.page.get_by_role("link", name="Mở Hồ sơ trùng")).to_have_attribute("href", "/staff/merges")


def test_joining_needs_a_reason_and_its_refusal_stands_there(desk: Visitor) -> None:
    choose_two(desk)
    join(desk, "")
    desk.sees("Hãy ghi lý do")
    desk.axe()
    assert not desk.api.made("POST", "/merges")
    desk.api.on("POST", "/merges", problem(409, "merged-otherwise", "Hồ sơ này đã gộp với hồ sơ khác."))
    join(desk)
    expect(desk.page.locator("#join .summary")).to_contain_text("Hồ sơ này đã gộp với hồ sơ khác.")
    expect(desk.page.get_by_label("Vì sao bạn biết là cùng một người?")).to_have_value("Cùng thẻ BHYT")
    desk.axe()


def test_who_may_not_join_tells_somebody_who_may(arrives: Callable[..., Visitor]) -> None:
    desk = at_desk(arrives(viewport=DESKTOP), "volunteer")
    look_up(desk)
    desk.sees("Hãy báo cán bộ xã, phường.")
    expect(desk.page.get_by_label("Chọn để gộp")).to_have_count(0)
    expect(desk.page.locator("#same")).to_be_hidden()
    desk.axe()


def test_who_only_looks_people_up_is_offered_no_visit(arrives: Callable[..., Visitor]) -> None:
    desk = at_desk(arrives(viewport=DESKTOP), "tracer")
    look_up(desk)
    expect(desk.page.locator("#persons button")).to_have_count(0)
    expect(desk.page.get_by_label("Chọn để gộp")).to_have_count(3)
    desk.axe()


def test_only_what_was_changed_is_sent(desk: Visitor) -> None:
    now = {"person_id": KEPT, "full_name": "Nguyễn Thị Lan Anh", "year_of_birth": 1954, "unit": UNIT}
    desk.api.on("POST", r"/persons/[^/]+/correct", Reply(200, {**now, "phone_verified": False}))
    correct(desk)
    expect(desk.page.locator("#fix-name")).to_have_value("Nguyễn Thị Lan")
    expect(desk.page.locator("#fix-year")).to_have_value("1954")
    expect(desk.page.locator("#unit-chosen")).to_have_text("Phường Hồng Hà")
    desk.axe()
    desk.page.locator("#fix-name").fill("Nguyễn Thị  Lan Anh")
    desk.page.get_by_label("Vì sao sửa?").fill("Ghi thiếu tên đệm")
    desk.page.get_by_role("button", name="Lưu").click()
    desk.sees("Hồ sơ của Nguyễn Thị Lan Anh đã được sửa.")
    expect(desk.page.locator("#persons > li").first).to_contain_text("Nguyễn Thị Lan Anh")
    [call] = desk.sent("POST", f"/persons/{KEPT}/correct")
    assert call.body == {"full_name": "Nguyễn Thị Lan Anh", "reason": "Ghi thiếu tên đệm"}


def test_another_commune_and_new_numbers(desk: Visitor) -> None:
    now = {"person_id": KEPT, "full_name": "Nguyễn Thị Lan", "year_of_birth": 1955, "unit": UNIT}
    desk.api.on("POST", r"/persons/[^/]+/correct", Reply(200, {**now, "phone_verified": False}))
    correct(desk)
    desk.page.get_by_role("button", name="Chọn xã, phường").click()
    desk.page.get_by_label("Tỉnh, thành phố").select_option(label="Thành phố Hà Nội")
    desk.page.get_by_label("Tìm xã, phường").fill("ba dinh")
    desk.page.get_by_role("button", name="Phường Ba Đình").click()
    desk.page.locator("#fix-year").fill("1955")
    desk.page.locator("#fix-phone").fill("0987 654 321")
    desk.page.locator("#fix-identity").fill("001054012345")
    desk.page.get_by_label("Vì sao sửa?").fill("Theo CCCD")
    desk.axe()
    desk.page.get_by_role("button", name="Lưu").click()
    desk.sees("đã được sửa.")
    assert desk.sent("POST", f"/persons/{KEPT}/correct")[0].body == {
        "year_of_birth": 1955,
        "unit": {"scheme": "VN-2025H2", "code": "00004"},
        "phone": "0987 654 321",
        "identity_number": "001054012345",
        "reason": "Theo CCCD",
    }


def test_a_correction_with_faults_stays_here(desk: Visitor) -> None:
    correct(desk)
    desk.page.get_by_label("Vì sao sửa?").fill("Theo CCCD")
    desk.page.get_by_role("button", name="Lưu").click()
    desk.sees("Chưa có ô nào được sửa")
    desk.page.locator("#fix-year").fill("54")
    desk.page.locator("#fix-phone").fill("123")
    desk.page.get_by_label("Vì sao sửa?").fill("")
    desk.page.get_by_role("button", name="Lưu").click()
    for text in ("Năm sinh có 4 chữ số", "Số điện thoại di động có 10 số", "Hãy ghi lý do"):
        desk.sees(text)
    desk.axe()
    assert not desk.api.made("POST", ".*/correct")


def test_the_servers_refusal_of_a_correction(desk: Visitor) -> None:
    errors = [{"field": "full_name", "rule": "name", "text": {"vi": "Tên có ký tự lạ.", "en": "x"}}]
    desk.api.on("POST", r"/persons/[^/]+/correct", problem(422, "invalid", "Có chỗ chưa đúng.", errors=errors))
    correct(desk)
    desk.page.locator("#fix-name").fill("Nguyễn Thị Lan Anh")
    desk.page.get_by_label("Vì sao sửa?").fill("Theo CCCD")
    desk.page.get_by_role("button", name="Lưu").click()
    expect(desk.page.locator("#fix-name")).to_be_focused()
    expect(desk.page.locator("#fix-name-fault")).to_have_text("Tên có ký tự lạ.")
    expect(desk.page.locator("#fix .summary")).to_be_hidden()  # one fault is said once
    desk.axe()


def test_a_known_number_is_asked_about(desk: Visitor) -> None:
    desk.api.on("POST", r"/persons/[^/]+/correct", problem(409, "identity-known-otherwise", KNOWN))
    correct(desk)
    desk.page.locator("#fix-identity").fill("001054012345")
    desk.page.get_by_label("Vì sao sửa?").fill("Theo CCCD")
    desk.page.get_by_role("button", name="Lưu").click()
    desk.sees("Có phải cùng một người?")
    desk.sees(KNOWN)
    expect(desk.page.locator("#fix .known")).to_be_focused()
    desk.axe()
    desk.page.get_by_role("button", name="Sửa lại số").click()
    expect(desk.page.locator("#fix-identity")).to_be_focused()
    desk.page.get_by_role("button", name="Lưu").click()
    desk.page.get_by_role("button", name="Tra cứu theo số này").click()
    expect(desk.page.locator("#fix")).to_be_hidden()
    expect(desk.page.locator("#persons > li")).to_have_count(3)
    assert desk.api.made("POST", "/person-lookups")[-1].body == {"identity_number": "001054012345"}


def test_a_new_person_with_a_known_number_is_asked_about(desk: Visitor) -> None:
    desk.api.on("POST", "/persons", problem(409, "identity-known-otherwise", KNOWN))
    desk.page.get_by_label("Người mới").check()
    fresh = desk.page.locator("#fresh")
    fresh.get_by_label("Họ và tên").fill("Nguyễn Thị Bảy")
    fresh.get_by_label("Năm sinh").fill("1941")
    fresh.get_by_label("Số giấy tờ").fill("001041012345")
    fresh.get_by_role("button", name="Đăng ký và ghi lượt đến").click()
    desk.sees("Có phải cùng một người?")
    expect(fresh.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Bảy")
    desk.axe()
    desk.page.get_by_role("button", name="Tra cứu theo số này").click()
    expect(desk.page.locator("#persons > li")).to_have_count(3)
    desk.page.get_by_label("Người mới").check()
    expect(fresh.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Bảy")


def test_somebody_of_another_unit_is_not_ours_to_correct(desk: Visitor) -> None:
    look_up(desk)
    expect(desk.page.get_by_role("button", name="Sửa hồ sơ")).to_have_count(2)


def test_a_visit_for_the_wrong_person_is_taken_back(desk: Visitor) -> None:
    desk.api.on("POST", WITHDRAW, Reply(200, RECORDED))
    record(desk)
    desk.axe()
    desk.page.get_by_role("button", name="Ghi nhầm người? Rút lại").click()
    desk.sees("Rút lại lượt của Nguyễn Thị Lan?")
    desk.axe()
    desk.page.get_by_role("button", name="Rút lại lượt này").click()
    desk.sees("Hãy ghi lý do")
    desk.page.locator("#ask-reason").fill("Quét nhầm thẻ")
    desk.page.get_by_role("button", name="Rút lại lượt này").click()
    desk.sees("Lượt của Nguyễn Thị Lan không còn tính.")
    expect(desk.page.locator("#said")).to_be_focused()
    expect(desk.page.locator("#log s")).to_contain_text("Nguyễn Thị Lan")
    expect(desk.page.get_by_role("button", name="Rút lại")).to_have_count(0)
    desk.axe()
    assert desk.sent("POST", WITHDRAW)[0].body == {
        "venue_id": "mhjy4aa8",
        "visit_id": RECORDED["visit_id"],
        "person": {"person_id": KEPT},
        "reason": "Quét nhầm thẻ",
    }


def test_an_earlier_visit_of_the_log_is_taken_back_too(desk: Visitor) -> None:
    desk.api.on("POST", WITHDRAW, Reply(200, RECORDED))
    record(desk)
    desk.api.on("POST", "/staff-visits", Reply(201, {**RECORDED, "display_name": "Trần Văn Ba", "person_id": JOINED}))
    desk.page.locator("#personal_code").fill(PERSONAL)
    desk.page.locator("#personal [type=submit]").click()
    desk.sees("Trần Văn Ba, đến 08:01")
    desk.page.locator("#log").get_by_role("button", name="Rút lại Nguyễn Thị Lan").click()
    desk.page.locator("#ask-reason").fill("Nhầm")
    desk.page.get_by_role("button", name="Rút lại lượt này").click()
    desk.sees("Lượt của Nguyễn Thị Lan không còn tính.")
    expect(desk.page.locator("#log").get_by_role("button", name="Rút lại Trần Văn Ba")).to_be_visible()
    assert desk.sent("POST", WITHDRAW)[0].body["person"] == {"person_id": KEPT}


def test_after_ten_minutes_nothing_is_offered(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.page.clock.install()
    desk = at_desk(visitor)
    record(desk)
    desk.page.clock.run_for("09:59")
    expect(desk.page.get_by_role("button", name="Ghi nhầm người? Rút lại")).to_be_visible()
    desk.page.clock.run_for("00:02")
    expect(desk.page.get_by_role("button", name="Rút lại")).to_have_count(0)


def test_too_late_is_said_in_words(desk: Visitor) -> None:
    desk.api.on("POST", WITHDRAW, problem(409, "withdraw-too-late", "Chỉ rút lại được trong 10 phút sau khi ghi."))
    record(desk)
    desk.page.get_by_role("button", name="Ghi nhầm người? Rút lại").click()
    desk.page.locator("#ask-reason").fill("Nhầm")
    desk.page.get_by_role("button", name="Rút lại lượt này").click()
    expect(desk.page.locator("#fault")).to_have_text("Chỉ rút lại được trong 10 phút sau khi ghi.")
    expect(desk.page.locator("#log s")).to_have_count(0)
    desk.axe()


@pytest.mark.parametrize("way", ["code", "row"])
def test_a_refused_hour_stands_at_the_hour(desk: Visitor, way: str) -> None:
    text = "Chủ địa điểm chỉ ghi được lượt đến trong 15 phút vừa qua."
    errors = [{"field": "at", "rule": "recorded-too-late", "text": {"vi": text, "en": "Too late."}}]
    desk.api.on("POST", "/staff-visits", problem(422, "recorded-too-late", text, errors=errors))
    if way == "code":
        desk.page.locator("#personal_code").fill(PERSONAL)
        desk.page.locator("#personal [type=submit]").click()
    else:
        look_up(desk)
        desk.page.get_by_role("button", name="Nguyễn Thị Lan").first.click()
    expect(desk.page.locator("#at")).to_be_focused()
    expect(desk.page.locator("#at-fault")).to_have_text(text)
    desk.axe()
    desk.api.on("POST", "/staff-visits", Reply(201, RECORDED))
    if way == "code":
        record(desk)
    else:
        desk.page.get_by_role("button", name="Nguyễn Thị Lan").first.click()
        expect(desk.page.locator("#said")).to_be_focused()
    expect(desk.page.locator("#at-fault")).to_have_count(0)


def test_the_desk_in_english(arrives: Callable[..., Visitor]) -> None:
    desk = at_desk(arrives(viewport=PHONE), language="en")
    look_up(desk)
    desk.sees("looks like another one")
    desk.axe()
    desk.page.get_by_label("Choose to join").nth(0).check()
    desk.page.get_by_label("Choose to join").nth(1).check()
    desk.page.get_by_role("button", name="The same person").click()
    desk.sees("Which record speaks for both?")
    desk.axe()
    desk.page.get_by_role("button", name="No, go back").click()
    desk.page.get_by_role("button", name="Correct the record").first.click()
    desk.sees("Only what you change is sent.")
    desk.axe()


def test_of_a_crowded_number_more_people_are_shown_when_asked_for(desk: Visitor) -> None:
    desk.api.on("POST", "/person-lookups", Reply(200, {"persons": [found(0), found(1)], "next_cursor": f".{JOINED}"}))
    desk.page.locator("[name=mode][value=phone]").check()
    desk.page.locator("#phone_number").fill("0912345678")
    desk.page.locator("#phone [type=submit]").click()
    expect(desk.page.locator("#persons > li")).to_have_count(2)
    desk.axe()
    desk.api.on("POST", "/person-lookups", Reply(200, {"persons": [found(1), found(2)]}))
    desk.page.get_by_role("button", name="Xem thêm người khai số này").click()
    expect(desk.page.locator("#persons > li")).to_have_count(3)
    expect(desk.page.locator("#persons > li").nth(2).locator("button, input").first).to_be_focused()
    expect(desk.page.locator("#more")).to_be_hidden()
    assert desk.api.made("POST", "/person-lookups")[-1].body == {"phone": "0912345678", "cursor": f".{JOINED}"}
