"""Lighthouse over every page that anybody may open: its four scores and the layout shift, medians of three visits.

The site is the built one behind its own headers; the API is a stub on the same address. Lighthouse simulates a slow phone
(4G at 1.6 Mbit/s with 150 ms, a processor four times slower) from what it sees, so that a busy machine costs performance.
"""

import json
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any

from bench.report import Line, Table
from tests.web.trace_answers import policy
from tools.machine import nodejs
from tools.machine.browser import FLAGS, ensure
from web.builder.pages import DIST, PAGES
from web.measure import POSTER, serving

TITLE = "Public pages, as Lighthouse scores them"
HERE = Path(__file__).parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
MOST_SHIFT = 0.05
ATTEMPTS = 3  # on a busy machine a recording may begin too late
VISITS = int(os.environ.get("PAGES_VISITS", "3"))
# Answers to an address that is no page, and what waits for a network: nobody is to find them.
UNLISTED = {"/404", "/offline"}
ANSWERS = {"/api/policy": policy()}


def addresses() -> list[str]:
    """Every page that needs no sign-in, and the check-in page as a poster opens it."""
    found = [page.url for page in PAGES if page.inlined and page.url not in UNLISTED]
    return [f"/c#{POSTER}" if url == "/c" else url for url in found]


def visit(site: str, path: str) -> dict[str, float]:
    """One visit: scores out of 100, by category, and `shift`."""
    command = [
        str(nodejs.home() / "bin" / "node"),
        str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js"),
        site + path,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
    ]
    environment = nodejs.environment({**os.environ, "CHROME_PATH": ensure()})
    for attempt in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode == 0:
            break
        if attempt + 1 == ATTEMPTS:
            raise RuntimeError(f"lighthouse on {path}: {done.stderr.strip()[-300:]}")
    seen: dict[str, Any] = json.loads(done.stdout)
    scores: dict[str, float] = {name: 100 * (seen["categories"][name]["score"] or 0) for name in CATEGORIES}
    audits = seen["audits"]
    for name, audit in (("paint", "largest-contentful-paint"), ("shift", "cumulative-layout-shift")):
        scores[name] = float(audits[audit].get("numericValue", 0))
    return scores


def line(path: str, visits: list[dict[str, float]]) -> Line:
    """One page's medians."""
    found = {name: statistics.median(each[name] for each in visits) for name in visits[0]}
    scores = " / ".join(f"{found[name]:.0f}" for name in CATEGORIES)
    met = all(found[name] >= LEAST for name in CATEGORIES) and found["shift"] <= MOST_SHIFT
    measured = f"{scores}, largest paint {found['paint'] / 1000:.1f} s, shift {found['shift']:.3f}"
    return Line(path.partition("#")[0], measured, target=f"≥ {LEAST}, shift ≤ {MOST_SHIFT}", met=met)


def run() -> Table:
    if not (DIST / "headers.json").exists():
        return Table("pages", TITLE, (), ("Left out: web/dist is missing (`make up` builds the site).",))
    if not (HERE / "node_modules").exists():
        command = [*nodejs.npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=HERE, env=nodejs.environment(os.environ), check=True, capture_output=True)
    with serving(ANSWERS) as site:
        lines = [line(path, [visit(site, path) for _ in range(VISITS)]) for path in addresses()]
    return Table("pages", TITLE, lines, ("Performance / accessibility / best practices / search, out of 100.",))
