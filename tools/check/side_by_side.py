"""Run parts side by side, as many as there are cores; each one's output is shown whole when it ends."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tools.check.parts import Part
from tools.machine.console import say
from tools.machine.paths import ROOT

LEAST_AT_ONCE = 2
POLL_SECONDS = 0.2
HEARTBEAT_SECONDS = 30.0
# A local cloud and its browsers are taken down by the part that started them.
PATIENCE_SECONDS = 60.0
STOPS = (signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Ended:
    """A part's status, and how long it took by the clock."""

    part: Part
    status: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Running:
    part: Part
    process: "subprocess.Popen[bytes]"
    began: float


def side_by_side(parts: Sequence[Part], env: Mapping[str, str], at_once: int = 0) -> list[Ended]:
    """Every part to its end, in the order of ending. An interrupt stops all of them, then goes on."""
    runner = _Runner(parts, env, at_once or max(LEAST_AT_ONCE, os.cpu_count() or 1))
    before = {number: signal.signal(number, _interrupt) for number in STOPS}
    # Whoever was started in a shell's background is deaf to an interrupt, and would hand that on.
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return runner.run()
    finally:
        runner.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


class _Runner:
    def __init__(self, parts: Sequence[Part], env: Mapping[str, str], at_once: int) -> None:
        self._waiting = deque(parts)
        self._env, self._at_once = env, at_once
        self._running: list[_Running] = []
        self._ended: list[Ended] = []

    def run(self) -> list[Ended]:
        told = time.monotonic()
        while self._waiting or self._running:
            while self._waiting and len(self._running) < self._at_once:
                self._start(self._waiting.popleft())
            time.sleep(POLL_SECONDS)
            for one in [one for one in self._running if one.process.poll() is not None]:
                self._end(one)
                told = time.monotonic()
            if time.monotonic() - told >= HEARTBEAT_SECONDS:
                told = time.monotonic()
                self._show_life()
        return self._ended

    def _start(self, part: Part) -> None:
        part.log.parent.mkdir(parents=True, exist_ok=True)
        if part.times is not None:
            part.times.unlink(missing_ok=True)
        env = {**self._env, "VX_TEST_PART": part.name, "VX_TEST_TIMES": str(part.times or "")}
        with part.log.open("wb") as output:
            process = subprocess.Popen(
                part.command,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # An interrupt from the keyboard is passed on once: a second would break off the part's tidying.
                start_new_session=True,
            )
        self._running.append(_Running(part, process, time.monotonic()))
        say(f"{part.name} …")

    def _end(self, one: _Running) -> None:
        self._running.remove(one)
        ended = Ended(one.part, one.process.returncode, time.monotonic() - one.began)
        self._ended.append(ended)
        verdict = "ok" if ended.status == 0 else f"FAILED with status {ended.status}"
        say(f"{one.part.name}: {verdict} after {ended.seconds:.1f} s")
        print(_text(one.part.log).rstrip(), flush=True)

    def _show_life(self) -> None:
        for one in self._running:
            lines = _text(one.part.log).rstrip().splitlines()
            far = lines[-1].rsplit(maxsplit=1)[-1] if lines and lines[-1].endswith("%]") else ""
            say(f"  still working: {one.part.name} ({time.monotonic() - one.began:.0f} s) {far}".rstrip())

    def stop(self) -> None:
        """Whatever still runs: asked to tidy up, then ended."""
        _without_interrupts(self._ask_all)

    def _ask_all(self) -> None:
        for one in self._running:
            with suppress(ProcessLookupError):
                one.process.send_signal(signal.SIGINT)
        end = time.monotonic() + PATIENCE_SECONDS
        for one in self._running:
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(max(0.0, end - time.monotonic()))
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(one.process.pid, signal.SIGKILL)
            one.process.wait()


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


def _without_interrupts(action: Callable[[], None]) -> None:
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, *STOPS)}
    try:
        action()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
