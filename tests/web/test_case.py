"""One case: each state of its trace, its contacts with evidence, what is held, the graph, and every act with its refusal."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import UNIT
from tests.web.api import Reply, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import (
    CASE,
    SHOWN,
    at,
    case_file,
    contact,
    contacts,
    counts,
    held,
    opened,
    person_id,
    trace,
    tracer_api,
    venue_piece,
)
from tests.web.visitor import DESKTOP, PHONE, Visitor

TRACE = rf"/cases/{CASE}/trace(\?.*)?"
FILE = rf"/cases/{CASE}"
LIST = r"/contacts\?.*"


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "tracer")
    tracer_api(visitor.api)
    return visitor


def opens(tracer: Visitor, tab: str = "") -> None:
    signed_in(tracer, f"/tracer/case{f'?tab={tab}' if tab else ''}#{CASE}")


def row(tracer: Visitor, name: str) -> Any:
    return tracer.page.locator("#contacts-rows tr").filter(has_text=name)


def test_a_published_case_at_a_glance(tracer: Visitor) -> None:
    opens(tracer)
    tracer.sees(f"Ca {SHOWN}")
    for text in ("Đã thông báo", "H. V. Sơn · 1990 · 0987•••321", "Tin báo cuối", "sau 14 giờ", "Quy tắc trace-2021.1"):
        tracer.sees(text)
    expect(tracer.page.locator("#n-f1")).to_have_text("6")
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(8)
    expect(row(tracer, "N. V. An")).to_contain_text("Cùng ở Chợ Long Biên – Cổng số 2")
    expect(row(tracer, "N. V. An")).to_contain_text("Quá hạn 45 phút")
    expect(row(tracer, "P. Đ. Dũng")).to_contain_text("Qua L. H. Châu: Sống cùng nhà")
    tracer.axe()
    assert tracer.shifts() <= 0.05
    assert all(CASE not in url for url in tracer.requests if "/api/" not in url)
    tracer.page.emulate_media(media="print")
    tracer.axe()


def test_the_case_on_a_phone(tracer: Visitor) -> None:
    tracer.page.set_viewport_size(PHONE)
    opens(tracer)
    expect(row(tracer, "N. V. An")).to_be_visible()
    tracer.axe()
    assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_the_first_contact_begins_within_a_screen_of_its_tab(tracer: Visitor) -> None:
    tracer.page.set_viewport_size(PHONE)
    opens(tracer, "contacts")
    expect(row(tracer, "N. V. An")).to_be_visible()
    tab, first = (tracer.page.locator(each).first.bounding_box() for each in (".tablist", "#contacts-rows tr"))
    assert tab
    assert first
    assert first["y"] - tab["y"] <= PHONE["height"] - 160
    taking = tracer.page.get_by_role("button", name="In, tải về")
    expect(tracer.page.get_by_role("button", name="In ca này")).to_be_hidden()
    taking.click()
    expect(taking).to_have_attribute("aria-expanded", "true")
    expect(tracer.page.get_by_role("button", name="In ca này")).to_be_visible()
    tracer.axe()
    tracer.fits()
    tracer.page.set_viewport_size(DESKTOP)
    expect(taking).to_be_hidden()


def test_the_policy_of_the_confirmation_day_is_one_tap_away(tracer: Visitor) -> None:
    given = case_file()
    tracer.api.on("GET", FILE, Reply(200, given))
    opens(tracer)
    link = tracer.page.get_by_role("link", name="Quy tắc trace-2021.1")
    expect(link).to_have_attribute("href", f"/policy?at={given['confirmed_at'][:10]}")


def test_a_running_trace_is_looked_at_until_it_is_done(tracer: Visitor) -> None:
    answers = [trace("running", 0), trace("running", 0)]
    tracer.api.on("GET", TRACE, lambda _: Reply(200, answers.pop(0) if answers else trace()))
    tracer.api.on("GET", LIST, lambda _: Reply(200, contacts(0 if answers else 8)))
    tracer.api.on("GET", FILE, Reply(200, case_file(status="running", first_notice_at="", last_notice_at="")))
    opens(tracer)
    tracer.sees("Đang truy vết")
    tracer.sees("Đang truy vết, chưa có ai trong danh sách.")
    tracer.sees("chưa có")
    tracer.axe()
    tracer.api.on("GET", FILE, Reply(200, case_file()))
    tracer.sees("Truy vết xong.")
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(8)
    tracer.sees("Đã thông báo")
    # the file of the F0 is opened once before and once after, not at each look
    assert len(tracer.sent("GET", FILE, 2)) == 2


def test_nobody_was_found(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace(people=0)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("Không tìm thấy ai tiếp xúc với ca này.")
    tracer.axe()
    tracer.page.get_by_label("Diện tiếp xúc", exact=True).select_option("F2")
    tracer.sees("Không ai khớp bộ lọc.")


def test_a_case_whose_window_is_empty_is_not_called_retracted(tracer: Visitor) -> None:
    window = {"from": at(-96), "to": at(-96)}
    tracer.api.on("GET", TRACE, Reply(200, trace("window_empty", people=0, window=window)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("Không có thời gian lây")
    tracer.sees("Cách ly trước khi thời gian có thể lây bắt đầu: không ai được tìm.")
    tracer.sees("F0 đã cách ly trước khi có thể lây, nên không ai là người tiếp xúc.")
    expect(tracer.page.get_by_text("hủy xác nhận:")).to_have_count(0)
    tracer.page.get_by_role("tab", name="Hồ sơ ca").click()
    expect(tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ")).to_be_enabled()
    tracer.axe()


def test_a_retracted_case_says_so(tracer: Visitor) -> None:
    window = {"from": at(-96), "to": at(-96)}
    tracer.api.on("GET", TRACE, Reply(200, trace("retracted", people=0, window=window)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("Ca đã hủy xác nhận: không còn khoảng thời gian nào được truy vết.")
    tracer.sees("Ca đã hủy xác nhận: không còn ai là người tiếp xúc của ca này.")


def test_a_case_is_printed_whole_with_who_printed_it_and_when(tracer: Visitor) -> None:
    tracer.api.on("GET", LIST, Reply(200, {**contacts(20), "next_cursor": "c-2"}))
    rest = [contact(place) for place in range(20, 24)]
    tracer.api.on("GET", r"/contacts\?.*cursor=c-2.*", Reply(200, {"contacts": rest, "next_cursor": ""}))
    tracer.page.add_init_script("window.print = () => dispatchEvent(new Event('beforeprint'))")
    opens(tracer)
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(20)
    tracer.page.evaluate("() => print()")  # by the browser's own menu
    expect(tracer.page.locator("#paper")).to_contain_text("Chỉ có 20 người đầu trong danh sách; còn nữa.")
    tracer.page.get_by_role("button", name="In ca này").click()
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(24)
    paper = tracer.page.locator("#paper")
    expect(paper).to_have_text(re.compile(r"^In lúc \d\d:\d\d \d\d/\d\d/\d{4}, người in: [^.]+\.$"))
    expect(paper).to_be_hidden()
    tracer.page.emulate_media(media="print")
    expect(paper).to_be_visible()
    colour = "(badge) => [getComputedStyle(badge).color, getComputedStyle(badge).backgroundColor]"
    ink, ground = tracer.page.locator("#contacts-rows .grade.f1").first.evaluate(colour)
    assert ink != ground
    assert ink == "rgb(23, 33, 43)"


def test_a_held_case_never_says_that_nobody_was_found(tracer: Visitor) -> None:
    counts = {"F1": 0, "F2": 0}
    tracer.api.on("GET", TRACE, Reply(200, trace("held", people=0, held=held(519), counts=counts)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer)
    tracer.sees("519 người đang giữ, chưa hiện cho đến khi được duyệt.")
    tracer.sees("0 đã báo · 519 đang giữ")
    expect(tracer.page.get_by_text("Không tìm thấy ai")).to_be_hidden()
    tracer.axe()
    for width in (320, 360):
        tracer.page.set_viewport_size({"width": width, "height": 740})
        assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= width
        cut = "(all) => all.filter((each) => each.scrollWidth > each.clientWidth).length"
        assert tracer.page.locator(".clocks li, .clocks b, .clocks span").evaluate_all(cut) == 0


def test_the_second_person_looks_at_the_shape_of_a_crowd(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    group = {
        **{name: held()["groups"][0][name] for name in ("venue_id", "venue_name", "day", "people", "assumed")},
        "hours": [*[0] * 8, 400, 342, *[0] * 14],
        "lengths": [300, 300, 100, 42],
        "communes": [{"unit": UNIT, "people": 700}],
    }
    tracer.api.on("POST", f"/cases/{CASE}/held-shapes", Reply(200, {"groups": [group]}))
    opens(tracer)
    tracer.page.get_by_role("button", name="Xem giờ, thời lượng, nơi ở").click()
    for text in ("742 người, trong đó 391 (53 %) tính theo giờ rời ước tính", "8–9 giờ", "từ 120 phút", UNIT["name"]):
        tracer.sees(text)
    expect(tracer.page.locator("#shapes")).to_be_focused()
    tracer.axe()
    tracer.page.set_viewport_size({"width": 320, "height": 740})
    assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert tracer.sent("POST", ".*/held-shapes")[0].body == {"reason": "Xem trước khi duyệt"}


def test_a_part_of_a_held_group_is_told(tracer: Visitor) -> None:
    crowd = held()
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=crowd)))
    tracer.api.on("POST", f"/cases/{CASE}/release", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer)
    tracer.page.get_by_role("button", name="Chỉ báo một phần…").click()
    expect(tracer.page.locator("#some-minutes")).to_be_focused()
    tracer.axe()
    tracer.page.locator("#some-from").select_option("9")
    tracer.page.locator("#some-to").select_option("8")
    tracer.page.get_by_role("button", name="Xem lại và duyệt").click()
    expect(tracer.page.locator("#some-to")).to_be_focused()
    expect(tracer.page.locator("#some-to-fault")).to_have_text("Giờ kết thúc phải sau giờ bắt đầu")
    tracer.page.locator("#some-to").select_option("10")
    tracer.page.locator("#some-minutes").select_option("60")
    tracer.page.locator("#some-rest").select_option("declined")
    tracer.page.get_by_role("button", name="Xem lại và duyệt").click()
    tracer.sees("Báo một phần của 742 người?")
    tracer.page.locator("#ask-reason").fill("Chỉ khu hàng ăn")
    tracer.page.get_by_role("button", name="Duyệt, báo một phần").click()
    tracer.sees("Đã duyệt một phần.")
    [call] = tracer.sent("POST", ".*/release")
    group = crowd["groups"][0]
    assert call.body == {
        "chosen": [{"venue_id": group["venue_id"], "day": group["day"]}],
        "min_minutes": 60,
        "from": f"{group['day']}T09:00:00+07:00",
        "to": f"{group['day']}T10:00:00+07:00",
        "rest": "declined",
        "reason": "Chỉ khu hàng ăn",
    }


def test_a_held_group_is_declined_with_a_reason_and_the_page_says_so(tracer: Visitor) -> None:
    crowd = held(519)
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=crowd)))
    tracer.api.on("POST", f"/cases/{CASE}/decline", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer)
    tracer.page.get_by_role("button", name="Không báo nhóm này…").click()
    tracer.sees("Không báo 519 người?")
    tracer.axe()
    tracer.page.locator("#ask-reason").fill("F0 chỉ đi qua cổng chợ")
    declined = trace("published", people=0, counts={}, declined=crowd["groups"])
    tracer.api.on("GET", TRACE, Reply(200, declined))
    tracer.page.get_by_role("button", name="Không báo", exact=True).click()
    tracer.sees("519 người ở Chợ Long Biên – Cổng số 2 không được báo, theo quyết định đã ghi trong hồ sơ.")
    assert tracer.sent("POST", ".*/decline")[0].body == {"reason": "F0 chỉ đi qua cổng chợ"}


def test_a_held_trace_shows_its_reach_and_a_second_person_releases_it(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    tracer.api.on("POST", f"/cases/{CASE}/release", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer)
    tracer.sees("Đang giữ 742 người ở 1 nhóm")
    expect(tracer.page.locator("#held-rows")).to_contain_text("391")
    expect(tracer.page.locator("#held-rows td").last).to_have_text("512")
    expect(tracer.page.locator("#held-own")).to_be_hidden()
    tracer.axe()
    tracer.page.get_by_role("button", name="Duyệt gửi thông báo").click()
    tracer.sees("Gửi thông báo cho 742 người?")
    tracer.axe()
    tracer.page.locator("#ask-reason").fill("Chợ trong nhà, đông")
    tracer.api.on("GET", TRACE, Reply(200, trace("running")))
    tracer.page.get_by_role("button", name="Gửi thông báo", exact=True).click()
    tracer.sees("Đã duyệt. Đang gửi thông báo.")
    expect(tracer.page.locator("#held")).to_be_hidden()
    assert tracer.sent("POST", ".*/release")[0].body == {"reason": "Chợ trong nhà, đông"}


def test_whoever_confirmed_is_told_why_not(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    tracer.api.on("GET", FILE, Reply(200, case_file(status="held", confirmed_by_me=True)))
    opens(tracer)
    tracer.sees("Bạn đã xác nhận hoặc sửa ca này từ lần duyệt trước, hoặc sửa gần nhất, nên người khác phải duyệt.")
    button = tracer.page.get_by_role("button", name="Duyệt gửi thông báo")
    expect(button).to_be_disabled()
    expect(button).to_have_attribute("aria-describedby", "held-own")
    tracer.axe()


@pytest.mark.parametrize(
    ("status", "code", "text"),
    [
        (403, "same-person-release", "Người xác nhận ca không được tự duyệt."),
        (409, "preview-expired", "Bản xem trước đã quá 24 giờ."),
        (409, "nothing-held", "Không còn nhóm nào đang giữ."),
    ],
)
def test_a_refused_release_says_why(tracer: Visitor, status: int, code: str, text: str) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    tracer.api.on("POST", f"/cases/{CASE}/release", problem(status, code, text))
    opens(tracer)
    tracer.page.get_by_role("button", name="Duyệt gửi thông báo").click()
    tracer.page.locator("#ask-reason").fill("Đã xem")
    tracer.page.get_by_role("button", name="Gửi thông báo", exact=True).click()
    tracer.sees(text)
    expect(tracer.page.locator("#held-fault")).to_be_focused()
    tracer.axe()


def test_a_province_officer_releases_without_the_list_for_calling(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "province_officer", "01")
    tracer_api(visitor.api)
    visitor.api.on("GET", TRACE, Reply(200, trace("held", held=held())))
    opens(visitor)
    expect(visitor.page.get_by_role("button", name="Duyệt gửi thông báo")).to_be_enabled()
    visitor.sees("Vai trò của bạn xem được phạm vi và sơ đồ, không xem được danh sách để gọi.")
    visitor.page.get_by_role("tab", name="Hồ sơ ca").click()
    expect(visitor.page.locator("#file-acts")).to_be_hidden()
    visitor.axe()
    assert not visitor.api.made("GET", LIST)


def test_a_retracted_case_can_only_be_read(tracer: Visitor) -> None:
    midnight = at(-96)
    tracer.api.on("GET", TRACE, Reply(200, trace("retracted", 0, window={"from": midnight, "to": midnight})))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer, "file")
    tracer.sees("Đã hủy xác nhận")
    tracer.sees("Ca đã hủy xác nhận: không còn khoảng thời gian nào được truy vết.")
    for name in ("Sửa ngày giờ, khai báo dịch tễ", "Truy vết lại ngay", "Hủy xác nhận ca này"):
        expect(tracer.page.get_by_role("button", name=name)).to_be_disabled()
    tracer.axe()
    tracer.page.get_by_role("tab", name="Người tiếp xúc").click()
    tracer.sees("Ca đã hủy xác nhận: không còn ai là người tiếp xúc của ca này.")


def test_a_case_of_another_unit(tracer: Visitor) -> None:
    refusal = problem(403, "outside-jurisdiction", "Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    tracer.api.on("GET", TRACE, refusal)
    tracer.api.on("GET", FILE, refusal)
    opens(tracer)
    tracer.sees("Đơn vị hành chính này nằm ngoài đơn vị của bạn.")
    expect(tracer.page.locator("#all")).to_be_hidden()
    tracer.axe()


def test_an_unknown_case_and_none_at_all(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, problem(404, "case-unknown", "Không có ca này."))
    opens(tracer)
    tracer.sees("Không có ca này.")
    tracer.page.evaluate("() => { location.hash = ''; }")
    tracer.sees("Chưa chọn ca nào.")
    tracer.axe()


def test_without_a_network_what_is_shown_says_its_age(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace("running")))
    opens(tracer)
    tracer.sees("Đang truy vết")
    tracer.api.down = True
    tracer.sees("Chưa cập nhật được.")
    expect(row(tracer, "N. V. An")).to_be_visible()
    tracer.axe()
    tracer.api.down = False
    expect(tracer.page.locator("#stale")).to_be_hidden()


def test_filters_are_in_the_address_and_the_case_is_not(tracer: Visitor) -> None:
    opens(tracer)
    tracer.page.get_by_label("Diện tiếp xúc", exact=True).select_option("F1")
    tracer.page.get_by_label("Tình trạng").select_option(label="Cần gọi")
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case?grade=F1&status=to_call#{CASE}")
    expect(tracer.page.locator("#contacts-frame[aria-busy]")).to_have_count(0)
    assert (
        tracer.api.made("GET", LIST)[-1].path
        == f"/contacts?case_id={CASE}&status=to_call&grade=F1&sort=urgent&limit=20"
    )


def test_further_contacts(tracer: Visitor) -> None:
    first = {"contacts": [contact(place) for place in range(20)], "next_cursor": "c-2", "counts": counts(21)}
    tracer.api.on("GET", LIST, Reply(200, first))
    tracer.api.on("GET", r"/contacts\?.*cursor=c-2.*", Reply(200, {"contacts": [contact(20)], "next_cursor": ""}))
    opens(tracer)
    tracer.sees("20 trong 21 người")
    tracer.page.get_by_role("button", name="Xem thêm 20 người").click()
    tracer.sees("21 người")
    expect(tracer.page.locator("#contacts-rows tr")).to_have_count(21)
    expect(tracer.page.get_by_role("button", name="Xem thêm 20 người")).to_be_hidden()


def test_an_empty_answer_with_more_behind_is_no_end(tracer: Visitor) -> None:
    tracer.api.on("GET", LIST, Reply(200, {"contacts": [], "next_cursor": "c-2"}))
    tracer.api.on("GET", r"/contacts\?.*cursor=c-2.*", Reply(200, {"contacts": [contact(3)], "next_cursor": ""}))
    opens(tracer)
    tracer.sees("1 người")


def test_all_evidence_can_be_opened(tracer: Visitor) -> None:
    pieces = [venue_piece(-30 - hours, venue_name=f"Quán {hours}") for hours in range(4)]
    tracer.api.on("GET", LIST, Reply(200, {"contacts": [contact(0, evidence=pieces)]}))
    opens(tracer)
    expect(tracer.page.get_by_text("Cùng ở Quán 3")).to_be_hidden()
    tracer.page.get_by_text("và 2 lần khác").click()
    tracer.sees("Cùng ở Quán 3")
    tracer.axe()


def test_a_venue_without_a_name_is_asked_for_once(tracer: Visitor) -> None:
    pieces = [venue_piece(-30, venue_name=""), venue_piece(-60, venue_name="")]
    tracer.api.on("GET", LIST, Reply(200, {"contacts": [contact(0, evidence=pieces)]}))
    opens(tracer)
    expect(row(tracer, "N. V. An")).to_contain_text("Cùng ở Chợ Long Biên – Cổng số 2")
    assert len(tracer.sent("GET", "/venues/.*")) == 1


def test_who_lives_elsewhere_and_who_became_an_f0(tracer: Visitor) -> None:
    rows = [
        contact(0, handed_over=True),
        contact(1, handed_over=True, accepted_at=at(-1)),
        contact(2, became_case_id="FD17-CJKB"),
    ]
    tracer.api.on("GET", LIST, Reply(200, {"contacts": rows}))
    opens(tracer)
    for text in ("đã bàn giao Phường Hồng Hà", "Phường Hồng Hà đã nhận theo dõi"):
        tracer.sees(text)
    expect(tracer.page.get_by_role("link", name="đã thành F0")).to_have_attribute("href", "/tracer/case#fd17cjkb")
    acts = [row(tracer, name).get_by_role("button").all_inner_texts() for name in ("T. T. Bình", "L. H. Châu")]
    assert [len(each) for each in acts] == [2, 1], "an F0 is not called as a contact"
    expect(row(tracer, "L. H. Châu").locator(".due")).to_have_count(0)
    tracer.axe()


def test_a_file_is_opened_and_says_that_it_is_recorded(tracer: Visitor) -> None:
    notes = [{"at": at(-1), "status": "to_call", "outcome": "no_answer", "note": "Máy bận"}]
    tracer.api.on("POST", rf"{FILE}/contacts/[^/]+/open", Reply(200, opened(attempts=1, notes=notes)))
    opens(tracer)
    tracer.page.get_by_role("button", name="Ghi kết quả N. V. An").click()
    dialog = tracer.page.get_by_role("dialog")
    expect(dialog).to_contain_text("0912•••678")
    expect(dialog).to_contain_text("Việc mở được ghi lại")
    tracer.axe()
    assert not tracer.api.made("POST", rf"{FILE}/contacts/.*")
    dialog.get_by_role("button", name="Mở hồ sơ để gọi").click()
    call = dialog.get_by_role("link", name="Gọi 0912 345 678")
    expect(call).to_be_focused()
    expect(call).to_have_attribute("href", "tel:+84912345678")
    expect(dialog).to_contain_text("Nguyễn Văn An")
    expect(dialog).to_contain_text("Không nghe máy · Máy bận")
    tracer.axe()
    mark, asked = tracer.sent("POST", rf"{FILE}/contacts/.*", 2)
    assert (mark.path[-5:], mark.body) == ("/call", {"calling": True})
    assert asked.path.endswith("/open")
    assert asked.body["reason"]
    dialog.get_by_role("button", name="Đóng cửa sổ").click()
    # the next time it is masked again
    tracer.page.get_by_role("button", name="Ghi kết quả N. V. An").click()
    expect(dialog).not_to_contain_text("Nguyễn Văn An")


def test_an_outcome_is_two_taps_with_a_note_between(tracer: Visitor) -> None:
    tracer.api.on(
        "POST",
        rf"{FILE}/contacts/[^/]+",
        Reply(200, contact(0, status="reached", attempts=1, overdue=False, revision=1)),
    )
    opens(tracer)
    tracer.page.get_by_role("button", name="Ghi kết quả N. V. An").click()
    tracer.page.get_by_label("Ghi chú").fill("Sẽ ở nhà")
    tracer.page.get_by_role("button", name="Gọi được").click()
    expect(tracer.page.get_by_role("dialog")).to_be_hidden()
    expect(row(tracer, "N. V. An")).to_contain_text("Đã gọi được")
    expect(row(tracer, "N. V. An")).to_contain_text("đã gọi 1 lần")
    expect(row(tracer, "N. V. An").get_by_role("button").first).to_be_focused()
    expect(tracer.page.locator("#contacts-told")).to_have_text("Đã ghi N. V. An: Đã gọi được.")
    tracer.axe()
    [call] = tracer.sent("POST", ".*")
    assert call.path == f"/cases/{CASE}/contacts/{person_id(0)}"
    assert call.body == {"status": "reached", "outcome": "answered", "note": "Sẽ ở nhà", "revision": 0}


@pytest.mark.parametrize(
    ("button", "body"),
    [
        ("Không nghe máy", {"status": "to_call", "outcome": "no_answer"}),
        ("Đã cách ly", {"status": "quarantined"}),
        ("Đã gặp trực tiếp", {"status": "reached", "outcome": "met"}),
        ("Người nhà nghe máy", {"status": "to_call", "outcome": "relative"}),
        ("Đang ở nơi khác", {"status": "reached", "outcome": "elsewhere"}),
        ("Nhầm số", {"status": "to_call", "outcome": "wrong_number"}),
        ("Từ chối hợp tác", {"status": "reached", "outcome": "refused"}),
    ],
)
def test_each_outcome(tracer: Visitor, button: str, body: dict[str, str]) -> None:
    tracer.api.on("POST", rf"{FILE}/contacts/[^/]+", Reply(200, contact(0)))
    opens(tracer)
    tracer.page.get_by_role("button", name="Ghi kết quả N. V. An").click()
    tracer.page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()
    expect(tracer.page.get_by_role("dialog")).to_be_hidden()
    assert tracer.sent("POST", ".*")[0].body == {**body, "revision": 0}


@pytest.mark.parametrize(
    ("status", "code", "text"),
    [
        (409, "contact-changed", "Người khác vừa sửa mục này. Hãy tải lại."),
        (403, "handed-over", "Người này sống nơi khác và đã được bàn giao."),
        (409, "illegal-move", "Không chuyển được sang tình trạng này."),
    ],
)
def test_a_refused_outcome_stays_in_the_dialog(tracer: Visitor, status: int, code: str, text: str) -> None:
    tracer.api.on("POST", rf"{FILE}/contacts/[^/]+", problem(status, code, text))
    opens(tracer)
    tracer.page.get_by_role("button", name="Ghi kết quả N. V. An").click()
    tracer.page.get_by_label("Ghi chú").fill("Sẽ gọi lại")
    tracer.page.get_by_role("button", name="Gọi được").click()
    tracer.sees(text)
    expect(tracer.page.get_by_label("Ghi chú")).to_have_value("Sẽ gọi lại")
    tracer.axe()


def test_who_wrote_first_is_seen_at_the_next_look(tracer: Visitor) -> None:
    tracer.api.on("POST", rf"{FILE}/contacts/[^/]+", problem(409, "contact-changed", "Người khác vừa sửa mục này."))
    opens(tracer)
    expect(row(tracer, "N. V. An")).to_contain_text("Cần gọi")
    tracer.api.on("GET", LIST, Reply(200, {"contacts": [contact(0, status="reached", attempts=1, revision=1)]}))
    tracer.page.get_by_role("button", name="Ghi kết quả N. V. An").click()
    tracer.page.get_by_role("dialog").get_by_role("button", name="Đã cách ly", exact=True).click()
    tracer.sees("Người khác vừa sửa mục này.")
    expect(row(tracer, "N. V. An")).to_contain_text("Đã gọi được")
    tracer.page.get_by_role("button", name="Đóng cửa sổ").click()
    tracer.page.get_by_role("button", name="Ghi kết quả N. V. An").click()
    expect(tracer.page.locator("#contact-line")).to_contain_text("Đã gọi được")


def test_a_file_of_contacts_with_its_reason(tracer: Visitor) -> None:
    def answer(request: Any) -> Reply:
        more = {} if "cursor" in request.post_data_json else {"X-Next-Cursor": "c-2"}
        return Reply(200, None, {"Content-Type": "text/csv; charset=utf-8", **more}, raw="\ufeffHọ tên\r\n".encode())

    tracer.api.on("POST", rf"{FILE}/contact-exports", answer)
    opens(tracer)
    tracer.page.get_by_role("button", name="Tải CSV").click()
    tracer.sees("Tệp có tên và số điện thoại.")
    tracer.axe()
    tracer.page.locator("#ask-reason").fill("Bàn giao ca trực")
    with tracer.page.expect_download() as download:
        tracer.page.get_by_role("dialog").get_by_role("button", name="Tải CSV").click()
    assert download.value.suggested_filename == f"nguoi-tiep-xuc-{CASE}-1.csv"
    assert Path(download.value.path()).read_text(encoding="utf-8-sig").startswith("Họ tên")
    with tracer.page.expect_download() as download:
        tracer.page.get_by_role("button", name="Tải tiếp tệp 2").click()
    assert download.value.suggested_filename == f"nguoi-tiep-xuc-{CASE}-2.csv"
    first, second = tracer.sent("POST", rf"{FILE}/contact-exports", 2)
    asked = {"reason": "Bàn giao ca trực", "format": "csv", "language": "vi"}
    assert first.body == asked
    assert second.body == {**asked, "cursor": "c-2"}
    expect(tracer.page.get_by_role("button", name="Tải CSV")).to_be_visible()


def test_dates_and_milestones_are_amended(tracer: Visitor) -> None:
    tracer.api.on("POST", f"{FILE}/amend", Reply(200, {"case_id": SHOWN, "status": "running"}))
    given = case_file()
    tracer.api.on("GET", FILE, Reply(200, given))
    opens(tracer, "file")
    tracer.sees("Đã ở một địa điểm mà không quét mã · Chợ Long Biên – Cổng số 2")
    tracer.sees("Người sống cùng nhà · T. M. Loan · 1992")
    tracer.axe()
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    expect(tracer.page.locator("#specimen_at")).to_be_focused()
    expect(tracer.page.locator(".person b")).to_have_text("T. M. Loan · 1992")
    tracer.axe()
    onset = at(-72)[:16]
    tracer.page.locator("#onset_at").fill(onset)
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()
    tracer.sees("Hãy ghi lý do")
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại")
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()
    tracer.sees("Đã sửa. Đang truy vết lại.")
    [call] = tracer.sent("POST", ".*/amend")
    # what nobody touched goes back to the second
    assert call.body["specimen_at"] == given["specimen_at"]
    assert call.body["onset_at"][:16] == onset
    place, household = call.body["milestones"]
    assert place["from"] == given["milestones"][0]["from"]
    assert household == {"kind": "household", "people": [{"person_id": "pfghnbvpram4z"}]}
    assert call.body["reason"] == "F0 nhớ lại"


ODD = "F0 có 2 lượt đến sau lúc cách ly (12:00 01/10/2021), lần cuối lúc 18:15 01/10/2021."


def says_odd(tracer: Visitor) -> None:
    errors = [
        {"field": "isolated_at", "rule": "visits-after-isolation", "text": {"vi": ODD, "en": "Visits: 2."}},
        {"field": "onset_at", "rule": "onset-after-isolation", "text": {"vi": "Khởi phát sau cách ly.", "en": "x"}},
    ]
    odd = problem(409, "warnings", "Thông tin có chỗ lạ.", errors=errors)
    stored = Reply(200, {"case_id": SHOWN, "status": "running"})
    tracer.api.on("POST", f"{FILE}/amend", lambda r: stored if "confirm_warnings" in (r.post_data or "") else odd)


def amend(tracer: Visitor) -> None:
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()


def test_what_is_odd_is_ticked_before_it_is_stored(tracer: Visitor) -> None:
    says_odd(tracer)
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại")
    amend(tracer)
    tracer.sees(ODD)
    expect(tracer.page.locator("#warnings")).to_be_focused()
    tracer.axe()
    boxes = tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy")
    boxes.first.check()
    amend(tracer)
    tracer.sees("Còn mục chưa đánh dấu đã kiểm tra")
    expect(boxes.nth(1)).to_be_focused()
    tracer.axe()
    assert len(tracer.sent("POST", ".*/amend")) == 1
    boxes.nth(1).check()
    amend(tracer)
    tracer.sees("Đã sửa. Đang truy vết lại.")
    first, second = (call.body for call in tracer.api.made("POST", ".*/amend"))
    assert second == {**first, "confirm_warnings": ["visits-after-isolation", "onset-after-isolation"]}


def test_another_date_takes_the_confirmation_back(tracer: Visitor) -> None:
    says_odd(tracer)
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại")
    amend(tracer)
    for box in tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy").all():
        box.check()
    tracer.page.get_by_label("Lý do sửa").fill("F0 nhớ lại, đã hỏi người nhà")
    expect(tracer.page.locator("#warnings")).to_be_visible()
    tracer.page.locator("#onset_at").fill(at(-72)[:16])
    expect(tracer.page.locator("#warnings")).to_be_hidden()
    amend(tracer)
    tracer.sees(ODD)
    expect(tracer.page.get_by_label("Tôi đã kiểm tra, đúng như vậy").first).not_to_be_checked()
    expect(tracer.page.get_by_label("Lý do sửa")).to_have_value("F0 nhớ lại, đã hỏi người nhà")
    assert all("confirm_warnings" not in call.body for call in tracer.api.made("POST", ".*/amend"))


def test_a_refused_amendment_names_its_field(tracer: Visitor) -> None:
    errors = [
        {"field": "onset_at", "rule": "after-confirmation", "text": {"vi": "Khởi phát sau khi xác nhận.", "en": "x"}}
    ]
    tracer.api.on("POST", f"{FILE}/amend", problem(422, "invalid", "Có trường sai.", errors=errors))
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Sửa ngày giờ, khai báo dịch tễ").click()
    tracer.page.get_by_label("Lý do sửa").fill("Nhầm")
    tracer.page.get_by_role("button", name="Lưu và truy vết lại").click()
    expect(tracer.page.locator("#onset_at")).to_have_attribute("aria-invalid", "true")
    tracer.axe()


def test_a_case_is_retracted_with_a_reason(tracer: Visitor) -> None:
    tracer.api.on("POST", f"{FILE}/retract", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Hủy xác nhận ca này").click()
    tracer.sees("8 người tiếp xúc không còn liên quan đến ca này")
    tracer.axe()
    tracer.page.get_by_role("button", name="Không, quay lại").click()
    assert not tracer.api.made("POST", ".*")
    tracer.page.get_by_role("button", name="Hủy xác nhận ca này").click()
    tracer.page.get_by_role("button", name="Hủy xác nhận", exact=True).click()
    tracer.sees("Hãy ghi lý do")
    tracer.page.locator("#ask-reason").fill("Xét nghiệm nhầm mẫu")
    tracer.page.get_by_role("button", name="Hủy xác nhận", exact=True).click()
    tracer.sees("Đã hủy xác nhận. Đang gửi đính chính.")
    assert tracer.sent("POST", ".*/retract")[0].body == {"reason": "Xét nghiệm nhầm mẫu"}


def test_tracing_again_and_its_refusal(tracer: Visitor) -> None:
    tracer.api.on("POST", f"{FILE}/retrace", Reply(200, {"case_id": SHOWN, "status": "running"}))
    opens(tracer, "file")
    tracer.page.get_by_role("button", name="Truy vết lại ngay").click()
    tracer.sees("Đang truy vết lại.")
    tracer.api.on("POST", f"{FILE}/retrace", problem(409, "case-retracted", "Ca này đã được hủy xác nhận."))
    tracer.page.get_by_role("button", name="Truy vết lại ngay").click()
    tracer.sees("Ca này đã được hủy xác nhận.")
    tracer.axe()


def test_tabs_by_keyboard(tracer: Visitor) -> None:
    opens(tracer)
    tracer.page.get_by_role("tab", name="Người tiếp xúc").focus()
    tracer.page.keyboard.press("ArrowLeft")
    expect(tracer.page.get_by_role("tab", name="Hồ sơ ca")).to_be_focused()
    expect(tracer.page.get_by_role("heading", name="Đã làm với ca này")).to_be_visible()
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case?tab=file#{CASE}")
    tracer.page.keyboard.press("ArrowRight")
    expect(tracer.page).to_have_url(f"{tracer.site}/tracer/case#{CASE}")


def test_the_graph_is_loaded_when_it_is_wanted(tracer: Visitor, dist: Path) -> None:
    opens(tracer)
    expect(row(tracer, "N. V. An")).to_be_visible()
    before = {url.rsplit("/", 1)[-1] for url in tracer.requests}
    tracer.page.get_by_role("tab", name="Sơ đồ").click()
    tracer.sees("Những người trong sơ đồ")
    loaded = {url.rsplit("/", 1)[-1] for url in tracer.requests} - before
    big = [name for name in loaded if name.endswith(".js") and (dist / "assets" / name).stat().st_size > 300_000]
    assert len(big) == 1
    tracer.axe()


def test_the_graph_and_its_twin_show_the_same_person(tracer: Visitor) -> None:
    opens(tracer, "graph")
    expect(tracer.page.locator("#twin tr[data-person]")).to_have_count(8)
    expect(tracer.page.locator("#canvas canvas").first).to_be_visible()
    tracer.page.get_by_role("button", name="P. Đ. Dũng").click()
    expect(tracer.page.locator("#picked-name")).to_have_text("P. Đ. Dũng · F2")
    expect(tracer.page.locator("#picked-evidence")).to_contain_text("Qua L. H. Châu: Sống cùng nhà")
    expect(tracer.page.get_by_role("button", name="P. Đ. Dũng")).to_have_attribute("aria-pressed", "true")
    tracer.axe()
    for name in ("Phóng to", "Thu nhỏ", "Vừa khung"):
        tracer.page.get_by_role("button", name=name).click()
    tracer.page.locator("#picked-open").click()
    expect(tracer.page.get_by_role("dialog")).to_contain_text("P. Đ. Dũng")
    tracer.page.keyboard.press("Escape")
    tracer.page.set_viewport_size(PHONE)
    tracer.axe()


def test_a_tap_in_the_drawing_picks_the_person(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace(people=1)))
    opens(tracer, "graph")
    expect(tracer.page.locator("#twin tr[data-person]")).to_have_count(1)
    canvas = tracer.page.locator("#canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    name = tracer.page.locator("#picked-name")
    # the F0 to the left, its only F1 to the right, both near the middle of the height
    for down in range(int(box["height"] * 0.4), int(box["height"] * 0.8), 14):
        for right in range(int(box["width"] * 0.5), int(box["width"] * 0.9), 14):
            tracer.page.mouse.click(box["x"] + right, box["y"] + down)
            if name.is_visible():
                expect(name).to_have_text("N. V. An · F1")
                return
    raise AssertionError("no tap met the F1")


def test_a_wide_graph_stops_at_three_hundred(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace(people=320, counts={"F1": 1500, "F2": 40, "VC": 1540})))
    opens(tracer, "graph")
    tracer.sees("300 người, còn 1.240 người trong danh sách")
    expect(tracer.page.locator("#twin tr[data-person]")).to_have_count(300)


def test_a_graph_of_nobody(tracer: Visitor) -> None:
    tracer.api.on("GET", TRACE, Reply(200, trace(people=0)))
    tracer.api.on("GET", LIST, Reply(200, contacts(0)))
    opens(tracer, "graph")
    tracer.sees("Chưa có người tiếp xúc nào để vẽ.")
    tracer.axe()


def test_the_page_in_english(tracer: Visitor) -> None:
    signed_in(tracer, f"/tracer/case?lang=en#{CASE}")
    tracer.sees("Contacts")
    tracer.sees("Both at Chợ Long Biên")
    left = tracer.page.evaluate(
        "() => [...document.querySelectorAll('[data-t]')].filter((e) => e.checkVisibility()).map((e) => e.textContent)"
    )
    assert not [text for text in left if re.search("[ăâđêôơưĂÂĐÊÔƠƯ]", text)]
    tracer.axe()
