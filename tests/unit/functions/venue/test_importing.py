"""Venues of a table: looked at, then all rows or the sound ones; each bad row by its line."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from adapters.memory.faults import Fault
from domain.people.roles import Role
from functions.kit.sheets.made import workbook
from functions.venue.sheet.api import MOST_BYTES
from functions.venue.sheet.reading import MAX_ROWS, MOST_FAULTS
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, SCHEME
from tests.builders.sheets import a_book, a_communes_list, in_windows_1258
from tests.doors.sign_in import staff_token

HEADER = "name,category,address,contact_phone,capacity,unit_code"
GOOD = [
    "Tạp hóa Cô Ba,grocery,12 Lê Lợi,0905123456,20,",
    '"Chợ ""Vỹ Dạ"", khu A",market,Đường Nguyễn Sinh Cung,0905123457,400,19777',
    "Quán Hoà Bình,food,3 Phạm Văn Đồng,+84905123458,,",
]


def send(house, text, *, token=None, **how):
    raw = text if isinstance(text, bytes) else text.encode()
    return house.call("importVenues", raw=raw, token=token or staff_token(Role.VOLUNTEER), **how)


def a_file(*rows, header=HEADER):
    return "\n".join((header, *rows)) + "\n"


def faults(reply):
    return {(fault.get("line"), fault["field"], fault["rule"]) for fault in reply.json["errors"]}


def test_every_row_becomes_a_venue_of_the_volunteers_commune(house):
    reply = send(house, a_file(*GOOD))
    assert reply.status == 201
    assert (reply.json["created"], reply.json["existing"]) == (3, 0)
    assert [row["line"] for row in reply.json["rows"]] == [2, 3, 4]
    assert [row["state"] for row in reply.json["rows"]] == ["created"] * 3
    assert reply.json["rows"][1]["name"] == 'Chợ "Vỹ Dạ", khu A'
    stored = house.venues.by_ids(list(house.venues._venues)).values()
    assert {venue.unit_path for venue in stored} == {"VN-2025H2/46/19777"}
    assert {venue.capacity for venue in stored} == {20, 400, None}


def test_each_row_of_the_report_opens_a_poster_and_checks_in(house):
    _, token = house.citizen()
    row = send(house, a_file(*GOOD)).json["rows"][0]
    done = house.call("checkIn", {"code": row["check_in_url"], "at": "2021-10-02T08:15:12+07:00"}, token=token)
    assert done.json["venue"]["venue_id"] == row["venue_id"]


def test_the_same_file_again_registers_nothing_twice(house):
    first, again = send(house, a_file(*GOOD)), send(house, a_file(*GOOD))
    assert (again.status, again.json["created"], again.json["existing"]) == (201, 0, 3)
    assert [row["venue_id"] for row in again.json["rows"]] == [row["venue_id"] for row in first.json["rows"]]


def test_a_file_that_ended_in_the_middle_is_finished_by_the_same_again(house):
    house.faults.plan("add", Fault.ANSWER_LOST)
    assert send(house, a_file(*GOOD)).status == 503
    again = send(house, a_file(*GOOD))
    assert (again.status, again.json["created"], again.json["existing"]) == (201, 2, 1)
    assert [row["state"] for row in again.json["rows"]] == ["exists", "created", "created"]


def test_eighty_venues_with_three_bad_rows_store_nothing_and_name_the_three(house):
    rows = [f"Quán số {n},food,{n} Lê Lợi,0905{n:06d},," for n in range(80)]
    rows[9] = "Quán,pub,1 Lê Lợi,0905123456,,"
    rows[39] = "☕,food,1 Lê Lợi,0905123456,x,"
    rows[79] = f"Quán số 200,food,1 Lê Lợi,123,,{KIM_LONG.code}"
    before = house.stored()
    reply = send(house, a_file(*rows))
    assert (reply.status, reply.code) == (422, "invalid")
    assert {line for line, _, _ in faults(reply)} == {11, 41, 81}
    assert (11, "category", "category") in faults(reply)
    assert reply.json["errors"][0]["text"]["vi"].startswith("Dòng 11: ")
    assert house.stored() == before
    rows[9], rows[39], rows[79] = GOOD
    assert send(house, a_file(*rows)).json["created"] == 80


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",food,1 Lê Lợi,0905123456,,", ("name", "required")),
        ("...,food,1 Lê Lợi,0905123456,,", ("name", "no-letters")),
        ("Quán 👍,food,1 Lê Lợi,0905123456,,", ("name", "symbols")),
        ("Quán\x00,food,1 Lê Lợi,0905123456,,", ("name", "control-characters")),
        ("Qu\ufffdn,food,1 Lê Lợi,0905123456,,", ("name", "damaged")),
        (f"{'a' * 101},food,1 Lê Lợi,0905123456,,", ("name", "too-long")),
        ("Quán,pub,1 Lê Lợi,0905123456,,", ("category", "category")),
        ("Quán,food,,0905123456,,", ("address", "required")),
        ("Quán,food,1 Lê Lợi,12345,,", ("contact_phone", "venue-phone")),
        ("Quán,food,1 Lê Lợi,0905123456,nhiều,", ("capacity", "number-whole")),
        ("Quán,food,1 Lê Lợi,0905123456,0,", ("capacity", "number-range")),
        ("Quán,food,1 Lê Lợi,0905123456,2.5,", ("capacity", "number-whole")),
        ("Quán,food,1 Lê Lợi,0905123456,,99999", ("unit_code", "unit")),
        (f"Quán,food,1 Lê Lợi,0905123456,,{HUE.code}", ("unit_code", "unit-commune")),
        (f"Quán,food,1 Lê Lợi,0905123456,,{KIM_LONG.code}", ("unit_code", "outside-jurisdiction")),
        ("Quán,food,1 Lê Lợi", ("contact_phone", "required")),
        ("Quán,food,1 Lê Lợi,0905123456,,,x", ("file", "sheet-columns")),
    ],
)
def test_a_bad_row_is_named_by_line_field_and_rule_beside_the_other_bad_rows(house, row, fault):
    before = house.stored()
    reply = send(house, a_file(GOOD[0], row, "X,nothing,1,0905123456,,"))
    assert (3, *fault) in faults(reply)
    assert (4, "category", "category") in faults(reply)
    assert house.stored() == before


def test_a_row_that_repeats_another_is_named(house):
    reply = send(house, a_file(GOOD[0], "TẠP HOÁ CÔ BA,shop,12 lê lợi,0905000000,,"))
    assert faults(reply) == {(3, "name", "duplicate-row")}


def test_a_provinces_officer_names_the_commune_of_each_row(house):
    token = staff_token(Role.PROVINCE_OFFICER, HUE)
    assert send(house, a_file("Quán,food,1 Lê Lợi,0905123456,,19774"), token=token).status == 201
    missing = send(house, a_file("Quán,food,1 Lê Lợi,0905123456,,"), token=token)
    assert faults(missing) == {(2, "unit_code", "required")}


@pytest.mark.parametrize(
    "text",
    [
        a_file(*GOOD).replace("\n", "\r\n"),
        "\ufeff" + a_file(*GOOD),
        a_file(*GOOD) + "\n\n , ,,\n",
        a_file(*GOOD, header=HEADER.upper()),
        a_file(*GOOD, header=HEADER.replace(",", " , ")),
    ],
)
def test_files_as_spreadsheets_write_them_are_read(house, text):
    assert send(house, text).json["created"] == 3


def test_columns_may_stand_in_any_order_and_the_last_two_may_be_missing(house):
    text = a_file("0905123456,12 Lê Lợi,food,Quán", header="contact_phone,address,category,name")
    assert send(house, text).json["rows"][0]["name"] == "Quán"


def test_a_line_is_counted_as_an_editor_counts_it_even_after_a_quoted_break(house):
    text = a_file('"Quán\nhai dòng",food,1 Lê Lợi,0905123456,,', "X,pub,1,0905123456,,")
    assert (4, "category", "category") in faults(send(house, text))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", (None, "file", "sheet-empty")),
        ("\n", (None, "file", "sheet-empty")),
        ("name,name,category,address,contact_phone\n", (1, "name", "sheet-heading-twice")),
        ("name,category,address\n", (1, "contact_phone", "sheet-heading-missing")),
        (HEADER, (None, "file", "sheet-empty")),
        (HEADER + "\n,,,,,\n", (None, "file", "sheet-empty")),
        ("Tạp hóa".encode("utf-16"), (None, "file", "sheet-headings")),
        (b"name,\xff\xfe", (None, "file", "encoding")),
    ],
)
def test_a_file_that_is_no_table_of_venues_is_refused_whole(house, text, fault):
    reply = send(house, text)
    assert (reply.status, faults(reply)) == (422, {fault})


def test_a_file_of_too_many_rows_is_refused(house):
    rows = [f"Q{n},food,{n},0905123456,," for n in range(MAX_ROWS + 1)]
    assert faults(send(house, a_file(*rows))) == {(None, "file", "sheet-rows")}
    assert send(house, a_file(*rows[:-1])).json["created"] == MAX_ROWS


def test_a_file_that_is_too_large_is_refused(house):
    reply = send(house, a_file("x" * MOST_BYTES))
    assert (reply.status, reply.code) == (413, "too-large")


@pytest.mark.parametrize("content_type", ["application/json", "text/html", "multipart/form-data", ""])
def test_only_tables_are_read(house, content_type):
    reply = send(house, a_file(*GOOD), content_type=content_type or " ")
    assert (reply.status, reply.faults) == (415, {("content-type", "choice")})


def test_a_csv_with_its_charset_named_is_read(house):
    assert send(house, a_file(*GOOD), content_type="text/csv; charset=utf-8").status == 201


def test_a_very_long_cell_is_refused_and_not_a_fault(house):
    assert send(house, a_file("x" * 140_000 + ",food,1,0905123456,,")).status == 422


def test_a_formula_is_stored_as_the_text_it_is(house):
    row = '"=HYPERLINK(""x"")",food,1 Lê Lợi,0905123456,,'
    assert send(house, a_file(row)).json["rows"][0]["name"] == '=HYPERLINK("x")'
    assert next(csv.reader(StringIO(row)))[0] == '=HYPERLINK("x")'


def test_another_provinces_volunteer_imports_there(house):
    assert HAI_VAN.scheme == SCHEME
    assert send(house, a_file(GOOD[0]), token=staff_token(Role.VOLUNTEER, HAI_VAN)).json["created"] == 1


# A file is looked at before it is stored


def preview(house, text, **how):
    return send(house, text, query={"preview": "true"}, **how)


def states(reply):
    return {row["line"]: row["state"] for row in reply.json["rows"]}


def test_a_preview_tells_every_row_and_stores_nothing(house):
    send(house, a_file(GOOD[1]))
    before = house.stored()
    reply = preview(house, a_file(GOOD[0], GOOD[1], ",pub,1 Lê Lợi,123,nhiều,", GOOD[2]))
    assert (reply.status, house.stored()) == (200, before)
    assert states(reply) == {2: "ready", 3: "exists", 4: "faulty", 5: "ready"}
    assert [reply.json[name] for name in ("created", "existing", "ready", "faulty")] == [0, 1, 2, 1]
    shown = reply.json["rows"][0]
    assert (shown["contact_phone"], shown["capacity"], shown["unit"]["name"]) == ("0905 123 456", 20, "Phường Vỹ Dạ")
    assert reply.json["rows"][1]["check_in_url"]


def test_all_faults_of_a_row_are_told_at_once_under_its_own_headings(house):
    (row,) = preview(house, a_file(",pub,1 Lê Lợi,123,nhiều,99999")).json["rows"]
    assert [(fault["field"], fault["rule"]) for fault in row["faults"]] == [
        ("name", "required"),
        ("category", "category"),
        ("contact_phone", "venue-phone"),
        ("capacity", "number-whole"),
        ("unit_code", "unit"),
    ]
    assert row["faults"][3]["text"]["vi"] == "Sức chứa: phải là số nguyên, viết bằng chữ số."
    assert row["faults"][3]["text"]["en"] == "Capacity: must be a whole number, in digits."


def test_every_altered_value_is_told(house):
    row = "Quán;Ăn uống;1 Lê Lợi;912345678;1.234;Vỹ Dạ"
    (shown,) = preview(house, a_file(row, header=HEADER.replace(",", ";"))).json["rows"]
    assert [(note["field"], note["note"], note["was"]) for note in shown["notes"]] == [
        ("category", "word", "Ăn uống"),
        ("contact_phone", "zero-restored", "912345678"),
        ("capacity", "number-grouped", "1.234"),
        ("unit_code", "unit-by-name", "Vỹ Dạ"),
    ]
    assert (shown["category"], shown["contact_phone"], shown["capacity"]) == ("food", "0912 345 678", 1234)


def test_the_sound_rows_are_stored_and_the_others_named(house):
    text = a_file(GOOD[0], "Quán,pub,1 Lê Lợi,0905123456,,", GOOD[2])
    reply = send(house, text, query={"rows": "good"})
    assert (reply.status, states(reply)) == (201, {2: "created", 3: "faulty", 4: "created"})
    assert (reply.json["created"], reply.json["faulty"]) == (2, 1)
    again = send(house, text.replace("pub", "food"), query={"rows": "good"})
    assert states(again) == {2: "exists", 3: "created", 4: "exists"}


def test_a_refusal_lists_so_many_faults_and_tells_their_number(house):
    reply = send(house, a_file(*["Quán,pub,1 Lê Lợi,123,,"] * 300))
    assert (reply.code, len(reply.json["errors"])) == ("invalid", MOST_FAULTS)
    assert reply.json["facts"] == {"rows": "300", "faults": "600"}


AS_OFFICES_SAVE_IT = "Tên địa điểm;Loại;Địa chỉ;Điện thoại;Sức chứa\r\nQuán Hòa;Ăn uống;12 Lê Lợi;905123456;20\r\n"
BYTES = "application/octet-stream"


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (AS_OFFICES_SAVE_IT.encode(), "text/csv"),
        (AS_OFFICES_SAVE_IT.encode(), "application/vnd.ms-excel"),
        (AS_OFFICES_SAVE_IT.replace(";", "\t").encode("utf-16"), BYTES),
        (in_windows_1258(AS_OFFICES_SAVE_IT), BYTES),
        (
            a_book(
                ("Tên địa điểm", "Loại", "Địa chỉ", "Điện thoại", "Sức chứa"),
                ("Quán Hòa", "Ăn uống", "12 Lê Lợi", 905123456, 20),
            ),
            workbook.TYPE,
        ),
    ],
)
def test_a_file_of_an_office_is_read(house, raw, content_type):
    (row,) = send(house, raw, content_type=content_type).json["rows"]
    assert (row["state"], row["name"], row["contact_phone"]) == ("created", "Quán Hòa", "0905 123 456")


def test_a_communes_own_list_goes_in_and_comes_out(house):
    looked_at = preview(house, a_communes_list(60), content_type=workbook.TYPE).json
    assert (looked_at["ready"], looked_at["faulty"], looked_at["file"]["heading_line"]) == (60, 0, 5)
    assert looked_at["file"]["ignored"] == ["STT", "Ngày kiểm tra", "Ghi chú"]
    assert looked_at["file"]["other_sheets"] == ["Ghi chú"]
    assert looked_at["rows"][0]["category"] == "food"
    assert send(house, a_communes_list(60), content_type=workbook.TYPE).json["created"] == 60
    for form in ("xlsx", "csv"):
        given = house.call("exportVenues", token=staff_token(Role.VOLUNTEER), query={"format": form})
        assert given.headers["content-disposition"] == f'attachment; filename="dia-diem.{form}"'
        again = send(house, given.content, content_type=BYTES).json
        assert (again["created"], again["existing"], again["file"]["format"]) == (0, 60, form)
        assert not any(row.get("notes") for row in again["rows"])


# Files to take away


def test_rows_that_need_mending_come_back_with_every_column_and_what_to_mend(house):
    raw = "STT;Tên;Loại;Địa chỉ;SĐT\n1;Quán A;Chợ;1 Lê Lợi;0905123456\n2;Quán B;pub;=1;12\n3;;Chợ;3 Lê Lợi;0905123458\n"
    reply = house.call("getImportRemarks", raw=raw.encode(), token=staff_token(Role.VOLUNTEER), query={"format": "csv"})
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(reply.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["STT", "Tên", "Loại", "Địa chỉ", "SĐT", "Cần sửa", "Dòng trong tệp cũ"]
    assert rows[1][:5] == ["2", "Quán B", "pub", "'=1", "12"]
    assert rows[1][5].split("\n") == [
        "Loại: không thuộc danh mục loại địa điểm.",
        "Điện thoại liên hệ: phải là số di động, số cố định (02…) hoặc số 1800, 1900.",
    ]
    assert [row[6] for row in rows[1:]] == ["3", "4"]
    mended = (
        reply.content.decode().replace("pub", "Chợ").replace(";12;", ";0905123457;").replace(";;Chợ", ";Quán C;Chợ")
    )
    assert send(house, mended).json["created"] == 2


def test_the_remarks_of_a_workbook_are_a_workbook(house):
    raw = a_book(("Tên", "Loại", "Địa chỉ", "SĐT"), ("Quán", "pub", "1 Lê Lợi", 905123456))
    reply = house.call("getImportRemarks", raw=raw, token=staff_token(Role.VOLUNTEER), content_type=workbook.TYPE)
    assert reply.headers["content-type"] == workbook.TYPE
    assert faults(send(house, reply.content, content_type=workbook.TYPE)) == {(2, "category", "category")}


def test_a_template_names_kinds_and_communes_and_is_read_once_it_is_filled(house):
    token = staff_token(Role.PROVINCE_OFFICER, HUE)
    book = load_workbook(BytesIO(house.call("getVenueTemplate", token=token).content))
    assert book.sheetnames == ["Địa điểm", "Danh mục", "Ví dụ"]
    words = {cell.value for cell in book["Danh mục"]["A"]}
    codes = {cell.value for cell in book["Danh mục"]["C"]}
    assert {"Tạp hóa", "Chợ"} <= words
    assert {"19777", "19774"} <= codes
    offered = {str(offer.sqref): offer.formula1 for offer in book["Địa điểm"].data_validations.dataValidation}
    assert offered == {"B2:B2000": f"'Danh mục'!$A$2:$A${len(words)}", "F2:F2000": "'Danh mục'!$C$2:$C$3"}
    book["Địa điểm"].append(["Quán Hòa", "Chợ", "1 Lê Lợi", "0905123456", None, "19774"])
    out = BytesIO()
    book.save(out)
    assert send(house, out.getvalue(), token=token, content_type=workbook.TYPE).json["created"] == 1


def test_an_export_holds_what_was_looked_for(house):
    send(house, a_file(*GOOD))
    token = staff_token(Role.VOLUNTEER)
    reply = house.call("exportVenues", token=token, query={"format": "csv", "q": "cho", "category": "market"})
    rows = list(csv.DictReader(StringIO(reply.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Tên địa điểm"], row["Loại"], row["Điện thoại liên hệ"], row["Tình trạng"]) for row in rows] == [
        ('Chợ "Vỹ Dạ", khu A', "Chợ", "0905 123 457", "Đang hoạt động")
    ]
    assert rows[0]["Đăng ký lúc"] == "02/10/2021 08:15"
