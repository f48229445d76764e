"""What a function carries: sources shaped like the repository, its own wheels, bytecode. No Docker.

Two builds of the same inputs give the same bytes, and the folder's name is the hash of those inputs.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_lambda as lambda_
from constructs import IConstruct

from infra.parts import wheels
from infra.parts.interpreter import Interpreter, compile_tree, interpreter_for
from infra.stage import Target

ROOT = Path(__file__).resolve().parents[1]
# Raise when the way of building changes without any input changing.
RECIPE = "1"
# Twins for tests, and what tools leave behind.
SKIPPED = {"__pycache__", "memory"}
# Files made by tools before synthesis: repository path -> place in the asset.
UNITS = (".build/units.json", "adapters/reference/units.json")
MADE: dict[str, tuple[tuple[str, str], ...]] = {
    "identity": (UNITS,),
    "venue": (UNITS,),
    "trace": (UNITS,),
    "audit": (UNITS,),
    "reports": (UNITS, ("docs/contracts/openapi.json", "functions/reports/openapi.json")),
}


@dataclass(frozen=True)
class Asset:
    capability: str
    target: Target
    interpreter: Interpreter

    @property
    def sources(self) -> tuple[str, ...]:
        return ("domain", "adapters", "functions/kit", "functions/words", f"functions/{self.capability}")

    def files(self) -> Iterator[tuple[Path, str]]:
        """Every file but the wheels', with its place in the asset, in a stable order."""
        for source in self.sources:
            for file in sorted((ROOT / source).rglob("*")):
                if file.is_file() and not _skipped(file):
                    yield file, file.relative_to(ROOT).as_posix()
        for made, place in MADE.get(self.capability, ()):
            yield _made(made), place

    def hash(self) -> str:
        digest = hashlib.sha256(f"{RECIPE} {wheels.key(self.capability, self.interpreter)}".encode())
        for file, place in self.files():
            digest.update(place.encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()

    def build(self, out: Path) -> None:
        wheels.link(wheels.staged(self.capability, self.interpreter), out)
        for file, place in self.files():
            copy = out / place
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        (out / "functions/__init__.py").touch()
        compile_tree(self.interpreter, out, "domain", "adapters", "functions")


def asset(capability: str, target: Target) -> Asset:
    return Asset(capability, target, interpreter_for(target))


def code(scope: IConstruct, capability: str, target: Target) -> lambda_.Code:
    if not cdk.Stack.of(scope).bundling_required:
        # Tests of templates look at resources, not at what is inside the code.
        return lambda_.Code.from_asset(str(ROOT), exclude=["**"], asset_hash=capability)
    built = asset(capability, target)
    if not built.interpreter.executable:
        cdk.Annotations.of(scope).add_warning_v2(
            "vung-xanh:bytecode",
            f"no Python {built.interpreter.version} runs here: {capability} ships without bytecode "
            "and its cold start takes twice as long",
        )
    return lambda_.Code.from_asset(
        str(ROOT),
        exclude=["**"],
        asset_hash=built.hash(),
        bundling=cdk.BundlingOptions(image=cdk.DockerImage.from_registry("never-used"), local=_Staged(built)),
    )


@jsii.implements(cdk.ILocalBundling)
class _Staged:
    def __init__(self, built: Asset) -> None:
        self.built = built

    def try_bundle(self, output_dir: str, *_: Any, **__: Any) -> bool:
        # A failure raises: answering False would start Docker.
        self.built.build(Path(output_dir))
        return True


def _skipped(file: Path) -> bool:
    parts = file.relative_to(ROOT).parts
    return file.suffix == ".pyc" or any(part in SKIPPED for part in parts)


def _made(path: str) -> Path:
    file = ROOT / path
    if not file.exists():
        raise FileNotFoundError(f"{path} is missing: `make synth` writes it before CDK runs")
    return file
