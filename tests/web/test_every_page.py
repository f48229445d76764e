"""What holds for every page: readable by assistive tools in both languages and sizes, and offering its way on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.answers import TOKEN
from tests.web.conftest import make_known
from tests.web.pool import Pool
from tests.web.visitor import DESKTOP, PHONE, Visitor

PUBLIC = (
    "/",
    "/c",
    f"/c#{TOKEN}",
    "/scan",
    "/visits",
    "/me",
    "/notices",
    "/other#0",
    "/recover",
    "/policy",
    "/privacy",
    "/help",
    "/offline",
    "/404.html",
    "/venue/register",
    "/venue",
    "/staff",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(arrives: Callable[..., Visitor], path: str) -> None:
    visitor = make_known(arrives())
    Pool(visitor.context)
    visitor.open(path)
    expect(visitor.page.locator("h1").filter(visible=True).first).to_be_visible()
    visitor.axe()
    visitor.dark()
    visitor.page.set_viewport_size(DESKTOP)
    visitor.axe()
    assert visitor.shifts() <= 0.05
    visitor.fits()


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_in_english(arrives: Callable[..., Visitor], path: str) -> None:
    visitor = make_known(arrives(viewport=PHONE))
    Pool(visitor.context)
    page, _, fragment = path.partition("#")
    visitor.open(f"{page}?lang=en#{fragment}" if fragment else f"{page}?lang=en")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    visitor.axe()
    left = visitor.page.evaluate(
        """() => [...document.querySelectorAll("[data-t]")].filter((e) => e.checkVisibility())
          .map((e) => e.textContent).filter((text) => /[ăâđêôơưĂÂĐÊÔƠƯ]/.test(text.replaceAll("Vùng Xanh", "").replaceAll("Nguyễn Văn An", "")))"""
    )
    assert left == []


def test_the_language_is_chosen_once_for_all_pages(citizen: Visitor) -> None:
    citizen.open(f"/c#{TOKEN}")
    citizen.page.get_by_role("button", name="English").click()
    expect(citizen.page.get_by_role("button", name="Check in", exact=True)).to_be_visible()
    assert citizen.page.url.endswith(f"#{TOKEN}")
    citizen.open("/privacy")
    expect(citizen.page.get_by_role("heading", name="Privacy")).to_be_visible()
    assert citizen.page.title() == "Privacy – Vùng Xanh"
    citizen.page.get_by_role("button", name="Tiếng Việt").click()
    expect(citizen.page.get_by_role("heading", name="Quyền riêng tư")).to_be_visible()


def test_an_address_that_is_no_page(stranger: Visitor) -> None:
    answer = stranger.page.goto(f"{stranger.site}/khong-co")
    assert answer
    assert answer.status == 404
    stranger.sees("Không có trang này")


def test_the_whole_check_in_works_by_keyboard(citizen: Visitor) -> None:
    citizen.open(f"/c#{TOKEN}")
    expect(citizen.page.locator("#go")).to_be_enabled()
    for _ in range(5):
        citizen.page.keyboard.press("Tab")
        if citizen.page.evaluate("() => document.activeElement.id") == "go":
            break
    citizen.page.keyboard.press("Enter")
    expect(citizen.page.locator("#receipt-state")).to_have_text("Đã gửi")
    expect(citizen.page.locator("#done-heading")).to_be_focused()


def test_colours_may_be_forced(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives(forced_colors="active"))
    visitor.open(f"/c#{TOKEN}")
    visitor.page.get_by_role("button", name="Check-in", exact=True).click()
    visitor.sees("Đã gửi")
    assert visitor.page.evaluate("() => getComputedStyle(document.querySelector('#receipt')).borderTopWidth") == "2px"


def test_less_movement_shows_minutes(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives(reduced_motion="reduce"))
    visitor.open(f"/c#{TOKEN}")
    visitor.page.get_by_role("button", name="Check-in", exact=True).click()
    visitor.sees("Đã gửi")
    assert len(visitor.page.locator("#receipt-clock").inner_text()) == len("08:00")
