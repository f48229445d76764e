"""Names and free text: what is stored, searched and refused."""

import unicodedata

import pytest

from domain.base.text import broken_rule, cleaned, folded, identity, initials, name_rule, stored


@pytest.mark.parametrize("spelling", ["hoà", "hòa", "HOA", "Hoà", "ho\u0300a", "HOÀ", " hoa  "])
def test_every_spelling_of_the_marks_meets_in_one_search_key(spelling):
    assert folded(spelling) == "hoa"


def test_the_search_key_of_a_vietnamese_name_has_plain_letters():
    assert folded("Đặng Thị Ngọc Ánh") == "dang thi ngoc anh"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("HOÀ BÌNH", "Hòa Bình"),
        ("thuý", "thúy"),
        ("uỷ ban", "ủy ban"),
        ("quý", "qúy"),
        ("khuỷu", "khủyu"),
        ("loè", "lòe"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("H‘Hen", "H`Hen"),
        ("H’Hen", "H'Hen"),
        ("ho\u0300a", "hoa\u0300"),
        ("Lan\u200b Anh", "Lan  Anh"),
        ("Kem –2°", "kem -2°"),
    ],
)
def test_spellings_of_one_name_are_one_name(one, other):
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quán Cô Ba", "Quán Cô Bà"),
        ("Ba", "Bá"),
        ("ký", "kỳ"),
        ("Đa", "Da"),
        ("cơm", "com"),
        ("ăn", "ân"),
        ("Bàba", "Babà"),
        ("hoà", "hoa"),
        ("Nguyễn", "Nguyên"),
    ],
)
def test_another_mark_is_another_name_that_a_search_finds_as_well(one, other):
    assert identity(one) != identity(other)
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("came", "clean"),
    [
        ("\u202a0912345678\u202c", "0912345678"),
        ("\u2066Lan\u2069", "Lan"),
        ("\ufeffQuán\u00ad Ba\u200b\u200d", "Quán Ba"),
        ("ＭＨＪＹ‑４ＡＡ８", "MHJY-4AA8"),
        ("＋８４　９１２", "+84 912"),
        ("12\u00a0–\u202f14 — 15 − 16", "12 - 14 - 15 - 16"),
        ("H‘Hen H’Hen H`Hen H´Hen HʼHen H′Hen H＇Hen", "H'Hen H'Hen H'Hen H'Hen H'Hen H'Hen H'Hen"),
        ("Phở ☕️", "Phở ☕"),
        ("a\x00b\tc\nd", "a\x00b\tc\nd"),
        ("ho\u0300a", "ho\u0300a"),
        ("“Chợ”, 24/7 & 50%", "“Chợ”, 24/7 & 50%"),
    ],
)
def test_what_a_keyboard_or_spreadsheet_sent_becomes_what_was_meant(came, clean):
    assert cleaned(came) == clean


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


@pytest.mark.parametrize(
    "text",
    ["Quán 1️⃣", "Quán ☕", "Quán ☕️", "🇻🇳", "Chợ #️⃣", "Nhà 🅰", "Tim ❤️", "Sao ⭐", "Đồng hồ ⏰", "Mới 🫠", "A 👍🏽"],
)
@pytest.mark.parametrize("read", [stored, lambda text: stored(cleaned(text))])
def test_no_emoji_reaches_a_poster(text, read):
    assert broken_rule(read(text), 100) == "symbols"


@pytest.mark.parametrize(
    "text", ["Kem -2°", "Phở 24® & Cà phê™", "Khách sạn 5★", "Nhà Ⓐ", "Số № 5", "Trà 30℃", "A^B", "© Quán"]
)
def test_a_sign_that_is_no_emoji_is_legal(text):
    assert broken_rule(stored(cleaned(text)), 100) is None


@pytest.mark.parametrize("text", ["Qu\ufffdn H\ufffda", "\ufffd", "Quán \ufffd 👍"])
def test_damaged_text_is_called_damaged_and_no_emoji(text):
    assert broken_rule(text, 100) == "damaged"
    assert name_rule(text) == "damaged"


def test_an_address_of_digits_is_enough():
    assert broken_rule("12", 200) is None


@pytest.mark.parametrize(("name", "short"), [("Nguyễn Văn An", "N. V. An"), ("An", "An"), ("", ""), ("  ", "")])
def test_initials_let_a_reader_recognise_and_not_know(name, short):
    assert initials(name) == short
