"""One venue as staff see it: what is said of it, how many came, its poster, its changes; and visits of today in the list."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.answers import HERE, OTHER, venue
from tests.web.api import Reply, StubApi, problem
from tests.web.pool import Pool
from tests.web.test_kept import KEPT, drafts
from tests.web.test_staff import XLSX, signed_in
from tests.web.test_venue_changes import kept
from tests.web.visitor import DESKTOP, PHONE, Visitor

ONE = "/staff/venues?view=one&venue=mhjy4aa8"
VISITS = "/venues/mhjy4aa8/visits"
BUSY = problem(503, "busy", "Hệ thống đang bận, hãy gửi lại sau ít giây.")


def visits(*numbers: int, **last: Any) -> dict[str, Any]:
    """Counts of the last seven days, today first."""
    now = datetime.now(HERE).replace(microsecond=0)
    days = [
        {"date": (now - timedelta(days=back)).date().isoformat(), "visits": number}
        for back, number in enumerate(numbers)
    ]
    days[-1] |= last
    return {"venue_id": "mhjy4aa8", "counted_at": now.isoformat(), "days": days}


def stub(api: StubApi) -> None:
    here = kept(check_in_url="x", registered_at="2021-09-30T10:00:00+07:00")
    api.on("GET", "/venues/mhjy4aa8", Reply(200, here))
    api.on("GET", VISITS, Reply(200, visits(12, 40, 31, 0, 7, 25, 38)))
    api.on(
        "GET",
        r"/venues\?.*",
        Reply(200, {"venues": [here, venue(venue_id=OTHER, code=OTHER, name="Siêu thị")], "total": 2}),
    )


@pytest.fixture
def staff(arrives: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Somebody signed in at a page."""

    def come(path: str = ONE, role: str = "commune_officer", unit: str = "00097") -> Visitor:
        visitor = arrives(viewport=DESKTOP)
        visitor.pool = Pool(visitor.context, role, unit=unit)
        stub(visitor.api)
        signed_in(visitor, path)
        return visitor

    return come


