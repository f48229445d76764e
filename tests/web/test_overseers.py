"""Pages of those who watch: the access log for auditors, the stage for operators."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Request, ViewportSize, expect

from domain.people.roles import Role
from tests.web.answers import UNIT
from tests.web.api import Reply, problem
from tests.web.home_answers import lands
from tests.web.trace_answers import at
from tests.web.visitor import DESKTOP, PHONE, Visitor


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["360", "1280"])
def test_an_operator_sees_what_rings_and_what_to_do(arrives: Callable[..., Visitor], viewport: ViewportSize) -> None:
    visitor = arrives(viewport=viewport)
    lands(visitor, Role.OPERATOR, "/staff/stage")
    visitor.sees("Có việc cần xử lý")
    visitor.sees("docs/playbooks/dead-letters.md")
    visitor.sees("2 phút")
    visitor.sees("hỏng nhiều lần, cần xem")
    expect(visitor.page.locator("#quiet-summary")).to_have_text("1 cảnh báo yên")
    visitor.axe()
    assert visitor.page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]


def test_what_the_stage_does_not_say_is_no_green(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    lands(visitor, Role.OPERATOR)
    visitor.sees("Có việc cần xử lý")
    silent = {"stage": "local", "at": at(0), "verdict": "unknown", "alarms": [], "queues": []}
    visitor.api.on("GET", "/stage-health", Reply(200, silent))
    visitor.open("/staff/stage")
    visitor.sees("Chưa thấy sự cố, nhưng có phần không có số liệu")
    visitor.sees("Không có số liệu: ở đây không đặt cảnh báo nào.")
    expect(visitor.page.locator("#workflows-none")).to_have_text("không có số liệu")
    visitor.axe()
    visitor.api.on("GET", "/stage-health", problem(503, "busy", "Máy chủ đang bận."))
    visitor.page.get_by_role("button", name="Xem lại").click()
    visitor.sees("Không hỏi được hệ thống: chưa biết tình trạng")
    expect(visitor.page.locator("#all")).to_be_hidden()
    visitor.axe()


def test_the_stage_turns_its_language_down_to_the_labels_of_its_cells(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=PHONE)
    lands(visitor, Role.OPERATOR, "/staff/stage")
    cell = visitor.page.locator("#queues td").first
    expect(cell).to_have_attribute("data-label", "Đang chờ")
    visitor.page.get_by_role("button", name="English").click()
    expect(cell).to_have_attribute("data-label", "Waiting")
    expect(visitor.page.locator("#verdict")).to_have_text("Something needs attention")
    left = visitor.page.evaluate(
        "() => [...document.querySelectorAll('#all [data-label], #all th')].map((e) => e.dataset.label || e.textContent)"
    )
    assert not [text for text in left if re.search("[ăâđêôơưĂÂĐÊÔƠƯ]", text)]
    assert len(visitor.api.made("GET", "/stage-health")) == 1
    visitor.page.get_by_role("button", name="Tiếng Việt").click()
    expect(cell).to_have_attribute("data-label", "Đang chờ")
    visitor.axe()


def entry(**facts: str) -> dict[str, object]:
    return {
        "at": at(-3),
        "act": "contact-opened",
        "text": {"vi": "Đã mở họ tên và số điện thoại của người này", "en": "x"},
        "role": "tracer",
        "unit": UNIT,
        "staff_id": "0b6f9c1e-6a0e-4f6e-9d57-3f1f6f0d1c55",
        "person_id": "pfghnbvpram4z",
        "reason": "Gọi hướng dẫn",
        **facts,
    }


def test_an_auditor_searches_and_goes_on_from_what_is_found(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=PHONE)
    lands(visitor, Role.AUDITOR, "/staff/access")
    visitor.sees("1 trong 1 ngày đã niêm phong")
    visitor.axe()
    visitor.page.get_by_role("button", name="Tra cứu", exact=True).click()
    visitor.sees("Hãy điền thông tin cần tìm")
    answer = {"entries": [entry(), entry(staff_id="")], "person": "N. V. An · 1987", "next_cursor": "c-2"}
    visitor.api.on("POST", "/access-lookups", Reply(200, answer))
    visitor.page.get_by_label("Số điện thoại của người dân").fill("0912345678")
    visitor.page.get_by_label("Vì sao tra cứu?").fill("Khiếu nại")
    visitor.page.get_by_role("button", name="Tra cứu", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="Dữ liệu của N. V. An · 1987")).to_be_focused()
    visitor.sees("2 lần đầu, còn nữa")
    visitor.axe()
    assert visitor.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    visitor.page.get_by_role("button", name="Xem thêm").click()
    visitor.page.wait_for_function("() => document.querySelectorAll('#result-rows tr').length === 4")
    visitor.api.on("POST", "/access-lookups", Reply(200, {"entries": [entry()]}))
    visitor.page.get_by_role("button", name="Việc khác của cán bộ 0b6f9c1e").first.click()
    expect(visitor.page.get_by_role("heading", name="Cán bộ 0b6f9c1e")).to_be_focused()
    first, more, staff_of = [call.body for call in visitor.api.made("POST", "/access-lookups")]
    assert (first["person"], first["reason"]) == ({"phone": "0912345678"}, "Khiếu nại")
    assert more == {**first, "cursor": "c-2"}
    assert staff_of["staff_id"].startswith("0b6f9c1e-")
    assert "0912345678" not in visitor.page.url


def test_an_auditor_checks_days_portion_by_portion(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives(viewport=DESKTOP)
    lands(visitor, Role.AUDITOR, "/staff/access")
    visitor.sees("1 trong 1 ngày đã niêm phong")
    broken = [{"date": "2021-10-02", "what": "count", "text": {"vi": "Thiếu hoặc thừa bản ghi.", "en": "x"}}]

    def checked(request: Request) -> Reply:
        asked = json.loads(request.post_data or "{}")
        first = not visitor.api.made("POST", "/access-checks")[1:]
        to = asked["from"] if first else asked["to"]
        found = [] if first else broken
        return Reply(200, {"from": asked["from"], "to": to, "records": 10, "whole": first, "findings": found})

    visitor.api.on("POST", "/access-checks", checked)
    visitor.page.get_by_role("button", name="Kiểm tra khoảng ngày này").click()
    visitor.sees("Không nguyên vẹn: 1 điểm sai")
    visitor.sees("Thiếu hoặc thừa bản ghi.")
    calls = [call.body for call in visitor.api.made("POST", "/access-checks")]
    assert len(calls) == 2
    assert calls[1]["from"] > calls[0]["from"], "it goes on with the day after"
    visitor.axe()
