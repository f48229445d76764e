"""Contacts whose visit is in doubt: marked in the rows, told of nothing, and settled by a tracer from the open contact."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import CASE, MARKET, at, contact, contacts, person_id, tracer_api, venue_piece
from tests.web.visitor import DESKTOP, PHONE, Visitor

LOOK, SETTLE = "/staff-visits/disputes", "/staff-visits/settle"


def doubtful(**changed: Any) -> dict[str, Any]:
    return contact(0, doubtful=True, told_at="", evidence=[venue_piece(doubtful=True)], **changed)


def disputed(**changed: Any) -> dict[str, Any]:
    return {
        "visit_id": f"1637456460-{MARKET}",
        "person_id": person_id(0),
        "from": at(-30),
        "until": at(-29),
        "recorded_by": "owner",
        "flags": ["disputed"],
        "recorded_at": at(-30),
        "why": "Hôm đó tôi ở quê",
        **changed,
    }


def arrive(visitor: Visitor, *rows: dict[str, Any], role: str = "tracer", language: str = "vi") -> Visitor:
    visitor.pool = Pool(visitor.context, role)
    tracer_api(visitor.api)
    visitor.api.on("GET", r"/contacts\?.*", Reply(200, contacts(0, contacts=list(rows))))
    visitor.api.on("POST", LOOK, Reply(200, {"visits": [disputed()]}))
    signed_in(visitor, f"/tracer/case?lang={language}#{CASE}")
    expect(visitor.page.locator("#contacts-rows tr")).to_have_count(len(rows))
    return visitor


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    return arrive(arrives(viewport=DESKTOP), doubtful(), contact(1))


def look(tracer: Visitor) -> None:
    tracer.page.locator("#contacts-rows tr").first.locator(".acts button").last.click()
    tracer.page.locator("#doubt-look").click()
    expect(tracer.page.locator("#doubt-visits > li")).to_have_count(1)


def settle(tracer: Visitor, word: str) -> None:
    tracer.page.locator("#doubt-visits").get_by_role("button", name=word, exact=True).click()
    tracer.axe()
    tracer.page.locator("#ask-reason").fill("Đã hỏi hàng xóm")
    tracer.page.locator("#ask-yes").click()


def test_a_row_says_that_a_contact_is_in_doubt(tracer: Visitor) -> None:
    doubted, plain = tracer.page.locator("#contacts-rows tr").all()
    expect(doubted).to_contain_text("chưa chắc có mặt")
    expect(doubted).to_contain_text("chưa báo, chờ xác minh")
    expect(doubted).to_contain_text("(chưa chắc có mặt, chờ xác minh)")
    expect(plain).not_to_contain_text("chưa chắc")
    tracer.axe()
    plain.locator(".acts button").last.click()
    expect(tracer.page.locator("#contact-doubt")).to_be_hidden()


def test_a_contact_with_a_case_of_their_own_is_marked(arrives: Callable[..., Visitor]) -> None:
    tracer = arrive(arrives(viewport=DESKTOP), contact(0, became_case_id="WE8V-SHVJ"))
    row = tracer.page.locator("#contacts-rows tr")
    expect(row.get_by_role("link", name="đã thành F0")).to_have_attribute("href", f"/tracer/case#{CASE}")
    tracer.axe()


@pytest.mark.parametrize(
    ("word", "stands", "flags", "said"),
    [
        ("Có mặt", True, ["settled"], "Đã kết luận: có mặt"),
        ("Không có mặt", False, ["settled", "void"], "Đã kết luận: không có mặt"),
    ],
)
def test_a_tracer_decides(tracer: Visitor, word: str, *, stands: bool, flags: list[str], said: str) -> None:
    tracer.api.on("POST", SETTLE, Reply(200, disputed(flags=flags)))
    tracer.api.on("POST", rf"/cases/{CASE}/retrace", Reply(200, {"case_id": "WE8V-SHVJ", "status": "running"}))
    look(tracer)
    for text in ("Người này nói: “Hôm đó tôi ở quê”", "Chủ địa điểm ghi lúc"):
        tracer.sees(text)
    tracer.axe()
    assert tracer.sent("POST", LOOK)[0].body == {
        "venue_id": MARKET,
        "person_id": person_id(0),
        "reason": "Xác minh có mặt hay không",
    }
    settle(tracer, word)
    tracer.sees(said)
    expect(tracer.page.locator("#doubt-told")).to_be_focused()
    tracer.axe()
    assert tracer.sent("POST", SETTLE)[0].body == {
        "person_id": person_id(0),
        "visit_id": f"1637456460-{MARKET}",
        "stands": stands,
        "reason": "Đã hỏi hàng xóm",
    }
    tracer.page.locator("#doubt-retrace").click()
    tracer.sees("Đang truy vết lại")
    expect(tracer.page.locator("#doubt-retrace")).to_be_hidden()


def test_a_colleague_was_faster(tracer: Visitor) -> None:
    tracer.api.on("POST", SETTLE, problem(409, "dispute-settled", "Cán bộ truy vết đã kết luận về lượt đến này."))
    look(tracer)
    settle(tracer, "Có mặt")
    expect(tracer.page.locator("#contact-fault")).to_contain_text("Cán bộ truy vết đã kết luận về lượt đến này.")
    tracer.axe()


def test_a_visit_that_only_its_recorder_vouches_for(arrives: Callable[..., Visitor]) -> None:
    tracer = arrive(arrives(viewport=PHONE), doubtful())
    tracer.api.on("POST", LOOK, Reply(200, {"visits": [disputed(flags=["doubtful"], why="", recorded_at="")]}))
    look(tracer)
    tracer.sees("Người ghi chưa xác thực số điện thoại.")
    tracer.axe()
    assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(
    ("language", "badge", "piece", "why"),
    [
        ("vi", "lượt đến trước khi đăng ký", "(có trước khi đăng ký, chờ xác minh)", "Máy của người này gửi"),
        ("en", "visit before registering", "(before registering, to be settled)", "Sent by this person's own device"),
    ],
)
def test_a_visit_of_before_the_registration_is_told_apart(
    arrives: Callable[..., Visitor], language: str, badge: str, piece: str, why: str
) -> None:
    evidence = [venue_piece(doubtful=True, predates_registration=True)]
    row = contact(0, doubtful=True, predates_registration=True, told_at="", evidence=evidence)
    tracer = arrive(arrives(viewport=PHONE), row, contact(1), language=language)
    own = {"recorded_by": "person", "flags": ["predates_registration"], "why": "", "recorded_at": ""}
    tracer.api.on("POST", LOOK, Reply(200, {"visits": [disputed(**own)]}))
    shown = tracer.page.locator("#contacts-rows tr").first
    expect(shown).to_contain_text(badge)
    expect(shown).to_contain_text(piece)
    look(tracer)
    tracer.sees(why)
    tracer.axe()
    assert tracer.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_nothing_left_to_settle_says_what_else_it_may_be(tracer: Visitor) -> None:
    tracer.api.on("POST", LOOK, Reply(200, {"visits": []}))
    tracer.page.locator("#contacts-rows tr").first.locator(".acts button").last.click()
    tracer.page.locator("#doubt-look").click()
    tracer.sees("Không còn lượt nào của người này chờ kết luận.")
    tracer.axe()


def test_who_may_not_settle_is_offered_nothing(arrives: Callable[..., Visitor]) -> None:
    nurse = arrives(viewport=DESKTOP)
    nurse.pool = Pool(nurse.context, "health_station")
    tracer_api(nurse.api)
    nurse.api.on("GET", r"/contacts\?.*", Reply(200, contacts(0, contacts=[doubtful()])))
    signed_in(nurse, "/tracer/todo")
    nurse.page.locator("#contacts-rows tr").first.locator(".acts button").last.click()
    nurse.sees("Chưa báo gì cho đến khi có kết luận.")
    expect(nurse.page.locator("#doubt-look")).to_be_hidden()
    nurse.axe()


def test_in_english(arrives: Callable[..., Visitor]) -> None:
    tracer = arrive(arrives(viewport=DESKTOP), doubtful(), language="en")
    tracer.sees("may not have been there")
    look(tracer)
    tracer.sees("This person says: “Hôm đó tôi ở quê”")
    tracer.page.locator("#doubt-visits").get_by_role("button", name="Was not there", exact=True).click()
    tracer.sees("Settle: was not there?")
    tracer.axe()
