"""Find a Chromium for the browser tests, installing one where that is possible.

Usage: python -m tools.machine.browser ensure → its path on standard output. $CHROMIUM names one explicitly.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.machine import debian
from tools.machine.console import Failure, complain

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHOICES = (
    "set CHROMIUM to a Chromium or Chrome program, install the package chromium, "
    "or run .local/venv/bin/python -m playwright install chromium"
)
# For every browser test: as root in CI there is no sandbox, and a page must not reach the network by itself.
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def ensure() -> str:
    for find in (_named, _on_path, _of_playwright, _from_debian, _from_playwright):
        for candidate in find():
            if _runs(candidate):
                return candidate
            if find is _named:
                raise Failure(f"CHROMIUM={candidate} does not run: correct or unset it")
    raise Failure(f"no Chromium was found and none could be installed: {CHOICES}")


def _named() -> Iterator[str]:
    if given := os.environ.get("CHROMIUM"):
        yield given


def _on_path() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))


def _of_playwright() -> Iterator[str]:
    home = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or str(Path.home() / ".cache" / "ms-playwright")
    for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"):
        yield from map(str, sorted(Path(home).glob(pattern), reverse=True))


def _from_debian() -> Iterator[str]:
    if debian.may_install() and debian.install("chromium"):
        yield from _on_path()


def _from_playwright() -> Iterator[str]:
    if _succeeds([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ)):
        yield from _of_playwright()


def _succeeds(command: list[str], env: dict[str, str]) -> bool:
    print(f"browser: {' '.join(command)}", file=sys.stderr, flush=True)
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    return done.returncode == 0


def _runs(candidate: str) -> bool:
    try:
        done = subprocess.run([candidate, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    verbs: dict[str, Callable[[], str]] = {"ensure": ensure}
    if sys.argv[1:] != ["ensure"]:
        complain("usage: python -m tools.machine.browser ensure")
        return 2
    try:
        print(verbs["ensure"]())
    except Failure as failure:
        complain(str(failure))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
