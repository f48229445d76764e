"""Ports of loopback: is one free, who holds it, which one may a test take."""

import random
import socket
import time
from contextlib import suppress
from pathlib import Path

from tools.machine.console import Failure

LOOPBACK = "127.0.0.1"
POLL_SECONDS = 0.05
PORT_PATIENCE = 3.0
LISTENING = "0A"
TEST_PORTS = range(20_000, 32_000)


def require_free_port(port: int, what: str, variable: str) -> None:
    # The threads of a process that was just killed hold its port for a moment more.
    end = time.monotonic() + PORT_PATIENCE
    while not _can_listen(port, reuse=True):
        if time.monotonic() > end:
            owner = port_owner(port)
            by = f" by process {owner}" if owner else ""
            raise Failure(
                f"port {port} ({what}) is in use{by}: stop that program, "
                f"or choose another port, for example: make up {variable}={port + 1}"
            )
        time.sleep(POLL_SECONDS)


def free_port() -> int:
    """A port below those that the system lends to outgoing connections, so that it stays free across restarts."""
    for port in random.sample(TEST_PORTS, len(TEST_PORTS)):
        if _can_listen(port, reuse=False):
            return port
    raise Failure("no port between 20000 and 32000 is free")


def _can_listen(port: int, *, reuse: bool) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(reuse))
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def port_owner(port: int) -> str:
    """`pid (name)` of whoever listens on the port; empty when the system does not tell."""
    wanted = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(_target(link) in wanted for link in (folder / "fd").iterdir()):
                return f"{folder.name} ({(folder / 'comm').read_text().strip()})"
    return ""


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""  # closed since the folder was read


def _listening_inodes(port: int) -> set[str]:
    found = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        try:
            rows = [line.split() for line in table.read_text().splitlines()[1:]]
        except OSError:
            continue
        found |= {row[9] for row in rows if int(row[1].rsplit(":", 1)[1], 16) == port and row[3] == LISTENING}
    return found
