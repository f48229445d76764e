"""Cells as spreadsheets leave them: numbers that lost their zeros, grouped numbers, days, words, communes."""

from collections import Counter
from datetime import date, datetime

import pytest

from domain.base.period import LOCAL
from domain.base.unit import Unit, UnitKey
from domain.people.papers import contact_number
from functions.kit.sheets.headings import plain
from functions.kit.sheets.kinds import word
from functions.kit.sheets.kinds.digits import Phone
from functions.kit.sheets.kinds.moment import Day, Moment
from functions.kit.sheets.kinds.number import Decimal, Whole
from functions.kit.sheets.kinds.text import Text
from functions.kit.sheets.kinds.word import Commune, Word
from functions.kit.sheets.shape import BadCell, Lost
from tests.builders.base import HUE, SCHEME, the_units
from tests.builders.sheets import in_a_cell

PHONE = Phone(contact_number, "venue-phone")
NIGHT = datetime(2026, 11, 27, 20, 0, tzinfo=LOCAL)


def refusal(kind, cell):
    with pytest.raises(BadCell) as bad:
        kind.read(cell)
    return bad.value.rule


@pytest.mark.parametrize(
    ("cell", "number", "note"),
    [
        ("0912345678", "+84912345678", ""),
        ("0912 345 678", "+84912345678", ""),
        ("+84 912 345 678", "+84912345678", ""),
        ("84912345678", "+84912345678", ""),
        ("912345678", "+84912345678", "zero-restored"),
        (912345678, "+84912345678", "zero-restored"),
        ("'0912345678", "+84912345678", ""),
        ("912345678.0", "+84912345678", "digits-restored"),
        ("9.12345678E+08", "+84912345678", "digits-restored"),
        ("9,12345678E+08", "+84912345678", "digits-restored"),
        (2343823456, "+842343823456", "zero-restored"),
        ("1900545436", "1900545436", ""),
        (18001119, "18001119", ""),
    ],
)
def test_a_telephone_number_is_read_where_it_is_whole(cell, number, note):
    assert PHONE.read(cell) == (number, note)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("9.12E+08", "digits-lost"),
        ("9,1E+8", "digits-lost"),
        ("9.123456E+08", "digits-lost"),
        ("123", "venue-phone"),
        (12345, "venue-phone"),
        ("không có", "venue-phone"),
        ("0912345678 / 0987654321", "phone-several"),
        ("0912345678, 0987654321", "phone-several"),
        (in_a_cell(2026, 1, 1), "cell-date"),
        (Lost("cell-error"), "cell-error"),
    ],
)
def test_a_telephone_number_that_lost_digits_is_asked_for(cell, rule):
    assert refusal(PHONE, cell) == rule


@pytest.mark.parametrize(
    ("cell", "number"),
    [("20", 20), (20, 20), ("1.234", 1234), ("1 234", 1234), ("1.234.567", 1234567), ("400,0", 400), ("400.0", 400)],
)
def test_whole_numbers_as_they_are_grouped_here(cell, number):
    found = Whole().read(cell)
    assert found.value == number
    assert bool(found.note) == (str(cell) != str(number))


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("1,234", "number-unclear"),
        ("2,5", "number-whole"),
        ("2.5", "number-whole"),
        (2.5, "number-whole"),
        ("nhiều", "number-whole"),
        ("20 người", "number-whole"),
        ("٢٠", "number-whole"),
        (0, "number-range"),
        ("1001", "number-range"),
    ],
)
def test_a_number_that_could_be_two_is_asked_for(cell, rule):
    assert refusal(Whole(1, 1000), cell) == rule


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.234,5", 1234.5), ("1234,5", 1234.5), ("0,5", 0.5), ("12.75", 12.75), (1.25, 1.25), ("1.234.567", 1234567.0)],
)
def test_numbers_with_a_fraction(cell, number):
    assert Decimal().read(cell).value == number


@pytest.mark.parametrize("cell", ["1.234", "1,234", "1,234.5"])
def test_a_fraction_or_a_thousand_is_asked(cell):
    assert refusal(Decimal(), cell) == "number-unclear"


@pytest.mark.parametrize(
    "cell",
    ["27/11/2026", "27-11-2026", "27.11.2026", "2026-11-27", date(2026, 11, 27), in_a_cell(2026, 11, 27), 46353],
)
def test_days_as_they_are_written_here(cell):
    assert Day().read(cell).value == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("27/11/26", "day-year"),
        ("11/27/2026", "day"),
        ("31/02/2026", "day"),
        ("27/11", "day"),
        (1980, "day"),
        ("1980", "day"),
        ("hôm qua", "day"),
    ],
)
def test_what_is_no_day_is_asked_for(cell, rule):
    assert refusal(Day(), cell) == rule


def test_one_day_with_its_month_first_puts_the_whole_column_in_question():
    column = ["05/11/2026", "11/27/2026", "27/11/2026"]
    kind = Day().for_column(column)
    assert refusal(kind, "05/11/2026") == "day-order"
    assert refusal(kind, "11/27/2026") == "day-order"
    assert kind.read("27/11/2026").value == date(2026, 11, 27)
    assert Day().for_column(column[::2]).read("05/11/2026").value == date(2026, 11, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "27/11/2026 20:00",
        "20:00 27/11/2026",
        "20h00 27/11/2026",
        "20h, 27/11/2026",
        "27-11-2026 20:00:00",
        "2026-11-27T20:00:00+07:00",
        "2026-11-27T13:00:00Z",
        "2026-11-27 20:00",
        in_a_cell(2026, 11, 27, 20, 0),
    ],
)
def test_moments_are_of_the_local_clock(cell):
    assert Moment().read(cell).value == NIGHT


