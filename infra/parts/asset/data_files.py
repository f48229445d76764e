"""Files that a module reads from beside itself, by the one way of naming them: `Path(__file__).with_name("…")`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from infra.parts.asset.interpreter import ROOT

# What tools make before synthesis: the name a module reads it by -> where it is made.
MADE = {"units.json": ".build/units.json", "openapi.json": "docs/contracts/openapi.json"}


def data_files(module: Path) -> Iterator[tuple[Path, Path]]:
    """(where the module looks for it, the file) of each file that the module names."""
    source = module.read_bytes()
    if b"__file__" not in source:
        return
    tree = ast.parse(source)
    names = [name for node in ast.walk(tree) if (name := _named(node))]
    said = sum(isinstance(node, ast.Name) and node.id == "__file__" for node in ast.walk(tree))
    if len(names) != said:
        raise ValueError(
            f'{module}: only files named by Path(__file__).with_name("…"), in plain letters, are put into an asset'
        )
    for name in names:
        beside = module.with_name(name)
        yield beside, _made(MADE[name]) if name in MADE else beside


def _named(node: ast.AST) -> str | None:
    match node:
        case ast.Call(
            func=ast.Attribute(
                value=ast.Call(func=ast.Name(id="Path"), args=[ast.Name(id="__file__")]), attr="with_name"
            ),
            args=[ast.Constant(value=str(name))],
        ):
            return name
    return None


def _made(path: str) -> Path:
    file = ROOT / path
    if not file.exists():
        raise FileNotFoundError(f"{path} is missing: `make synth` writes it before CDK runs")
    return file
