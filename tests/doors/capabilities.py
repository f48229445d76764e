"""What each capability brings to the house: one module here for each wiring, found by its name:
`functions/trace/run/wiring.py` is `trace_run.py`.

TWINS   the twins of the stores that are this capability's own: attribute of the house → how it is made
wired   what stands in its wiring while the house is open: name in the wiring → what is called
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

FUNCTIONS = Path(__file__).resolve().parents[2] / "functions"
Made = Callable[[], Any]


def always(part: Any) -> Made:
    """What a wiring's cached function does from its second call on."""
    return lambda: part


@cache
def capabilities() -> Mapping[str, ModuleType]:
    """Room with a wiring → its module in this folder."""
    rooms = sorted(path.parent.relative_to(FUNCTIONS).as_posix() for path in FUNCTIONS.rglob("wiring.py"))
    return {room.replace("/", "."): _module(room.replace("/", "_")) for room in rooms}


@cache
def makers() -> Mapping[str, Callable[[Any], Any]]:
    """Name of a twin → how it is made for a house."""
    found: dict[str, Callable[[Any], Any]] = {}
    for name, module in capabilities().items():
        twice = found.keys() & getattr(module, "TWINS", {}).keys()
        assert not twice, f"tests/doors/{name}.py makes {twice} a second time: a twin has one maker"
        found |= getattr(module, "TWINS", {})
    return found


def _module(name: str) -> ModuleType:
    path = Path(__file__).parent / f"{name}.py"
    assert path.exists(), f"tests/doors/{name}.py is missing: say over which twins the doors of {name} open"
    return import_module(f"tests.doors.{name}")
