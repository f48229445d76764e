"""Faults that a twin commits on request, as the store would after its client has given up."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar

from domain.base.errors import Busy

P = ParamSpec("P")
T = TypeVar("T")


class Fault(Enum):
    """What happens to one call: nothing is applied, or all is applied and the answer is lost. Both raise Busy."""

    REFUSED = "refused"
    ANSWER_LOST = "answer lost"


class FaultPlan:
    """Faults to come, by name of the port's method; each is committed once, in order."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)

    def plan(self, method: str, *faults: Fault) -> None:
        self._planned[method].extend(faults)

    @contextmanager
    def around(self, method: str) -> Iterator[None]:
        planned = self._planned[method]
        fault = planned.popleft() if planned else None
        if fault is Fault.REFUSED:
            raise Busy
        yield
        if fault is Fault.ANSWER_LOST:
            raise Busy


class Twin:
    """Base of the twins: one lock, because a table's writes happen one after another, and a fault plan."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        self._faults = faults or FaultPlan()
        self._lock = RLock()


S = TypeVar("S", bound=Twin)


def step(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Makes a twin's method atomic, and subject to the fault plan."""

    @wraps(method)
    def planned(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self._lock, self._faults.around(method.__name__):
            return method(self, *args, **kwargs)

    return planned


__all__ = ["Fault", "FaultPlan", "Twin", "step"]
