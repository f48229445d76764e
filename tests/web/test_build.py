"""What the build promises: budgets, policies, sentences, files for the edge."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from web.builder import icons, refusals, short, texts, tight
from web.builder.pages import PAGES, SHELL, WEB, Page

KB = 1000
# What a browser counts for the headers of an answer.
HEADERS = 300
BUDGETS = {"/c": 14 * KB, "/scan": 20 * KB, "/visits": 40 * KB, "/me": 40 * KB}
CITIZEN, STAFF, GRAPH = 40 * KB, 60 * KB, 180 * KB


def sizes(dist: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads((dist / "sizes.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_a_page_stays_within_its_bytes(dist: Path, page: Page) -> None:
    allowed = BUDGETS.get(page.url, CITIZEN if page.inlined else STAFF)
    # the worse of the two: stored twins, or a CDN that compresses while serving
    assert max(sizes(dist)[page.url]["br"], sizes(dist)[page.url]["edge"]) + HEADERS <= allowed


def test_the_graph_is_one_file_loaded_on_demand(dist: Path) -> None:
    page = sizes(dist)["/tracer/case"]
    html = (dist / "tracer" / "case" / "index.html").read_text(encoding="utf-8")
    [graph] = [file for file in (dist / "assets").glob("*.js") if b"__________cytoscape" in file.read_bytes()]
    assert graph.name not in html
    assert (
        'id="__________cytoscape_stylesheet"' in html
    )  # without it the library writes a style that the policy forbids
    assert page["br"] + graph.with_name(f"{graph.name}.br").stat().st_size + HEADERS <= GRAPH


@pytest.mark.parametrize("page", [page for page in PAGES if page.inlined], ids=lambda page: page.url)
def test_a_citizen_page_is_one_request(dist: Path, page: Page) -> None:
    html = (dist / page.file).read_text(encoding="utf-8")
    assert sizes(dist)[page.url]["requests"] == 1
    assert not re.search(r"<script[^>]+src=|<link[^>]+rel=\"?(stylesheet|preload)|<img", html)


def test_sentences_are_complete_in_both_languages() -> None:
    assert texts.faults() == []


def test_a_missing_translation_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    read = texts.read
    monkeypatch.setattr(
        texts, "read", lambda language: {k: v for k, v in read(language).items() if (language, k) != ("en", "c.go")}
    )
    with pytest.raises(texts.TextFault, match=r"c\.go: only in one language"):
        texts.check()


def test_a_page_that_says_something_else_than_its_source_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    read = texts.read
    monkeypatch.setattr(texts, "read", lambda language: {**read(language), "c.calm": "Câu khác."})
    with pytest.raises(texts.TextFault, match=r"/c c\.calm: page says"):
        texts.check()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_every_page_names_what_it_may_load(dist: Path, page: Page) -> None:
    html = (dist / page.file).read_text(encoding="utf-8")
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
    assert found, page.url
    assert html.index("Content-Security-Policy") < html.index("<title")
    rules = dict(rule.split(" ", 1) for rule in found[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self'"
    assert "unsafe-inline" not in found[1]
    assert "'unsafe-eval'" not in found[1]
    assert ("'wasm-unsafe-eval'" in rules["script-src"]) is page.decodes
    assert " style=" not in html


def test_headers_for_every_answer(dist: Path) -> None:
    headers = json.loads((dist / "headers.json").read_text(encoding="utf-8"))
    common = headers["/*"]
    assert "frame-ancestors 'none'" in common["Content-Security-Policy"]
    assert common["X-Content-Type-Options"] == "nosniff"
    assert common["Referrer-Policy"] == "no-referrer"
    assert common["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "immutable" in headers["/assets/*"]["Cache-Control"]
    assert headers["/*.html"]["Cache-Control"] == "no-cache"


def test_the_decoder_gets_the_webassembly_it_was_made_with(dist: Path) -> None:
    exported = (WEB / "node_modules" / "zxing-wasm" / "dist" / "es" / "share.js").read_text(encoding="utf-8")
    [wasm] = (dist / "assets").glob("zxing_reader-*.wasm")
    assert hashlib.sha256(wasm.read_bytes()).hexdigest() in _digests(exported)


def _digests(text: str) -> set[str]:
    found = set(re.findall(r"\b[0-9a-f]{64}\b", text))
    for file in (WEB / "node_modules" / "zxing-wasm" / "dist" / "es").rglob("*.js"):
        found |= set(re.findall(r"\b[0-9a-f]{64}\b", file.read_text(encoding="utf-8")))
    return found


def test_compressed_twins_stand_beside_the_files(dist: Path) -> None:
    for page in PAGES:
        for suffix in (".br", ".gz"):
            assert (dist / f"{page.file}{suffix}").exists()


def test_units_are_files_a_province(dist: Path) -> None:
    index = json.loads((dist / "units" / "VN-2025H2" / "index.json").read_text(encoding="utf-8"))
    assert len(index["provinces"]) == 34
    names = [name for _, name in index["provinces"]]
    assert names.index("Thành phố Hà Nội") < names.index("Thành phố Hải Phòng")
    communes = [
        unit
        for code, _ in index["provinces"]
        for unit in json.loads((dist / "units" / "VN-2025H2" / f"{code}.json").read_text(encoding="utf-8"))["communes"]
    ]
    assert len(communes) == 3321
    assert ["00097", "Phường Hồng Hà"] in communes
    assert (dist / "units" / "VN-2025H2" / "index.json.br").stat().st_size < 4 * KB


def test_every_commune_finds_its_province_by_blocks(dist: Path) -> None:
    for scheme in ("VN-2025H2", "VN-2025H1"):
        index = json.loads((dist / "units" / scheme / "index.json").read_text(encoding="utf-8"))
        for code, _ in index["provinces"]:
            province = json.loads((dist / "units" / scheme / f"{code}.json").read_text(encoding="utf-8"))
            for unit in [*province["communes"], *province.get("districts", [])]:
                same = [run for run in index["runs"] if len(run[0]) == len(unit[0]) and run[0] <= unit[0]]
                assert same[-1][1] == code, unit


def test_the_worker_keeps_what_a_citizen_needs_offline(dist: Path) -> None:
    worker = (dist / "sw.js").read_text(encoding="utf-8")
    for url in SHELL:
        assert f'"{url}"' in worker


def test_short_names_stand_where_keys_stood() -> None:
    called = short.names({"c.go", "c.register-go", "role.tracer"})
    assert called == {"c.go": "a0", "c.register-go": "b0"}
    script = 'var l={"c.go":"Check-in","c.register-go":"x"};s("go",i(e?"c.go":"c.register-go"));u("not.a-key")'
    assert short.keys_in(script) == {"c.go", "c.register-go", "not.a-key"}
    assert short.in_script(script, called) == 'var l={a0:"Check-in",b0:"x"};s("go",i(e?"a0":"b0"));u("not.a-key")'
    assert short.in_markup('<p data-t="c.go"><a data-t-label="role.tracer">', called) == (
        '<p data-t="a0"><a data-t-label="role.tracer">'
    )


def test_only_what_is_said_of_a_visit_is_its_last_word() -> None:
    """A newer code of a door, of a limit or of a token waits on the device."""
    found = refusals.codes()
    assert {"visit-too-old", "venue-code-forged", "venue-deactivated", "invalid", "unit-needed"} <= set(found)
    assert not {
        "not-found", "malformed", "too-large", "wrong-content-type", "token-invalid", "token-revoked", "not-allowed",
        "too-many", "busy", "fault",
    } & set(found)  # fmt: skip


def test_styles_of_one_document_have_letters_for_colours_and_the_shorter_name_of_a_side() -> None:
    css = ":root{--ink:#111;--unused:#222}@media screen{:root{--ink:#eee;--unused:#333}}p{color:var(--ink);min-inline-size:1px}"
    assert short.in_style(css) == ":root{--a:#111}@media screen{:root{--a:#eee}}p{color:var(--a);min-width:1px}"
    assert short.in_style("p{container-type:inline-size;border-block-end-width:0}") == (
        "p{container-type:inline-size;border-bottom-width:0}"
    )


# Where a colour is the thing itself: paper, a camera's picture, the states of a receipt that a guard knows from afar.
_OWN_COLOURS = {"base.css", "personal-card.css", "posters.css", "scanner.css", "receipt.css", "ask.css"}


def test_colours_are_custom_properties_so_that_the_dark_has_its_own() -> None:
    raw = []
    for file in sorted([*WEB.glob("parts/*.css"), *(page.folder / "page.css" for page in PAGES)]):
        for line in file.read_text(encoding="utf-8").splitlines():
            if (
                file.name in _OWN_COLOURS
                or re.search(r"--[a-z-]+: #", line)
                or "@media print" in line
                or "#full" in line
            ):
                continue
            if found := re.search(r"#(?!fff\b)[0-9a-f]{3,8}\b|background(?:-color)?: (?:#fff|white)", line):
                raw.append(f"{file.relative_to(WEB)}: {found[0]} in {line.strip()[:90]}")
    assert not raw, "give it a custom property with a value for the dark (parts/base.css):\n" + "\n".join(raw)


def test_pages_say_what_they_are_to_search_engines_and_home_screens(dist: Path) -> None:
    for page in PAGES:
        html = (dist / page.file).read_text(encoding="utf-8")
        if page.inlined:
            assert re.search(r'<meta name="description" content="[^"]{20,160}">', html), page.url
        if page.inlined and page.url != "/c":
            assert '<link rel="manifest" href="/app.webmanifest">' in html, page.url
            assert "manifest-src 'self'" in html, page.url
    manifest = json.loads((dist / "app.webmanifest").read_text(encoding="utf-8"))
    files = {icon["src"] for icon in [*manifest["icons"], *(i for s in manifest["shortcuts"] for i in s["icons"])]}
    assert all((dist / name.strip("/")).is_file() for name in files)
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/scan", "/visits", "/notices"]
    addresses = {page.url for page in PAGES}
    assert {manifest["start_url"], *(shortcut["url"] for shortcut in manifest["shortcuts"])} <= addresses


def test_icons_are_the_one_mark_as_bitmaps(dist: Path) -> None:
    for name, (side, corner) in icons.ICONS.items():
        with Image.open(dist / name) as image:
            shown = image.convert("RGBA")
        assert shown.size == (side, side)

        def at(x: float, y: float, picture: Image.Image = shown, across: int = side) -> tuple[int, ...]:
            left, top = int(x * across / icons.SIDE), int(y * across / icons.SIDE)
            return tuple(picture.crop((left, top, left + 1, top + 1)).tobytes())

        assert at(16, 4) == (11, 90, 60, 255)
        assert at(14, 21) == (255, 255, 255, 255)
        assert at(0, 0)[3] == (0 if corner else 255)


def test_a_tight_page_keeps_what_it_names_and_drops_what_it_never_shows() -> None:
    css = ".a,.b{x:1}ul,p{y:2}@media print{.b{z:3}.c>li:not([hidden]){w:4}}html.known #d:hover{v:5}select,.e-f{u:6}"
    markup, script = '<p class="a e-f"><i id="d"></i>', 'h("li",{class:"c"}),x.className="known"'
    assert tight.style(css, markup=markup, script=script) == (
        ".a{x:1}p{y:2}@media print{.c>li:not([hidden]){w:4}}html.known #d:hover{v:5}.e-f{u:6}"
    )
