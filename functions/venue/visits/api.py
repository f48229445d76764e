"""Routes of visits to venues: of one by day, and of those in a list today."""

from domain.base.period import local_day, shown
from domain.people.roles import VENUE_READERS
from functions.kit.http import Answer, Call
from functions.kit.sign_in.auth import staff
from functions.venue import wiring
from functions.venue.door import door, venue_kept, venues_kept
from functions.venue.service import visiting
from functions.venue.visits.schema import CountVisits, DayVisits, VenueCount, VenueVisits, VisitsToday


@door.operation(
    "GET",
    "/venues/{venue}/visits",
    "getVenueVisits",
    summary="How many came to a venue today and on the six days before; 5,000 visits a day are counted",
    callers=staff(*VENUE_READERS),
    answers={200: VenueVisits},
    problems=("invalid", "venue-unknown", "venue-code-forged", "outside-jurisdiction"),
)
def get_venue_visits(call: Call) -> Answer:
    """Counted when asked, by venue and day: one query each. Nobody is named, so nothing is on record."""
    p, venue = wiring.parts(), venue_kept(call)
    now = p.clock()
    counted = visiting.by_day(venue.venue_id, local_day(now), counts=p.visits)
    days = [DayVisits(date=day.isoformat(), visits=found.visits, more=found.more) for day, found in counted.items()]
    return Answer(VenueVisits(venue_id=str(venue.venue_id), counted_at=shown(now), days=days))


@door.operation(
    "POST",
    "/visit-counts",
    "countVisits",
    summary="How many came today to each of up to 20 venues; 5,000 visits of each are counted",
    callers=staff(*VENUE_READERS),
    body=CountVisits,
    answers={200: VisitsToday},
    problems=("invalid", "outside-jurisdiction"),
)
def count_visits(call: Call) -> Answer:
    """One query for each venue, side by side."""
    p, now = wiring.parts(), wiring.parts().clock()
    today = local_day(now)
    asked = [venue.venue_id for venue in venues_kept(call, call.body.venue_ids)]
    counted = visiting.on_day(asked, today, counts=p.visits)
    return Answer(
        VisitsToday(
            date=today.isoformat(),
            counted_at=shown(now),
            counts=[VenueCount(venue_id=str(v), visits=counted[v].visits, more=counted[v].more) for v in asked],
        )
    )
