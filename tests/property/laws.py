"""A law: what holds for every history of a kind. It can be run as a test, and run again with a bug planted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

# With a bug planted the same histories come each time, and the first that trips the law is enough.
_SEARCH = settings(
    max_examples=2_000,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Law:
    """`check` takes one history and asserts."""

    check: Callable[[Any], None]
    histories: SearchStrategy[Any]
    examples: int

    @property
    def name(self) -> str:
        return self.check.__name__

    def holds(self) -> None:
        """Raises where it does not."""
        settings(max_examples=self.examples, suppress_health_check=[HealthCheck.too_slow])(
            given(self.histories)(self.check)
        )()

    def search(self) -> None:
        """Looks for a history that breaks the law, always the same way."""
        _SEARCH(given(self.histories)(self.check))()


def law(histories: SearchStrategy[Any], *, examples: int = 100) -> Callable[[Callable[[Any], None]], Law]:
    """Makes a law of the function below it."""
    return lambda check: Law(check, histories, examples)
