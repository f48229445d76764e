"""What the product does not carry and the bench compares it with, in a folder of its own: psycopg, DuckDB, NCLS."""

import functools
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench import ROOT, WORK
from tools.machine.installer import settings_for_uv

LOCK = ROOT / "bench" / "requirements.txt"


class Unavailable(Exception):
    """A peer is not here; the message says what to do."""


@functools.cache
def folder() -> Path:
    """Installed once for each content of the lock."""
    place = WORK / f"peers-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    if not place.exists():
        for old in WORK.glob("peers-*"):
            shutil.rmtree(old)
        unfinished = place.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        uv = Path(sys.executable).with_name("uv")
        install = [uv, "pip", "install", "--quiet", "--require-hashes", "--target", unfinished, "-r", LOCK]
        command = [*map(str, install), "--python", sys.executable]
        if subprocess.run(command, env={**os.environ, **settings_for_uv()}, check=False).returncode:
            raise Unavailable("the peers could not be installed (the first run needs a network)")
        unfinished.rename(place)
    return place


def importable() -> None:
    """Makes them importable here, behind everything that the environment has itself."""
    if str(folder()) not in sys.path:
        sys.path.append(str(folder()))
