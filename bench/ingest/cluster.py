"""A PostgreSQL cluster of its own: no network, only a socket; fsync and synchronous commit on."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import WORK
from bench.peers import Unavailable

SERVER_USER = "postgres"


@dataclass(frozen=True, slots=True)
class Cluster:
    target: str
    pid: int
    version: str
    psql: Path

    def sql(self, text: str) -> str:
        """Statements of the bench itself; rows come back as lines, columns parted by a bar."""
        command = [self.psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.target, "-c", text]
        return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout


@contextmanager
def cluster(more: str = "") -> Iterator[Cluster]:
    """`more`: further settings of the server, as `-c name=value`."""
    programs = _programs()
    folder = WORK / "postgres"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    owner = _owner()
    if owner:
        shutil.chown(folder, owner["user"], owner["group"])
    data = folder / "data"
    _run([programs / "initdb", "-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C"], owner)
    settings = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=on -c synchronous_commit=on {more}"
    )
    control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w"]
    _run([*control, "-l", folder / "log", "-o", settings, "start"], owner)
    try:
        pid = int((data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        version = (data / "PG_VERSION").read_text(encoding="ascii").strip()
        yield Cluster(f"host={folder} user=bench dbname=postgres", pid, version, programs / "psql")
    finally:
        _run([*control, "-m", "fast", "stop"], owner)


def _programs() -> Path:
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise Unavailable("no PostgreSQL server programs (Debian: apt-get install postgresql)")


def _owner() -> dict[str, Any] | None:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    import pwd

    try:
        account = pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise Unavailable(f"PostgreSQL does not run as root, and there is no user {SERVER_USER}") from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(command: list[str | Path], owner: dict[str, Any] | None) -> None:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, cwd="/", **(owner or {})
    )
    if done.returncode:
        raise Unavailable(f"{Path(command[0]).name} failed: {done.stderr.strip()[-300:]}")
