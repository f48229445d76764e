"""The table of the guidebook's page on permissions: who may call what, as each operation declares it.

What a declaration cannot say stands as a note beside the operation's example (NOTES of tools/contract/examples).
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import groupby

from domain.people.roles import Role
from functions.kit.http import Operation
from tools.contract.examples import NOTES
from tools.contract.marked import between
from tools.contract.operations import operations
from tools.machine.paths import ROOT

TARGET = ROOT / "docs" / "guidebook" / "permissions.md"
HEAD = """| capability | operations | nobody | citizen | staff | but |
|---|---|---|---|---|---|
"""
NONE, ALL, OWN = "–", "yes", "own"
# Fewer are listed as those left out.
LEFT_OUT = 2


def text() -> str:
    """The page with its table made anew."""
    return between(TARGET.read_text("utf-8"), f"{HEAD}{''.join(_rows())}\n{''.join(_legend())}")


def _rows() -> Iterator[str]:
    """Neighbours that nothing tells apart share a row."""
    told = [(door.app.app_name, _cells(operation), operation.operation_id) for door, operation in operations()]
    for (capability, cells), same in groupby(told, key=lambda row: row[:2]):
        yield f"| {' | '.join((capability, ', '.join(name for *_, name in same), *cells))} |\n"


def _cells(operation: Operation) -> tuple[str, str, str, str]:
    callers, note = operation.callers, NOTES.get(operation.operation_id, "")
    if callers.anyone:
        return ALL, ALL, ALL, note
    return NONE, OWN if callers.citizen else NONE, _named(callers.roles) if callers.roles else NONE, note


def _groups() -> Mapping[frozenset[Role], str]:
    """Sets of roles that some district's roles.py has a name for; of two names for one set the first."""
    districts = sorted(path.parent.name for path in (ROOT / "domain").glob("*/roles.py"))
    names = (pair for name in districts for pair in vars(import_module(f"domain.{name}.roles")).items())
    named = {name: found for name, found in names if isinstance(found, frozenset)}
    return {found: name.lower().replace("_", " ") for name, found in reversed(named.items())}


def _named(found: frozenset[Role]) -> str:
    group = _groups().get(found)
    return f"*{group}*" if group else _listed(found)


def _listed(found: frozenset[Role]) -> str:
    missing = [role for role in Role if role not in found]
    if not missing:
        return "everybody with a role"
    if len(missing) <= LEFT_OUT:
        return f"all but {' and '.join(_called(role) for role in missing)}"
    return ", ".join(_called(role) for role in Role if role in found)


def _called(role: Role) -> str:
    return role.shown.en[0].lower() + role.shown.en[1:]


def _legend() -> Iterator[str]:
    """What the groups of the table are."""
    used = {operation.callers.roles for _, operation in operations() if not operation.callers.anyone}
    for found, group in sorted(_groups().items(), key=lambda pair: pair[1]):
        if found in used or any(f"*{group}*" in note for note in NOTES.values()):
            yield f"- *{group}*: {_listed(found)}\n"
