"""`make test`: lint, the pages' own unit tests, then pytest over every layer. Ends with pytest's summary line."""

import os
import subprocess
import sys
from pathlib import Path

from tools.check import lint
from tools.deploy.products import build
from tools.machine import browser, nodejs
from tools.machine.console import Failure, complain, say, step
from tools.machine.paths import LOCAL, PYTHON, ROOT

NODE_TESTS = ROOT / "tests" / "web" / "unit"
REPORTS = LOCAL / "test"


def main(arguments: list[str]) -> int:
    try:
        return check(arguments)
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("interrupted")
        return 130


def check(arguments: list[str]) -> int:
    """With arguments (a path, -k …) only pytest runs, on those tests."""
    failed: list[str] = []
    build()
    if not arguments:
        with step("Lint, types and import rules"):
            failed += [] if lint.main() == 0 else ["lint"]
        if any(NODE_TESTS.rglob("*.test.*")):
            with step("Unit tests of the pages"):
                failed += [] if _node_tests() == 0 else ["node --test"]
    chromium = browser.ensure()
    say(f"Tests (browser: {chromium})")
    if failed:
        # Said before pytest, whose summary is the last line.
        complain(f"already failed: {', '.join(failed)}; see above")
    status = _pytest(arguments, chromium, failed)
    return status or bool(failed)


def _node_tests() -> int:
    files = sorted(str(path.relative_to(ROOT)) for path in NODE_TESTS.rglob("*.test.*"))
    return subprocess.run(
        ["node", "--test", "--test-reporter=dot", *files],
        cwd=ROOT,
        # The pages speak of the device's own clock, and the devices are in Viet Nam.
        env={**nodejs.environment(os.environ), "TZ": "Asia/Ho_Chi_Minh"},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode


def _pytest(arguments: list[str], chromium: str, failed: list[str]) -> int:
    REPORTS.mkdir(parents=True, exist_ok=True)
    env = {**nodejs.environment(os.environ), "CHROMIUM": chromium, "VX_FAILED_BEFORE": ", ".join(failed)}
    command: list[str | Path] = [PYTHON, "-m", "pytest", *(arguments or ["tests"])]
    return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