def test_a_venue_with_what_is_said_of_it(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    expect(visitor.page.locator("#one-heading")).to_be_focused()
    expect(visitor.page.locator("#one-heading")).to_have_text("Chợ Long Biên – Cổng số 2")
    facts = visitor.page.locator("#one-facts")
    for text in ("Chợ", "Số 1 Hồng Hà", "Phường Hồng Hà", "MHJY-4AA8", "300 người", "30/09/2021"):
        expect(facts).to_contain_text(text)
    expect(facts.get_by_role("link", name="02043823456")).to_have_attribute("href", "tel:+842043823456")
    expect(visitor.page.locator("#one-badge")).to_have_text("Đang hoạt động")
    rows = visitor.page.locator("#one-days tr")
    expect(rows).to_have_count(7)
    expect(rows.first).to_contain_text("Hôm nay12")
    expect(rows.nth(1)).to_contain_text("Hôm qua40")
    visitor.sees("Mỗi lần check-in là một lượt")
    expect(visitor.page.locator("#one-history > li")).to_have_count(3)
    visitor.axe()
    visitor.dark()
    visitor.fits()


def test_a_crowd_is_said_to_be_more(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    visitor.api.on("GET", VISITS, Reply(200, visits(0, 0, 0, 0, 0, 0, 5_000, more=True)))
    visitor.page.reload()
    expect(visitor.page.locator("#one-days tr").last).to_contain_text("từ 5.000 trở lên")
    visitor.fits()


def test_counts_that_fail_leave_the_venue_and_are_asked_for_again(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    visitor.api.on("GET", VISITS, BUSY)
    visitor.page.reload()
    visitor.sees("Hệ thống đang bận")
    expect(visitor.page.locator("#one-facts")).to_contain_text("Số 1 Hồng Hà")
    expect(visitor.page.locator("#one-table")).to_be_hidden()
    visitor.axe()
    visitor.fits((320,), (200,))
    visitor.api.on("GET", VISITS, Reply(200, visits(1)))
    visitor.page.get_by_role("button", name="Đếm lại").click()
    expect(visitor.page.locator("#one-days tr")).to_have_count(1)
    expect(visitor.page.get_by_role("button", name="Đếm lại")).to_be_hidden()


def test_a_venue_of_elsewhere_shows_its_public_face(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    visitor.api.on("GET", "/venues/mhjy4aa8", Reply(200, venue()))
    asked = len(visitor.api.made("GET", VISITS))
    visitor.page.reload()
    visitor.sees("ở ngoài đơn vị của bạn")
    for part in ("#one-own", "#one-visits", "#one-rare", "#one-edit"):
        expect(visitor.page.locator(part)).to_be_hidden()
    visitor.page.wait_for_load_state("networkidle")
    assert len(visitor.api.made("GET", VISITS)) == asked
    visitor.axe()


def test_a_venue_that_is_not_there(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    visitor.api.on("GET", "/venues/mhjy4aa8", problem(404, "venue-unknown", "Không có địa điểm này."))
    visitor.page.reload()
    visitor.sees("Không có địa điểm này.")
    expect(visitor.page.locator("#one-all")).to_be_hidden()
    visitor.axe()


def test_its_poster_is_printed_from_there(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    visitor.api.on(
        "GET", r"/venues/.*/poster\?.*", Reply(200, raw=b"%PDF", headers={"Content-Type": "application/pdf"})
    )
    posters = visitor.page.locator("#one-posters")
    with visitor.page.expect_download() as large:
        posters.get_by_role("button", name="khổ A4 (PDF)").click()
    assert large.value.suggested_filename.endswith("-a4.pdf")
    posters.get_by_text("Khổ giấy và tệp khác").click()
    with visitor.page.expect_download() as small:
        posters.get_by_role("button", name="khổ A5 (PDF)").click()
    assert small.value.suggested_filename.endswith("-a5.pdf")


def test_stopping_it_is_told_and_leaves_no_poster(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    stopped = kept(status="DEACTIVATED", registered_at="2021-09-30T10:00:00+07:00")
    visitor.api.on("POST", "/venues/mhjy4aa8/deactivate", Reply(200, stopped))
    visitor.page.locator("#one-acts").get_by_role("button", name="Ngừng hoạt động").click()
    visitor.page.get_by_label("Lý do").fill("Đã đóng cửa")
    visitor.api.on("GET", "/venues/mhjy4aa8", Reply(200, stopped))
    visitor.page.get_by_role("button", name="Ngừng", exact=True).click()
    visitor.sees("đã ngừng.")
    expect(visitor.page.locator("#told")).to_be_focused()
    expect(visitor.page.locator("#one-badge")).to_have_text("Đã ngừng")
    expect(visitor.page.locator("#one-posters")).to_be_hidden()
    expect(visitor.page.locator("#one-acts")).to_contain_text("Cho hoạt động lại")
    visitor.axe()
    visitor.fits((320,), (200,))


def test_roles_that_only_read_find_nothing_to_press(staff: Callable[..., Visitor]) -> None:
    visitor = staff(role="lab_staff")
    expect(visitor.page.locator("#one-days tr")).to_have_count(7)
    expect(visitor.page.locator("#one-edit")).to_be_hidden()
    expect(visitor.page.locator("#one-rare")).to_be_hidden()
    visitor.axe()


def test_in_english(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    visitor.page.locator("[data-lang]").click()
    visitor.sees("Visits")
    visitor.sees("300 people")
    visitor.sees("Each check-in is one visit")
    expect(visitor.page.locator("#one-days tr").first).to_contain_text("Today12")
    visitor.axe()


def test_the_list_opens_a_venue_and_says_how_many_came_today(staff: Callable[..., Visitor]) -> None:
    visitor = staff("/staff/venues")
    cells = visitor.page.locator("#rows td.n")
    expect(cells).to_have_text(["3", "từ 5.000 trở lên"])
    [call] = visitor.api.made("POST", "/visit-counts")
    assert call.body == {"venue_ids": ["mhjy4aa8", OTHER]}
    visitor.axe()
    visitor.dark()
    visitor.fits()
    visitor.page.set_viewport_size(DESKTOP)
    visitor.page.get_by_role("link", name="Chợ Long Biên – Cổng số 2", exact=True).click()
    expect(visitor.page.locator("#one-heading")).to_be_focused()


def test_a_list_stands_without_its_counts(staff: Callable[..., Visitor]) -> None:
    visitor = staff("/staff/venues")
    visitor.api.on("POST", "/visit-counts", BUSY)
    visitor.page.reload()
    expect(visitor.page.locator("#rows td.n")).to_have_text(["–", "–"])
    expect(visitor.page.locator("#fault")).to_be_hidden()


def test_more_rows_than_are_counted_at_once_are_asked_for_in_parts(staff: Callable[..., Visitor]) -> None:
    visitor = staff("/staff/venues")
    many = [venue(venue_id=f"mhjy4{number:03}", name=f"Quán {number}") for number in range(25)]
    visitor.api.on("GET", r"/venues\?.*", Reply(200, {"venues": many}))
    before = len(visitor.api.made("POST", "/visit-counts"))
    visitor.page.reload()
    expect(visitor.page.locator("#rows td.n").last).to_have_text("từ 5.000 trở lên")
    asked = [len(call.body["venue_ids"]) for call in visitor.api.made("POST", "/visit-counts")[before:]]
    assert sorted(asked) == [5, 20]


def test_the_newest_of_a_commune_are_asked_for_by_the_address(staff: Callable[..., Visitor]) -> None:
    visitor = staff("/staff/venues?q=cho")
    visitor.api.on("GET", r"/venue-exports\?.*", Reply(200, None, {"Content-Type": XLSX}, raw=b"PK"))
    with visitor.page.expect_request("**/api/venues?limit=20&q=cho&sort=newest"):
        visitor.page.get_by_label("Sắp xếp").select_option("newest")
    expect(visitor.page).to_have_url(f"{visitor.site}/staff/venues?q=cho&sort=newest")
    with visitor.page.expect_download():
        visitor.page.get_by_role("button", name="Tải danh sách (.xlsx)").click()
    assert visitor.api.made("GET", r"/venue-exports\?.*")[-1].path == "/venue-exports?q=cho"


def test_whoever_sees_several_communes_is_offered_no_order_by_age(staff: Callable[..., Visitor]) -> None:
    visitor = staff("/staff/venues", role="province_officer", unit="01")
    visitor.sees("Chợ Long Biên")
    expect(visitor.page.get_by_label("Sắp xếp")).to_be_hidden()
    visitor.open("/staff/venues?unit=00097")
    visitor.sees("Chợ Long Biên")
    expect(visitor.page.get_by_label("Sắp xếp")).to_be_visible()


def test_a_registration_by_staff_is_kept_until_it_is_sent(staff: Callable[..., Visitor]) -> None:
    visitor = staff("/staff/venues?view=new")
    visitor.api.on("POST", "/venues", Reply(201, venue(name="Chợ Mới")))
    page, form = visitor.page, visitor.page.locator("#new")
    form.get_by_label("Tên địa điểm").fill("Chợ Mới")
    form.get_by_label("Loại địa điểm").select_option(label="Chợ")
    form.get_by_label("Địa chỉ", exact=True).fill("Số 2 Hồng Hà")
    page.reload()
    visitor.sees(KEPT)
    expect(form.get_by_label("Tên địa điểm")).to_have_value("Chợ Mới")
    expect(form.get_by_label("Loại địa điểm")).to_have_value("market")
    expect(page.locator("#unit-chosen")).to_contain_text("Phường Hồng Hà")
    visitor.axe()
    visitor.fits((320,), (200,))
    form.get_by_label("Điện thoại liên hệ").fill("0912345678")
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    visitor.sees("Đã đăng ký Chợ Mới")
    assert not drafts(page)


def test_a_registration_that_was_begun_is_nobody_elses(staff: Callable[..., Visitor]) -> None:
    visitor = staff("/staff/venues?view=new")
    visitor.page.locator("#venue_name").fill("Chợ Mới")
    assert drafts(visitor.page)
    visitor.page.get_by_role("button", name="Đăng xuất").click()
    visitor.page.wait_for_url("**/staff")
    assert not drafts(visitor.page)


def test_on_a_phone_what_takes_a_code_away_stands_apart(staff: Callable[..., Visitor]) -> None:
    visitor = staff()
    visitor.page.set_viewport_size(PHONE)
    acts, posters = (visitor.page.locator(part).bounding_box() for part in ("#one-acts", "#one-posters"))
    assert acts
    assert posters
    assert acts["y"] > posters["y"] + posters["height"] + 40, "below the changes, in a card of its own"
