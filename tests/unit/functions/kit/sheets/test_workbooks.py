"""Workbooks: a commune's own list, several sheets, formulas, and files that mean harm."""

import io
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from domain.base.errors import InvalidInput
from domain.people.papers import contact_number
from functions.kit.sheets.kinds.digits import Phone
from functions.kit.sheets.kinds.moment import Day
from functions.kit.sheets.kinds.number import Whole
from functions.kit.sheets.kinds.text import Text
from functions.kit.sheets.opened import workbooks
from functions.kit.sheets.reader import read
from functions.kit.sheets.shape import Column
from tests.builders.sheets import a_book, a_communes_list, first_sheet, in_a_cell, saved

COLUMNS = (
    Column("name", "Tên cơ sở", "Name", Text(100), required=True),
    Column("address", "Địa chỉ", "Address", Text(200), required=True),
    Column("phone", "Số điện thoại", "Phone", Phone(contact_number)),
    Column("capacity", "Sức chứa", "Capacity", Whole(1, 1000)),
    Column("checked", "Ngày kiểm tra", "Checked", Day()),
)
HEADING = ("Tên cơ sở", "Địa chỉ", "Số điện thoại", "Sức chứa")
ROW = ("Quán Hòa", "12 Lê Lợi", 912345678, 20)
SHEET = "xl/worksheets/sheet1.xml"


def sheet(raw):
    return read(raw, COLUMNS, most_rows=5000)


def faults(found):
    return {(fault.line, fault.field, fault.rule) for fault in found.faults()}


def refused(raw):
    with pytest.raises(InvalidInput) as refusal:
        sheet(raw)
    return {(fault.field, fault.rule) for fault in refusal.value.faults}


def rewritten(raw, part, change):
    """The same archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def test_a_communes_own_list_is_read_whole():
    found = sheet(a_communes_list(60))
    assert (len(found.rows), faults(found)) == (60, set())
    assert found.about.heading_line == 5
    assert found.about.ignored == ("STT", "Loại hình", "Ghi chú")
    assert [text for _, text in found.about.aside] == [
        "(1) (2) (3) (4) (5) (6) (7) (8)",
        "Tổng cộng",
        "NGƯỜI LẬP BIỂU CHỦ TỊCH",
    ]
    assert found.about.other_sheets == ("Ghi chú",)
    first = found.rows[0]
    assert (first.line, first.values["name"], first.values["phone"]) == (7, "Quán ăn số 1", "+84905120001")
    assert first.values["checked"].isoformat() == "2021-09-02"
    assert {note.note for row in found.rows for note in row.notes} == {"zero-restored"}


def test_the_first_sheet_whose_headings_are_known_is_read():
    found = sheet(a_book(["Bìa"], name="Bìa", more=[("Quán", [HEADING, ROW]), ("Chợ", [HEADING, ROW])]))
    assert (found.about.sheet, found.about.other_sheets, len(found.rows)) == ("Quán", ("Bìa", "Chợ"), 1)


def test_a_hidden_sheet_is_not_read():
    book = Workbook()
    first_sheet(book).append(HEADING)
    first_sheet(book).append(ROW)
    first_sheet(book).sheet_state = "hidden"
    other = book.create_sheet("Quán")
    other.append(HEADING)
    other.append(("Quán Bình", *ROW[1:]))
    book.active = 1
    assert sheet(saved(book)).rows[0].values["name"] == "Quán Bình"


def test_zeros_that_a_cells_format_shows_are_there():
    book = Workbook()
    first_sheet(book).append(HEADING)
    first_sheet(book).append(ROW)
    first_sheet(book)["C2"].number_format = "0000000000"
    (row,) = sheet(saved(book)).rows
    assert (row.values["phone"], row.notes) == ("+84912345678", ())


def test_a_formula_without_its_value_and_an_error_are_named():
    found = sheet(a_book(HEADING, ("=A1", "12 Lê Lợi", "#N/A", 20)))
    assert faults(found) == {(2, "name", "cell-formula"), (2, "phone", "cell-error")}


def test_an_address_that_became_a_date_is_asked_for():
    assert faults(sheet(a_book(HEADING, ("Quán", in_a_cell(2026, 5, 12), None, None)))) == {(2, "address", "cell-date")}


def test_what_stands_beside_a_table_is_no_part_of_it():
    found = sheet(a_book(HEADING, (*ROW, None, None, "xem lại")))
    assert (faults(found), len(found.rows)) == (set(), 1)


def test_a_wrong_size_hides_no_row():
    raw = rewritten(
        a_book(HEADING, ROW, ROW), SHEET, lambda xml: xml.replace(b'<dimension ref="A1:D3"', b'<dimension ref="A1:A1"')
    )
    assert len(sheet(raw).rows) == 2


def test_other_files_in_an_archive_are_named():
    def archive(**parts):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name, text in parts.items():
                made.writestr(name.replace("__", "/"), text)
        return out.getvalue()

    assert refused(archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")) == {("file", "file-ods")}
    assert refused(archive(**{"xl__workbook.bin": "x"})) == {("file", "file-xls")}
    assert refused(archive(**{"word__document.xml": "x"})) == {("file", "file-kind")}
    assert refused(archive(**{"xl__workbook.xml": "<x"})) == {("file", "file-broken")}
    assert refused(b"PK\x03\x04 no archive") == {("file", "file-broken")}
    assert refused(a_book(HEADING, ROW)[:-200]) == {("file", "file-broken")}


def test_a_bomb_is_refused_before_it_is_unpacked():
    raw = rewritten(a_book(HEADING, ROW), SHEET, lambda xml: xml + b" " * (workbooks.MOST_UNPACKED + 1))
    assert len(raw) < 200_000
    tracemalloc.start()
    assert refused(raw) == {("file", "file-swollen")}
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_no_entity_is_expanded(part):
    def laughing(xml):
        head, mark, rest = xml.partition(b"?>") if xml.startswith(b"<?xml") else (b"", b"", xml)
        return head + mark + LAUGHS + rest

    assert refused(rewritten(a_book(HEADING, ROW), part, laughing)) == {("file", "file-broken")}


def test_no_file_of_the_machine_is_read():
    outside = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    raw = rewritten(a_book(HEADING, ROW), SHEET, lambda xml: outside + xml.replace(b"12 L", b"&a;"))
    assert refused(raw) == {("file", "file-broken")}


def test_a_cell_at_the_end_of_the_world_costs_nothing():
    book = Workbook()
    first_sheet(book).append(HEADING)
    first_sheet(book).append(ROW)
    first_sheet(book)["XFD1048576"] = "x"
    assert len(sheet(saved(book)).rows) == 1
