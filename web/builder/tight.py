"""The style of a page whose bytes are counted one by one: rules of shared parts that it never shows are left out."""

import re

_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_SEPARATE = re.compile(r",(?![^(]*\))")
_NAME = re.compile(r"[.#]([a-zA-Z_-][\w-]*)")
_TAG = re.compile(r"(?:^|[\s>+~,(])([a-z][a-z0-9]*)")
_AROUND = {"html", "body"}


def style(css: str, *, markup: str, script: str) -> str:
    """Minified `css` with those selectors alone whose classes, ids and elements stand in `markup` or `script`. Classes that
    come from an answer of the server stand in neither: the page must name each of its own."""
    found = f"{markup}\n{script}"

    def names(word: str) -> bool:
        return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", found) is not None

    def makes(tag: str) -> bool:
        return tag in _AROUND or re.search(rf"<{tag}[\s>/]|[\"'`]{tag}[\"'`]", found) is not None

    def shows(selector: str) -> bool:
        bare = re.sub(r"\[[^\]]*\]", "", selector)
        return all(map(names, _NAME.findall(bare))) and all(map(makes, _TAG.findall(re.sub(r"::?[a-z-]+", "", bare))))

    def rule(match: re.Match[str]) -> str:
        kept = [selector for selector in _SEPARATE.split(match[1]) if shows(selector)]
        return f"{','.join(kept)}{{{match[2]}}}" if kept else ""

    return _RULE.sub(rule, css)
