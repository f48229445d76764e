"""The graph of a case with many people: groups that fold, the page's own colours, and the table that says the same."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Request, expect

from tests.web.api import Reply
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import CASE, contact, counts, person_id, trace, tracer_api, venue_piece
from tests.web.visitor import DESKTOP, PHONE, Visitor

PLACES = (("mhjy4aa8", "Chợ Long Biên – Cổng số 2"), ("mhjy4aa9", "Trường THCS Ngô Sĩ Liên"))
STATES = ("to_call", "reached", "quarantined", "closed")
SMALL, LARGE = 4, 12  # F1 of the market, and of the school


def f1(place: int, where: int) -> dict[str, Any]:
    venue, name = PLACES[where]
    piece = venue_piece(-40, venue_id=venue, venue_name=name)
    return contact(place, level="F1", closeness="VC", status=STATES[place % 4], evidence=[piece])


def f2(place: int, through: str, kind: str = "HH") -> dict[str, Any]:
    piece = {**venue_piece(-40), "venue_id": "", "venue_name": "", "kind": kind, "via_person_id": through}
    return contact(place, level="F2", closeness=kind, evidence=[piece])


def outbreak() -> list[dict[str, Any]]:
    """Few people at a market, more at a school than a box shows at once; each brought an F2 home."""
    heads = [f1(place, int(place >= SMALL)) for place in range(SMALL + LARGE)]
    return [*heads, *(f2(len(heads) + nth, head["person_id"]) for nth, head in enumerate(heads))]


def answers(visitor: Visitor, rows: list[dict[str, Any]]) -> None:
    tracer_api(visitor.api)
    second = sum(row["level"] == "F2" for row in rows)
    told = trace(
        contacts=[{key: row[key] for key in ("person_id", "level", "evidence")} for row in rows],
        counts={"F1": len(rows) - second, "F2": second, "VC": len(rows) - second},
    )
    visitor.api.on("GET", rf"/cases/{CASE}/trace(\?.*)?", Reply(200, told))

    def page(request: Request) -> Reply:
        asked = parse_qs(urlsplit(request.url).query)
        first, most = int(asked.get("cursor", ["0"])[0]), int(asked["limit"][0])
        rest = str(first + most) if first + most < len(rows) else ""
        shown = {"contacts": rows[first : first + most], "next_cursor": rest, "counts": counts(len(rows))}
        return Reply(200, shown)

    visitor.api.on("GET", r"/contacts\?.*", page)


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "tracer")
    answers(visitor, outbreak())
    return visitor


def opens(tracer: Visitor) -> None:
    signed_in(tracer, f"/tracer/case?tab=graph#{CASE}")
    expect(tracer.page.locator("#canvas canvas").first).to_be_visible()


def group(tracer: Visitor, name: str) -> Any:
    return tracer.page.locator("#twin .group").get_by_role("button", name=name)


def people_shown(tracer: Visitor) -> Any:
    return tracer.page.locator("#twin tr[data-person]").filter(visible=True)


def test_a_place_of_many_people_is_folded_in_the_drawing_and_in_the_table(tracer: Visitor) -> None:
    opens(tracer)
    tracer.sees("32 người · 2 nhóm · 1 nhóm đang gộp, chạm để mở")
    expect(group(tracer, "Chợ Long Biên – Cổng số 2 · 8 người")).to_have_attribute("aria-expanded", "true")
    school = group(tracer, "Trường THCS Ngô Sĩ Liên · 24 người")
    expect(school).to_have_attribute("aria-expanded", "false")
    expect(people_shown(tracer)).to_have_count(2 * SMALL)
    tracer.axe()
    school.focus()
    tracer.page.keyboard.press("Enter")
    tracer.sees("32 người · 2 nhóm")
    expect(tracer.page.locator("#graph-state")).not_to_contain_text("đang gộp")
    expect(people_shown(tracer)).to_have_count(32)
    expect(school).to_have_attribute("aria-expanded", "true")
    expect(school).to_be_focused()
    tracer.axe()


def test_all_groups_fold_and_open_at_once(tracer: Visitor) -> None:
    opens(tracer)
    tracer.page.get_by_role("button", name="Mở mọi nhóm").click()
    expect(people_shown(tracer)).to_have_count(32)
    tracer.page.get_by_role("button", name="Gộp mọi nhóm").click()
    tracer.sees("2 nhóm đang gộp")
    expect(people_shown(tracer)).to_have_count(0)
    expect(tracer.page.get_by_role("button", name="Mở mọi nhóm")).to_be_visible()


def test_a_folded_box_opens_by_a_tap(tracer: Visitor) -> None:
    answers(tracer, [f1(place, 1) for place in range(16)])
    opens(tracer)
    tracer.sees("16 người · 1 nhóm · 1 nhóm đang gộp")
    canvas = tracer.page.locator("#canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    # the F0 to the left, the only box to the right
    for right in range(int(box["width"] * 0.5), int(box["width"] * 0.95), 30):
        tracer.page.mouse.click(box["x"] + right, box["y"] + box["height"] / 2)
        if "đang gộp" not in tracer.page.locator("#graph-state").inner_text():
            break
    expect(group(tracer, "Trường THCS Ngô Sĩ Liên")).to_have_attribute("aria-expanded", "true")


def test_statuses_of_a_group_are_told_by_sign_and_number(tracer: Visitor) -> None:
    opens(tracer)
    expect(tracer.page.locator("#twin .group .small").first).to_have_text("☎ 5 · ✓ 1 · ⌂ 1 · – 1")


def test_somebody_stays_picked_while_groups_fold(tracer: Visitor) -> None:
    opens(tracer)
    last = tracer.page.locator(f'#twin tr[data-person="{person_id(SMALL - 1)}"]').get_by_role("button")
    last.click()
    expect(last).to_have_attribute("aria-pressed", "true")
    group(tracer, "Trường THCS Ngô Sĩ Liên").click()
    expect(last).to_have_attribute("aria-pressed", "true")


def test_the_english_of_the_graph(tracer: Visitor) -> None:
    opens(tracer)
    tracer.page.get_by_role("button", name="English").click()
    tracer.sees("32 people · 2 groups · 1 group folded, tap to open")
    expect(group(tracer, "24 people")).to_be_visible()


def brightness(tracer: Visitor) -> list[int]:
    """Of every point of the drawing, 0 to 255."""
    return list(Image.open(io.BytesIO(tracer.page.locator("#canvas").screenshot())).convert("L").getdata())


def test_the_drawing_is_dark_in_the_dark_and_turns_with_the_device(tracer: Visitor) -> None:
    opens(tracer)
    day = brightness(tracer)
    assert sum(point > 200 for point in day) > 0.8 * len(day)
    tracer.page.emulate_media(color_scheme="dark")
    tracer.page.wait_for_timeout(300)
    night = brightness(tracer)
    assert sum(point < 60 for point in night) > 0.8 * len(night), "white paper in the dark"
    assert sum(point > 200 for point in night) > 100, "names are light"
    tracer.dark()


def test_forced_colours_are_the_drawing_s_too(tracer: Visitor) -> None:
    tracer.page.emulate_media(forced_colors="active", color_scheme="dark")
    opens(tracer)
    points = brightness(tracer)
    assert sum(point < 30 for point in points) > 0.8 * len(points)
    assert sum(point > 225 for point in points) > 100


def test_on_a_phone_the_list_comes_first_and_nothing_is_cut(tracer: Visitor) -> None:
    tracer.page.set_viewport_size(PHONE)
    opens(tracer)
    table, drawing = (tracer.page.locator(each).bounding_box() for each in ("#twin", "#canvas"))
    assert table
    assert drawing
    assert table["y"] < drawing["y"]
    tracer.axe()
    tracer.fits()