@pytest.mark.parametrize("cell", ["27/11/2026", "20:00", "27/11/2026 25:00", "27/11/2026 20:00 sáng", ""])
def test_what_is_no_moment_is_asked_for(cell):
    assert refusal(Moment(), cell) == "moment"


FOOD = ("Quán cà phê, nhà hàng", "Food")
KINDS = Word(
    {"food": ("Ăn uống tại chỗ, nhà hàng, quán cà phê", "Restaurant or café"), "shop": ("Cửa hàng", "Shop")},
    {"food": ("Ăn uống",), "shop": ("Bán hàng",)},
    rule="category",
)


@pytest.mark.parametrize(
    ("cell", "code", "note"),
    [
        ("food", "food", ""),
        ("Food", "food", ""),
        ("Ăn uống tại chỗ, nhà hàng, quán cà phê", "food", ""),
        ("cua hang", "shop", ""),
        ("Shop", "shop", ""),
        ("Ăn uống", "food", "word"),
        ("ăn uống", "food", "word"),
        ("Quán cà phê", "food", "word"),
        ("Café", "food", "word"),
        ("BÁN HÀNG", "shop", "word"),
    ],
)
def test_a_kind_is_said_by_code_by_name_or_by_another_word(cell, code, note):
    assert KINDS.read(cell) == (code, note)


def counted(monkeypatch):
    """How often each text is folded from now on."""
    folded: Counter[str] = Counter()

    def also_counted(text):
        folded[text] += 1
        return plain(text)

    monkeypatch.setattr(word, "plain", also_counted)
    return folded


@pytest.mark.parametrize("cell", ["Quán cà phê", "Nhà hàng"])
def test_a_list_of_words_is_folded_once_for_all_rows(cell, monkeypatch):
    """It was folded for each row, and took three quarters of a file's time."""
    folded = counted(monkeypatch)
    kinds = Word({f"k{number}": (f"Loại {number}", f"Kind {number}") for number in range(40)} | {"food": FOOD})
    for _ in range(100):
        assert kinds.read(cell).value == "food"
    assert folded.total() <= 100 + 6 * 41, "a hundred cells, and each word as a name and as a part of one"


def test_names_of_communes_are_folded_once_for_all_rows(monkeypatch):
    folded = counted(monkeypatch)
    communes = Commune(OF_BAC_NINH, lambda _: None)
    for _ in range(100):
        assert communes.read("viet yen").note == "unit-by-name"
    assert folded.total() <= 3 * (100 + len(OF_BAC_NINH))


@pytest.mark.parametrize("cell", ["pub", "quán", 5])
def test_a_word_that_nobody_gave_is_asked_for(cell):
    assert refusal(KINDS, cell) == "category"


OF_BAC_NINH = [
    Unit(UnitKey(SCHEME, code), name, (code, "24"))
    for code, name in (
        ("07777", "Phường Việt Yên"), ("07778", "Xã Tân Mỹ"), ("07779", "Phường Tân Mỹ"), ("12345", "Xã Tiên Lục"),
        ("12346", "Xã Tiến Lực"),
    )
]  # fmt: skip
COMMUNE = Commune(OF_BAC_NINH, lambda code: the_units().find(UnitKey(SCHEME, code)))


@pytest.mark.parametrize(
    ("cell", "code", "note"),
    [
        ("07777", "07777", ""),
        ("7777", "07777", "zero-restored"),
        (7777, "07777", "zero-restored"),
        ("'07777", "07777", ""),
        ("Phường Việt Yên", "07777", ""),
        ("viet yen", "07777", "unit-by-name"),
        ("Phường Tân Mỹ", "07779", ""),
    ],
)
def test_a_commune_is_said_by_code_or_by_name(cell, code, note):
    found = COMMUNE.read(cell)
    assert (found.value.key.code, found.note) == (code, note)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("99999", "unit"),
        ("777", "unit"),
        ("Vỹ Dạ", "unit-name"),
        ("Tân Mỹ", "unit-twice"),
        ("19777", "outside-jurisdiction"),
        (HUE.code, "unit-commune"),
    ],
)
def test_a_commune_that_is_none_here_is_named(cell, rule):
    assert refusal(COMMUNE, cell) == rule


def test_two_names_that_differ_in_marks_are_two():
    assert COMMUNE.read("Xã Tiên Lục").value.key.code == "12345"
    assert refusal(COMMUNE, "tien luc") == "unit-twice"


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (in_a_cell(2026, 5, 12), "cell-date"),
        (Lost("cell-formula"), "cell-formula"),
        ("x" * 101, "too-long"),
        ("👍", "symbols"),
        ("...", "no-letters"),
    ],
)
def test_text_that_has_ceased_to_be_text(cell, rule):
    assert refusal(Text(100), cell) == rule


def test_a_number_in_a_column_of_text_is_its_digits():
    assert Text(100).read(12) == ("12", "")
    assert Text(100).read(1.5) == ("1.5", "number-as-text")
