"""Laws of stored and searched text, for every text there is."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from domain.base.text import broken_rule, folded, initials, name_rule, stored
from functions.words.every import RULES

TEXT = st.text(max_size=60)
LETTERS = st.text("aAăâđĐêôơưẠậếộợữỵ ngh", max_size=30)


@given(TEXT)
def test_storing_twice_is_storing_once(text):
    once = stored(text)
    assert stored(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert once == once.strip()


@given(TEXT)
def test_searching_finds_the_same_in_every_unicode_form(text):
    assert folded(text) == folded(unicodedata.normalize("NFD", text)) == folded(stored(text))


@given(LETTERS)
def test_a_search_key_of_vietnamese_is_plain_lower_case(text):
    key = folded(text)
    assert key.isascii()
    assert key == key.lower()
    assert folded(key) == key


@given(TEXT, st.integers(0, 50))
def test_every_text_is_fit_or_breaks_a_rule_that_has_words(text, longest):
    for rule in (broken_rule(text, longest), name_rule(text)):
        assert rule is None or rule in RULES


@given(TEXT)
def test_a_name_that_is_fit_holds_letters_and_can_be_shown(text):
    name = stored(text)
    if name_rule(name) is None:
        assert any(c.isalpha() for c in name)
        assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "So"} for c in name)
        assert name.encode()


@given(TEXT)
def test_initials_show_the_last_word_alone_in_full(text):
    words = text.split()
    short = initials(text).split()
    assert len(short) == len(words)
    assert all(len(part) == 2 for part in short[:-1])
