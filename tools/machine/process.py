"""Background processes that this project started: their pid files and end."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Background:
    """A process in a session of its own, known by a pid file and by the tick it was born at."""

    name: str
    pid_file: Path

    def start(self, command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(env),
                cwd=cwd,
                start_new_session=True,
            )
        # Reaped here if it ends early, so that the pid file never names a dead child as alive.
        self.pid_file.write_text(json.dumps({"pid": process.pid, "born": _born(process.pid)}), encoding="ascii")

    def pid(self) -> int | None:
        """The pid, if that process still runs and is the one that was started (pids are used again)."""
        try:
            known = json.loads(self.pid_file.read_text(encoding="ascii"))
            pid = int(known["pid"])
            born = known["born"]
        except (OSError, ValueError, KeyError):
            return None
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        return pid if born is not None and _born(pid) == born else None

    def stop(self, patience: float) -> bool:
        """Ask it to end, then end it; True when it ended by itself."""
        pid = self.pid()
        polite = True
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
            polite = self._ended_within(patience)
            self._kill_session(pid)
        self.pid_file.unlink(missing_ok=True)
        return polite

    def kill(self) -> None:
        pid = self.pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            self._ended_within(5.0)
            self._kill_session(pid)
        self.pid_file.unlink(missing_ok=True)

    def sweep(self, folder: Path) -> None:
        """End workers that a killed engine left behind: of its session, and running out of this folder."""
        try:
            session = str(json.loads(self.pid_file.read_text(encoding="ascii"))["pid"])
        except (OSError, ValueError, KeyError):
            return
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
                if fields[3] == session and os.fsencode(folder) in (entry / "cmdline").read_bytes():
                    os.kill(int(entry.name), signal.SIGKILL)

    def _ended_within(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self.pid() is not None:
            if time.monotonic() > end:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def _kill_session(self, pid: int) -> None:
        # Its workers share its session, which is ours alone.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _born(pid: int) -> str | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return _born_without_proc(pid)
    fields = stat.rsplit(")", 1)[1].split()
    return None if fields[0] == "Z" else fields[19]


def _born_without_proc(pid: int) -> str | None:
    if Path("/proc/self/stat").exists():
        return None
    found = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.strip() or None
