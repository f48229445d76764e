"""The built assets, and children that see nothing but an asset and the SDK that the runtime lends."""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench import ROOT, WORK
from infra.data import TABLES

LENT = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")
# Nothing listens there: whoever calls a service by mistake fails at once.
NOWHERE = "http://127.0.0.1:9"
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "ap-southeast-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "127.0.0.1",
    "LOG_LEVEL": "INFO",
    "STAGE": "bench",
    "ENTRANCE_KEYS": "bench",
    "SITE_URL": "https://vungxanh.example",
    "STAFF_ISSUER": "https://issuer.example/pool",
    "STAFF_CLIENT_ID": "bench",
    "BUS_NAME": "bench",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "POWERTOOLS_METRICS_NAMESPACE": "VungXanh",
    **{f"{name.upper()}_TABLE": name for name in TABLES},
}


@functools.cache
def asset(capability: str) -> Path:
    """Exactly what is deployed for the local target, unpacked, with bytecode; built again when its inputs change."""
    from infra.parts.asset import python_asset

    make_units()
    wanted = python_asset.asset(capability, "local")
    place = WORK / "assets" / f"{capability}-{wanted.hash()[:16]}"
    if not place.exists():
        for old in place.parent.glob(f"{capability}-*"):
            shutil.rmtree(old)
        unfinished = place.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        wanted.build(unfinished)
        unfinished.rename(place)
    return place


@functools.cache
def make_units() -> None:
    """A data file of some assets, which `make up` makes too."""
    from tools.machine.paths import UNITS

    if not UNITS.exists():
        subprocess.run([sys.executable, "-m", "tools.deploy.units"], cwd=ROOT, check=True)


@functools.cache
def interpreter() -> str:
    """The one the assets' bytecode is for."""
    from infra.parts.asset.interpreter import interpreter_for

    return str(interpreter_for("local").executable)


@functools.cache
def lent() -> Path:
    """The SDK as the runtime lends it: a folder of its own, with bytecode."""
    from botocore import __version__

    place = WORK / f"lent-{__version__}"
    if not place.exists():
        unfinished = place.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _copy(LENT, unfinished)
        unfinished.rename(place)
    return place


@functools.cache
def library(*names: str) -> Path:
    """Some installed libraries, alone in a folder with bytecode."""
    place = WORK / "libraries" / "-".join(names)
    if not place.exists():
        place.mkdir(parents=True)
        _copy(names, place)
    return place


def _copy(names: Sequence[str], place: Path) -> None:
    for name in names:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(name)
        origin = Path(spec.origin)
        if origin.name == "__init__.py":
            shutil.copytree(origin.parent, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(origin, place / origin.name)
    compiler = [interpreter(), "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", str(place)]
    subprocess.run(compiler, check=True)


def child(
    program: Sequence[str], *, paths: Sequence[Path], settings: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """An interpreter without site packages: only `paths` can be imported."""
    environment = {**SETTINGS, "PATH": os.environ.get("PATH", ""), "AWS_ENDPOINT_URL": NOWHERE, **(settings or {})}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, paths))
    return subprocess.Popen(
        [interpreter(), "-S", "-P", *program], env=environment, stdout=subprocess.PIPE, text=True, cwd=WORK
    )


def answer(program: Sequence[str], *, paths: Sequence[Path], settings: Mapping[str, str] | None = None) -> Any:
    """Runs a child to its end and reads the JSON it printed."""
    process = child(program, paths=paths, settings=settings)
    said, _ = process.communicate(timeout=600)
    if process.returncode:
        raise RuntimeError(f"{program[0]} ended with {process.returncode}")
    return json.loads(said.splitlines()[-1])


def with_bench(*paths: Path) -> list[Path]:
    """The bench's own modules come last: an asset's `functions` and `adapters` hide the sources'."""
    return [*paths, ROOT]
