"""Styles of a page that is one document, without what the page does not use: each byte there is waited for at a door."""

import re
from collections.abc import Iterable

_RULE = re.compile(r"(?<![@\w-])([^{}@;]+)\{([^{}]*)\}")
_COMMA = re.compile(r",(?![^(]*\))")
_NOT_NAMES = re.compile(r"\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?|\d+%")
_NAME = re.compile(r"[a-zA-Z][\w-]*")
_FRAMES = {"from", "to"}  # steps of an animation are no elements
_PROPERTY = re.compile(r"--[a-z][a-z0-9-]*")


def style(css: str, page: str) -> str:
    """The bundler's style without rules for elements, classes and ids that stand nowhere in the page, markup or script."""
    return _called_short(_used(css, set(_NAME.findall(page))))


def _used(css: str, words: set[str]) -> str:
    def kept(rule: re.Match[str]) -> str:
        selectors = [each for each in _COMMA.split(rule[1]) if _names(each) <= words | _FRAMES]
        return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""

    return _RULE.sub(kept, css)


def _names(selector: str) -> set[str]:
    """What must be there for a selector to mean anything; conditions in brackets and after colons may come and go."""
    return set(_NAME.findall(_NOT_NAMES.sub(" ", selector)))


def _called_short(css: str) -> str:
    """Custom properties under short names, those nobody reads left out; `: ` after their names too."""
    read = dict.fromkeys(re.findall(r"var\((--[a-z][a-z0-9-]*)", css))
    for name in [each for each in dict.fromkeys(_PROPERTY.findall(css)) if each not in read]:
        css = re.sub(rf"(?<=[{{;]){name}:[^;}}]*;?", "", css)
    called = dict(zip(read, _short(), strict=False))
    return re.sub(
        r"(--[a-z][a-z0-9-]*)(: ?)?",
        lambda found: called.get(found[1], found[1]) + (":" if found[2] else ""),
        css,
    )


def _short() -> Iterable[str]:
    """`--a` to `--z`, then `--a0` and so on."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    yield from (f"--{letter}" for letter in letters)
    yield from (f"--{letter}{number}" for number in range(10) for letter in letters)
