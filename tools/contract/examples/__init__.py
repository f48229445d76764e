"""One worked example per operation, shown in the public contract; a test decodes each with its own schema. Beside them
NOTES: what the declaration of an operation's callers cannot say, for the guidebook's page on permissions; and FAULTS: what a
refusal names, by its code, where a code alone would not show its shape.

A module for each capability; whatever stands here is found.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from domain.base.errors import Fault


def _told(name: str) -> dict[str, Any]:
    """`name` of every module, merged; an operation has one example."""
    merged: dict[str, Any] = {}
    for module in iter_modules(__path__):
        examples: dict[str, Any] = getattr(import_module(f"{__name__}.{module.name}"), name, {})
        if twice := merged.keys() & examples.keys():
            raise ValueError(f"{module.name}: {sorted(twice)} stand in another module too")
        merged |= examples
    return merged


REQUESTS = _told("REQUESTS")
ANSWERS = _told("ANSWERS")
NOTES: dict[str, str] = _told("NOTES")
FAULTS: dict[str, list[Fault]] = _told("FAULTS")
