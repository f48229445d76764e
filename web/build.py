"""Builds the site into web/dist: sentences checked, modules bundled, citizen pages inlined, policies and sizes written.

Run `python -m web.build` from the repository root.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from domain.people.roles import Role
from web.builder import bundle, icons, policy, refusals, roles, short, texts, tight, units
from web.builder.pages import DIST, MAKING, PAGES, SHELL, WEB, Page

SCHEME = "VN-2025H2"
_COMPRESSED = {".html", ".js", ".css", ".json", ".svg", ".wasm", ".csv", ".webmanifest"}
_UNLISTED = {"headers.json", "sizes.json"}
# The graph library writes a <style> of its own, which the policy forbids, unless an element of this id exists.
_BLOCKS = (
    "body|dd|div|dl|dt|footer|form|h[1-6]|head|header|input|label|li|link|main|meta|nav|noscript|ol|p|script|section|select"
    "|style|svg|symbol|template|title|ul"
)
_STYLE_ID = ' id="__________cytoscape_stylesheet"'


def _squeezed(html: str) -> str:
    """Without indentation, comments, and line ends before blocks; others stay, since between words they are spaces."""
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    return re.sub(rf"\n(?=</?(?:{_BLOCKS})\b)", "", re.sub(r"\n\s*", "\n", html))


def _keys(pages: list[Page]) -> tuple[set[str], set[str]]:
    """(all keys, those that scripts use) of these pages."""
    vi = texts.read("vi")
    scripts = {key for page in pages for key in texts.in_modules(texts.modules(page.folder / "page.mjs"), vi)}
    marked = {key for page in pages for key, _ in texts.in_markup(texts.markup(page.folder / "index.html"))}
    return scripts | marked, scripts


def _values(pages: list[Page], lazy: dict[str, str], called: Mapping[str, str] | None = None) -> dict[str, object]:
    """What the build puts into the modules of these pages; `called`: names that stand for keys."""
    vi, en = texts.read("vi"), texts.read("en")
    every, scripts = _keys(pages)
    both = {
        name: {(called or {}).get(key, key): said[key] for key in sorted(every)}
        for name, said in (("vi", vi), ("en", en))
    }
    words = json.dumps(both, ensure_ascii=False, separators=(",", ":"))
    return {
        "__VI__": {key: vi[key] for key in sorted(scripts)},
        "__SHARED__": False,
        "__WORDS_URL__": bundle.hashed("words", ".json", words.encode()),
        "__SCHEME__": SCHEME,
        "__REFUSALS__": refusals.codes(),
        roles.PLACE: list(Role),
        # whether sentences of scripts are said again when the language turns; the check-in page draws its own anew
        "__RETOLD__": [page.url for page in pages] != ["/c"],
        "__MAY__": roles.asked({file for page in pages for file in texts.modules(page.folder / "page.mjs")}),
        **lazy,
    }


def _lazy() -> dict[str, str]:
    """Addresses of what is loaded only when needed: the QR decoder and its WebAssembly."""
    package = WEB / "node_modules" / "barcode-detector"
    nested = package / "node_modules" / "zxing-wasm"
    wasm = (
        (nested if nested.exists() else WEB / "node_modules" / "zxing-wasm") / "dist" / "reader" / "zxing_reader.wasm"
    )
    wasm_url = bundle.hashed("zxing_reader", ".wasm", wasm.read_bytes())
    detector = bundle.script(WEB / "parts" / "detector.mjs", {"__WASM_URL__": wasm_url})
    return {"__DETECTOR_URL__": bundle.hashed("detector", ".js", detector.encode())}


def _early(page: Page) -> str:
    """What a page decides before anything of it is painted."""
    file = page.folder / "early.js"
    return (
        bundle.esbuild(str(file), "--minify", "--charset=utf8", "--target=es2015").strip().removeprefix('"use strict";')
        if file.exists()
        else ""
    )


def _write(
    page: Page, style: str, script: str, *, scripts: list[str], styles: list[str], called: Mapping[str, str]
) -> None:
    early = _early(page)
    html = short.in_markup(roles.written(texts.markup(page.folder / "index.html"), page), called)
    html = _squeezed(
        html.replace("<!--csp-->", policy.meta(page, scripts=[*scripts, *filter(None, [early])], styles=styles))
        .replace("<!--early-->", f"<script>{early}</script>" if early else "")
        .replace("<!--style-->", "@style@")
        .replace("<!--script-->", "@script@")
    )
    target = MAKING / page.file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html.replace("@style@", style).replace("@script@", script), encoding="utf-8")


def _spoken(entry: Path, values: dict[str, object]) -> str:
    """The module with the sentences that it says once the bundler has left out what the page does not use."""
    left = short.keys_in(bundle.script(entry, {**values, "__VI__": {}}))
    vi = texts.read("vi")
    return bundle.script(entry, {**values, "__VI__": {key: vi[key] for key in sorted(left & vi.keys())}})


def _inlined(page: Page, lazy: dict[str, str]) -> None:
    style = short.in_style(bundle.style(page.folder / "page.css"))
    called = short.names(_keys([page])[0])
    markup = texts.markup(page.folder / "index.html")
    script = short.in_script(_spoken(page.folder / "page.mjs", _values([page], lazy, called)), called)
    if page.tight:
        style = tight.style(style, markup=f"{markup}{_early(page)}", script=script)
    _write(
        page,
        f"<style>{style}</style>",
        f'<script type="module">{script}</script>',
        scripts=[script],
        styles=[style],
        called=called,
    )


def _own_words(page: Page) -> str:
    """The sentences of one page beside modules that it shares with others, whose sentences it need not carry."""
    vi = texts.read("vi")
    words = {key: vi[key] for key in sorted(_keys([page])[1])}
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return f'<script type="application/json" id="vi">{text}</script>'


def _staff(pages: list[Page], lazy: dict[str, str]) -> dict[str, list[str]]:
    values = {**_values(pages, lazy), "__VI__": {}, "__SHARED__": True}
    made = bundle.shared({page.name: page.folder / "page.mjs" for page in pages}, values)
    needed: dict[str, list[str]] = {}
    for page in pages:
        style = bundle.hashed(page.name, ".css", bundle.style(page.folder / "page.css").encode())
        entry, *chunks = made[page.name]
        preload = "".join(f'<link rel="modulepreload" href="{chunk}">' for chunk in chunks)
        _write(
            page,
            f'<link rel="stylesheet"{_STYLE_ID if page.draws else ""} href="{style}">{preload}'
            f'<script type="module" src="{entry}"></script>',
            _own_words(page),
            scripts=[],
            styles=[],
            called={},
        )
        needed[page.url] = [style, entry, *chunks]
    return needed


def _words_of(url: str) -> list[str]:
    """The sentences in both languages that a shell page may ask for."""
    page = next(page for page in PAGES if page.url == url)
    return re.findall(r"/assets/words-[0-9a-f]+\.json", (MAKING / page.file).read_text(encoding="utf-8"))


def _worker() -> None:
    shell = list(SHELL) + sorted({address for url in SHELL for address in _words_of(url)})
    content = [
        (MAKING / ("index.html" if u == "/" else u.strip("/") + ("" if "." in u else "/index.html"))) for u in shell
    ]
    version = hashlib.sha256(b"".join(file.read_bytes() for file in content)).hexdigest()[:12]
    ring = {name: {key: text[key] for key in texts.WORKER_KEYS} for name in ("vi", "en") if (text := texts.read(name))}
    values = {"__SHELL__": shell, "__VERSION__": version, "__RING__": ring, "__REFUSALS__": refusals.codes()}
    (MAKING / "sw.js").write_text(bundle.script(texts.WORKER, values), encoding="utf-8")


def _sizes(needed: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    """Bytes before a page is usable, as stored and as compressed."""
    files = sorted(f for f in MAKING.rglob("*") if f.suffix in _COMPRESSED and f.name not in _UNLISTED)
    sizes = bundle.compress(files)
    pages = {}
    for page in PAGES:
        parts = [MAKING / page.file, *(MAKING / address.strip("/") for address in needed.get(page.url, []))]
        total = {kind: sum(sizes[str(part)][kind] for part in parts) for kind in ("raw", "br", "edge")}
        pages[page.url] = {**total, "requests": len(parts)}
    return pages


def _put(name: str, value: object) -> None:
    (MAKING / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def build(units_from: Path) -> dict[str, dict[str, int]]:
    """Writes the whole site; returns its sizes."""
    texts.check()
    shutil.rmtree(MAKING, ignore_errors=True)
    MAKING.mkdir(parents=True)
    lazy = _lazy()
    for page in PAGES:
        if page.inlined:
            _inlined(page, lazy)
    needed = _staff([page for page in PAGES if not page.inlined], lazy)
    shutil.copytree(WEB / "static", MAKING, dirs_exist_ok=True)
    icons.write(MAKING)
    units.write(units_from)
    _worker()
    _put("headers.json", policy.HEADERS)
    sizes = _sizes(needed)
    _put("sizes.json", sizes)
    shutil.rmtree(DIST, ignore_errors=True)
    MAKING.rename(DIST)
    return sizes


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the site into web/dist.")
    parser.add_argument("--units", type=Path, default=units.SOURCE, help="reference data written by tools.deploy.units")
    try:
        sizes = build(parser.parse_args().units)
    except texts.TextFault as fault:
        sys.stderr.write(f"web: sentences\n{fault}\n")
        return 1
    for url, size in sizes.items():
        sys.stdout.write(f"{url:20} {size['raw']:>8} bytes, brotli {size['br']:>6}, {size['requests']} request(s)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
