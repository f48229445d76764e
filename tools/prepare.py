"""Make the two virtual environments and the node modules, then hand over to another tool.

Usage: python3 tools/prepare.py [MODULE [ARGUMENT…]]. Runs on the system's Python (3.11 or newer) with nothing installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("error: Python 3.11 or newer is needed; this is " + sys.version.split()[0])

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # and not tools/, whose names must not hide the standard library's
from tools.machine import installer, nodejs  # noqa: E402 - needs the path above
from tools.machine.console import Failure, began, complain, run, step  # noqa: E402
from tools.machine.paths import DEV_VENV, ENGINE_VENV, LOCAL, PYTHON  # noqa: E402

LOGS = LOCAL / "logs"
OFFLINE = "A network connection is needed the first time; run the same command again."
MARK = "made-from"


def main(arguments: list[str]) -> int:
    began()
    try:
        prepare()
    except Failure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain("stopped before the tools were ready; run the same command again to go on")
        return 130
    if arguments:
        sys.stdout.flush()
        os.chdir(ROOT)
        os.environ.update(installer.settings_for_uv() | nodejs.environment(os.environ))
        # Without bytecode every process would compile the CDK and the SDK anew: four seconds for a synthesis, ten for tests.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(PYTHON, [str(PYTHON), "-m", *arguments])
    return 0


def prepare() -> None:
    LOCAL.mkdir(exist_ok=True)
    _venv(DEV_VENV, ROOT / "requirements" / "dev.txt", "development tools")
    _venv(ENGINE_VENV, ROOT / "requirements" / "cloud.txt", "local cloud engine")
    for folder in (ROOT, ROOT / "web"):
        if (folder / "package-lock.json").exists():
            _node_modules(folder)


def _venv(folder: Path, lock: Path, what: str) -> None:
    version = sys.version.split()[0]
    wanted = _fingerprint(lock, version)
    if _made_from(folder) == wanted and _works(folder):
        return
    with step(f"Installing the {what} for Python {version}"):
        if not _works(folder):
            _make_venv(folder)
        installer.install(folder / "bin" / "python", lock, what, LOGS / f"install-{folder.name}.log")
        (folder / MARK).write_text(wanted, encoding="ascii")


def _make_venv(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    run(
        [sys.executable, "-m", "venv", folder],
        what="making a virtual environment",
        log=LOGS / "venv.log",
        cwd=ROOT,
        advice="On Debian the package python3-venv is needed.",
    )


def _node_modules(folder: Path) -> None:
    wanted = _fingerprint(folder / "package-lock.json", "node")
    modules = folder / "node_modules"
    if _made_from(modules) == wanted:
        return
    name = folder.relative_to(ROOT) if folder != ROOT else Path("cdk")
    with step(f"Installing the node modules ({name})"):
        run(
            [*nodejs.npm(), "ci", "--no-audit", "--no-fund"],
            what="npm ci",
            log=LOGS / f"npm-{name}.log",
            cwd=folder,
            env=nodejs.environment(os.environ),
            advice=OFFLINE,
        )
        modules.mkdir(exist_ok=True)
        (modules / MARK).write_text(wanted, encoding="ascii")


def _fingerprint(lock: Path, *more: str) -> str:
    return hashlib.sha256(lock.read_bytes() + "\0".join(more).encode()).hexdigest()


def _made_from(folder: Path) -> str:
    mark = folder / MARK
    return mark.read_text(encoding="ascii") if mark.exists() else ""


def _works(folder: Path) -> bool:
    """Its Python runs, and is the one that runs this."""
    ask = "import sys; print(sys.version.split()[0])"
    try:
        found = subprocess.run([folder / "bin" / "python", "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return found.stdout.strip() == sys.version.split()[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
