"""A moment, a commune and a clock; numbers that no two tests share."""

from datetime import UTC, datetime, timedelta
from itertools import count

NOW = datetime(2021, 10, 3, 1, 15, 12, tzinfo=UTC)  # 08:15 in Vietnam
COMMUNE = "VN-2025H2/01/00004"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

numbers = count(1)


class Clock:
    """A clock that a test moves."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now
