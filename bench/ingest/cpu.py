"""CPU time of other processes, from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def spent(pid: int) -> float:
    """Seconds of a process, of its living children and of those it has waited for."""
    own = _times(pid)
    children = (int(f.parent.name) for f in Path("/proc").glob("[0-9]*/stat") if _parent(f) == pid)
    return sum(own) + sum(sum(_times(child)) for child in children)


def _fields(stat: Path) -> list[str]:
    try:
        return stat.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
    except OSError:
        return []


def _parent(stat: Path) -> int:
    fields = _fields(stat)
    return int(fields[1]) if fields else 0


def _times(pid: int) -> tuple[float, ...]:
    """User and system time, own and of children that have ended."""
    fields = _fields(Path(f"/proc/{pid}/stat"))
    return tuple(int(value) / TICK for value in fields[11:15])
