"""Nothing typed is lost: by a turn of the language, a reload, the way back of the browser; and nothing stays for others."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.answers import TOKEN
from tests.web.api import Reply
from tests.web.pool import Pool
from tests.web.test_confirm import CONFIRMED, PERSON, add_place, confirm, fill, preview
from tests.web.test_staff import signed_in
from tests.web.trace_answers import tracer_api
from tests.web.visitor import DESKTOP, Visitor

KEPT = "Đã giữ lại những gì bạn gõ dở."


@pytest.fixture
def tracer(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "tracer")
    tracer_api(visitor.api)
    visitor.api.on("POST", "/person-lookups", Reply(200, {"persons": [PERSON]}))
    visitor.api.on("POST", "/cases", Reply(201, CONFIRMED))
    return visitor


def turn(page: Page, to: str) -> None:
    page.locator("[data-lang]").click()
    expect(page.locator("html")).to_have_attribute("lang", to)


def drafts(page: Page) -> list[str]:
    found: list[str] = page.evaluate("() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))")
    return found


def test_the_language_turns_in_place_at_the_first_check_in(stranger: Visitor) -> None:
    page = stranger.open(f"/c#{TOKEN}")
    page.locator("#full_name").fill("Trần Thị Bình")
    page.locator("#go").click()
    expect(page.locator(".summary h2")).to_have_text("Có 2 chỗ cần sửa")
    page.locator("#phone").fill("0912345678")
    before = len(stranger.requests)
    turn(page, "en")
    expect(page.locator("#full_name")).to_have_value("Trần Thị Bình")
    expect(page.locator("label[for=full_name]")).to_have_text("Full name")
    expect(page.get_by_role("button", name="Register and check in")).to_be_visible()
    stranger.axe()
    turn(page, "vi")
    expect(page.locator("label[for=full_name]")).to_have_text("Họ và tên")
    expect(page.get_by_role("button", name="Đăng ký và check-in")).to_be_visible()
    expect(page.locator("#phone")).to_have_value("0912345678")
    assert len([url for url in stranger.requests[before:] if "/assets/" in url]) == 1
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_the_language_turns_in_place_in_a_form_of_staff(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    page = tracer.page
    fill(tracer)
    add_place(tracer)
    turn(page, "en")
    expect(page.locator("#specimen_at-when .box.day label")).to_have_text("Day")
    expect(page.locator("#specimen_at-echo")).to_contain_text("day ")
    expect(page.locator("#phone")).to_have_value("0912 345 678")
    expect(page.locator("#m1-chosen")).to_contain_text("Chợ Long Biên")
    vietnamese = page.locator("#main").inner_text()
    for word in ("Ngày", "Tháng", "Hôm nay", "Mốc 1", "Bỏ mốc"):
        assert word not in vietnamese, word
    tracer.axe()
    turn(page, "vi")
    expect(page.locator("#specimen_at-echo")).to_contain_text("/20")
    expect(page.locator("#main h3").first).to_have_text("Mốc 1")


def test_going_back_from_the_review_finds_the_form_as_it_was(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases")
    tracer.page.goto(f"{tracer.site}/tracer/cases?view=new")
    page = tracer.page
    fill(tracer)
    add_place(tracer)
    preview(tracer)
    expect(page.locator("#review-heading")).to_be_focused()
    page.go_back()
    expect(page.locator("#new-go")).to_be_focused()
    expect(page.locator("#phone")).to_have_value("0912 345 678")
    expect(page.locator("#m1-chosen")).to_contain_text("Chợ Long Biên")
    page.go_forward()
    expect(page.locator("#review-heading")).to_be_focused()
    confirm(tracer)
    expect(page.locator("#done-heading")).to_be_focused()
    page.go_back()
    page.wait_for_url("**/tracer/cases")


def test_a_draft_outlives_a_reload_and_ends_with_success(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    page = tracer.page
    fill(tracer)
    add_place(tracer)
    page.locator("#isolated_at").fill("1")
    page.reload()
    tracer.sees(KEPT)
    expect(page.locator("#phone")).to_have_value("0912 345 678")
    expect(page.locator("#isolated_at")).to_have_value("1")
    expect(page.locator("#m1-chosen")).to_be_visible()
    expect(page.locator("#m1-from-year")).not_to_have_value("")
    tracer.axe()
    page.locator("#isolated_at").fill("")
    preview(tracer)
    confirm(tracer)
    expect(page.locator("#done-heading")).to_be_focused()
    assert not drafts(page)


def test_a_draft_is_dropped_by_its_button(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    tracer.page.locator("#phone").fill("0912345678")
    tracer.page.reload()
    tracer.page.get_by_role("button", name="Bỏ đi, nhập lại từ đầu").click()
    expect(tracer.page.locator("#phone")).to_have_value("")
    assert not drafts(tracer.page)


def test_signing_out_forgets_drafts(tracer: Visitor) -> None:
    signed_in(tracer, "/tracer/cases?view=new")
    tracer.page.locator("#phone").fill("0912345678")
    assert drafts(tracer.page)
    tracer.page.get_by_role("button", name="Đăng xuất").click()
    tracer.page.wait_for_url("**/staff")
    assert not drafts(tracer.page)


def test_an_owner_finds_what_was_begun(citizen: Visitor) -> None:
    page = citizen.open("/venue/register")
    page.locator("#venue_name").fill("Quán Hoà Bình")
    page.locator("#address").fill("12 Lê Lợi")
    page.reload()
    citizen.sees(KEPT)
    expect(page.locator("#venue_name")).to_have_value("Quán Hoà Bình")
    expect(page.locator("#address")).to_have_value("12 Lê Lợi")
    citizen.axe()
