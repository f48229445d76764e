"""The policy in force, readable by anybody."""

from playwright.sync_api import expect

from tests.web.api import Reply, problem
from tests.web.trace_answers import policy
from tests.web.visitor import Visitor


def test_the_policy_as_tables(stranger: Visitor) -> None:
    stranger.api.on("GET", r"/policy\?.*", Reply(200, policy()))
    stranger.open("/policy")
    for text in (
        "Áp dụng từ 29/12/2021",
        "2 ngày trước khởi phát hoặc lấy mẫu",
        "15 phút",
        "cùng nhà, điện thoại ở gần nhau, gặp gần",
        "trong 4 giờ",
        "3.000 người",
        "120 ngày",
    ):
        stranger.sees(text)
    market = stranger.page.get_by_role("row", name="Chợ")
    expect(market).to_contain_text("1 giờ")
    expect(market).to_contain_text("4 giờ")
    stranger.axe()
    assert stranger.shifts() <= 0.05


def test_the_policy_of_another_day(stranger: Visitor) -> None:
    stranger.api.on("GET", r"/policy\?.*", Reply(200, policy()))
    stranger.api.on("GET", r"/policy\?at=2021-06-01", Reply(200, policy(version="trace-2020.1", accumulate="single")))
    stranger.open("/policy?at=2021-06-01")
    expect(stranger.page.locator("#version")).to_contain_text("trace-2020.1")
    stranger.sees("chỉ tính từng lần")
    stranger.page.locator("#at").fill("2022-01-05")
    stranger.page.get_by_role("button", name="Xem").click()
    expect(stranger.page.locator("#version")).to_contain_text("trace-2021.1")
    assert stranger.page.url.endswith("/policy?at=2022-01-05")


def test_a_day_before_all_policies_and_no_answer(stranger: Visitor) -> None:
    stranger.api.on("GET", r"/policy\?.*", problem(422, "invalid", "Ngày này chưa có quy tắc."))
    stranger.open("/policy?at=2019-01-01")
    stranger.sees("Ngày này chưa có quy tắc.")
    expect(stranger.page.locator("#all")).to_be_hidden()
    stranger.axe()
    stranger.api.down = True
    stranger.page.get_by_role("button", name="Xem").click()
    stranger.sees("Không có mạng hoặc máy chủ không trả lời.")


def test_in_english_without_a_vietnamese_word(stranger: Visitor) -> None:
    stranger.api.on("GET", r"/policy\?.*", Reply(200, policy()))
    stranger.open("/policy?lang=en")
    stranger.sees("In force since 29/12/2021")
    stranger.sees("Market")
    stranger.axe()
