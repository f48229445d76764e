"""The sentences: one Vietnamese source, one English twin, and the guards that keep pages and files in step."""

import json
import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from web.builder import roles
from web.builder.pages import PAGES, WEB

WORKER = WEB / "sw" / "sw.mjs"
WORKER_KEYS = ("ring.body", "ring.title")  # what a locked screen may show, in the worker in both languages
_LITERAL = re.compile(r"""["']([a-z0-9]+(?:[.-][a-z0-9-]+)+)["']""")
_CALL = re.compile(r"""\bt\(\s*["']([^"']+)["']""")
_IMPORT = re.compile(r"""(?:from\s+|import\()["'](\.[^"']+)["']""")
_INCLUDE = re.compile(r"[ \t]*<!--include:([a-z-]+)-->\n?")
_PLACEHOLDER = re.compile(r"\{\w+\}")


class TextFault(Exception):
    """A sentence that is missing, unused, unequal or badly written."""


def read(language: str) -> dict[str, str]:
    """All sentences of a language, by key; those of roles come from the field."""
    texts: dict[str, str] = json.loads((WEB / "i18n" / f"{language}.json").read_text(encoding="utf-8"))
    return texts | roles.names(language)


def markup(source: Path) -> str:
    """A page's HTML with its shared fragments put in."""
    text = source.read_text(encoding="utf-8")
    while found := _INCLUDE.search(text):
        fragment = (WEB / "parts" / "shell" / f"{found[1]}.html").read_text(encoding="utf-8")
        text = text[: found.start()] + fragment + text[found.end() :]
    return text


class _Marked(HTMLParser):
    """Collects the text of every element that carries `data-t`, and the labels that carry `data-t-label`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, str | None, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if label := given.get("data-t-label"):
            self.found.append((label, given.get("aria-label") or ""))
        if tag not in {"meta", "link", "input", "br", "img", "use", "path", "circle", "rect"}:
            self._open.append((tag, given.get("data-t"), []))

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, key, parts = self._open.pop()
            if key:
                self.found.append((key, " ".join(unescape("".join(parts)).split())))


def in_markup(text: str) -> list[tuple[str, str]]:
    """(key, Vietnamese text) of every marked element."""
    parser = _Marked()
    parser.feed(text)
    return parser.found


def modules(entry: Path) -> set[Path]:
    """The modules that an entry imports, itself included."""
    seen: set[Path] = set()
    waiting = [entry]
    while waiting:
        module = waiting.pop().resolve()
        if module in seen or not module.exists():
            continue
        seen.add(module)
        waiting += [module.parent / name for name in _IMPORT.findall(module.read_text(encoding="utf-8"))]
    return seen


def in_modules(files: Iterable[Path], known: Iterable[str]) -> set[str]:
    """Keys that stand as literals in these modules, and those of roles where they are named."""
    sources = [file.read_text(encoding="utf-8") for file in files]
    named = roles.names("vi") if any(roles.PLACE in source for source in sources) else {}
    return {*named, *(key for source in sources for key in _LITERAL.findall(source))} & set(known)


def faults() -> list[str]:
    """Every broken rule of the sentences, in words."""
    vi, en = read("vi"), read("en")
    found = [f"{key}: only in one language" for key in sorted(set(vi) ^ set(en))]
    for key in sorted(set(vi) & set(en)):
        found += _pair_faults(key, vi[key], en[key])
    used: set[str] = set(WORKER_KEYS)
    for page in PAGES:
        marked = in_markup(markup(page.folder / "index.html"))
        found += [f"{page.url} {key}: page says {text!r}" for key, text in marked if vi.get(key) != text]
        files = modules(page.folder / "page.mjs")
        used |= {key for key, _ in marked} | in_modules(files, vi)
        called = {(f, key) for f in files for key in _CALL.findall(f.read_text(encoding="utf-8"))}
        found += [f"{file.name}: t({key!r}) has no sentence" for file, key in sorted(called) if key not in vi]
    return found + [f"{key}: used nowhere" for key in sorted(set(vi) - used)]


def _pair_faults(key: str, vi: str, en: str) -> list[str]:
    found = [f"{key}: not NFC" for text in (vi, en) if unicodedata.normalize("NFC", text) != text]
    found += [f"{key}: empty" for text in (vi, en) if not text.strip()]
    if sorted(_PLACEHOLDER.findall(vi)) != sorted(_PLACEHOLDER.findall(en)):
        found.append(f"{key}: placeholders differ")
    return found


def check() -> None:
    """Raises TextFault with every fault."""
    if found := faults():
        raise TextFault("\n".join(found))
