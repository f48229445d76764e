"""Laws of stored and searched text, for every text there is."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from domain.base.text import broken_rule, cleaned, folded, identity, initials, name_rule, stored
from functions.words.every import RULES

TEXT = st.text(max_size=60)
LETTERS = st.text("aAăâđĐêôơưẠậếộợữỵ ngh", max_size=30)
VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0301\u0303\u0309\u0323"
CONSONANTS = st.sampled_from(
    ["", "b", "c", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "ng", "ngh", "ph", "qu", "th", "tr"]
)
SYLLABLES = st.tuples(
    CONSONANTS,
    st.text(VOWELS, min_size=1, max_size=3),
    st.sampled_from(["", *TONES]),
    st.sampled_from(["", "n", "ng", "t"]),
)
UNSEEN = st.sampled_from(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufe0f"
)


def spelt(syllables, toned):
    """A name of these syllables; `toned` says which of its vowels bears the tone."""
    words = []
    for number, (front, vowels, tone, end) in enumerate(syllables):
        place = toned[number % len(toned)] % len(vowels)
        words.append(f"{front}{vowels[: place + 1]}{tone}{vowels[place + 1 :]}{end}")
    return unicodedata.normalize("NFC", " ".join(words))


NAMES = st.lists(SYLLABLES, min_size=1, max_size=4)
PLACES = st.lists(st.integers(0, 2), min_size=1, max_size=4)
VIETNAMESE = st.builds(spelt, NAMES, PLACES)


def sprinkled(text, marks):
    """The text with these unseen marks between its letters."""
    for number, mark in marks:
        place = number % (len(text) + 1)
        text = text[:place] + mark + text[place:]
    return text


@given(TEXT)
def test_cleaning_twice_is_cleaning_once(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@given(VIETNAMESE)
def test_clean_vietnamese_text_stays_as_it_is(text):
    for form in ("NFC", "NFD"):
        assert cleaned(unicodedata.normalize(form, text)) == unicodedata.normalize(form, text)


@given(st.lists(VIETNAMESE | st.sampled_from(["\u2011", "‘", "´", "\u00a0", "９", "\u200b", "Ａ", " "])).map(" ".join))
def test_cleaning_and_the_forms_of_unicode_come_in_any_order(text):
    for form in ("NFC", "NFD"):
        assert cleaned(unicodedata.normalize(form, text)) == unicodedata.normalize(form, cleaned(text))


@given(TEXT)
def test_cleaning_loses_no_letter_and_hides_no_control_character(text):
    clean = cleaned(text)
    assert [c for c in clean if unicodedata.category(c) == "Cc"] == [c for c in text if unicodedata.category(c) == "Cc"]
    assert len(clean) <= len(text)


@given(VIETNAMESE, st.lists(st.tuples(st.integers(0, 40), UNSEEN), max_size=5))
def test_marks_that_nobody_sees_make_no_other_name(text, marks):
    hidden = sprinkled(text, marks)
    assert stored(cleaned(hidden)) == stored(text)
    assert identity(hidden) == identity(text)
    assert folded(hidden) == folded(text)


@given(NAMES, PLACES, PLACES, st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_a_name_is_one_wherever_its_tones_stand_and_however_it_is_written(syllables, here, there, form, loud):
    one, other = spelt(syllables, here), unicodedata.normalize(form, spelt(syllables, there))
    assert identity(one) == identity(f"  {other.upper() if loud else other} ")


@given(NAMES, st.integers(0, 3), st.sampled_from(["", *TONES]))
def test_another_tone_is_another_name(syllables, place, tone):
    place %= len(syllables)
    front, vowels, before, end = syllables[place]
    other = [*syllables[:place], (front, vowels, tone, end), *syllables[place + 1 :]]
    assert (identity(spelt(syllables, [0])) == identity(spelt(other, [0]))) == (tone == before)


@given(TEXT, TEXT)
def test_what_is_one_name_is_found_by_one_search(one, other):
    assert folded(identity(one)) == folded(one)
    if identity(one) == identity(other):
        assert folded(one) == folded(other)


@given(TEXT)
def test_a_name_is_one_with_itself_in_every_unicode_form(text):
    assert (
        identity(text) == identity(unicodedata.normalize("NFD", text)) == identity(unicodedata.normalize("NFC", text))
    )
    assert identity(identity(text)) == identity(text)


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
