"""What a function carries: the modules its handlers reach, their wheels, bytecode; shaped like the repository. No Docker.

Two builds of the same inputs give the same bytes, and the folder's name is the hash of those inputs.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_lambda as lambda_
from constructs import IConstruct

from infra.parts.asset import wheels
from infra.parts.asset.closure import OURS, Closure, closure, module_file
from infra.parts.asset.data_files import data_files
from infra.parts.asset.interpreter import ROOT, Interpreter, compile_tree, interpreter_for
from infra.stage import Target

# Raise when the way of building changes without any input changing.
RECIPE = "2"


@dataclass(frozen=True)
class Asset:
    capability: str
    target: Target
    interpreter: Interpreter

    @property
    def reached(self) -> Closure:
        return closure(self.capability)

    def files(self) -> list[tuple[str, Path]]:
        """(place in the asset, file) of every file but the wheels', in the order of places."""
        modules = [module_file(name) for name in self.reached.modules]
        beside = [pair for module in modules for pair in data_files(module)]
        found = {*((module, module) for module in modules), *beside}
        return sorted((place.relative_to(ROOT).as_posix(), file) for place, file in found)

    def hash(self) -> str:
        digest = hashlib.sha256(f"{RECIPE} {wheels.key(self.reached.packages, self.interpreter)}".encode())
        for place, file in self.files():
            digest.update(place.encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()

    def build(self, out: Path) -> None:
        wheels.link(wheels.staged(self.reached.packages, self.interpreter), out)
        for place, file in self.files():
            copy = out / place
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        compile_tree(self.interpreter, out, *OURS)


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
