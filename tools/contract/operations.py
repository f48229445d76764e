"""Every operation of the public contract, and what each may refuse."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from functions.kit.http import Door, Operation
from tools.machine.paths import ROOT

ALWAYS = ("malformed", "too-large", "wrong-content-type", "busy", "fault")


@cache
def doors() -> tuple[Door, ...]:
    """Of every capability that has routes: `door` of its `api.py`, in the order of their names."""
    names = sorted(path.parent.name for path in (ROOT / "functions").glob("*/api.py"))
    found = tuple(import_module(f"functions.{name}.api").door for name in names)
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
