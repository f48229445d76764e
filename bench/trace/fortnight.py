"""The two weeks of the synthetic province."""

from datetime import UTC, datetime

from domain.base.period import LOCAL, epoch

DAYS = 14
FIRST_DAY = datetime(2021, 10, 4, tzinfo=LOCAL)
BEGIN = epoch(FIRST_DAY)


def moment(second: int) -> datetime:
    """A second of the fortnight as an instant."""
    return datetime.fromtimestamp(BEGIN + second, UTC)
