"""What mypy is told to leave out is nothing that we use."""

import re
import tomllib
from pathlib import Path

from tools.machine.paths import ROOT

OURS = ("app.py", "domain", "adapters", "functions", "infra", "tools", "bench", "tests")
CDK = re.compile(r"aws_cdk(?:\.| import |\.\w+ import )\(?([\w, \n]+)")


def _left_out() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["overrides"]
    return {name for each in settings if each.get("follow_imports") == "skip" for name in each["module"]}


def _files() -> list[Path]:
    return [file for name in OURS for file in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))]


def test_a_service_that_we_use_is_typed():
    left_out = _left_out()
    assert left_out
    for file in _files():
        used = {
            f"aws_cdk.{word}" for names in CDK.findall(file.read_text("utf-8")) for word in re.findall(r"\w+", names)
        }
        assert not used & left_out, (
            f"{file.relative_to(ROOT)}: take {used & left_out} out of mypy's list in pyproject.toml"
        )
