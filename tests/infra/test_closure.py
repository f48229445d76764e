"""What is put into an asset follows from imports: an edit changes the assets that reach it, and no other."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.parts.asset import closure, data_files, python_asset
from infra.parts.asset.interpreter import ROOT

# A house of two capabilities. What a file says is how it is reached, if it is.
HOUSE = {
    "domain/__init__.py": "",
    "domain/shared.py": "",
    "domain/early.py": "",
    "domain/late.py": "",
    "domain/types.py": "",
    "domain/nobodys.py": "from domain import shared, deep",
    "domain/deep/__init__.py": "import domain.deep.first",
    "domain/deep/first.py": "",
    "domain/deep/second.py": "from ..shared import *",
    "adapters/__init__.py": "",
    "adapters/store.py": "from pathlib import Path\nFILE = Path(__file__).with_name('table.csv')\nfrom domain.late import x",
    "adapters/table.csv": "",
    "adapters/beside.csv": "",
    "functions/__init__.py": "",
    "functions/left/__init__.py": "",
    "functions/left/api.py": "from functions.left import wiring\napp, handler = wiring.door()",
    "functions/left/wiring.py": "from domain import early, shared\ndef parts():\n    from adapters.store import FILE",
    "functions/left/spare.py": "",
    "functions/left/workflow.asl.json": "",
    "functions/right/__init__.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from domain.types import y",
    "functions/right/room/__init__.py": "",
    "functions/right/room/inbox.py": "from . import service\ndef handler(event, context): ...",
    "functions/right/room/service.py": "import domain.deep.second as second",
}
REACHED_BY = {
    "domain/__init__.py": {"left", "right"},
    "domain/shared.py": {"left", "right"},
    "domain/early.py": {"left"},
    "domain/late.py": {"left"},
    "domain/types.py": set(),
    "domain/nobodys.py": set(),
    "domain/deep/__init__.py": {"right"},
    "domain/deep/first.py": {"right"},
    "domain/deep/second.py": {"right"},
    "adapters/__init__.py": {"left"},
    "adapters/store.py": {"left"},
    "adapters/table.csv": {"left"},
    "adapters/beside.csv": set(),
    "functions/__init__.py": {"left", "right"},
    "functions/left/__init__.py": {"left"},
    "functions/left/api.py": {"left"},
    "functions/left/wiring.py": {"left"},
    "functions/left/spare.py": set(),
    "functions/left/workflow.asl.json": set(),
    "functions/right/__init__.py": {"right"},
    "functions/right/room/__init__.py": {"right"},
    "functions/right/room/inbox.py": {"right"},
    "functions/right/room/service.py": {"right"},
}
UNSEEN = {"import_module", "__import__", "module_from_spec", "runpy", "pkgutil", "resources"}


def forget() -> None:
    for remembered in (closure.closure, closure.handlers, closure._graph):
        remembered.cache_clear()


def hashes() -> dict[str, str]:
    forget()
    return {name: python_asset.asset(name, "local").hash() for name in ("left", "right")}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for place, source in HOUSE.items():
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    for module in (closure, data_files, python_asset):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for name in closure.OURS:
        monkeypatch.delitem(sys.modules, name, raising=False)
    forget()
    yield tmp_path
    forget()


@pytest.mark.parametrize("edited", sorted(HOUSE))
def test_an_edit_changes_the_assets_that_reach_it_and_no_other(edited, house):
    before = hashes()
    with (house / edited).open("a") as file:
        file.write("\n")
    changed = {name for name, told in hashes().items() if told != before[name]}
    assert changed == REACHED_BY[edited]


def test_the_way_to_a_module_is_told(house):
    assert closure.chain("left", "domain.late") == (
        "functions.left.api",
        "functions.left.wiring",
        "adapters.store",
        "domain.late",
    )
    assert closure.chain("right", "domain.late") == ()


def test_a_capability_without_a_handler_is_refused(house):
    (house / "functions/left/api.py").write_text("app = 1\nhandler: int")
    (house / "functions/left/spare.py").write_text("def other(handler): ...")
    assert closure.handlers("left") == ("functions.left.api",)
    forget()
    (house / "functions/left/api.py").write_text("app = 1")
    with pytest.raises(ValueError, match=r"functions\.left defines no `handler`"):
        closure.handlers("left")


@pytest.mark.parametrize(
    "reading",
    [
        "Path(__file__).parent / 'table.csv'",
        "Path(__file__).with_name(NAME)",
        "open(__file__), Path(__file__).with_name('table.csv')",
    ],
)
def test_a_file_read_in_a_way_that_is_not_seen_is_refused(reading, house):
    (house / "adapters/store.py").write_text(f"READ = {reading}")
    with pytest.raises(ValueError, match=r"store\.py: only files named by"):
        hashes()


def test_a_file_that_tools_make_is_put_where_its_reader_looks(house):
    (house / "adapters/store.py").write_text("READ = Path(__file__).with_name('units.json')")
    with pytest.raises(FileNotFoundError, match=r"\.build/units\.json is missing: `make synth`"):
        hashes()
    (house / ".build").mkdir()
    (house / ".build/units.json").write_text("{}")
    placed = dict(python_asset.asset("left", "local").files())
    assert placed["adapters/units.json"] == house / ".build/units.json"


def test_a_tree_found_elsewhere_is_refused(house, tmp_path, monkeypatch):
    monkeypatch.setattr(closure, "ROOT", tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError, match="was imported from elsewhere"):
        closure.closure("left")


def test_no_import_is_hidden_from_the_closure():
    found = [
        f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} {name}"
        for folder in closure.OURS
        for file in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_bytes()))
        for name in _named(node) & UNSEEN
    ]
    assert not found, f"an asset holds what `import` names; a module found by a computed name would be missing: {found}"


def _named(node: ast.AST) -> set[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Import(names=names):
            return {part for alias in names for part in alias.name.split(".")}
        case ast.ImportFrom(module=module, names=names):
            return {alias.name for alias in names} | set((module or "").split("."))
    return set()


def test_every_folder_of_modules_is_a_package():
    folders = {file.parent for top in closure.OURS for file in (ROOT / top).rglob("*.py")}
    bare = [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()]
    assert not bare, f"the graph of imports passes over a folder without __init__.py: {bare}"
