"""Assets: two builds are one, and each handler lives on its asset and the lent SDK alone."""

import hashlib
import importlib.util
import json
import subprocess
import sys
from modulefinder import ModuleFinder
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from infra.parts.asset import closure, interpreter, python_asset, wheels
from infra.parts.asset.closure import HANDLER, OURS
from infra.parts.asset.interpreter import LAMBDA_PLATFORM, ROOT, Interpreter, interpreter_for
from tests.infra.conftest import Built

CAPABILITIES = closure.capabilities()
# Folders of functions/ that serve every capability.
SHARED = {"kit", "words"}
ALONE = """
import importlib, sys
asset, lent, *modules = sys.argv[1:]
sys.path[:0] = [asset]
sys.path.append(lent)
for name in modules:
    importlib.import_module(name)
"""
# The set of keys is part of the address, so that the function under test reads it as it would the pool's.
STAFF_KEYS = """
import sys
sys.path[:0] = [sys.argv[1]]
from functions.kit.sign_in.staff_tokens import fetch_jwks
assert list(fetch_jwks("data:application/json," + sys.argv[2])) == ["k1"]
"""


@pytest.fixture(scope="session", autouse=True)
def units() -> None:
    if not (ROOT / ".build/units.json").exists():
        subprocess.run([sys.executable, "-m", "tools.deploy.units"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the SDK and nothing else."""
    folder = tmp_path_factory.mktemp("lent")
    for name in sorted(wheels.LENT):
        spec = importlib.util.find_spec(name)
        assert spec is not None, name
        origin = Path(spec.origin or "")
        source = origin.parent if origin.name == "__init__.py" else origin
        (folder / source.name).symlink_to(source)
    return folder


@pytest.fixture(scope="session")
def assets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    built = {}
    for capability in CAPABILITIES:
        built[capability] = tmp_path_factory.mktemp(capability)
        python_asset.asset(capability, "local").build(built[capability])
    return built


def digests(tree: Path) -> dict[str, str]:
    return {
        file.relative_to(tree).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(tree.rglob("*"))
        if file.is_file()
    }


def modules_in(asset: Path) -> set[str]:
    files = (file.relative_to(asset) for top in OURS for file in (asset / top).rglob("*.py"))
    return {".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in files}


def sources_in(asset: Path) -> set[str]:
    files = (file for top in OURS for file in (asset / top).rglob("*"))
    return {file.relative_to(asset).as_posix() for file in files if file.is_file() and file.suffix != ".pyc"}


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_each_module_imports_from_its_asset_alone(capability, assets, lent):
    # Packages are asked for by name: one that is imported late would be missed on the first request only.
    wanted = sorted(modules_in(assets[capability]) | closure.closure(capability).packages)
    done = alone(ALONE, str(assets[capability]), str(lent), *wanted)
    assert done.returncode == 0, f"{capability} needs something its asset lacks:\n{done.stderr[-2000:]}"


def alone(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(interpreter_for("local").executable), "-I", "-S", "-B", "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")


def test_posters_find_their_font_in_the_asset(assets):
    code = "import sys; sys.path[:0] = [sys.argv[1]]; from functions.venue.poster.layout import font_file as f"
    code += "; assert f(bold=True).is_file() and f(bold=False).is_file()"
    done = alone(code, str(assets["venue"]))
    assert done.returncode == 0, done.stderr[-500:]


def test_whoever_knows_staff_can_read_the_pools_keys(assets):
    public = json.loads(RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048).public_key()))
    keys = quote(json.dumps({"keys": [{**public, "kid": "k1"}]}))
    readers = [asset for asset in assets.values() if (asset / "functions/kit/sign_in/staff_tokens.py").exists()]
    assert readers
    for asset in readers:
        done = alone(STAFF_KEYS, str(asset), keys)
        assert done.returncode == 0, f"{asset.name}: {done.stderr[-500:]}"


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_an_asset_holds_what_its_handlers_reach_and_nothing_else(capability, assets, tmp_path):
    """Found anew by the standard library's finder, which follows bytecode: it shares no line with the builder's."""
    for top in OURS:
        (tmp_path / top).symlink_to(assets[capability] / top)
    finder = ModuleFinder([str(tmp_path)])
    for name in closure.handlers(capability):
        finder.import_hook(name)
        finder.import_hook(name, fromlist=["*"])
    assert {name for name in finder.modules if name.partition(".")[0] in OURS} == modules_in(assets[capability])
    missing, perhaps = finder.any_missing_maybe()
    assert not [name for name in (*missing, *perhaps) if name.partition(".")[0] in OURS]


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_nothing_of_another_capability_is_inside(capability, assets):
    inside = {p.name for p in (assets[capability] / "functions").iterdir()}
    assert inside - {"__pycache__", "__init__.py"} - SHARED == {capability}
    assert not (assets[capability] / "adapters/memory").exists()


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_the_name_of_an_asset_is_made_of_every_file_in_it(capability, assets):
    named = [place for place, _ in python_asset.asset(capability, "local").files()]
    # In one order: a set has another in each process.
    assert named == sorted(sources_in(assets[capability]))


def test_the_hot_path_is_light(assets):
    carried = {p.name for p in assets["checkin"].iterdir()}
    assert not carried & {"pynamodb", "cryptography", "PIL", "fontTools"}
    size = sum(f.stat().st_size for f in assets["checkin"].rglob("*") if f.is_file())
    assert size < 10_000_000


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_no_asset_carries_what_the_runtime_lends(capability, assets):
    assert not {p.name for p in assets[capability].iterdir()} & wheels.LENT


def test_every_module_has_bytecode_that_needs_no_file_times(assets):
    for file in (assets["checkin"]).rglob("*.py"):
        (compiled,) = (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc")
        flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
        assert flags == 0b01, f"{compiled}: not an unchecked hash"


@pytest.mark.parametrize("capability", ["checkin", "notify"])
def test_two_builds_are_byte_identical(capability, assets, tmp_path, monkeypatch):
    # Wheels are staged anew too, not taken from the cache.
    monkeypatch.setattr(wheels, "CACHE", tmp_path / "wheels")
    again = python_asset.asset(capability, "local")
    again.build(tmp_path / "out")
    assert digests(tmp_path / "out") == digests(assets[capability])
    assert again.hash() == python_asset.asset(capability, "local").hash()


def test_the_name_of_an_asset_follows_its_inputs(monkeypatch):
    asset = python_asset.asset("checkin", "local")
    before = asset.hash()
    assert before != python_asset.Asset("checkin", "aws", Interpreter("3.13", LAMBDA_PLATFORM, None)).hash()
    monkeypatch.setattr(python_asset, "RECIPE", "another")
    assert asset.hash() != before


def test_an_interpreter_that_does_not_run_is_passed_over(tmp_path, monkeypatch):
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setattr(interpreter, "_candidates", lambda: iter([str(shim), "/nonexistent"]))
    assert list(interpreter._of_runtime()) == []


def test_without_a_matching_interpreter_sources_are_shipped_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(wheels, "staged", lambda *_: tmp_path / "wheels")
    (tmp_path / "wheels").mkdir()
    python_asset.Asset("checkin", "aws", Interpreter("3.13", LAMBDA_PLATFORM, None)).build(tmp_path / "out")
    assert list((tmp_path / "out").rglob("*.py"))
    assert not list((tmp_path / "out").rglob("*.pyc"))


def test_every_function_is_a_root_of_its_asset_and_nothing_else_is(all_built: dict[str, Built]):
    declared = {function.properties["Handler"] for function in all_built["local"].resources("AWS::Lambda::Function")}
    roots = {f"{module}.{HANDLER}" for capability in CAPABILITIES for module in closure.handlers(capability)}
    assert declared == roots
