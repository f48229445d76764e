"""Time spans and the local day. Instants are timezone-aware; periods are half-open [start, end)."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from math import ceil

LOCAL = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh: UTC+7, no summer time


def local_day(instant: datetime) -> date:
    """The local calendar day (UTC+7) on which `instant` falls."""
    return instant.astimezone(LOCAL).date()


def start_of_local_day(instant: datetime) -> datetime:
    """Midnight (UTC+7) before `instant`."""
    return datetime.combine(local_day(instant), time(), LOCAL)


def start_of(day: date) -> datetime:
    """The moment at which a local day begins."""
    return datetime.combine(day, time(), LOCAL)


def left_of_local_day(instant: datetime) -> int:
    """Whole seconds until the next midnight (UTC+7), one at least."""
    return ceil((start_of_local_day(instant) + timedelta(days=1) - instant).total_seconds())


def epoch(instant: datetime) -> int:
    """Whole seconds since 1970, UTC."""
    return int(instant.timestamp())


def at_epoch(seconds: int) -> datetime:
    """Inverse of `epoch`."""
    return datetime.fromtimestamp(seconds, UTC)


def shown(instant: datetime) -> str:
    """RFC 3339 with the local offset, whole seconds."""
    return instant.astimezone(LOCAL).isoformat(timespec="seconds")
