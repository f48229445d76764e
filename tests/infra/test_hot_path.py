"""Check-in knows nothing of tracing, so that work on tracing leaves the hot path as it is deployed."""

import ast
import re
from pathlib import Path

from infra.parts.asset import closure

OF_TRACING = {"case", "contact", "trace", "tracing", "meeting", "exposure"}
RULE = "check-in sees no case and no contact; what it reaches by these imports lives with tracing"


def words(name: str) -> set[str]:
    """`adapters.dynamo.case_item`, `CaseUnknown` and `case-unknown` all speak of a case."""
    return {word.lower().removesuffix("s") for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def defined(file: Path) -> list[str]:
    """Classes, functions, constants, and the keys of tables, at the top of a module."""
    names: set[str] = set()
    for statement in ast.parse(file.read_bytes()).body:
        names |= closure.bound(statement)
        if isinstance(statement, ast.Assign | ast.AnnAssign) and isinstance(statement.value, ast.Dict):
            names |= {str(key.value) for key in statement.value.keys if isinstance(key, ast.Constant)}
    return sorted(names)


def way(module: str) -> str:
    return "\n  " + " -> ".join(closure.chain("checkin", module))


def test_words_are_told_apart():
    assert words("adapters.dynamo.case_items") >= {"case", "item"}
    assert words("CaseUnknown") == {"case", "unknown"}
    assert words("TRACE_READERS") == {"trace", "reader"}
    assert not words("showcase contract Tracer") & OF_TRACING


def test_no_module_of_the_hot_path_is_about_tracing():
    found = [name for name in sorted(closure.closure("checkin").modules) if OF_TRACING & words(name)]
    assert not found, f"{RULE}:{''.join(map(way, found))}"


def test_no_module_of_the_hot_path_defines_anything_about_tracing():
    found = {
        module: [name for name in defined(closure.module_file(module)) if OF_TRACING & words(name)]
        for module in sorted(closure.closure("checkin").modules)
    }
    told = [f"\n{', '.join(names)}{way(module)}" for module, names in found.items() if names]
    assert not told, f"{RULE}:{''.join(told)}"
