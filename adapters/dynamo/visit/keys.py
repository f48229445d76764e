"""Keys and access patterns of the table Visit.

| pk / sk | what | read by |
|---|---|---|
| `P#pid` / `V#<scan10>#vid` | a visit; the key is the idempotency token; `f` flags, `by` and `r` who recorded it when, `wz` why it is disputed, sealed (open in older items: `w`) | a person's visits: Query pk, `V#`; one, to settle a dispute: GetItem |
| byVenue: `vid#yyyymmdd` / `<start10>#pid` | who was at a venue that local day; `f` tells what is assumed or in doubt, and whether that is for its predating the registration | Query vb, range of vs; how many: Query vb, `Select=COUNT` |
"""

from datetime import date, datetime

from adapters.dynamo.key_parts import day, seconds
from domain.base.period import local_day
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.presence.visit import VisitKey

VISITS = "V#"
BY_VENUE = "byVenue"


def visit(key: VisitKey) -> str:
    """The device's raw second of scan, not the corrected one: a retry must meet its own item."""
    return f"{VISITS}{key.scanned:010d}#{key.venue}"


def visit_read(pk: str, sk: str) -> VisitKey:
    """Inverse of `person` and `visit`."""
    _, scanned, venue_id = sk.split("#")
    return VisitKey(PersonId(pk.removeprefix("P#")), int(scanned), VenueId(venue_id))


def venue_day(venue_id: VenueId, start: datetime) -> str:
    """Bucket of byVenue: the local day of the corrected start."""
    return venue_that_day(venue_id, local_day(start))


def venue_that_day(venue_id: VenueId, local: date) -> str:
    """The same bucket, by the local day."""
    return f"{venue_id}#{day(local)}"


_EPOCH = date(1970, 1, 1).toordinal()


def venue_on(venue_id: str, days: int) -> str:
    """The same bucket, by days since 1970."""
    return f"{venue_id}#{day(date.fromordinal(_EPOCH + days))}"


def venue_visitor(start: datetime, pid: PersonId) -> str:
    return f"{seconds(start)}#{pid}"
