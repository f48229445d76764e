"""Confirming an F0, with everything that may be wrong with it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Request, expect

from tests.web.answers import OTHER, UNIT, venue
from tests.web.api import Reply, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import CASE, F1_PERSON, SHOWN, at, foreseen, person_id, tracer_api
from tests.web.visitor import DESKTOP, Visitor

PERSON = {
    "person_id": F1_PERSON,
    "display_name": "H. V. Sơn",
    "year_of_birth": 1990,
    "unit": UNIT,
    "phone_verified": True,
}


LOAN, HA, STRANGER = person_id(11), person_id(12), "0912345999"


CONFIRMED = {"case_id": SHOWN, "status": "running"}


def looked_up(request: Request) -> Reply:
    """The F0 by most numbers; by two others, whom the F0 lives with; nobody by the number of a stranger."""
    asked = request.post_data_json or {}
    phone = asked.get("phone", "").replace(" ", "")
    people = {
        "0912345679": [{**PERSON, "person_id": LOAN, "display_name": "Trần Mỹ Loan", "year_of_birth": 1992}],
        "0912345670": [{**PERSON, "person_id": HA, "display_name": "N. M. Hà", "year_of_birth": 2001}],
        STRANGER: [],
    }
    return Reply(200, {"persons": people.get(phone, [PERSON])})


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "tracer")
    tracer_api(visitor.api)
    visitor.api.on("POST", "/person-lookups", looked_up)
    visitor.api.on("POST", "/cases", Reply(201, CONFIRMED))
    return visitor


def fill(tracer: Visitor) -> None:
    """A whole form, without milestones."""
    tracer.page.get_by_label("Số điện thoại đã đăng ký").fill("0912 345 678")
    tracer.page.locator("#specimen_at").fill(at(-20)[:16])
    tracer.page.locator("#onset_at").fill(at(-50)[:16])


def preview(tracer: Visitor) -> None:
    tracer.page.get_by_role("button", name="Xem trước hệ quả").click()


def confirm(tracer: Visitor) -> None:
    tracer.page.get_by_role("button", name="Xác nhận F0 và truy vết").click()


def test_an_f0_is_confirmed_after_a_look_at_what_follows(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    tracer.axe()
    preview(tracer)
    expect(tracer.page.get_by_role("heading", name="Xem lại trước khi xác nhận")).to_be_focused()
    for text in ("H. V. Sơn · 1990", "2 ngày trước khởi phát", "từ 15 phút", "Nhóm trên 500 người", "trace-2021.1"):
        tracer.sees(text)
    tracer.axe()
    assert not tracer.api.made("POST", "/cases")
    confirm(tracer)
    expect(tracer.page.get_by_role("heading", name=f"Đã xác nhận ca {SHOWN}")).to_be_focused()
    tracer.axe()
    [call] = tracer.sent("POST", "/cases")
    assert set(call.body) == {"phone", "specimen_at", "confirmed_at", "onset_at"}
    assert call.body["specimen_at"].endswith("+07:00")
    tracer.page.get_by_role("link", name="Mở ca và xem kết quả").click()
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case#{CASE}")


def test_what_is_odd_is_ticked_and_the_same_is_sent_again(tracer: Visitor) -> None:
    vi = "Cách ly lúc 08:00 20/09/2021 là trước khi thời gian có thể lây bắt đầu: không ai sẽ được tìm."
    errors = [{"field": "isolated_at", "rule": "window-empty", "text": {"vi": vi, "en": "Nobody will be found."}}]
    odd = problem(409, "warnings", "Thông tin có chỗ lạ.", errors=errors)
    tracer.api.on(
        "POST", "/cases", lambda r: Reply(201, CONFIRMED) if "confirm_warnings" in (r.post_data or "") else odd
    )
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    confirm(tracer)
    tracer.sees(vi)
    expect(tracer.page.locator("#warnings")).to_be_focused()
    tracer.axe()
    confirm(tracer)
    tracer.sees("Còn mục chưa đánh dấu đã kiểm tra")
    tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy").check()
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    first, second = (call.body for call in tracer.api.made("POST", "/cases"))
    assert second == {**first, "confirm_warnings": ["window-empty"]}


def test_other_dates_are_asked_about_anew_and_nothing_typed_is_lost(tracer: Visitor) -> None:
    errors = [{"field": "onset_at", "rule": "onset-long-before-specimen", "text": {"vi": "Khởi phát sớm.", "en": "x"}}]
    tracer.api.on("POST", "/cases", problem(409, "warnings", "Thông tin có chỗ lạ.", errors=errors))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    add_household(tracer)
    preview(tracer)
    confirm(tracer)
    tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy").check()
    tracer.page.get_by_role("button", name="Sửa lại").click()
    preview(tracer)
    expect(tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy")).to_be_checked()
    tracer.page.get_by_role("button", name="Sửa lại").click()
    tracer.page.locator("#onset_at").fill(at(-60)[:16])
    expect(tracer.page.locator("#milestones .person b")).to_have_text(["T. M. Loan · 1992", "N. M. Hà · 2001"])
    preview(tracer)
    expect(tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy")).to_be_hidden()
    confirm(tracer)
    tracer.sees("Khởi phát sớm.")
    assert all("confirm_warnings" not in call.body for call in tracer.api.made("POST", "/cases"))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (foreseen(), ["Khoảng 45 người ở 6 địa điểm sẽ được tìm ra"]),
        (
            foreseen(people=500, more=True, held_people=519),
            ["Hơn 500 người ở 6 địa điểm", "Trong đó 519 người sẽ được giữ lại"],
        ),
        (foreseen(people=0, places=0, f1=0, f2=0), ["Hiện chưa tìm ra ai"]),
    ],
)
def test_the_look_ahead_has_figures(tracer: Visitor, found: dict[str, Any], said: list[str]) -> None:
    tracer.api.on("POST", "/case-previews", Reply(200, found))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    add_household(tracer)
    preview(tracer)
    for text in said:
        tracer.sees(text)
    tracer.axe()
    asked = tracer.sent("POST", "/case-previews")[0].body
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    assert tracer.sent("POST", "/cases")[0].body == asked


def test_without_figures_a_case_is_confirmed_all_the_same(tracer: Visitor) -> None:
    tracer.api.on("POST", "/case-previews", problem(503, "busy", "Hệ thống đang bận."))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    tracer.sees("Chưa tính được số người. Vẫn có thể xác nhận.")
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")


def test_what_the_look_ahead_refuses_stands_at_its_field(tracer: Visitor) -> None:
    told = [{"field": "onset_at", "rule": "outside-retention", "text": {"vi": "Quá 30 ngày.", "en": "Too old."}}]
    tracer.api.on("POST", "/case-previews", problem(422, "invalid", "Nội dung gửi lên chưa đúng.", errors=told))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    expect(tracer.page.locator("#onset_at")).to_have_attribute("aria-invalid", "true")
    assert not tracer.api.made("POST", "/cases")


def test_the_same_again_says_that_it_was_there(tracer: Visitor) -> None:
    tracer.api.on("POST", "/cases", Reply(200, {"case_id": SHOWN, "status": "published"}))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    confirm(tracer)
    tracer.sees("Ca này đã được xác nhận trước đó với cùng nội dung.")


def test_an_empty_form_names_each_field(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    preview(tracer)
    expect(tracer.page.locator("#new-form .summary")).to_be_focused()
    tracer.page.get_by_role("link", name="Hãy ghi giờ lấy mẫu").click()
    expect(tracer.page.locator("#specimen_at")).to_be_focused()
    tracer.axe()
    assert not tracer.api.made("POST", ".*")


def test_dates_in_the_wrong_order_stay_here(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    tracer.page.locator("#confirmed_at").fill(at(-30)[:16])
    tracer.page.locator("#isolated_at").fill(at(30)[:16])
    preview(tracer)
    tracer.sees("Phải trước giờ có kết quả khẳng định")
    tracer.sees("Không được ở tương lai")
    assert not tracer.api.made("POST", ".*")


def test_several_people_share_a_phone(tracer: Visitor) -> None:
    other = {**PERSON, "person_id": "p000000000002", "display_name": "H. T. Mai", "year_of_birth": 1964}
    tracer.api.on("POST", "/person-lookups", Reply(200, {"persons": [PERSON, other]}))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    tracer.sees("Nhiều người dùng chung số này. Hãy chọn đúng người.")
    tracer.axe()
    tracer.page.get_by_role("button", name="H. T. Mai").click()
    tracer.sees("H. T. Mai · 1964")
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    assert tracer.sent("POST", "/cases")[0].body["person_id"] == "p000000000002"


def test_a_phone_nobody_registered(tracer: Visitor) -> None:
    tracer.api.on("POST", "/person-lookups", Reply(200, {"persons": []}))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    tracer.sees("Chưa ai đăng ký số này.")
    tracer.axe()


def test_a_person_by_id(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    tracer.page.get_by_label("Theo mã người").check()
    box = tracer.page.get_by_label("Mã người", exact=True)
    box.fill("PFGH-NBVP-RAM5-Z")
    preview(tracer)
    tracer.sees("Mã người có 13 ký tự, hãy kiểm tra lại")
    box.fill("PFGH-NBVP-RAM4-Z")
    preview(tracer)
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    assert tracer.sent("POST", "/cases")[0].body["person_id"] == F1_PERSON


REFUSED: list[tuple[int, str, list[dict[str, Any]], str]] = [
    (409, "phone-changed-owner", [{"field": "phone", "rule": "phone-changed-owner"}], "phone"),
    (422, "invalid", [{"field": "onset_at", "rule": "outside-retention"}], "onset_at"),
    (422, "invalid", [{"field": "milestones[1].venue_id", "rule": "venue-unknown"}], "m2-venue"),
    (404, "person-unknown", [{"field": "milestones[0].people[0].phone", "rule": "person-unknown"}], "m1-people-1"),
]


@pytest.mark.parametrize(("status", "code", "errors", "field"), REFUSED, ids=[each[3] for each in REFUSED])
def test_a_refused_field_is_named_where_it_stands(
    tracer: Visitor, status: int, code: str, errors: list[dict[str, Any]], field: str
) -> None:
    told = [{**each, "text": {"vi": "Trường này bị từ chối.", "en": "This field is refused."}} for each in errors]
    tracer.api.on("POST", "/cases", problem(status, code, "Yêu cầu có chỗ sai.", errors=told))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    add_household(tracer)
    add_place(tracer)
    preview(tracer)
    confirm(tracer)
    expect(tracer.page.locator(f"#{field}")).to_be_focused()
    expect(tracer.page.locator(f"#{field}")).to_have_attribute("aria-invalid", "true")
    expect(tracer.page.locator(f"#{field}-fault")).not_to_be_empty()
    expect(tracer.page.locator("#new-form .summary")).to_be_hidden()  # one fault is said once, where it is
    tracer.axe()


def add_household(tracer: Visitor) -> None:
    tracer.page.get_by_role("button", name="Thêm mốc dịch tễ").click()
    row = tracer.page.locator("#milestones > li").last
    row.get_by_label("Việc gì").select_option(label="Người sống cùng nhà")
    row.get_by_label("Những ai: số điện thoại").fill("0912345679, 0912 345 670")
    expect(row.locator(".person.found")).to_have_count(2)


def add_place(tracer: Visitor) -> None:
    tracer.page.get_by_role("button", name="Thêm mốc dịch tễ").click()
    row = tracer.page.locator("#milestones > li").last
    row.get_by_label("Địa điểm: mã").fill("MHJY-4AA8")
    row.get_by_label("Địa điểm: mã").press("Enter")
    row.get_by_role("button", name="Chợ Long Biên").click()
    expect(row.locator("[id$=-from]")).to_be_focused()
    row.locator("[id$=-from]").fill(at(-30)[:16])
    row.locator("[id$=-to]").fill(at(-29)[:16])


def test_milestones_of_the_interview_go_along(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    add_household(tracer)
    add_place(tracer)
    tracer.axe()
    preview(tracer)
    tracer.sees("Người sống cùng nhà · T. M. Loan · 1992, N. M. Hà · 2001")
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    household, place = tracer.sent("POST", "/cases")[0].body["milestones"]
    assert household == {"kind": "household", "people": [{"person_id": LOAN}, {"person_id": HA}]}
    assert place["venue_id"] == "mhjy4aa8"
    assert set(place) == {"kind", "venue_id", "from", "to"}


def test_whoever_is_not_registered_is_registered_in_the_row_and_the_others_stay(tracer: Visitor) -> None:
    made = {"person_id": person_id(13), "personal_code": "36J3-X7CW-HNQW", "phone_verified": False}
    refusal = problem(429, "phone-registrations-used", "Số này đã đăng ký đủ lần hôm nay.")
    tracer.api.on("POST", "/persons", refusal)
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    add_household(tracer)
    row = tracer.page.locator("#milestones > li").last
    row.get_by_label("Những ai: số điện thoại").press_sequentially(STRANGER)
    stranger = row.locator(".person.new")
    expect(stranger).to_contain_text("Chưa đăng ký.")
    tracer.axe()
    preview(tracer)
    tracer.sees("0912•••999: chưa đăng ký, hãy đăng ký hoặc bỏ khỏi danh sách")
    stranger.get_by_label("Họ và tên").fill("Nguyễn Thị Hà")
    stranger.get_by_label("Năm sinh").fill("1987")
    expect(stranger).to_contain_text("Nơi ở: Phường Hồng Hà")
    stranger.get_by_role("button", name="Đăng ký và thêm").click()
    tracer.sees("Hôm nay đã có nhiều người đăng ký bằng số này.")
    expect(stranger.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Hà")
    tracer.api.on("POST", "/persons", Reply(201, made))
    stranger.get_by_role("button", name="Đăng ký và thêm").click()
    expect(row.locator(".person b")).to_have_text(["T. M. Loan · 1992", "N. M. Hà · 2001", "N. T. Hà · 1987"])
    first, second = (call.body for call in tracer.api.made("POST", "/persons"))
    assert first == second, "a second press is not a second person"
    assert second["phone"] == STRANGER
    preview(tracer)
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    people = tracer.sent("POST", "/cases")[0].body["milestones"][0]["people"]
    assert [each["person_id"] for each in people] == [LOAN, HA, person_id(13)]


def test_a_number_that_could_not_be_looked_up_stays_and_goes_along(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    add_household(tracer)
    row = tracer.page.locator("#milestones > li").last
    tracer.api.down = True
    row.get_by_label("Những ai: số điện thoại").press_sequentially("0912345001")
    expect(row.locator(".person.silent")).to_contain_text("Chưa tìm được")
    tracer.axe()
    tracer.api.down = False
    row.get_by_role("button", name="Bỏ N. M. Hà · 2001").click()
    expect(row.locator(".person")).to_have_count(2)
    preview(tracer)
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    people = tracer.sent("POST", "/cases")[0].body["milestones"][0]["people"]
    assert people == [{"person_id": LOAN}, {"phone": "0912345001"}]


def test_a_column_of_numbers_is_pasted_as_people(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    tracer.page.get_by_role("button", name="Thêm mốc dịch tễ").click()
    row = tracer.page.locator("#milestones > li").last
    row.get_by_label("Việc gì").select_option(label="Người sống cùng nhà")
    row.get_by_label("Những ai: số điện thoại").evaluate(
        """(box) => {
          const data = new DataTransfer();
          data.setData("text", "0912345679\\n0912345670\\nông Ba");
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(row.locator(".person b")).to_have_text(["T. M. Loan · 1992", "N. M. Hà · 2001"])
    expect(row.get_by_label("Những ai: số điện thoại")).to_have_value("ông Ba")


def test_a_venue_is_found_by_its_name_and_a_milestone_may_be_taken_out(tracer: Visitor) -> None:
    tracer.api.on("GET", r"/venues\?.*", Reply(200, {"venues": [venue(), venue(venue_id=OTHER, name="Siêu thị")]}))
    signed_in(tracer, "/tracer/cases?view=new")
    tracer.page.get_by_role("button", name="Thêm mốc dịch tễ").click()
    row = tracer.page.locator("#milestones > li").last
    row.get_by_label("Địa điểm: mã").fill("sieu thi")
    row.get_by_role("button", name="Tìm", exact=True).click()
    tracer.sees("Tìm thấy 2 địa điểm")
    tracer.axe()
    row.get_by_role("button", name="Siêu thị").click()
    expect(row.locator(".note")).to_have_text("Siêu thị")
    row.get_by_role("button", name="Bỏ mốc này").click()
    expect(tracer.page.locator("#milestones > li")).to_have_count(0)
    expect(tracer.page.get_by_role("button", name="Thêm mốc dịch tễ")).to_be_focused()


def test_a_milestone_with_holes_is_named_by_its_number(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    for kind in ("Gặp gần: nói chuyện, ăn uống, đi chung xe", "Không có mặt dù có lượt quét"):
        tracer.page.get_by_role("button", name="Thêm mốc dịch tễ").click()
        tracer.page.locator("#milestones > li").last.get_by_label("Việc gì").select_option(label=kind)
    tracer.page.locator("#m1-people").fill("ông Ba")
    preview(tracer)
    for text in ("Mốc 1: “ông Ba” không phải số di động hay mã người", "Mốc 2: Hãy tìm rồi chọn một địa điểm"):
        tracer.sees(text)
    tracer.axe()


def test_whoever_is_an_f0_already_leads_to_the_case(tracer: Visitor) -> None:
    refusal = problem(409, "case-exists", "Người này đã có ca đang mở với nội dung khác.")
    tracer.api.on("POST", "/cases", Reply(409, {**refusal.body, "facts": {"case_id": SHOWN}}, refusal.headers))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    confirm(tracer)
    tracer.page.get_by_role("link", name=f"Người này đã là F0: mở ca {SHOWN}").click()
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case#{CASE}")


def test_silence_leaves_everything_ready_for_another_try(tracer: Visitor) -> None:
    answers = [problem(503, "busy", "Hệ thống đang bận."), Reply(201, CONFIRMED)]
    tracer.api.on("POST", "/cases", lambda _: answers.pop(0))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    preview(tracer)
    confirm(tracer)
    tracer.sees("Hệ thống đang bận.")
    tracer.axe()
    confirm(tracer)
    tracer.sees(f"Đã xác nhận ca {SHOWN}")
    first, second = tracer.sent("POST", "/cases", 2)
    assert first.body == second.body


def test_a_policy_that_cannot_be_had_stops_nobody(tracer: Visitor) -> None:
    tracer.api.on("GET", r"/policy\?.*", problem(503, "busy", "Hệ thống đang bận."))
    signed_in(tracer, "/tracer/cases?view=new")
    fill(tracer)
    given = tracer.page.locator("#specimen_at").input_value()
    preview(tracer)
    tracer.sees("Chưa tải được quy tắc truy vết")
    tracer.page.get_by_role("button", name="Sửa lại").click()
    expect(tracer.page.locator("#specimen_at")).to_have_value(given)
