"""One worked example per operation, shown in the public contract; a test decodes each with its own schema. Where answers
of several statuses have shapes of their own, there is one for each status. Beside them
NOTES: what the declaration of an operation's callers cannot say, for the guidebook's page on permissions.

A module for each capability; whatever stands here is found.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


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


def answer_of(operation: str, status: int) -> Any:
    """What the operation answers with this status."""
    example = ANSWERS[operation]
    return example[status] if isinstance(example, dict) and status in example else example


NOTES: dict[str, str] = _told("NOTES")
