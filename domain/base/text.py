"""Vietnamese names and free text: what comes in, what is stored, what is searched, and what makes two names one."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Pictures, their skins and keycaps: no poster font or text message shows them. A sign such as ° or ™ is none.
_EMOJI = re.compile(
    "[\u20e3\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2604\u2607-\u27bf\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f000-\U0001faff]"
)
_DAMAGED = "\ufffd"

# What Unicode calls default-ignorable: marks of direction, of joining and of presentation, fillers, soft hyphens.
_UNSEEN = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "`´ʹʻʼʽ‘’‛′‵ꞌ＇｀\u0374\u1fef\u1ffd"
_FULL_WIDTH, _TO_ASCII = range(0xFF01, 0xFF5F), 0xFEE0


def _plain_forms() -> Iterator[tuple[int, str | None]]:
    yield from ((symbol, chr(symbol - _TO_ASCII)) for symbol in _FULL_WIDTH)
    yield from ((symbol, None) for first, last in _UNSEEN for symbol in range(first, last + 1))
    for plain, forms in ((" ", _SPACES), ("-", _HYPHENS), ("'", _APOSTROPHES)):
        yield from ((ord(form), plain) for form in forms)


_PLAIN: Mapping[int, str | None] = dict(_plain_forms())

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_VOWELS = re.compile("(?:[aeiouy][\u0300-\u036f]*){2,}")
_D_LOOK_ALIKES = str.maketrans({"ð": "đ", "ɖ": "đ"})


def cleaned(text: str) -> str:
    """What somebody meant by what a keyboard, a spreadsheet or a message sent: done once, before any rule.

    Marks that nobody sees are gone; spaces, hyphens and apostrophes of every kind, and full-width signs, are the plain
    ones. Letters and their marks stay as they came, and so do control characters, which a rule refuses.
    """
    return text.translate(_PLAIN)


def folded(text: str) -> str:
    """Search key: lower case, đ as d, no marks, single spaces; `hoà`, `hòa` and `HOA` meet here.

    It finds, it never decides that two names are one: `Ba` and `Bà` are two. That is for `identity`.
    """
    plain = unicodedata.normalize("NFD", cleaned(text).lower().replace("đ", "d").replace("ð", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def identity(text: str) -> str:
    """Two names are one when this is equal: spellings of one name meet (`HOÀ`, `Hòa`, `hoà`), its marks count."""
    plain = unicodedata.normalize("NFD", cleaned(text)).lower().translate(_D_LOOK_ALIKES)
    spelt = _VOWELS.sub(_tones_last, unicodedata.normalize("NFD", plain))
    return " ".join(spelt.split())


def _tones_last(vowels: re.Match[str]) -> str:
    """A syllable has one tone, and writers differ on the vowel that bears it."""
    kept = "".join(mark for mark in vowels[0] if mark not in _TONES)
    return kept + "".join(mark for mark in vowels[0] if mark in _TONES)


def stored(text: str) -> str:
    """NFC with single spaces, as it will be shown."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def broken_rule(text: str, longest: int) -> str | None:
    """The rule a stored one-line text breaks, or None: a code of the catalogue of problems."""
    if not text:
        return "required"
    return "too-long" if len(text) > longest else _rule_of_signs(text)


def _rule_of_signs(text: str) -> str | None:
    if _DAMAGED in text:
        return "damaged"
    if _EMOJI.search(text):
        return "symbols"
    if any(unicodedata.category(c) in _CONTROL for c in text):
        return "control-characters"
    if not any(c.isalnum() for c in text):
        return "no-letters"
    return None


def name_rule(name: str) -> str | None:
    """The rule a person's stored name breaks, or None. Letters and marks, spaces and .'-’ only; one word is legal."""
    if rule := broken_rule(name, 100):
        return rule
    if any(unicodedata.category(c)[0] not in "LM" and c not in " .'-’" for c in name):
        return "name-characters"
    return None


def initials(name: str) -> str:
    """`Nguyễn Văn An` as `N. V. An`: for a reader who needs to recognise, not to know."""
    *front, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in front), last])
