"""In the browser: a lost phone, a mother and her child, one woman in two registrations, a date of the wrong month."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from domain.base.period import LOCAL, shown
from tests.journeys.actors.desktop import Desktop
from tests.journeys.actors.names import a_name, a_phone, ago
from tests.journeys.actors.phone import SAID, Phone
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.tracing_desk import TracingDesk
from tests.waiting import eventually

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def commune(town: Town) -> Commune:
    """One for all these stories: none of them counts what happens in it."""
    return town.commune()


def comes_back(town: Town, page: Page, *, number: str, name: str, year: int = 1987) -> None:
    """Fills in what was registered once, and types the code that reached the number."""
    before = len(town.messages_to(number))
    box = page.get_by_label("Số điện thoại")
    if not box.input_value():
        box.fill(number)
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Năm sinh").fill(str(year))
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    messages = eventually(lambda: town.messages_to(number), until=lambda told: len(told) > before)
    found = re.search(r"\b\d{6}\b", messages[-1])
    assert found, messages
    page.get_by_label("Mã 6 chữ số trong tin nhắn").fill(f"{found[0][:3]} {found[0][3:]}")
    page.get_by_role("button", name="Tiếp tục", exact=True).click()


def test_a_lost_phone_and_the_notice_of_an_earlier_visit(
    town: Town, commune: Commune, phone: Callable[[], Phone]
) -> None:
    cafe, f0 = commune.volunteer.registers_venue("food"), commune.citizen()
    lost = phone()
    lost.registers_and_checks_in(cafe)
    f0.checks_in(cafe, ago(minutes=20))

    new = phone()
    new.opens("/recover")
    comes_back(town, new.page, number=lost.number, name=lost.name)
    expect(new.page.get_by_role("heading", name="Đã lấy lại hồ sơ")).to_be_focused()
    assert len(new.visits()) == 1
    # They sat there together for as long as such a visit lasts.
    stay = commune.volunteer.registers_venue("market")
    person = {"phone": lost.number}
    commune.volunteer.records(stay, person, ago(hours=30), ago(hours=29)).ok(201)
    f0.checks_in(stay, ago(hours=30), out_at=shown(ago(hours=29)))
    commune.tracer.waits_for(commune.tracer.confirms(f0.phone))
    eventually(lambda: new.wire.get("/me/notices").ok(200)["notices"], until=bool)
    new.opens("/notices")
    expect(new.page.locator("article")).to_have_count(1)
    expect(new.page.locator("article")).to_contain_text("F1")


def test_a_mother_reads_what_waits_for_her_child(town: Town, commune: Commune, phone: Callable[[], Phone]) -> None:
    cafe, f0, child = commune.volunteer.registers_venue("food"), commune.citizen(), a_name()
    mother = phone()
    mother.registers_and_checks_in(commune.volunteer.registers_venue("market"))
    before = len(town.messages_to(mother.number))
    mother.wire.post("/me/phone-otp", {}).ok(202)
    messages = eventually(lambda: town.messages_to(mother.number), until=lambda told: len(told) > before)
    (code,) = set(re.findall(r"\b\d{6}\b", messages[-1]))
    mother.wire.post("/me/phone", {"otp": code}).ok(200)
    facts = {"full_name": child, "year_of_birth": 2015, "phone": mother.number}
    told = commune.volunteer.registers_person(**facts).ok(201)
    came, left = ago(hours=26), ago(hours=25)
    f0.checks_in(cafe, came, out_at=shown(left))
    commune.volunteer.records(cafe, {"person_id": told["person_id"]}, came, left).ok(201)
    commune.tracer.waits_for(commune.tracer.confirms(f0.phone))

    eventually(lambda: mother.wire.get("/me/notices").ok(200).get("others", []), until=bool)
    mother.opens("/notices")
    mother.page.get_by_role("link", name="Mở xem").click()
    comes_back(town, mother.page, number=mother.number, name=child, year=2015)
    expect(mother.page.get_by_role("heading", name=f"Thông báo của {child}, sinh năm 2015")).to_be_visible()
    expect(mother.page.locator("article")).to_contain_text("F1")
    assert mother.wire.get("/me").ok(200)["full_name"] == mother.name, "the device stays whose it is"


def test_a_tracer_joins_two_registrations_at_the_desk(commune: Commune, desktop: Desktop) -> None:
    facts = {"full_name": a_name(), "phone": a_phone(), "year_of_birth": 1987}
    before, after = commune.citizen(**facts), commune.citizen(**facts)
    minh, cafe = commune.citizen(), commune.volunteer.registers_venue("food")
    came, left = ago(hours=26), shown(ago(hours=25))
    for guest in (before, minh):
        guest.checks_in(cafe, came, out_at=left)
    tracer, second = commune.tracer, commune.second_tracer
    case = str(tracer.says({"person_id": after.person_id}).ok(201)["case_id"])
    assert tracer.waits_for(case).levels == {}

    desktop.signs_in(tracer)
    desktop.opens(f"/staff/desk?venue={cafe.venue_id}")
    page = desktop.page
    page.locator("[name=mode][value=phone]").check()
    page.locator("#phone_number").fill(after.phone)
    page.locator("#phone [type=submit]").click()
    rows = page.locator("#persons > li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("giống hồ sơ khác")
    for place in (0, 1):
        page.get_by_label("Chọn để gộp").nth(place).check()
    page.get_by_role("button", name="Cùng một người", exact=True).click()
    page.locator(f"#join [name=keep][value='{after.person_id}']").check()
    page.get_by_label("Vì sao bạn biết là cùng một người?").fill("chị đăng ký lại")
    page.get_by_role("button", name="Gộp hồ sơ").click()
    # Nobody proved the number, so a second person has to agree.
    expect(page.locator("#said")).to_contain_text("Hồ sơ trùng")
    second.wire.post(f"/merges/{before.person_id}/approve", {"reason": "đã gọi hỏi"}).ok(200)
    eventually(lambda: tracer.waits_for(case).levels, until=lambda found: found == {minh.person_id: "F1"})

    desktop.opens("/staff/merges")
    page.get_by_role("button", name=SAID["merge.undo"]).first.click()
    page.get_by_label("Lý do", exact=True).fill("hai chị em trùng tên")
    page.get_by_role("button", name=SAID["merge.undo-yes"], exact=True).click()
    eventually(lambda: tracer.waits_for(case).levels, until=lambda found: found == {})
    minh.is_told("exposure_f1", "correction")


def test_a_date_of_the_wrong_month_is_caught_on_the_page(commune: Commune, desktop: Desktop) -> None:
    f0, lan = commune.citizen(), commune.citizen()
    cafe, tracer = commune.volunteer.registers_venue("food"), commune.tracer
    for guest in (f0, lan):
        guest.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    desk, known = TracingDesk(desktop), len(tracer.own_cases())
    desk.signs_in(tracer)
    desktop.opens("/tracer/cases?view=new")
    page = desktop.page

    def fill(field: str, moment: str) -> None:
        page.locator(f"#{field}").fill(moment)

    def local(hours: float) -> str:
        return f"{(ago() - timedelta(hours=hours)).astimezone(LOCAL):%Y-%m-%dT%H:%M}"

    fill("phone", f0.phone)
    fill("specimen_at", local(3))
    fill("onset_at", local(48))
    fill("isolated_at", local(20 * 24))
    page.locator("#new-go").click()
    page.locator("#confirm").click()
    expect(page.locator("#warnings")).to_contain_text("không ai sẽ được tìm")
    assert len(tracer.own_cases()) == known
    page.get_by_role("button", name="Sửa lại").click()
    fill("isolated_at", local(1))
    page.locator("#new-go").click()
    page.locator("#confirm").click()
    expect(page.locator("#done-link")).to_be_visible()
    lan.is_told("exposure_f1")
