"""How many came to venues."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from domain.presence.codes import VenueId
from domain.presence.counting import Counted, VisitCounts, last_days
from functions.kit.beside import each_beside

DAYS = 7


def by_day(venue: VenueId, today: date, *, counts: VisitCounts) -> Mapping[date, Counted]:
    """Today and the days before, the newest first."""
    days = last_days(today, DAYS)
    return dict(zip(days, each_beside(partial(counts.on, venue), days), strict=True))


def on_day(venues: Sequence[VenueId], day: date, *, counts: VisitCounts) -> Mapping[VenueId, Counted]:
    """Of each venue once, however often it is asked for."""
    each = list(dict.fromkeys(venues))
    return dict(zip(each, each_beside(lambda venue: counts.on(venue, day), each), strict=True))
