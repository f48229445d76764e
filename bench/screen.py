"""Tables and progress for a person; what the product logs while it is measured goes into a file."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def screen(log: Path) -> Iterator[Callable[[str], None]]:
    """Within, standard output of this process and of its children is `log`; what is yielded shows a text."""
    sys.stdout.flush()
    with log.open("wb") as kept, os.fdopen(os.dup(1), "w", encoding="utf-8") as terminal:

        def show(text: str) -> None:
            print(text, file=terminal, flush=True)

        os.dup2(kept.fileno(), 1)
        try:
            yield show
        except BaseException:
            show(f"  the product's log: {log}")
            raise
        finally:
            sys.stdout.flush()
            os.dup2(terminal.fileno(), 1)
