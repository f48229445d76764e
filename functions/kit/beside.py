"""More calls to the store while the first is under way: the caller waits for one round, not for several."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Given = TypeVar("Given")
Done = TypeVar("Done")


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="beside")


def beside(work: Callable[[], Done]) -> Callable[[], Done]:
    """Starts `work` now; the returned function waits for its value, or raises what it raised."""
    return _pool().submit(work).result


def each_beside(work: Callable[[Given], Done], items: Iterable[Given]) -> list[Done]:
    """`work` on every item, eight at a time; the values in order, or the first error."""
    return list(_pool().map(work, items))
