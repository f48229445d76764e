"""`make test`: lint and every layer of tests, side by side (decision 0025). Its last line has the counts."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tools.check.parts import REPORTS, parts
from tools.check.side_by_side import side_by_side
from tools.check.summary import summary
from tools.deploy.products import build
from tools.machine import browser, nodejs
from tools.machine.console import Failure, began, complain, say
from tools.machine.paths import PYTHON, ROOT


def main(arguments: list[str]) -> int:
    began()
    try:
        return check(arguments)
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("interrupted: everything was stopped")
        return 130


def check(arguments: list[str]) -> int:
    """With arguments (a path, -k …) only pytest runs, on those tests."""
    build()
    chromium = browser.ensure()
    say(f"Tests (browser: {chromium})")
    env = {**nodejs.environment(os.environ), "CHROMIUM": chromium}
    if arguments:
        return _pytest(arguments, env)
    start = time.monotonic()
    ended = side_by_side(parts(), env)
    text, well = summary(ended, time.monotonic() - start, REPORTS / "times.json")
    print(text, flush=True)
    return 0 if well else 1


def _pytest(arguments: list[str], env: dict[str, str]) -> int:
    command: list[str | Path] = [PYTHON, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
