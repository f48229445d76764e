"""The pure modules, tested by Node's own runner; types and markup, checked by their tools."""

import json
import os
import re
import subprocess
from pathlib import Path

from web.builder import refusals
from web.builder.bundle import node
from web.builder.pages import PAGES, WEB

UNIT = Path(__file__).parent / "unit"
MODULES = sorted(
    file for folder in ("parts", "citizen", "venue", "staff", "tracer", "sw") for file in (WEB / folder).rglob("*.mjs")
)
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|style=|setAttribute\([\"']style"
)
LONGEST = 200


def run(*command: str) -> None:
    done = subprocess.run(
        command,
        cwd=WEB,
        env={
            **os.environ,
            "PATH": f"{Path(node()).parent}{os.pathsep}{os.environ['PATH']}",
            "TZ": "America/Los_Angeles",  # pages speak UTC+7, whatever the device says
            "REFUSALS": json.dumps(refusals.codes()),
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-2000:]}"


def test_pure_modules() -> None:
    run(node(), "--test", "--test-reporter=spec", *map(str, sorted(UNIT.glob("*.test.mjs"))))


def test_modules_are_well_typed() -> None:
    run(str(WEB / "node_modules" / ".bin" / "tsc"), "--project", str(WEB))


def test_built_pages_are_valid_markup(dist: Path) -> None:
    run(
        str(WEB / "node_modules" / ".bin" / "html-validate"),
        "--config",
        ".htmlvalidate.json",
        *[str(dist / page.file) for page in PAGES],
    )


def test_no_module_writes_markup_or_inline_style() -> None:
    found = {file.name: FORBIDDEN.findall(file.read_text(encoding="utf-8")) for file in MODULES}
    assert not {name: hits for name, hits in found.items() if hits}


DEVICE_TIME = re.compile(
    r"toLocale(?:Date|Time)?String|DateTimeFormat|getTimezoneOffset|new Date\([^)]*\S[^)]*\)"
    r"|\.[gs]et(?:FullYear|Month|Date|Day|Hours|Minutes)\(|datetime-local|type[:=]\s*[\"'](?:date|time|month|week)\b"
)
CLOCKS = {"moment.mjs"}  # the only place that takes an instant apart


def test_no_page_reads_or_asks_for_time_as_the_device_does() -> None:
    pages = [*(WEB / "parts" / "shell").glob("*.html"), *(page.folder / "index.html" for page in PAGES)]
    sources = [file for file in MODULES if file.name not in CLOCKS] + pages
    found = {str(file.relative_to(WEB)): DEVICE_TIME.findall(file.read_text(encoding="utf-8")) for file in sources}
    assert not {name: hits for name, hits in found.items() if hits}


def test_parts_never_import_pages() -> None:
    for file in (WEB / "parts").rglob("*.mjs"):
        assert not re.search(r'from "\.\./(citizen|venue|staff|tracer)', file.read_text(encoding="utf-8")), file.name


def test_modules_stay_small() -> None:
    lengths = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert not {name: length for name, length in lengths.items() if length > LONGEST}
