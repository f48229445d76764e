"""What a person sees while a tool works: one line when a step starts, one when it ends, with the seconds.

Standard library only: tools/prepare.py runs before anything is installed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

STARTED = "VX_STARTED"
HEARTBEAT_SECONDS = 10.0
POLL_SECONDS = 0.1
TAIL_LINES = 15


class Failure(Exception):
    """The tool cannot go on. The message says what, why and what to do, in one line."""


def began() -> float:
    """When the person pressed Enter, also for a tool that was started by another one."""
    return float(os.environ.setdefault(STARTED, repr(time.time())))


def say(text: str) -> None:
    print(f"[{time.time() - began():6.1f} s] {text}", flush=True)


def complain(text: str) -> None:
    print(f"error: {text}", file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    say(f"{text} …")
    start = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - start:.1f} s")


def run(
    command: Sequence[str | Path],
    *,
    what: str,
    log: Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    advice: str = "",
    show_end: bool = True,
) -> None:
    """Run a command with its output in a log file, with a sign of life; its last lines are shown if it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=dict(env) if env is not None else None,
            )
    except OSError as problem:
        raise Failure(f"{what} could not start: {problem}. {advice}".strip()) from problem
    try:
        code = _wait(process, what)
    except BaseException:
        _end(process)
        raise
    if code != 0:
        if show_end:
            _print_end(log)
        raise Failure(f"{what} failed with status {code}; the whole output is in {log}. {advice}".strip())


def _print_end(log: Path) -> None:
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]:
        print(f"    | {line}", file=sys.stderr)


def _wait(process: "subprocess.Popen[bytes]", what: str) -> int:
    start = last = time.monotonic()
    while (code := process.poll()) is None:
        time.sleep(POLL_SECONDS)
        now = time.monotonic()
        if now - last >= HEARTBEAT_SECONDS:
            last = now
            say(f"  still working: {what} ({now - start:.0f} s)")
    return code


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
