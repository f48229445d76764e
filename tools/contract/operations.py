"""Every operation of the public contract, and what each may refuse."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from functions.kit.http import Door, Operation
from tools.machine.paths import ROOT

ALWAYS = ("malformed", "too-large", "wrong-content-type", "busy", "fault")


@cache
def doors() -> tuple[Door, ...]:
    """Of every capability that has routes, in the order of their names: `door` of its `api.py`, and of a room whose door
    is its own because it holds other rights."""
    functions = ROOT / "functions"
    files = sorted([*functions.glob("*/api.py"), *functions.glob("*/*/api.py")])
    modules = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    found = tuple(dict.fromkeys(import_module(module).door for module in modules))
    if nameless := [door for door in found if not isinstance(door, Door)]:
        raise TypeError(f"`door` of an api.py is a Door: {nameless}")
    return found


def operations() -> Iterator[tuple[Door, Operation]]:
    """Every operation of the public contract."""
    for door in doors():
        for operation in door.operations.values():
            yield door, operation


def refusals(operation: Operation) -> set[str]:
    """Codes of every problem an operation may answer with."""
    codes = {*operation.problems, "busy", "fault", "token-invalid", "token-expired", "token-revoked", "wrong-door"}
    if operation.body is not None:
        codes |= set(ALWAYS)
    if operation.body is not None or operation.query is not None:
        codes.add("invalid")
    if not operation.callers.anyone:
        codes |= {"not-signed-in", "not-allowed"}
    return codes
