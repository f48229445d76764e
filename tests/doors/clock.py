"""Time in a test: it stands still until the test moves it."""

from datetime import datetime, timedelta

from tests.builders.base import NOW


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, span: timedelta) -> None:
        self.now += span
