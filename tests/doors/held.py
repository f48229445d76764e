"""What a memory twin holds, told by the twin itself, so that a new one is never forgotten."""

from collections.abc import Mapping
from copy import deepcopy
from types import FunctionType
from typing import Any

from adapters.memory.faults import FaultPlan, Twin
from tests.doors.clock import Clock

Held = Mapping[str, Any]

_LOCK = "_lock"
# What a twin works with and does not hold; another twin tells its own.
_MEANS = (Twin, FaultPlan, Clock, FunctionType)


def held(twin: object) -> Held:
    """A copy of every attribute that is state."""
    return deepcopy({name: value for name, value in vars(twin).items() if _is_state(name, value)})


def put_back(twin: object, state: Held) -> None:
    """The twin holds `state` again."""
    vars(twin).update(deepcopy(dict(state)))


def _is_state(name: str, value: Any) -> bool:
    return name != _LOCK and not isinstance(value, _MEANS)
