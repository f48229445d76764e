"""Text files as offices save them: separators, encodings, headings, rows that are no rows."""

import pytest

from domain.base.errors import InvalidInput
from functions.kit.sheets.kinds.number import Whole
from functions.kit.sheets.kinds.text import Text
from functions.kit.sheets.reader import read
from functions.kit.sheets.shape import Column
from tests.builders.sheets import in_windows_1258

COLUMNS = (
    Column("name", "Tên địa điểm", "Name", Text(100), ("Tên cơ sở",), required=True),
    Column("address", "Địa chỉ", "Address", Text(200), required=True),
    Column("capacity", "Sức chứa", "Capacity", Whole(1, 1000)),
)
PLAIN = "name,address,capacity\nQuán Hòa,12 Lê Lợi,20\n"


def sheet(raw, **how):
    return read(raw if isinstance(raw, bytes) else raw.encode(), COLUMNS, most_rows=how.pop("most_rows", 100))


def values(found):
    return [dict(row.values) for row in found.rows]


def refused(raw):
    with pytest.raises(InvalidInput) as refusal:
        sheet(raw)
    return {(fault.line, fault.field, fault.rule) for fault in refusal.value.faults}


def faults(found):
    return {(fault.line, fault.field, fault.rule) for fault in found.faults()}


ONE = [{"name": "Quán Hòa", "address": "12 Lê Lợi", "capacity": 20}]


@pytest.mark.parametrize(
    ("raw", "separator", "encoding"),
    [
        (PLAIN, "comma", "utf-8"),
        ("\ufeff" + PLAIN, "comma", "utf-8"),
        (PLAIN.replace(",", ";"), "semicolon", "utf-8"),
        (PLAIN.replace(",", "\t"), "tab", "utf-8"),
        ("sep=;\n" + PLAIN.replace(",", ";"), "semicolon", "utf-8"),
        ("\ufeffsep=;\r\n" + PLAIN.replace(",", ";").replace("\n", "\r\n"), "semicolon", "utf-8"),
        ('"sep=\t"\n' + PLAIN.replace(",", "\t"), "tab", "utf-8"),
        (PLAIN.replace("\n", "\r\n"), "comma", "utf-8"),
        (PLAIN.replace("\n", "\r"), "comma", "utf-8"),
        (PLAIN.replace(",", "\t").encode("utf-16"), "tab", "utf-16"),
        (("\ufeff" + PLAIN.replace(",", "\t")).encode("utf-16-be"), "tab", "utf-16"),
        ("name\taddress\tcapacity\nQuán Hòa\t12 Lê Lợi\t20".encode("utf-16-le"), "tab", "utf-16"),
        (in_windows_1258(PLAIN.replace(",", ";")), "semicolon", "windows-1258"),
        ("Tên địa điểm;Địa chỉ;Sức chứa\nQuán Hòa;12 Lê Lợi;20\n", "semicolon", "utf-8"),
        ("TEN DIA DIEM;dia chi;SUC_CHUA\nQuán Hòa;12 Lê Lợi;20\n", "semicolon", "utf-8"),
        ("Tên cơ sở (*);Địa chỉ:;Sức chứa (người)\nQuán Hòa;12 Lê Lợi;20\n", "semicolon", "utf-8"),
        ("Sức chứa;Địa chỉ;Tên địa điểm\n20;12 Lê Lợi;Quán Hòa\n", "semicolon", "utf-8"),
        ("name,address,capacity,,\nQuán Hòa,12 Lê Lợi,20,,\n", "comma", "utf-8"),
        ("\n\nDANH SÁCH, năm 2021\n\nname,address,capacity\nQuán Hòa,12 Lê Lợi,20\n", "comma", "utf-8"),
        (PLAIN + ",,\n ,,\n\n", "comma", "utf-8"),
        ("name,address,capacity\n(1),(2),(3)\nQuán Hòa,12 Lê Lợi,20\n", "comma", "utf-8"),
        ('name,address,capacity\n"Quán Hòa","12 Lê Lợi","20"\n', "comma", "utf-8"),
    ],
)
def test_files_as_offices_save_them(raw, separator, encoding):
    found = sheet(raw)
    assert (values(found), faults(found)) == (ONE, set())
    assert (found.about.separator, found.about.encoding) == (separator, encoding)


def test_the_last_empty_cells_of_a_row_may_be_missing():
    found = sheet("name;address;capacity\nQuán Hòa;12 Lê Lợi\n")
    assert values(found) == [{**ONE[0], "capacity": None}]


def test_a_cell_too_many_has_shifted_its_row():
    found = sheet("name,address,capacity\nQuán,Số 1, đường Ví Dụ,20\nQuán,1 Lê Lợi,3\n")
    assert faults(found) == {(2, "file", "sheet-columns")}


def test_what_is_not_read_is_named():
    text = "Danh sách\nSTT;Tên cơ sở;Địa chỉ;Chủ hộ\n1;Quán Hòa;12 Lê Lợi;An\n;Tổng cộng: 1;;\n;Người lập biểu;;\n"
    found = sheet(text)
    assert found.about.heading_line == 2
    assert found.about.ignored == ("STT", "Chủ hộ")
    assert found.about.aside == ((4, "Tổng cộng: 1"), (5, "Người lập biểu"))
    assert [row.line for row in found.rows] == [3]


