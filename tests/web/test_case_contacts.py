"""The contacts of a case: filters, evidence, one record, outcomes, and files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.case_page import FILE, LIST, arriving, opens, row
from tests.web.trace_answers import (
    CASE,
    at,
    contact,
    counts,
    opened,
    person_id,
    venue_piece,
)
from tests.web.visitor import Visitor


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    return arriving(arrives)


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
