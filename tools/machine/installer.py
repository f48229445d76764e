"""Install a hashed lock into a virtual environment, wherever this machine gets its packages from.

uv is fast but does not read pip's settings. So: uv as it is, then uv with the system's certificates, then uv with
pip's own settings, then pip. What worked is remembered for later uses of uv (staging the functions' wheels).
"""

import ast
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.machine.console import Failure, run, say
from tools.machine.paths import DEV_VENV, LOCAL, ROOT

UV = DEV_VENV / "bin" / "uv"
REMEMBERED = LOCAL / "uv.json"
ADVICE = "The package index must be reachable the first time (the network, or pip's own settings); run this again."
# pip's setting -> uv's variable
PIP_TO_UV = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}


def install(python: Path, lock: Path, what: str, log: Path) -> None:
    if not UV.exists():
        _pip(DEV_VENV / "bin" / "python", _uv_alone(), "uv", log)
    for settings in _ways():
        try:
            _uv(python, lock, what, log, settings)
        except Failure:
            say("  uv did not reach the package index; trying another way")
        else:
            _remember(settings)
            return
    _pip(python, lock, what, log)


def settings_for_uv() -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads(REMEMBERED.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def _remember(settings: dict[str, str]) -> None:
    # An index address may hold a password.
    REMEMBERED.touch(mode=0o600)
    REMEMBERED.write_text(json.dumps(settings), encoding="utf-8")


def _ways() -> Iterator[dict[str, str]]:
    remembered = settings_for_uv()
    if remembered:
        yield remembered
    yield {}
    pip = _pip_settings()
    certificates = {"SSL_CERT_FILE": pip["cert"]} if "cert" in pip else {"UV_SYSTEM_CERTS": "1"}
    yield certificates
    indexes = {uv: pip[name] for name, uv in PIP_TO_UV.items() if name in pip}
    if indexes:
        yield {**certificates, **indexes}


def _pip_settings() -> dict[str, str]:
    """Lines such as `global.index-url='…'` and `:env:.cert='…'`; the environment wins over files."""
    told = subprocess.run(
        [DEV_VENV / "bin" / "python", "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    found: dict[str, str] = {}
    for line in sorted(told.stdout.splitlines(), key=lambda text: text.startswith(":env:")):
        name, separator, value = line.partition("=")
        if separator:
            found[name.rsplit(".", 1)[-1]] = " ".join(str(ast.literal_eval(value)).split())
    return found


def _uv(python: Path, lock: Path, what: str, log: Path, settings: dict[str, str]) -> None:
    run(
        [UV, "pip", "sync", "--quiet", "--python", python, "--require-hashes", lock],
        what=f"installing the {what}",
        log=log,
        cwd=ROOT,
        env={**os.environ, **settings},
        show_end=False,
    )


def _pip(python: Path, lock: Path, what: str, log: Path) -> None:
    run(
        [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock],
        what=f"installing the {what} with pip",
        log=log,
        cwd=ROOT,
        advice=ADVICE,
    )


def _uv_alone() -> Path:
    lines = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("uv=="))
    end = next((i for i in range(first + 1, len(lines)) if not lines[i].startswith("    --hash")), len(lines))
    alone = LOCAL / "uv.txt"
    alone.write_text("\n".join(lines[first:end]).rstrip("\\ ") + "\n", encoding="utf-8")
    return alone