@pytest.mark.parametrize("name", ["Cộng Cà Phê", "Tổng kho Xuân Mai", "Trưởng Thành", "Ghi chú", "Ngày mới"])
def test_a_venue_is_no_total(name):
    found = sheet(f"name;address\n{name};12 Lê Lợi\n")
    assert (found.rows[0].values["name"], found.about.aside) == (name, ())


def test_of_two_columns_the_better_name_is_read_and_the_other_named():
    found = sheet("Tên cơ sở;Tên địa điểm;Địa chỉ\nHộ An;Quán Hòa;12 Lê Lợi\n")
    assert (found.rows[0].values["name"], found.about.ignored) == ("Quán Hòa", ("Tên cơ sở",))


def test_a_line_is_that_on_which_its_row_begins():
    found = sheet('name,address\n"Quán\nhai dòng",1 Lê Lợi\n,2 Lê Lợi\n')
    assert faults(found) == {(4, "name", "required")}
    (note,) = found.rows[0].notes
    assert (found.rows[0].values["name"], note.note) == ("Quán hai dòng", "lines-joined")


def test_all_faults_of_a_row_are_told_at_once():
    found = sheet("name;address;capacity\n;;nhiều\n")
    assert faults(found) == {(2, "name", "required"), (2, "address", "required"), (2, "capacity", "number-whole")}


def test_a_cell_that_keeps_its_number_a_text_is_the_number():
    found = sheet("name;address;capacity\n'0912;=\"12 Lê Lợi\";'20\n")
    assert values(found) == [{"name": "0912", "address": "12 Lê Lợi", "capacity": 20}]


@pytest.mark.parametrize("cell", ["12-May", "May-12", "12-Thg5", "Thg5-12"])
def test_an_address_that_became_a_date_is_not_taken_for_one(cell):
    assert faults(sheet(f"name;address\nQuán;{cell}\n")) == {(2, "address", "cell-date")}


def test_letters_that_were_lost_are_no_letters():
    assert faults(sheet("name;address\nQu?n Hoa;12 L? L?i\n")) == {
        (2, "name", "letters-lost"),
        (2, "address", "letters-lost"),
    }
    assert faults(sheet("name;address\nQu\ufffdn;1 Lê Lợi\n")) == {(2, "name", "damaged")}


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("", (None, "file", "sheet-empty")),
        ("\n \n", (None, "file", "sheet-empty")),
        (b"\xef\xbb\xbf", (None, "file", "sheet-empty")),
        ("name,address", (None, "file", "sheet-empty")),
        ("name,address\n,,\n", (None, "file", "sheet-empty")),
        ("một,hai\n1,2\n", (None, "file", "sheet-headings")),
        ("name,capacity\nQuán,1\n", (1, "address", "sheet-heading-missing")),
        ("name,name,address\nQuán,Quán,1\n", (1, "name", "sheet-heading-twice")),
        ("name,address\n" + "Quán,1\n" * 101, (None, "file", "sheet-rows")),
        ("Tên địa điểm,Địa chỉ\nQuán Hòa,Bình\n".encode("cp1258", "replace") + b"\x8f", (None, "file", "encoding")),
        ("name,address\nQuán Hòa Bình,Lê".encode("cp1252"), (None, "file", "encoding")),
        (b"name,address\nT\xb9p h\xf3a,12 L\xaa L\xeei\n", (None, "file", "encoding-tcvn3")),
        ("name,address\nQuaùn Hoøa,12 Leâ Lôïi\n".encode("cp1252"), (None, "file", "encoding-vni")),
        ("name,address\nQuán Hòa,Bình".encode().decode("cp1252", "replace"), (None, "file", "encoding-twice")),
        ("name,address\nQuán".encode("utf-16")[:-1], (None, "file", "encoding")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), (None, "file", "file-xls")),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), (None, "file", "file-protected")),
        (b"%PDF-1.7 ...", (None, "file", "file-kind")),
        ("<html><table><tr><td>Tên", (None, "file", "file-html")),
        ("\ufeff<?xml version='1.0'?><Workbook>", (None, "file", "file-html")),
        ('name,address\n"' + "x" * 140_000 + '",1\n', (None, "file", "file-broken")),
    ],
)
def test_a_file_that_cannot_be_read_safely_is_named(raw, fault):
    assert refused(raw) == {fault}


def test_names_and_addresses_of_the_code_page_keep_every_letter():
    every = "Nguyễn Thị Thuở ưỡn ẹo quở trách, Đặng Ỷ Lan, ĂÂÊÔƠƯ ằắẳẵặ ầấẩẫậ ềếểễệ ồốổỗộ ờớởỡợ ừứửữự ỳýỷỹỵ - “Bà Ba”"
    found = sheet(in_windows_1258(f"name;address\nQuán;{every}\n"))
    assert found.rows[0].values["address"] == every
