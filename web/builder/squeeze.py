"""Styles of a page that is one document, without what the page does not use: each byte there is waited for at a door."""

import re

_RULE = re.compile(r"(?<![@\w-])([^{}@;]+)\{([^{}]*)\}")
_COMMA = re.compile(r",(?![^(]*\))")
_NOT_NAMES = re.compile(r"\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?|\d+%")
_NAME = re.compile(r"[a-zA-Z][\w-]*")
_FRAMES = {"from", "to"}  # steps of an animation are no elements


def style(css: str, page: str) -> str:
    """The bundler's style without rules for elements, classes and ids that stand nowhere in the page, markup or script."""
    return _used(css, set(_NAME.findall(page)))


def _used(css: str, words: set[str]) -> str:
    def kept(rule: re.Match[str]) -> str:
        selectors = [each for each in _COMMA.split(rule[1]) if _names(each) <= words | _FRAMES]
        return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""

    return _RULE.sub(kept, css)


def _names(selector: str) -> set[str]:
    """What must be there for a selector to mean anything; conditions in brackets and after colons may come and go."""
    return set(_NAME.findall(_NOT_NAMES.sub(" ", selector)))
