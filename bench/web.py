"""The check-in page in a throttled browser, as web/measure.py finds it: bytes, paint, receipts."""

import json
import subprocess
import sys

from bench import ROOT
from bench.report import Line, Table

TITLE = "Check-in page"
NEEDED = ("web/measure.py", "web/dist/headers.json")


def run() -> Table:
    missing = [name for name in NEEDED if not (ROOT / name).exists()]
    if missing:
        return Table("web", TITLE, (), (f"Left out: {', '.join(missing)} is missing (`make up` builds the site).",))
    command = [sys.executable, "-m", "web.measure", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        return Table("web", TITLE, (), (f"Left out: web.measure failed: {done.stderr.strip()[-200:]}",))
    rows = json.loads(done.stdout.strip().splitlines()[-1])
    return Table("web", TITLE, tuple(Line(**row) for row in rows))
