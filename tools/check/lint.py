"""`make lint`: format, lint, types, import rules. Every check runs, so that one look shows all findings."""

import subprocess
import sys
import time
from pathlib import Path

from tools.machine.paths import PYTHON, ROOT

BIN = PYTHON.parent
TYPED = ("app.py", "domain", "adapters", "functions", "infra", "tools", "bench", "tests")


def checks() -> dict[str, list[str | Path]]:
    return {
        "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
        "ruff": [BIN / "ruff", "check", "--quiet", "."],
        "mypy": [BIN / "mypy", *(name for name in TYPED if _has_source(ROOT / name))],
        "imports": [BIN / "lint-imports"],
    }


def main() -> int:
    failed = [name for name, command in checks().items() if not passes(name, command)]
    if failed:
        print(f"lint: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str | Path]) -> bool:
    start = time.monotonic()
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    verdict = "ok" if found.returncode == 0 else "FAILED"
    print(f"lint: {name:<8} {verdict} ({time.monotonic() - start:.1f} s)", flush=True)
    if found.returncode != 0:
        print(found.stdout + found.stderr, flush=True)
    return found.returncode == 0


def _has_source(path: Path) -> bool:
    return path.is_file() or any(path.rglob("*.py"))


if __name__ == "__main__":
    sys.exit(main())
