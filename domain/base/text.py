"""Vietnamese names and free text: what is stored, and what is searched."""

import unicodedata

_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SYMBOLS = {"So", "Sk", "Me"}  # emoji and their parts: no poster font or text message shows them


def folded(text: str) -> str:
    """Search key: lower case, đ as d, no marks, single spaces; `hoà`, `hòa` and `HOA` meet here."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def stored(text: str) -> str:
    """NFC with single spaces, as it will be shown."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def broken_rule(text: str, longest: int) -> str | None:
    """The rule a stored one-line text breaks, or None: a code of the catalogue of problems."""
    if not text:
        return "required"
    if len(text) > longest:
        return "too-long"
    kinds = {unicodedata.category(c) for c in text}
    if kinds & _SYMBOLS:
        return "symbols"
    if kinds & _CONTROL:
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
