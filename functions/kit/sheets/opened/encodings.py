"""From bytes to letters: UTF-8, UTF-16, and the code pages that Vietnamese offices still meet."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from domain.base.errors import InvalidInput

UTF_8, UTF_16, WINDOWS_1258 = "utf-8", "utf-16", "windows-1258"
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig", UTF_8), (b"\xff\xfe", "utf-16", UTF_16), (b"\xfe\xff", "utf-16", UTF_16))
_LOOKED_AT = 2_000
_NULS = 0.3  # of the bytes in one place of each pair: a text of plain letters has far more, one without any none

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_SIGNS = frozenset("\u00a0–—‘’“”„…•·°²³×€₫§‹›")
# đ, à, ả, ã, á, ạ, ă, â … of TCVN 5712-3 (ABC) are signs in every other code page; here beside a plain letter.
_TCVN3 = re.compile("[a-zA-Z][®©ª«¬\u00ad¨µ¶·¸¹]|[®©ª«¬\u00ad¨µ¶·¸¹][a-zA-Z]")
# VNI writes a tone as a letter of its own behind the vowel.
_VNI = re.compile("[aeoyAEOY][ùøûõïåäëâêØÛÕÏÅÄËÂÊÙ]|[uU][ùøûïÙØÛÏ]|[ñöÑÖ][a-zA-Z]")
_VNI_AS_1258 = re.compile("[aeoyAEOY][ùûâêÙÛÂÊ]|uù|UÙ")
_TWICE = re.compile("á[º»]|Ã[\u00a0-\u00bf]|Ä[‘\u0090\u0091]|Æ°|Æ¡")
_TWICE_ENOUGH = 2


def _letters() -> Iterator[str]:
    yield from "đĐ"
    for vowel in _VOWELS + _VOWELS.upper():
        yield from (unicodedata.normalize("NFC", vowel + tone) for tone in _TONES)


_LETTERS = frozenset(_letters())


class Text(NamedTuple):
    """A file's letters and how they were read."""

    text: str
    encoding: str


def decoded(raw: bytes) -> Text:
    """The letters of a text file. Raises InvalidInput naming what it is, where it cannot be read safely."""
    for mark, codec, name in _MARKED:
        if raw.startswith(mark):
            return _read(raw, codec, name)
    if codec := _unmarked_utf_16(raw):
        return _read(raw, codec, UTF_16)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Text(_windows_1258(raw), WINDOWS_1258)
    if len(_TWICE.findall(text)) >= _TWICE_ENOUGH:
        raise InvalidInput.of("file", "encoding-twice")
    return Text(text, UTF_8)


def _read(raw: bytes, codec: str, name: str) -> Text:
    try:
        return Text(raw.decode(codec), name)
    except UnicodeDecodeError:
        raise InvalidInput.of("file", "encoding") from None


def _unmarked_utf_16(raw: bytes) -> str:
    head = raw[:_LOOKED_AT]
    half = len(head) // 2 or 1
    for codec, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[place::2].count(0) / half > _NULS and not head[1 - place :: 2].count(0):
            return codec
    return ""


def _windows_1258(raw: bytes) -> str:
    """Tones are marks of their own there; a text whose every mark finds its vowel was written in it."""
    try:
        text = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    if text and _is_vietnamese(text):
        return text
    as_western = raw.decode("latin-1")
    if _TCVN3.search(as_western):
        raise InvalidInput.of("file", "encoding-tcvn3")
    if _VNI.search(as_western):
        raise InvalidInput.of("file", "encoding-vni")
    raise InvalidInput.of("file", "encoding")


def _is_vietnamese(text: str) -> bool:
    foreign = {sign for sign in text if not sign.isascii()}
    return foreign <= (_LETTERS | _SIGNS) and not _VNI_AS_1258.search(text)
