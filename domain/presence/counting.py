"""How many came to a venue on a day: a number, and nobody in it."""

from datetime import date, timedelta
from typing import NamedTuple, Protocol

from domain.presence.codes import VenueId

MOST_COUNTED = 5_000  # of a venue and day: at a hundred bytes each of the index, what one call looks at


class Counted(NamedTuple):
    """Visits that were not taken back; with `more` there are at least as many: it was not counted to the end."""

    visits: int
    more: bool = False


class VisitCounts(Protocol):
    """Counts at the store: no visit is handed out."""

    def on(self, venue: VenueId, day: date) -> Counted:
        """Visits that began at the venue on the local day, MOST_COUNTED looked at; one of a moment ago may be missing."""
        ...


def last_days(today: date, number: int) -> list[date]:
    """Today and the days before it, the newest first."""
    return [today - timedelta(days=back) for back in range(number)]
