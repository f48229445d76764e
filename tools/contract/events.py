"""The list of events, as each class says what it means; what it looks like stands on its own page."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from tools.contract.marked import between
from tools.machine.paths import ROOT

TARGET = ROOT / "docs" / "contracts" / "events" / "README.md"
HEAD = "| event | says |\n|---|---|\n"


def events() -> dict[str, type[Any]]:
    """Every class of a district's events that has a name of its own; one that others specialise is not on the bus."""
    return {str(kind.name): kind for kind in _kinds() if getattr(kind, "name", "") and not kind.__subclasses__()}


def _kinds() -> Iterator[type[Any]]:
    for path in sorted((ROOT / "domain").glob("*/events.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        yield from (
            kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__
        )


def text() -> str:
    """The page with its list made anew."""
    return between(TARGET.read_text("utf-8"), HEAD + "".join(_line(name, kind) for name, kind in events().items()))


def _line(name: str, kind: type[Any]) -> str:
    said = (kind.__doc__ or "").partition("\n")[0].rstrip(".")
    return f"| [{name}]({name}.md) | {said} |\n"
