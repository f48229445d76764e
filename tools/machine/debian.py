"""Packages of Debian, also while another program uses the package manager, as on a machine that has just started."""

import os
import shutil
import subprocess
import sys
import time

from tools.machine.console import Failure

# Of dpkg, of the lists of packages, and of the downloads: apt's own option waits for the first of them only.
LOCKED = "Could not get lock"
WAIT_SECONDS = 3.0
LIMIT_SECONDS = 1800.0


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> bool:
    """Whether it is there now."""
    return _apt("update", "-q") and _apt("install", "-y", "-q", "--no-install-recommends", package)


def _apt(*arguments: str) -> bool:
    print(f"debian: apt-get {' '.join(arguments)}", file=sys.stderr, flush=True)
    end = time.monotonic() + LIMIT_SECONDS
    told = False
    while True:
        status, said = _once(*arguments)
        if status == 0 or LOCKED not in said:
            sys.stderr.write(said)
            return status == 0
        if time.monotonic() > end:
            raise Failure(f"the package manager was busy for {LIMIT_SECONDS / 60:.0f} minutes: {said.strip()}")
        if not told:
            told = True
            print("debian: waiting, another program is using the package manager", file=sys.stderr, flush=True)
        _pause()


def _once(*arguments: str) -> tuple[int, str]:
    """(status, what it said of faults)"""
    done = subprocess.run(
        ["apt-get", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, done.stderr


def _pause() -> None:
    time.sleep(WAIT_SECONDS)
