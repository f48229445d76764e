"""One more call to the store while the first is under way: the citizen waits for one round, not for two."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Done = TypeVar("Done")


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="beside")


def beside(work: Callable[[], Done]) -> Callable[[], Done]:
    """Starts `work` now; the returned function waits for its value, or raises what it raised."""
    return _pool().submit(work).result
