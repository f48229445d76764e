"""The figures of a unit as a file to take away."""

import csv
import io
from collections import Counter
from datetime import date

import pytest
from openpyxl import load_workbook

from adapters.dynamo.visit.item import item_from_visit
from domain.people.roles import Role
from domain.presence.policy import visit_policy
from functions.kit.sheets.made import workbook
from functions.reports import stream
from functions.reports.service.figures import Counted, Span, Totals
from functions.reports.table import figures_tables
from tests.builders.base import HUE, KIM_LONG, VY_DA
from tests.builders.presence import a_visit
from tests.builders.sheets import in_a_cell
from tests.doors.sign_in import staff_token

TODAY = date(2021, 10, 2)
TWO_DAYS = {"from": "2021-10-01", "to": "2021-10-02"}


@pytest.fixture(autouse=True)
def _three_visits(house):
    made = [a_visit(1), a_visit(2), a_visit(3, category="market", unit_path="VN-2025H2/46/19774")]
    records = [{"eventName": "INSERT", "dynamodb": {"NewImage": item_from_visit(visit)}} for visit in made]
    stream.handler({"Records": records}, None)


def taken(house, role=Role.PROVINCE_OFFICER, area=HUE, **query):
    return house.call("exportStatistics", token=staff_token(role, area), query={**TWO_DAYS, **query})


def lines(reply, separator=";"):
    return list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig")), delimiter=separator))


def test_a_text_file_has_days_and_kinds_in_words(house):
    reply = taken(house, format="csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["content-disposition"] == 'attachment; filename="so-lieu.csv"'
    kinds = visit_policy(TODAY).categories
    assert lines(reply) == [
        ["Ngày", "Loại địa điểm", "Lượt đến", "Địa điểm mới"],
        ["02/10/2021", kinds["grocery"].vi, "2", "0"],
        ["02/10/2021", kinds["market"].vi, "1", "0"],
    ]


def test_in_english_words_are_english_and_commas_cut(house):
    headings, first, _ = lines(taken(house, format="csv", language="en"), ",")
    assert headings == ["Day", "Kind of place", "Check-ins", "New venues"]
    assert first[1] == visit_policy(TODAY).categories["grocery"].en


def test_a_workbook_keeps_days_days_and_codes_text(house):
    reply = taken(house)
    assert reply.headers["content-type"] == workbook.TYPE
    book = load_workbook(io.BytesIO(reply.content))
    assert book.sheetnames == ["Theo ngày và loại", "Theo ngày", "Theo xã, phường"]
    _, first, last = book["Theo ngày"].iter_rows()
    assert [cell.value for cell in first] == [in_a_cell(2021, 10, 1), 0, 0]  # a day of nothing is a day
    assert (last[0].number_format, [cell.value for cell in last[1:]]) == ("dd/mm/yyyy", [3, 0])
    _, *communes = book["Theo xã, phường"].iter_rows()
    assert [[cell.value for cell in row] for row in communes] == [
        [KIM_LONG.code, "Phường Kim Long", 1, 0],
        [VY_DA.code, "Phường Vỹ Dạ", 2, 0],
    ]
    assert communes[0][0].number_format == "@"


def test_it_says_what_the_page_says(house):
    token = staff_token(Role.PROVINCE_OFFICER, HUE)
    shown = house.call("getStatistics", token=token, query=TWO_DAYS).json
    _, *rows = load_workbook(io.BytesIO(taken(house).content))["Theo ngày"].iter_rows(values_only=True)
    days = [date.fromisoformat(day["date"]) for day in shown["days"]]
    assert [list(row) for row in rows] == [
        [in_a_cell(day.year, day.month, day.day), told["check_ins"], told["venues_created"]]
        for day, told in zip(days, shown["days"], strict=True)
    ]


def test_a_unit_outside_and_an_absurd_span_are_refused(house):
    assert taken(house, Role.COMMUNE_OFFICER, VY_DA, unit=KIM_LONG.code).code == "outside-jurisdiction"
    assert taken(house, **{"from": "2021-01-01"}).faults == {("from", "period")}


def test_a_kind_that_is_in_force_no_more_keeps_its_code():
    totals = Totals({TODAY: Counter({"ferry": 4})}, Counter())
    by_kind, *_ = figures_tables(
        Counted(Span(TODAY, TODAY), totals, Totals({}, totals.by_unit)), str, TODAY, english=False
    )
    assert list(by_kind.rows) == [[TODAY, "ferry", 4, 0]]
