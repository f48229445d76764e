"""What applies now, until when, and whom to call: on notices, at home, and where a page has nothing else to offer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from domain.base.period import local_day
from domain.people.papers import dialled
from domain.telling.policy import nation_policy
from tests.web.answers import HERE, whom_to_call
from tests.web.api import Reply
from tests.web.conftest import make_known
from tests.web.test_notices import told
from tests.web.trace_answers import notice
from tests.web.visitor import ROOT, Visitor

CALLED = r"/unit-contacts\?.*"
TODAY = local_day(datetime.now(HERE))


def until(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def shown(days: int) -> str:
    return f"{TODAY + timedelta(days=days):%d/%m/%Y}"


def f1(place: int = 0, days: int = 5, **changed: Any) -> dict[str, Any]:
    duty = {"about": "work", "text": {"vi": "Nghỉ làm, nghỉ học đến hết ngày đó.", "en": "Stay off work."}}
    return notice(place, until=until(days), source="762/BYT-DP, 21/02/2022", duties=[duty], **changed)


def dials(visitor: Visitor, name: str) -> Locator:
    return visitor.page.locator("main").get_by_role("link", name=name).first


def test_what_applies_stands_above_all_and_first(citizen: Visitor) -> None:
    correction, withdrawn, applying = notice(0, kind="correction"), notice(1, withdrawn=True), f1(2)
    correction["takes_back"] = [withdrawn["notice_id"]]
    told(citizen, correction, withdrawn, applying)
    citizen.open("/notices")
    citizen.sees(f"Hiện bạn thuộc diện F1 – hãy ở nhà đến hết ngày {shown(5)}.")
    articles = citizen.page.locator("#list > article")
    expect(articles).to_have_count(2)
    expect(articles.first).to_contain_text(f"Ở nhà đến hết ngày {shown(5)}")
    expect(articles.first).to_contain_text("Nghỉ làm, nghỉ học đến hết ngày đó.")
    expect(articles.nth(1)).to_contain_text("Đính chính")
    citizen.axe()
    # what the correction took back is inside it
    inside = articles.nth(1).locator("details article.gone")
    expect(inside).to_be_hidden()
    articles.nth(1).get_by_text("Thông báo không còn áp dụng (1)").click()
    expect(inside).to_contain_text("Thông báo này không còn áp dụng cho bạn.")
    expect(citizen.page.locator("article.gone .badge", has_text="Mới")).to_have_count(0)
    citizen.axe()


@pytest.mark.parametrize(
    "given",
    [
        [],
        [notice(0, kind="correction"), notice(1, withdrawn=True)],
        [f1(0, days=-1)],
        [notice(0, kind="correction"), f1(1, replaced=True)],
    ],
    ids=["nothing", "taken back", "over", "replaced"],
)
def test_when_nothing_applies_it_says_so(citizen: Visitor, given: list[dict[str, Any]]) -> None:
    told(citizen, *given)
    citizen.open("/notices")
    citizen.sees("Hiện không có thông báo nào áp dụng cho bạn.")
    expect(citizen.page.locator("article.urgent")).to_have_count(0)
    citizen.open("/")
    citizen.sees("Quét mã địa điểm")
    expect(citizen.page.locator("#alert")).to_be_hidden()


def test_the_last_day_is_one_and_the_day_after_it_is_over(citizen: Visitor) -> None:
    told(citizen, f1(0, days=0))
    citizen.open("/notices")
    citizen.sees(f"hãy ở nhà đến hết ngày {shown(0)}.")
    told(citizen, f1(0, days=-1))
    citizen.page.reload()
    citizen.sees(f"Đã hết thời hạn ở nhà, ngày cuối là {shown(-1)}.")
    citizen.sees("Hiện không có thông báo nào áp dụng cho bạn.")


def test_of_several_that_apply_the_strictest_is_said(citizen: Visitor) -> None:
    told(citizen, f1(0, days=9, kind="exposure_f2"), f1(1, days=3), f1(2, days=4), f1(3, days=20, replaced=True))
    citizen.open("/notices")
    citizen.sees(f"Hiện bạn thuộc diện F1 – hãy ở nhà đến hết ngày {shown(4)}.")
    told(citizen, f1(0, days=9, kind="exposure_f2"))
    citizen.page.reload()
    citizen.sees(f"Hiện bạn thuộc diện F2 – hãy ở nhà, muộn nhất đến hết ngày {shown(9)}.")


def test_a_notice_of_an_earlier_platform_applies_without_a_day(citizen: Visitor) -> None:
    told(citizen, notice(0))
    citizen.open("/notices")
    citizen.sees("Hiện bạn thuộc diện F1 – hãy ở nhà và gọi trạm y tế.")


def test_the_station_is_a_tap_away_and_signs_the_notice(citizen: Visitor) -> None:
    told(citizen, f1())
    citizen.open("/notices")
    expect(citizen.page.locator("#state-call").get_by_role("link")).to_have_count(2)
    call = citizen.page.locator("#state-call").get_by_role("link").first
    expect(call).to_have_attribute("href", "tel:+842438253531")
    expect(call).to_have_text("024 3825 3531 – Trạm y tế phường Hồng Hà")
    expect(citizen.page.locator("article footer")).to_contain_text("Nơi hướng dẫn bạn: Trạm y tế phường Hồng Hà.")
    expect(dials(citizen, "115 – Cấp cứu y tế")).to_have_attribute("href", "tel:115")
    citizen.sees("Gọi ngay khi: khó thở, đau tức ngực.")
    citizen.page.get_by_text("Theo quy định nào").click()
    citizen.sees("762/BYT-DP, 21/02/2022")
    citizen.axe()
    citizen.fits()
    citizen.dark()
    asked = citizen.api.made("GET", CALLED)[-1]
    assert (asked.path, asked.token) == ("/unit-contacts?scheme=VN-2025H2&unit=00097", "")


def test_home_says_in_one_line_what_applies(citizen: Visitor) -> None:
    told(citizen, f1())
    citizen.open("/notices")
    citizen.sees("Hiện bạn thuộc diện F1")
    citizen.api.down = True
    citizen.open("/")
    line = citizen.page.get_by_role("link", name=f"Hiện bạn thuộc diện F1 – hãy ở nhà đến hết ngày {shown(5)}.")
    expect(line).to_be_visible()
    citizen.axe()
    line.click()
    expect(citizen.page.get_by_role("heading", name="Thông báo", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/notices", "/privacy", "/help", "/offline", "/404.html"])
def test_the_numbers_are_there_without_a_network(citizen: Visitor, path: str) -> None:
    told(citizen)
    citizen.open(path)
    expect(dials(citizen, "024 3825 3531")).to_be_visible()
    citizen.api.down = True
    citizen.page.reload()
    expect(dials(citizen, "024 3825 3531")).to_be_visible()
    expect(dials(citizen, "1900 9095")).to_have_attribute("href", "tel:19009095")
    citizen.axe()
    assert citizen.shifts() <= 0.05


def test_a_number_that_changed_is_asked_for_again(citizen: Visitor) -> None:
    citizen.page.clock.install()
    citizen.open("/privacy")
    expect(dials(citizen, "024 3825 3531")).to_be_visible()
    citizen.api.on("GET", CALLED, Reply(200, whom_to_call(phone="+842439999999", phone_shown="024 3999 9999")))
    citizen.page.reload()
    expect(dials(citizen, "024 3825 3531")).to_be_visible()
    citizen.page.clock.fast_forward("00:05:01")
    citizen.page.reload()
    expect(dials(citizen, "024 3999 9999")).to_be_visible()


def test_without_any_answer_the_nations_numbers_stand(citizen: Visitor) -> None:
    citizen.api.down = True
    citizen.open("/404.html")
    citizen.sees("Chưa tải được số của trạm y tế nơi bạn ở.")
    expect(dials(citizen, "115")).to_be_visible()
    citizen.axe()


def test_a_stranger_sees_the_nations_numbers_and_asks_nothing(stranger: Visitor) -> None:
    stranger.open("/")
    expect(dials(stranger, "1900 9095")).to_be_visible()
    expect(dials(stranger, "115")).to_be_visible()
    assert not stranger.api.calls


def test_the_numbers_written_into_the_page_are_those_of_the_policy() -> None:
    shell = (ROOT / "web" / "parts" / "shell" / "whom-to-call.html").read_text("utf-8")
    for helpline in nation_policy(TODAY).helplines:
        assert f'href="tel:{helpline.said.phone}">{dialled(helpline.said.phone)}<' in shell
        assert helpline.said.name in shell


def test_whoever_has_not_been_sent_yet_is_told_too(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    visitor.open("/privacy")
    waiting = {"id": "r1", "kind": "register", "created_at": 0, "state": "waiting", "tries": 0}
    visitor.remember("outbox", {**waiting, "body": {"unit": {"scheme": "VN-2025H2", "code": "00097"}}})
    visitor.page.reload()
    expect(dials(visitor, "024 3825 3531")).to_be_visible()


def test_in_english(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives())
    told(visitor, f1())
    visitor.open("/notices?lang=en")
    visitor.sees(f"You are an F1 contact now: stay at home to the end of {shown(5)}.")
    visitor.sees("Call at once for: trouble breathing, chest pain.")
    visitor.axe()


def test_the_number_stands_on_the_card_that_is_shown(citizen: Visitor) -> None:
    citizen.open("/me")
    citizen.page.get_by_role("button", name="Phóng to").click()
    expect(citizen.page.locator("#full-call")).to_have_text("Trạm y tế phường Hồng Hà: 024 3825 3531")
    citizen.axe()
