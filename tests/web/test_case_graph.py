"""The graph of a case and its twin, the table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.api import Reply
from tests.web.case_page import LIST, TRACE, arriving, opens, row
from tests.web.trace_answers import (
    contacts,
    trace,
)
from tests.web.visitor import PHONE, Visitor


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    return arriving(arrives)


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
