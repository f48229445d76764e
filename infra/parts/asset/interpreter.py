"""The interpreter whose bytecode an asset carries, and compiling with it."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.stage import Target

ROOT = Path(__file__).resolve().parents[3]
RUNTIME = "3.13"
# Lambda's python3.13 runs on Amazon Linux 2023, whose C library is newer than this.
LAMBDA_PLATFORM = "aarch64-manylinux_2_28"
PROBE = "import sys, platform; print('%d.%d' % sys.version_info[:2], platform.machine(), sys.platform)"


@dataclass(frozen=True)
class Interpreter:
    version: str
    platform: str
    # None where no such interpreter is installed: sources are shipped without bytecode.
    executable: str | None

    @property
    def key(self) -> str:
        return f"{self.version} {self.platform} {'bytecode' if self.executable else 'source'}"

    @property
    def is_host(self) -> bool:
        return self.platform != LAMBDA_PLATFORM


@functools.cache
def interpreter_for(target: Target) -> Interpreter:
    if target == "local":
        executable = str(_engine())
        answer = _probe(executable)
        if answer is None:
            raise RuntimeError(f"{executable} does not run: functions of the local cloud are built for it")
        version, *host = answer
        return Interpreter(version, "-".join(host), executable)
    return Interpreter(RUNTIME, LAMBDA_PLATFORM, next(_of_runtime(), None))


def compile_tree(interpreter: Interpreter, root: Path, *folders: str) -> None:
    """Bytecode that the runtime trusts without looking at file times, which archives do not keep."""
    if interpreter.executable is None:
        return
    targets = [str(root / folder) for folder in folders if (root / folder).exists()]
    compiler = [interpreter.executable, "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([*compiler, "-s", str(root), "-p", "/var/task", *targets], check=True)


def _engine() -> Path:
    if given := os.environ.get("VX_ENGINE_PYTHON"):
        return Path(given)
    engine = ROOT / ".local/cloud/bin/python"
    return engine if engine.exists() else Path(sys.executable)


def _of_runtime() -> Iterator[str]:
    for candidate in _candidates():
        found = _probe(candidate)
        if found and found[0] == RUNTIME:
            yield candidate


def _candidates() -> Iterator[str]:
    if given := os.environ.get("VX_RUNTIME_PYTHON"):
        yield given
    yield sys.executable
    if on_path := shutil.which(f"python{RUNTIME}"):
        yield on_path
    # A version manager's shim may refuse to run a version that is installed all the same.
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from map(str, sorted(versions.glob(f"{RUNTIME}.*/bin/python{RUNTIME}"), reverse=True))
    managed = subprocess.run(
        [uv(), "python", "find", "--no-python-downloads", RUNTIME], capture_output=True, text=True, check=False
    )
    if managed.returncode == 0:
        yield managed.stdout.strip()


def _probe(executable: str) -> list[str] | None:
    try:
        answer = subprocess.run([executable, "-c", PROBE], capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return None
    return answer.stdout.split() if answer.returncode == 0 else None


def uv() -> str:
    beside = Path(sys.executable).parent / "uv"
    found = str(beside) if beside.exists() else shutil.which("uv")
    if found is None:
        raise RuntimeError("uv is missing: it belongs to the development environment")
    return found
