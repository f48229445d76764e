"""Venues from a CSV file: all rows or none, each bad row by its line."""

import csv
from io import StringIO

import pytest

from domain.people.roles import Role
from functions.venue.sheet import MAX_ROWS
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, SCHEME
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
        (",food,1 Lê Lợi,0905123456,,", ("name", "too-short")),
        ("...,food,1 Lê Lợi,0905123456,,", ("name", "no-letters")),
        ("Quán 👍,food,1 Lê Lợi,0905123456,,", ("name", "symbols")),
        ("Quán\x00,food,1 Lê Lợi,0905123456,,", ("name", "control-characters")),
        ("Qu\ufffdn,food,1 Lê Lợi,0905123456,,", ("name", "damaged")),
        (f"{'a' * 101},food,1 Lê Lợi,0905123456,,", ("name", "too-long")),
        ("Quán,pub,1 Lê Lợi,0905123456,,", ("category", "category")),
        ("Quán,food,,0905123456,,", ("address", "too-short")),
        ("Quán,food,1 Lê Lợi,12345,,", ("contact_phone", "venue-phone")),
        ("Quán,food,1 Lê Lợi,0905123456,nhiều,", ("capacity", "type")),
        ("Quán,food,1 Lê Lợi,0905123456,0,", ("capacity", "range")),
        ("Quán,food,1 Lê Lợi,0905123456,2.5,", ("capacity", "type")),
        ("Quán,food,1 Lê Lợi,0905123456,,99999", ("unit_code", "unit")),
        (f"Quán,food,1 Lê Lợi,0905123456,,{HUE.code}", ("unit_code", "unit-commune")),
        (f"Quán,food,1 Lê Lợi,0905123456,,{KIM_LONG.code}", ("unit_code", "outside-jurisdiction")),
        ("Quán,food,1 Lê Lợi", ("file", "csv-columns")),
        ("Quán,food,1 Lê Lợi,0905123456,,,", ("file", "csv-columns")),
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
    assert faults(missing) == {(2, "unit_code", "unit-commune")}


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
        ("", (1, "file", "csv-header")),
        ("\n", (1, "file", "csv-header")),
        ("name;category;address;contact_phone\n", (1, "file", "csv-header")),
        (HEADER + ",extra\n", (1, "file", "csv-header")),
        ("name,name,category,address,contact_phone\n", (1, "file", "csv-header")),
        ("name,category,address\n", (1, "file", "csv-header")),
        (HEADER, (None, "file", "csv-empty")),
        (HEADER + "\n,,,,,\n", (None, "file", "csv-empty")),
        ("Tạp hóa".encode("utf-16"), (None, "file", "utf-8")),
        (b"name,\xff\xfe", (None, "file", "utf-8")),
    ],
)
def test_a_file_that_is_no_table_of_venues_is_refused_whole(house, text, fault):
    reply = send(house, text)
    assert (reply.status, faults(reply)) == (422, {fault})


def test_a_file_of_too_many_rows_is_refused(house):
    rows = [f"Q{n},food,{n},0905123456,," for n in range(MAX_ROWS + 1)]
    assert faults(send(house, a_file(*rows))) == {(None, "file", "csv-rows")}
    assert send(house, a_file(*rows[:-1])).json["created"] == MAX_ROWS


def test_a_file_that_is_too_large_is_refused(house):
    reply = send(house, a_file("x" * 200_000))
    assert (reply.status, reply.code) == (413, "too-large")


@pytest.mark.parametrize("content_type", ["application/json", "application/vnd.ms-excel", "multipart/form-data", ""])
def test_only_csv_is_read(house, content_type):
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
