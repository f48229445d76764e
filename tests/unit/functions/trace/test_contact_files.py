"""Contacts as a file: names and numbers, on record of everybody in it."""

import csv
import io

import pytest
from openpyxl import load_workbook

from adapters.memory.faults import Fault
from domain.telling.reach import WordState
from domain.tracing.contact import Closeness
from domain.tracing.follow_up import FollowUpState
from functions.kit.sheets.made import workbook
from functions.trace.contact.table import CLOSENESS, STATES, WORD
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue
from tests.builders.sheets import first_sheet
from tests.unit.functions.trace.contact_calls import (
    an_outbreak,
    home,
    in_three_communes,
    numbers,
    records,
)
from tests.unit.functions.trace.outbreak import (
    NEIGHBOUR,
    TRACER,
    market,
    nothing_stored,
    person,
    refused,
    traced_case,
    were_there,
)

# The file


def exported(house, code, *, token=TRACER, **body):
    reply = house.call("exportContacts", body, token=token, case_id=code)
    assert reply.status == 200, reply.content
    return reply, list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_holds_names_and_numbers(house):
    person(house, 2, full_name="Trần Văn Minh", phone="+84987654321", year_of_birth=1990)
    code = an_outbreak(house, wide=1)
    reply, rows = exported(house, code)
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["content-disposition"] == 'attachment; filename="nguoi-tiep-xuc.csv"'
    assert reply.headers["cache-control"] == "no-store"
    assert reply.content.startswith("\ufeffMã ca;".encode())
    assert rows == [
        {
            "Mã ca": code,
            "Diện tiếp xúc": "F1",
            "Họ và tên": "Trần Văn Minh",
            "Năm sinh": "1990",
            "Điện thoại": "0987 654 321",
            "Xã, phường nơi ở": "Phường Vỹ Dạ",
            "Tiếp xúc thế nào": "Cùng địa điểm",
            "Ở đâu": a_venue(1).name,
            "Tiếp xúc từ": "01/10/2021 18:15",
            "Đến": "01/10/2021 19:15",
            "Số phút": "60",
            "Tình trạng": "Cần gọi",
            "Số lần gọi": "0",
            "Hạn gọi": "03/10/2021 08:15",
            "Quá hạn": "",
            "Đã báo tin": "Đã lập thông báo",
            "Báo tin lúc": "02/10/2021 08:15",
            "Lượt đến còn phải xem xét": "",
            "Lượt đến trước khi đăng ký": "",
            "Đã thành F0, mã ca": "",
            "Mã người": str(a_person_id(2)),
        }
    ]


def test_a_workbook_keeps_numbers_text_and_moments_moments(house):
    person(house, 2, full_name="=Minh", phone="+84987654321")
    code = an_outbreak(house, wide=1)
    reply = house.call("exportContacts", {"format": "xlsx", "language": "en"}, token=TRACER, case_id=code)
    assert reply.headers["content-type"] == workbook.TYPE
    headings, row = first_sheet(load_workbook(io.BytesIO(reply.content))).iter_rows()
    told = {heading.value: cell for heading, cell in zip(headings, row, strict=True)}
    assert (told["Full name"].value, told["Full name"].data_type) == ("=Minh", "s")
    assert (told["Telephone"].value, told["Telephone"].number_format) == ("0987 654 321", "@")
    assert told["From"].value.isoformat() == "2021-10-01T18:15:00"
    assert (told["From"].number_format, told["Minutes"].value, told["Status"].value) == (
        "dd/mm/yyyy hh:mm",
        60,
        "To call",
    )


def test_every_state_and_class_has_its_words():
    assert set(CLOSENESS) == set(Closeness)
    assert set(STATES) == set(FollowUpState)
    assert set(WORD) == set(WordState)


@pytest.mark.parametrize("name", ["=1+1", "+84 912", "-2", "@SUM(A1)", "\t=1", '"=1",2', "=cmd|' /C calc'!A0"])
def test_no_cell_begins_a_formula(house, name):
    person(house, 2, full_name=name)
    code = an_outbreak(house, wide=1)
    _, (row,) = exported(house, code)
    assert row["Họ và tên"].strip("'") == name
    assert not row["Họ và tên"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_everybody_in_the_file_can_see_that_it_was_made(house):
    code = an_outbreak(house, wide=4)
    house.audit.records.clear()
    exported(house, code, reason="họp giao ban")
    assert {record.subject for record in records(house)} == {f"P#{a_person_id(number)}" for number in range(2, 6)}
    assert {(record.act, record.actor, record.reason) for record in records(house)} == {
        ("contacts-exported", "S#staff-tracer", "họp giao ban")
    }
    assert len(records(house)) == 4


def test_no_file_is_made_of_whom_could_not_be_recorded(house):
    code = an_outbreak(house, wide=4)
    house.faults.plan("append", Fault.REFUSED)
    reply = house.call("exportContacts", {}, token=TRACER, case_id=code)
    assert (reply.status, reply.code) == (503, "busy")


def test_a_long_list_comes_in_files_of_five_hundred(house):
    person(house, 1)
    market(house)
    for number in range(2, 482):
        person(house, number)
    at_home = range(600, 650)
    for number in at_home:
        person(house, number)
    were_there(house, range(1, 482))
    code = traced_case(house, milestones=[home(*at_home)])
    house.audit.records.clear()
    reply, rows = exported(house, code)
    rest, more = exported(house, code, cursor=reply.headers["x-next-cursor"])
    assert (len(rows), len(more), "x-next-cursor" in rest.headers) == (500, 30, False)
    assert {row["Mã người"] for row in (*rows, *more)} == numbers(*range(2, 482), *at_home)
    assert len(records(house)) == 530


def test_a_commune_exports_those_who_live_there(house):
    code = in_three_communes(house)
    _, rows = exported(house, code, token=NEIGHBOUR)
    assert {row["Mã người"] for row in rows} == numbers(3)
    _, rows = exported(house, code)
    assert {(row["Mã người"], row["Xã, phường nơi ở"]) for row in rows} == {
        (str(a_person_id(2)), "Phường Vỹ Dạ"),
        (str(a_person_id(3)), "Phường Kim Long"),
        (str(a_person_id(4)), "Phường Hải Vân"),
    }


def test_an_export_from_nowhere(house):
    code = an_outbreak(house, wide=1)
    with nothing_stored(house):
        reply = house.call("exportContacts", {"cursor": "x"}, token=TRACER, case_id=code)
        assert refused(reply, 422, "invalid", ("cursor", "cursor"))
