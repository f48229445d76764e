"""Names and free text: what is stored, searched and refused."""

import unicodedata

import pytest

from domain.base.text import broken_rule, folded, initials, name_rule, stored


@pytest.mark.parametrize("spelling", ["hoà", "hòa", "HOA", "Hoà", "ho\u0300a", "HOÀ", " hoa  "])
def test_every_spelling_of_the_marks_meets_in_one_search_key(spelling):
    assert folded(spelling) == "hoa"


def test_the_search_key_of_a_vietnamese_name_has_plain_letters():
    assert folded("Đặng Thị Ngọc Ánh") == "dang thi ngoc anh"


def test_composed_and_decomposed_forms_are_stored_alike():
    name = "Nguyễn Thị Ánh"
    assert stored(unicodedata.normalize("NFD", name)) == name
    assert unicodedata.is_normalized("NFC", stored(unicodedata.normalize("NFD", name)))


def test_spaces_of_every_kind_become_one():
    assert stored("  Lê\u00a0\tVăn\n Tám\u2003") == "Lê Văn Tám"


@pytest.mark.parametrize("name", ["Nguyễn Thị Lan", "Y", "H'Hen Niê", "Trần-Lê Ngọc", "Lê Văn A.", "K’Brêu", "Thị Ánh"])
def test_names_as_people_bear_them_are_accepted(name):
    assert name_rule(stored(name)) is None


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "required"),
        ("a" * 101, "too-long"),
        ("Lan 👍", "symbols"),
        ("Lan 👩🏽‍🌾", "symbols"),
        ("Lan ❤️", "symbols"),
        ("Lan\u200bAnh", "control-characters"),
        ("Lan\u202eAnh", "control-characters"),
        ("Lan\x00", "control-characters"),
        ("Lan\ud800", "control-characters"),
        ("Lan\ue000", "control-characters"),
        ("...", "no-letters"),
        ("\u0300\u0301", "no-letters"),
        ("Lan 2", "name-characters"),
        ("<script>", "name-characters"),
        ("Robert'); DROP TABLE persons;--", "name-characters"),
    ],
)
def test_a_name_that_breaks_a_rule_is_refused_by_its_name(name, rule):
    assert name_rule(name) == rule


@pytest.mark.parametrize(
    "text",
    ["<b>Quán</b> & \"Cà phê\" 'X'", "'; DROP TABLE venues; --", "Điện máy 24/7 + Café (tầng 2)", "Số 5, ngõ 12/3"],
)
def test_markup_and_quotes_are_text_like_any_other(text):
    assert broken_rule(stored(text), 100) is None


@pytest.mark.parametrize("text", ["Quán 1️⃣", "Quán ☕", "Quán ☕️", "🇻🇳", "Nhà ⒶⒷ®", "Chợ #️⃣"])
def test_no_emoji_reaches_a_poster(text):
    assert broken_rule(stored(text), 100) == "symbols"


def test_an_address_of_digits_is_enough():
    assert broken_rule("12", 200) is None


@pytest.mark.parametrize(("name", "short"), [("Nguyễn Văn An", "N. V. An"), ("An", "An"), ("", ""), ("  ", "")])
def test_initials_let_a_reader_recognise_and_not_know(name, short):
    assert initials(name) == short
