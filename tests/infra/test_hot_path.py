"""Check-in knows nothing of tracing, so that work on tracing leaves the hot path as it is deployed."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from infra import python_asset
from infra.parts import closure

OF_TRACING = {"case", "contact", "trace", "tracing", "meeting", "exposure"}
RULE = "check-in sees no case and no contact; what it reaches by these imports lives with tracing"


@pytest.fixture(scope="module")
def files() -> dict[str, Path]:
    return {place: file for place, file in python_asset.asset("checkin", "local").files() if file.suffix == ".py"}


def words(name: str) -> set[str]:
    """`adapters/dynamo/case_item.py`, `CaseUnknown` and `case-unknown` all speak of a case."""
    return {word.lower().removesuffix("s") for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def defined(file: Path) -> list[str]:
    """Classes, functions, constants, and the keys of tables, at the top of a module."""
    names: set[str] = set()
    for statement in ast.parse(file.read_bytes()).body:
        names |= closure.bound(statement)
        if isinstance(statement, ast.Assign | ast.AnnAssign) and isinstance(statement.value, ast.Dict):
            names |= {str(key.value) for key in statement.value.keys if isinstance(key, ast.Constant)}
    return sorted(names)


def chains(paths: Iterable[str]) -> str:
    modules = (path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in paths)
    return "".join("\n  " + " -> ".join(closure.chain("checkin", module)) for module in modules)


def test_words_are_told_apart():
    assert words("adapters/dynamo/case_items.py") >= {"case", "item"}
    assert words("CaseUnknown") == {"case", "unknown"}
    assert words("TRACE_READERS") == {"trace", "reader"}
    assert not words("showcase contract Tracer") & OF_TRACING


def test_no_file_of_the_hot_path_is_about_tracing(files):
    found = [path for path in files if OF_TRACING & words(path)]
    assert not found, f"{RULE}:{chains(found)}"


def test_no_file_of_the_hot_path_defines_anything_about_tracing(files):
    found = {path: [name for name in defined(file) if OF_TRACING & words(name)] for path, file in files.items()}
    told = [f"\n{', '.join(names)}{chains([path])}" for path, names in found.items() if names]
    assert not told, f"{RULE}:{''.join(told)}"
