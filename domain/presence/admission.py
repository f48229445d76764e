"""Whether a venue takes a visit: judged as venue and code stood at the moment of the scan (decision 0030)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.presence.codes import VenueCode
from domain.presence.errors import VenueCodeRetired, VenueDeactivated
from domain.presence.venue import Venue, VenueState, VenueThen


def admitted(venue: Venue, code: VenueCode | None, at: datetime, *, clocks: timedelta) -> VenueThen:
    """How the venue stood when it was visited. `code` is the one that was scanned; None where nobody scanned.

    A clock may be slow by `clocks` without being corrected: what stands so soon after `at` may be what was seen. The
    code in force now is never called replaced, whatever the clock. Raises VenueCodeRetired, VenueDeactivated.
    """
    stood = list(_stood(venue, at, at + clocks))
    if code is not None and code != venue.code:
        stood = [then for then in stood if then.code == code]
        if not stood:
            raise VenueCodeRetired
    for then in stood:
        if then.state is VenueState.ACTIVE:
            return then
    raise VenueDeactivated


def _stood(venue: Venue, first: datetime, last: datetime) -> Iterator[VenueThen]:
    """As it stood from `first` to `last`, in order of time."""
    for past in venue.before:
        if first < past.until:
            yield past.then
            if last < past.until:
                return
    yield venue.present
