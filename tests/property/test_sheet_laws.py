"""What is written is read: through a text file and through a workbook, whatever a name is made of."""

import unicodedata
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.base.period import LOCAL
from domain.base.text import cleaned
from domain.people.papers import contact_number, phone_dialled
from functions.kit.sheets.guard import guarded, unguarded
from functions.kit.sheets.kinds.digits import Phone
from functions.kit.sheets.kinds.moment import Day, Moment
from functions.kit.sheets.kinds.number import Decimal, Whole
from functions.kit.sheets.kinds.text import Text
from functions.kit.sheets.made.csv_file import csv_file
from functions.kit.sheets.made.table import Table
from functions.kit.sheets.made.workbook import workbook
from functions.kit.sheets.reader import read
from functions.kit.sheets.shape import Column

COLUMNS = (
    Column("text", "Tên", "Name", Text(lines=True, checked=False), required=True),
    Column("phone", "Điện thoại", "Phone", Phone(contact_number), required=True),
    Column("count", "Số lượng", "Count", Whole(-(10**9), 10**9), required=True),
    Column("share", "Tỷ lệ", "Share", Decimal(), required=True),
    Column("at", "Lúc", "At", Moment(), required=True),
    Column("day", "Ngày", "Day", Day(), required=True),
)
HEADINGS = [column.vi for column in COLUMNS]
PIECES = st.sampled_from(
    ["=", "+", "-", "@", "'", '"', ",", ";", "\t", "\n", "0", "0912", "1.234", "Hoà", "Nguyễn", "ƯỠN", "H'Hen", " ", "_x0041_",
     "E+08", "sep=", "|", "a", "<b>", "&amp;", "#N/A", "…", "27/11/2026", "\\", "TRUE", "="]
)  # fmt: skip
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff"), max_size=8)
TEXTS = st.lists(PIECES | LETTERS, min_size=1, max_size=6).map("".join).filter(lambda text: cleaned(text).strip())
NUMBERS = st.integers(0, 10**8 - 1).map(lambda digits: f"+849{digits:08d}")
MINUTES = st.integers(0, 60 * 24 * 365 * 40).map(
    lambda more: datetime(2000, 1, 1, tzinfo=LOCAL) + timedelta(minutes=more)
)
SHARES = st.integers(-(10**6), 10**6).map(lambda number: number / 4)
ROWS = st.lists(st.tuples(TEXTS, NUMBERS, st.integers(-(10**9), 10**9), SHARES, MINUTES), min_size=1, max_size=6)


def kept(text):
    """Cleaned as at every door, composed, without blanks around it."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", cleaned(lines).strip())


def a_table(rows):
    return Table("Danh sách", HEADINGS, [[t, phone_dialled(p), n, share, at, at.date()] for t, p, n, share, at in rows])


def read_back(raw):
    found = read(raw, COLUMNS, most_rows=10)
    assert not list(found.faults())
    return [tuple(row.values.values()) for row in found.rows]


def as_given(rows):
    return [(kept(t), p, n, share, at, at.date()) for t, p, n, share, at in rows]


@given(ROWS, st.sampled_from(";,"))
def test_what_is_written_into_a_text_file_is_read(rows, separator):
    assert read_back(csv_file(a_table(rows), separator=separator)) == as_given(rows)


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_what_is_written_into_a_workbook_is_read(rows):
    assert read_back(workbook([a_table(rows)])) == as_given(rows)


@given(st.text())
def test_an_apostrophe_that_was_put_on_is_taken_off_and_no_other(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@"))


@given(NUMBERS)
def test_a_number_is_dialled_as_it_was_given(number):
    assert contact_number(phone_dialled(number)) == number
