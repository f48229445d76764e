"""Records of one human: what waits for a second person, what can be taken back, and who may do which."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.people_answers import JOINED, merge
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.visitor import DESKTOP, PHONE, Visitor


def opens(visitor: Visitor, *merges: dict[str, object], role: str = "commune_officer", language: str = "vi") -> Visitor:
    visitor.pool = Pool(visitor.context, role)
    visitor.api.on("GET", "/merges", Reply(200, {"merges": list(merges)}))
    signed_in(visitor, f"/staff/merges?lang={language}")
    expect(visitor.page.locator("#list")).not_to_have_attribute("aria-busy", "true")
    return visitor


@pytest.fixture
def visitor(arrives: Callable[..., Visitor]) -> Visitor:
    return arrives(viewport=DESKTOP)


def answer(officer: Visitor, why: str, yes: str) -> None:
    officer.axe()
    officer.page.get_by_label("Lý do", exact=True).fill(why)
    officer.page.get_by_role("button", name=yes, exact=True).click()


def test_each_state_stands_in_its_own_list(visitor: Visitor) -> None:
    opens(
        visitor,
        merge(),
        merge(look_alike=False),
        merge("joined"),
        merge("parted", parted_at="2021-11-22T08:00:00+07:00"),
    )
    expect(visitor.page.locator("#waiting-rows > li")).to_have_count(2)
    for text in (
        "tên và năm sinh khớp",
        "tên hoặc năm sinh khác nhau",
        "Lý do: Gặp tại nhà, cùng thẻ BHYT",
        "Đồng nghiệp đề nghị lúc 08:00 21/11/2021",
        "hoàn tác được đến 09:00 21/12/2021",
        "tách lúc 08:00 22/11/2021",
    ):
        visitor.sees(text)
    expect(visitor.page.locator("#parted-rows button")).to_have_count(0)
    visitor.axe()
    visitor.page.set_viewport_size(PHONE)
    visitor.axe()
    assert visitor.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    assert visitor.shifts() <= 0.05


def test_a_second_person_approves(visitor: Visitor) -> None:
    officer = opens(visitor, merge())
    officer.api.on("POST", f"/merges/{JOINED}/approve", Reply(200, merge("joined")))
    officer.page.get_by_role("button", name="Duyệt: cùng một người").click()
    officer.api.on("GET", "/merges", Reply(200, {"merges": [merge("joined")]}))
    answer(officer, "Đã gọi điện hỏi", "Duyệt, gộp hồ sơ")
    officer.sees("Đã gộp: N. T. Lan đại diện, N. T. Lân gộp vào.")
    expect(officer.page.locator("#told")).to_be_focused()
    expect(officer.page.locator("#waiting")).to_be_hidden()
    officer.sees("Đã gộp, còn hoàn tác được")
    officer.axe()
    assert officer.sent("POST", f"/merges/{JOINED}/approve")[0].body == {"reason": "Đã gọi điện hỏi"}


def test_whoever_asked_does_not_approve_but_may_take_it_back(visitor: Visitor) -> None:
    officer = opens(visitor, merge(asked_by_me=True))
    officer.sees("Bạn là người đề nghị nên người khác phải duyệt.")
    expect(officer.page.get_by_role("button", name="Duyệt")).to_have_count(0)
    officer.api.on("POST", f"/merges/{JOINED}/undo", Reply(200, merge("parted")))
    officer.page.get_by_role("button", name="Rút lại đề nghị").click()
    officer.api.on("GET", "/merges", Reply(200, {"merges": []}))
    answer(officer, "Nhầm người", "Bỏ đề nghị")
    officer.sees("Đã bỏ đề nghị gộp N. T. Lan và N. T. Lân.")
    officer.sees("Không có hồ sơ nào chờ duyệt hay vừa gộp.")
    officer.axe()


def test_what_was_joined_is_taken_apart(visitor: Visitor) -> None:
    officer = opens(visitor, merge("joined"))
    officer.api.on("POST", f"/merges/{JOINED}/undo", Reply(200, merge("parted")))
    officer.page.get_by_role("button", name="Hoàn tác").click()
    officer.sees("N. T. Lan và N. T. Lân lại là hai người")
    answer(officer, "Là hai chị em", "Tách ra")
    officer.sees("Đã tách N. T. Lan và N. T. Lân.")
    assert officer.sent("POST", f"/merges/{JOINED}/undo")[0].body == {"reason": "Là hai chị em"}


def test_what_is_older_than_thirty_days_has_no_button(visitor: Visitor) -> None:
    opens(visitor, merge("joined", reversible_until=""))
    expect(visitor.page.get_by_role("button", name="Hoàn tác")).to_have_count(0)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("same-person-approval", "Người đề nghị không tự duyệt được."),
        ("merge-not-waiting", "Đề nghị gộp này không còn chờ duyệt."),
    ],
)
def test_a_refusal_is_said_and_the_list_read_again(visitor: Visitor, code: str, text: str) -> None:
    officer = opens(visitor, merge())
    officer.api.on("POST", r"/merges/[^/]+/approve", problem(409, code, text))
    officer.page.get_by_role("button", name="Duyệt: cùng một người").click()
    officer.api.on("GET", "/merges", Reply(200, {"merges": [merge("joined")]}))
    answer(officer, "Đã hỏi", "Duyệt, gộp hồ sơ")
    expect(officer.page.locator("#fault")).to_have_text(text)
    expect(officer.page.locator("#fault")).to_be_focused()
    expect(officer.page.locator("#joined-rows > li")).to_have_count(1)
    officer.axe()


def test_thinking_better_of_it_changes_nothing(visitor: Visitor) -> None:
    officer = opens(visitor, merge())
    officer.page.get_by_role("button", name="Không phải một người").click()
    officer.page.keyboard.press("Escape")
    expect(officer.page.get_by_role("button", name="Không phải một người")).to_be_focused()
    assert not officer.api.made("POST", ".*")


def test_nothing_to_do_says_how_to_join(visitor: Visitor) -> None:
    opens(visitor, role="tracer")
    visitor.sees("Không có hồ sơ nào chờ duyệt hay vừa gộp.")
    expect(visitor.page.get_by_role("link", name="Tra cứu ở Ghi lượt đến")).to_have_attribute("href", "/staff/desk")
    visitor.axe()


def test_a_list_that_cannot_be_had_says_why(visitor: Visitor) -> None:
    visitor.pool = Pool(visitor.context, "commune_officer")
    visitor.api.on("GET", "/merges", problem(503, "busy", "Hệ thống đang bận, hãy thử lại."))
    signed_in(visitor, "/staff/merges")
    visitor.sees("Hệ thống đang bận, hãy thử lại.")
    expect(visitor.page.locator("#empty")).to_be_hidden()
    visitor.axe()


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("commune_officer", True),
        ("tracer", True),
        ("epidemiologist", True),
        ("volunteer", False),
        ("health_station", False),
    ],
)
def test_the_page_is_for_those_who_join_records(visitor: Visitor, role: str, *, sees: bool) -> None:
    visitor.pool = Pool(visitor.context, role)
    visitor.api.on("GET", "/merges", Reply(200, {"merges": [merge()]}))
    signed_in(visitor, "/staff/merges")
    visitor.sees("Hồ sơ trùng" if sees else "Trang này không dành cho vai trò của bạn")
    expect(visitor.page.get_by_role("link", name="Hồ sơ trùng")).to_be_visible(visible=sees)
    expect(visitor.page.locator("#list")).to_have_count(int(sees))
    if not sees:
        assert not visitor.api.made("GET", "/merges")


def test_in_english(arrives: Callable[..., Visitor]) -> None:
    visitor = opens(arrives(viewport=PHONE), merge(), merge("joined"), language="en")
    visitor.sees("Waiting for a second person")
    visitor.sees("can be taken back until 09:00 21/12/2021")
    visitor.axe()
    visitor.page.get_by_role("button", name="Approve: the same person").click()
    visitor.sees("Join the two records?")
    visitor.axe()
