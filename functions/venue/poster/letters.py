"""Which letters the poster's font has."""

from functools import cache

# What nearly every name is written with, so that nearly no registration opens the font: Latin with Vietnamese marks.
_COMMON = ((0x20, 0x7E), (0xA0, 0x17E), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1EA0, 0x1EF9))


def unprinted(text: str) -> str:
    """The letters of `text` that a poster would show as empty boxes, each once; mostly none."""
    rare = dict.fromkeys(letter for letter in text if not _is_common(ord(letter)))
    return "".join(letter for letter in rare if ord(letter) not in _letters())


def _is_common(point: int) -> bool:
    return any(first <= point <= last for first, last in _COMMON)


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    from functions.venue.poster.layout import font_file

    return frozenset.intersection(
        *(frozenset(TTFont(font_file(bold=bold), lazy=True).getBestCmap()) for bold in (False, True))
    )
