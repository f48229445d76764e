"""The list of capabilities in the guidebook's page on the tree, as each says what it is."""

import ast

from tools.contract.marked import between
from tools.machine.paths import ROOT

TARGET = ROOT / "docs" / "guidebook" / "tree.md"


def text() -> str:
    """The page with its list made anew."""
    homes = sorted(path.parent.name for path in (ROOT / "functions").glob("*/wiring.py"))
    return between(TARGET.read_text("utf-8"), "".join(_line(home) for home in homes))


def _line(capability: str) -> str:
    source = (ROOT / "functions" / capability / "__init__.py").read_text("utf-8")
    said = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0].replace("\n", " ")
    return f"- `{capability}`: {said}\n"
