"""Short names in a page that is one document: for its sentences, whose keys stand there up to three times, and its colours."""

import re
import string
from collections.abc import Iterable, Mapping

# A member's name stands after a brace or a comma and before a colon; between `?` and `:` stands a string.
_TOLD = re.compile(r'(?:(?<=[{,])"([a-z0-9]+(?:[.-][a-z0-9-]+)+)"(?=:))|"([a-z0-9]+(?:[.-][a-z0-9-]+)+)"')
_CUSTOM = re.compile(r"--[a-z][a-z-]*")
_SET = re.compile(r"(--[a-z][a-z-]*):\s*([^;}]*);?")
_SIDES = {
    "inline-size": "width",
    "block-size": "height",
    "margin-block-start": "margin-top",
    "margin-block-end": "margin-bottom",
    "border-block-start": "border-top",
    "border-block-end": "border-bottom",
}
_MARKED = re.compile(r'(data-t(?:-label)?)="([^"]+)"')


def names(keys: Iterable[str]) -> dict[str, str]:
    """Key to name, `a0`, `b0`, …: a letter and a number, so never a word of the language. Roles are called by their own."""
    letters = string.ascii_lowercase
    wanted = sorted(key for key in keys if not key.startswith("role."))
    return {key: f"{letters[place % 26]}{place // 26}" for place, key in enumerate(wanted)}


def keys_in(script: str) -> set[str]:
    """What may be keys of sentences in a bundled module."""
    return {member or told for member, told in _TOLD.findall(script)}


def in_script(script: str, short: Mapping[str, str]) -> str:
    """A bundled module with those names in place of keys."""

    def told(found: re.Match[str]) -> str:
        name = short.get(found[1] or found[2])
        if name is None:
            return found[0]
        return name if found[1] else f'"{name}"'

    return _TOLD.sub(told, script)


def in_markup(html: str, short: Mapping[str, str]) -> str:
    """Markup with those names in place of keys."""
    return _MARKED.sub(lambda found: f'{found[1]}="{short.get(found[2], found[2])}"', html)


def in_style(css: str) -> str:
    """Minified styles with a letter in place of each custom property, none that nothing asks for, and the shorter name of
    a side: lines run from left to right in both languages."""
    for name, shorter in _SIDES.items():
        css = re.sub(f"{name}(?=[:-])", shorter, css)
    asked = {name for name in _CUSTOM.findall(css) if f"var({name})" in css}
    css = _SET.sub(lambda found: f"{found[1]}:{found[2]};" if found[1] in asked else "", css).replace(";}", "}")
    called = dict(zip(sorted(asked), string.ascii_letters, strict=False))
    return _CUSTOM.sub(lambda found: f"--{called.get(found[0], found[0][2:])}", css)
