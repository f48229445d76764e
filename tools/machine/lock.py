"""`make lock`: hashed locks for every platform and every supported Python, without index addresses."""

import subprocess
import sys
from pathlib import Path

from tools.machine.paths import DEV_VENV, ROOT

COMMON = (
    "--quiet",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--universal",
    "--python-version=3.11",
    "--custom-compile-command=make lock",
)
GROUPS: dict[str, tuple[str, ...]] = {"dev": (), "cloud": (), "lambda": ("--no-deps",)}


def main() -> int:
    for group, options in GROUPS.items():
        command: list[str | Path] = [
            DEV_VENV / "bin" / "uv",
            "pip",
            "compile",
            *COMMON,
            *options,
            f"{group}.in",
            "-o",
            f"{group}.txt",
        ]
        subprocess.run(command, cwd=ROOT / "requirements", check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
