"""Waiting for what happens by itself. The limit ends what hangs; it measures nothing."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")

LIMIT = 300.0
LOOK_AGAIN = 0.1
_pause = threading.Event()


def eventually(
    look: Callable[[], Seen], *, until: Callable[[Seen], object] = bool, pause: float = LOOK_AGAIN, limit: float = LIMIT
) -> Seen:
    """What `look` sees once `until` holds of it."""
    end = time.monotonic() + limit
    while True:
        seen = look()
        if until(seen):
            return seen
        assert time.monotonic() < end, f"after {limit:.0f} s it is still {seen!r}"
        _pause.wait(pause)
