"""All rows of tests/guards/calls, merged: which operation is told of by which module is of no account."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.doors.calls import OPERATIONS
from tests.guards.rows import Bad, Call, Row

ROOMS = Path(__file__).parent / "calls"


def modules() -> Iterator[ModuleType]:
    return (import_module(f"tests.guards.calls.{path.stem}") for path in sorted(ROOMS.glob("*.py")))


def merged(table: str) -> dict[str, Any]:
    """The rows under this name in every module that has them."""
    found: dict[str, Any] = {}
    for module in modules():
        rows = getattr(module, table, {})
        assert not found.keys() & rows.keys(), f"told twice in {table}: {found.keys() & rows.keys()}"
        found |= rows
    return found


EXPECTED: Mapping[str, Row] = merged("EXPECTED")
CALLS: Mapping[str, Call] = merged("CALLS")
# Fields of the contract's example of a request that name what is not in the scene, as they are there.
OF_THE_SCENE: Mapping[str, Call] = merged("OF_THE_SCENE")
BAD_FIELDS: Mapping[str, list[Bad]] = {name: [Bad(*row) for row in rows] for name, rows in merged("BAD_FIELDS").items()}
BAD_QUERIES: Mapping[str, list[Bad]] = {
    name: [Bad(*row) for row in rows] for name, rows in merged("BAD_QUERIES").items()
}


def room_of(operation: str) -> str:
    """Where the rows of an operation belong."""
    capability = OPERATIONS[operation][0].app.app_name
    return f"tests/guards/calls/{capability}*.py"


def missing(table: str, wanted: set[str]) -> list[str]:
    """Sentences that say which rows are not there, and where they belong; and which have no operation."""
    rows = merged(table)
    lacking = [f"{name}: a row in {table} of {room_of(name)}" for name in sorted(wanted - rows.keys())]
    return [*lacking, *(f"{name}: no such operation, yet a row in {table}" for name in sorted(rows.keys() - wanted))]
