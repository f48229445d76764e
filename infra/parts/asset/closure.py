"""What a capability's handlers reach by import, whenever they import it.

The graph is import-linter's own. A package counts as imported by whatever is inside it, because it runs first.
"""

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

import grimp

from infra.parts.asset.interpreter import ROOT

OURS = ("domain", "adapters", "functions")
HANDLER = "handler"


@dataclass(frozen=True)
class Closure:
    # Dotted names of our own modules, and first names of all others: the standard library's too.
    modules: frozenset[str]
    packages: frozenset[str]


@functools.cache
def closure(capability: str) -> Closure:
    graph = _graph()
    reached = set(handlers(capability))
    for root in tuple(reached):
        reached |= graph.find_upstream_modules(root)
    ours = frozenset(name for name in reached if _is_ours(name))
    return Closure(ours, frozenset(reached - ours))


@functools.cache
def capabilities() -> tuple[str, ...]:
    """Folders of functions/ in which something can be called; the kit and the words only serve them."""
    homes = sorted(file.parent.name for file in (ROOT / "functions").glob("*/__init__.py"))
    return tuple(home for home in homes if _handlers(home))


@functools.cache
def handlers(capability: str) -> tuple[str, ...]:
    """The capability's modules that define `handler`: each is a function's way in."""
    found = _handlers(capability)
    if not found:
        raise ValueError(f"functions.{capability} defines no `{HANDLER}`: there is nothing to deploy")
    return found


def _handlers(capability: str) -> tuple[str, ...]:
    home = f"functions.{capability}"
    inside = sorted(_graph().find_descendants(home) | {home})
    return tuple(name for name in inside if _defines_handler(module_file(name)))


def chain(capability: str, module: str) -> tuple[str, ...]:
    """The shortest way of imports from a handler to a module; empty if there is none."""
    ways = (_graph().find_shortest_chain(root, module) for root in handlers(capability))
    return min((way for way in ways if way), key=len, default=())


def module_file(name: str) -> Path:
    place = ROOT.joinpath(*name.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    if not file.is_file():
        raise FileNotFoundError(f"{name} was imported from elsewhere: {file} does not exist")
    return file


@functools.cache
def _graph() -> grimp.ImportGraph:
    # No cache on disk: it goes by file times, and reading everything takes a tenth of a second.
    graph = grimp.build_graph(*OURS, include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None)
    for name in filter(_is_ours, tuple(graph.modules)):
        package = name.rpartition(".")[0]
        if package:
            graph.add_import(importer=name, imported=package)
    return graph


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in OURS


def _defines_handler(file: Path) -> bool:
    return any(HANDLER in bound(statement) for statement in ast.parse(file.read_bytes()).body)


def bound(statement: ast.stmt) -> set[str]:
    """Names that a statement at the top of a module defines; an import defines none."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    names = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}
