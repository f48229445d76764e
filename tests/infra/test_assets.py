"""Assets: two builds are one, and each handler lives on its asset and the lent SDK alone."""

import ast
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from infra import python_asset
from infra.parts import interpreter, wheels
from infra.parts.interpreter import LAMBDA_PLATFORM, ROOT, Interpreter, interpreter_for
from tests.infra.conftest import Built

CAPABILITIES = sorted(wheels.CARRIED)
# What Lambda's Python runtime brings along.
LENT = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")
ALONE = """
import importlib, sys
asset, lent, *modules = sys.argv[1:]
sys.path[:0] = [asset]
sys.path.append(lent)
for name in modules:
    importlib.import_module(name)
"""


@pytest.fixture(scope="session", autouse=True)
def units() -> None:
    if not (ROOT / ".build/units.json").exists():
        subprocess.run([sys.executable, "-m", "tools.deploy.units"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the SDK and nothing else."""
    folder = tmp_path_factory.mktemp("lent")
    for name in LENT:
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


def late_imports(capability: str) -> set[str]:
    """Adapters that the wiring imports on first use: a missing wheel would show only on the first request."""
    tree = ast.parse((ROOT / "functions" / capability / "wiring.py").read_text())
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name for name in named if name.startswith("adapters.")}


def modules_of(capability: str) -> set[str]:
    folder = ROOT / "functions" / capability
    files = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in folder.rglob("*.py")}
    return {name.removesuffix(".__init__") for name in files} | late_imports(capability)


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_each_module_imports_from_its_asset_alone(capability, assets, lent):
    executable = interpreter_for("local").executable
    command = [str(executable), "-I", "-S", "-B", "-c", ALONE, str(assets[capability]), str(lent)]
    done = subprocess.run(
        [*command, *sorted(modules_of(capability))], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.returncode == 0, f"{capability} needs something its asset lacks:\n{done.stderr[-2000:]}"


def test_posters_find_their_font_in_the_asset(assets):
    code = "import sys; sys.path[:0] = [sys.argv[1]]; from functions.venue.poster.layout import font_file as f"
    code += "; assert f(bold=True).is_file() and f(bold=False).is_file()"
    command = [str(interpreter_for("local").executable), "-I", "-S", "-B", "-c", code, str(assets["venue"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_nothing_of_another_capability_is_inside(capability, assets):
    inside = {p.name for p in (assets[capability] / "functions").iterdir()}
    assert inside - {"__pycache__"} == {"__init__.py", "kit", capability}
    assert not (assets[capability] / "adapters/memory").exists()


def test_the_hot_path_is_light(assets):
    carried = {p.name for p in assets["checkin"].iterdir()}
    assert not carried & {"pynamodb", "cryptography", "PIL", "fontTools"}
    size = sum(f.stat().st_size for f in assets["checkin"].rglob("*") if f.is_file())
    assert size < 10_000_000


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_no_asset_carries_what_the_runtime_lends(capability, assets):
    assert not {p.name for p in assets[capability].iterdir()} & {*LENT, "dateutil"}


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


def test_each_capability_carries_wheels_of_the_lock_with_their_hashes():
    for capability in CAPABILITIES:
        wanted = wheels.requirements(capability)
        assert wanted.count("==") == len(wheels.CARRIED[capability])
        assert wanted.count("--hash=sha256:") >= len(wheels.CARRIED[capability])


def test_every_wheel_of_the_lock_is_carried_by_somebody():
    carried = {name for names in wheels.CARRIED.values() for name in names}
    assert carried == set(wheels._lock())


def test_a_wheel_missing_from_the_lock_is_named(monkeypatch):
    monkeypatch.setitem(wheels.CARRIED, "checkin", ("left-pad",))
    with pytest.raises(KeyError, match="left-pad"):
        wheels.requirements("checkin")


def test_templates_point_at_handlers_that_exist(all_built: dict[str, Built]):
    for function in all_built["local"].resources("AWS::Lambda::Function"):
        module, _, name = function.properties["Handler"].rpartition(".")
        assert name == "handler"
        assert (ROOT / (module.replace(".", "/") + ".py")).exists(), module
