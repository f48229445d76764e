"""Visits that somebody else recorded: who did, "I was not here" after a question, and what came of it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import CODE
from tests.web.api import Reply, problem
from tests.web.conftest import make_known
from tests.web.test_citizen import record, told
from tests.web.visitor import Visitor

BUTTON = "Tôi không có mặt ở đây"


def lists(visitor: Visitor, *visits: dict[str, Any]) -> None:
    visitor.api.on("GET", "/visits", Reply(200, {"visits": list(visits)}))


def by(who: str, **changed: Any) -> dict[str, Any]:
    return told(7200, recorded_by=who, **changed)


@pytest.mark.parametrize(("who", "text"), [("staff", "Do cán bộ ghi giúp"), ("owner", "Do chủ địa điểm ghi")])
def test_who_recorded_a_visit_is_said(citizen: Visitor, who: str, text: str) -> None:
    lists(citizen, by(who))
    citizen.open("/visits")
    citizen.sees(text)
    expect(citizen.page.get_by_role("button", name=BUTTON)).to_be_visible()
    citizen.axe()


def test_ones_own_scan_is_taken_back_and_not_disputed(citizen: Visitor) -> None:
    citizen.remember("outbox", record(120))
    lists(citizen, told(90_000, source="PERSON_SCAN", recorded_by=""))
    citizen.open("/visits")
    expect(citizen.page.get_by_role("button", name="Quét nhầm? Hủy")).to_have_count(1)
    expect(citizen.page.get_by_role("button", name=BUTTON)).to_have_count(0)


def test_a_visit_is_disputed_after_a_question(citizen: Visitor) -> None:
    visit = by("staff", open=True)
    lists(citizen, visit)
    answer = {**{key: value for key, value in visit.items() if key != "venue"}, "flags": ["disputed"]}
    citizen.api.on("POST", "/visits/[^/]+/dispute", Reply(200, answer))
    citizen.open("/visits")
    citizen.page.get_by_role("button", name=BUTTON).click()
    question = citizen.page.get_by_role("dialog", name="Bạn không có mặt ở Trạm y tế phường Hồng Hà?")
    citizen.axe()
    question.get_by_role("button", name="Không, quay lại").click()
    citizen.page.get_by_role("button", name=BUTTON).click()
    citizen.page.keyboard.press("Escape")
    assert not citizen.api.made("POST", ".*")
    citizen.page.get_by_role("button", name=BUTTON).click()
    question.get_by_label("Bạn muốn nói thêm gì?").fill("Hôm đó tôi ở Hà Nội")
    question.get_by_role("button", name="Đúng, tôi không có mặt").click()
    citizen.sees("Bạn đã báo không có mặt – đang chờ cán bộ xem xét.")
    citizen.sees("Trạm y tế phường Hồng Hà")
    expect(citizen.page.get_by_role("button", name=BUTTON)).to_have_count(0)
    expect(citizen.page.get_by_role("button", name="Rời đi")).to_have_count(0)
    expect(citizen.page.get_by_role("heading", name="Trạm y tế phường Hồng Hà")).to_be_focused()
    citizen.axe()
    [call] = citizen.sent("POST", ".*")
    assert call.path == f"/visits/{visit['visit_id']}/dispute"
    assert call.body == {"reason": "Hôm đó tôi ở Hà Nội"}


def test_a_reason_is_not_demanded(citizen: Visitor) -> None:
    lists(citizen, by("owner"))
    citizen.api.on("POST", "/visits/[^/]+/dispute", Reply(200, by("owner", flags=["disputed"])))
    citizen.open("/visits")
    citizen.page.get_by_role("button", name=BUTTON).click()
    citizen.page.get_by_role("button", name="Đúng, tôi không có mặt").click()
    citizen.sees("đang chờ cán bộ xem xét")
    assert citizen.sent("POST", ".*")[0].body == {"reason": ""}


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (["disputed"], "Bạn đã báo không có mặt – đang chờ cán bộ xem xét."),
        (["settled"], "Cán bộ đã xem xét: lượt này vẫn được tính."),
        (["settled", "void"], "Cán bộ đã xem xét: lượt này không được tính."),
        (["void"], "Đã hủy"),
    ],
    ids=["disputed", "stands", "void", "withdrawn"],
)
def test_what_came_of_it_is_said(citizen: Visitor, flags: list[str], text: str) -> None:
    lists(citizen, by("staff", flags=flags))
    citizen.open("/visits")
    citizen.sees(text)
    expect(citizen.page.get_by_role("button", name=BUTTON)).to_have_count(0)
    citizen.axe()


def test_a_refusal_is_told_in_its_words(citizen: Visitor) -> None:
    lists(citizen, by("staff"))
    citizen.api.on(
        "POST", "/visits/[^/]+/dispute", problem(409, "dispute-settled", "Cán bộ truy vết đã kết luận về lượt đến này.")
    )
    citizen.open("/visits")
    citizen.page.get_by_role("button", name=BUTTON).click()
    citizen.page.get_by_role("button", name="Đúng, tôi không có mặt").click()
    citizen.sees("Cán bộ truy vết đã kết luận về lượt đến này.")
    citizen.axe()


def test_without_a_network_it_can_be_said_again(citizen: Visitor) -> None:
    lists(citizen, by("staff"))
    citizen.open("/visits")
    citizen.page.get_by_role("button", name=BUTTON).click()
    citizen.api.down = True
    citizen.page.get_by_role("button", name="Đúng, tôi không có mặt").click()
    citizen.sees("Không có mạng hoặc máy chủ không trả lời.")
    expect(citizen.page.get_by_role("button", name=BUTTON)).to_be_visible()


def test_it_is_told_in_english_too(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives())
    visitor.remember("venues", {"code": CODE, "name": "Chợ Long Biên"})
    lists(visitor, by("owner"))
    visitor.open("/visits?lang=en")
    visitor.sees("Recorded by the venue's owner")
    visitor.page.get_by_role("button", name="I was not here").click()
    visitor.sees("Somebody else recorded this visit")
    visitor.axe()
