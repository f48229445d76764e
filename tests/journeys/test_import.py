"""A volunteer enters the commune's 80 venues from one file: all of them, or none and the reasons."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from functions.venue.sheet.reading import MAX_ROWS
from tests.builders.sheets import a_communes_list, first_sheet, saved
from tests.journeys.actors.desktop import Desktop
from tests.journeys.actors.staff import a_file
from tests.journeys.actors.town import Commune
from tools.seed.places import places

pytestmark = pytest.mark.journey
VENUES = 80
OF_THE_LIST = 60
BYTES = "application/octet-stream"
BAD = {
    17: ("category", "quán lạ", "category"),
    42: ("contact_phone", "113", "venue-phone"),
    63: ("name", "", "required"),
}


def rows(commune: Commune) -> list[dict[str, str]]:
    return [
        {
            "name": place.name,
            "category": place.category,
            "address": place.address,
            "contact_phone": place.contact_phone,
            "capacity": str(place.capacity or ""),
            "unit_code": commune.unit.code,
        }
        for place in places(7, VENUES, commune.unit)
    ]


def spoiled(good: list[dict[str, str]]) -> list[dict[str, str]]:
    """The header is line 1, so the venue of line 17 is the sixteenth."""
    return [{**row, BAD[line][0]: BAD[line][1]} if line in BAD else row for line, row in enumerate(good, start=2)]


def test_three_bad_rows_keep_all_eighty_out(commune: Commune) -> None:
    good = rows(commune)

    problem = commune.volunteer.imports(spoiled(good)).refused(422, "invalid")

    told = {fault["line"]: (fault["field"], fault["rule"]) for fault in problem["errors"]}
    assert told == {line: (field, rule) for line, (field, _, rule) in BAD.items()}
    assert all(f"Dòng {fault['line']}" in fault["text"]["vi"] for fault in problem["errors"])
    assert commune.officer.all_venues() == []

    imported = commune.volunteer.imports(good).ok(201)
    assert (imported["created"], imported["existing"]) == (VENUES, 0)
    again = commune.volunteer.imports(good).ok(201)
    assert (again["created"], again["existing"]) == (0, VENUES)
    assert [row["venue_id"] for row in again["rows"]] == [row["venue_id"] for row in imported["rows"]]
    assert len(commune.officer.all_venues()) == VENUES
    commune.officer.sees({}, venues=VENUES)


def test_a_row_of_the_neighbouring_commune_is_a_bad_row(commune: Commune) -> None:
    good = rows(commune)[:3]

    problem = commune.volunteer.imports([*good, {**good[0], "name": "Quán lạ", "unit_code": "07795"}]).refused(
        422, "invalid"
    )

    assert [(fault["line"], fault["rule"]) for fault in problem["errors"]] == [(5, "outside-jurisdiction")]
    assert commune.officer.all_venues() == []


def test_what_needs_mending_comes_back_as_a_file_and_all_posters_in_one(commune: Commune) -> None:
    """The template is filled in, one row of it wrongly; the remarks are mended and given in; everything is printed."""
    officer = commune.officer
    template = load_workbook(BytesIO(officer.wire.get("/venue-imports/template").content))
    sheet = first_sheet(template)
    sheet.append(["Quán Cô Ba", "Quán ăn", "12 Lê Lợi", "0905123456", 20, commune.unit.code])
    sheet.append(["Tạp hóa Cô Tư", "Tạp hóa", "14 Lê Lợi", "113", None, commune.unit.code])

    back = officer.wire.send("POST", "/venue-imports/remarks", saved(template), kind=BYTES)
    remarks = load_workbook(BytesIO(back.content))
    faulty = first_sheet(remarks)
    assert [cell.value for cell in faulty["A"]][1:] == ["Tạp hóa Cô Tư"]
    phones = next(cell.column for cell in faulty[1] if cell.value == "Điện thoại liên hệ")
    faulty.cell(row=2, column=phones, value="0905123457")

    whole = officer.wire.send("POST", "/venue-imports?rows=good", saved(template), kind=BYTES).ok(201)
    mended = officer.wire.send("POST", "/venue-imports?rows=good", saved(remarks), kind=BYTES).ok(201)
    assert [(told["created"], told["faulty"]) for told in (whole, mended)] == [(1, 1), (1, 0)]

    made = [row["venue_id"] for told in (whole, mended) for row in told["rows"] if row.get("venue_id")]
    posters = officer.wire.post("/posters", {"venue_ids": made, "size": "A4"})
    assert (posters.status, posters.content[:5]) == (200, b"%PDF-")


def test_a_file_of_as_many_rows_as_a_request_takes_is_stored_whole(commune: Commune) -> None:
    full = [
        {**row, "name": f"{row['name']} {number}"}
        for number, row in enumerate(rows(commune) * (MAX_ROWS // VENUES + 1))
    ][:MAX_ROWS]
    told = commune.volunteer.imports(full).ok(201)
    assert told["created"] + told["existing"] == MAX_ROWS, "a slow machine may have sent it twice"
    again = commune.volunteer.imports(full).ok(201)
    assert (again["created"], again["existing"]) == (0, MAX_ROWS)


@pytest.mark.web
def test_the_page_names_the_bad_rows_and_then_the_codes(commune: Commune, desktop: Desktop) -> None:
    good = rows(commune)
    desktop.signs_in(commune.volunteer)

    desktop.chooses(a_file(spoiled(good)).encode())
    expect(desktop.page.locator("#report-heading")).to_have_text(f"{VENUES - len(BAD)} dòng sẽ ghi, {len(BAD)} cần sửa")
    assert desktop.reported_lines()[: len(BAD)] == sorted(BAD)
    assert commune.officer.all_venues() == []

    desktop.chooses(a_file(good).encode())
    desktop.stores()
    desktop.is_told("sv.imported", count=VENUES)
    assert len(desktop.reported_lines()) == VENUES


@pytest.mark.web
def test_a_communes_own_workbook_goes_in_and_the_register_comes_out(commune: Commune, desktop: Desktop) -> None:
    desktop.signs_in(commune.officer)
    desktop.chooses(a_communes_list(OF_THE_LIST), "danh-sach.xlsx")
    expect(desktop.page.locator("#report-heading")).to_have_text(f"{OF_THE_LIST} dòng sẽ ghi")
    expect(desktop.page.locator("#report-rows tr").first).to_contain_text("đã thêm số 0 đầu")
    desktop.stores()
    desktop.is_told("sv.imported", count=OF_THE_LIST)

    desktop.opens("/staff/venues")
    expect(desktop.page.locator("#count")).to_contain_text(f"trong {OF_THE_LIST} địa điểm")
    with desktop.page.expect_download() as coming:
        desktop.page.locator("#list-file").click()
    file = coming.value.path().read_bytes()
    headings, *listed = first_sheet(load_workbook(BytesIO(file))).iter_rows(values_only=True)
    assert headings[:4] == ("Tên địa điểm", "Loại", "Địa chỉ", "Điện thoại liên hệ")
    assert len(listed) == OF_THE_LIST
    assert all(row[3].startswith("0905 12") for row in listed)

    again = commune.officer.wire.send("POST", "/venue-imports", file, kind=BYTES).ok(201)
    assert (again["created"], again["existing"]) == (0, OF_THE_LIST)
