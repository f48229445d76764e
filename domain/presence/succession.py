"""How one revision of a venue follows another: what is remembered for visits that come late, and what is told of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.base.period import at_epoch, epoch, local_day
from domain.presence.change import Change, VenueAct
from domain.presence.policy import visit_policy
from domain.presence.venue import Past, Venue


def succeeded(venue: Venue, *, now: datetime, **facts: Any) -> Venue:
    """The next revision, with these facts. It remembers until when the one before stood, in whole seconds, as visits are.

    Forgotten is what no scan that is still accepted can fall into, and what exceeds the most that is remembered.
    """
    policy = visit_policy(local_day(now))
    following = replace(venue, **facts, revision=venue.revision + 1)
    last = venue.before[-1].until if venue.before else None
    until = at_epoch(epoch(now)) if last is None else max(last, at_epoch(epoch(now)))
    before = venue.before
    if following.present != venue.present and until != last:
        before = (*before, Past(venue.present, until))
    remembered = [past for past in before if past.until > now - policy.standings_kept]
    return replace(following, before=tuple(remembered[-policy.most_standings :]))


def change_between(before: Venue, after: Venue, act: VenueAct, *, by: str, reason: str, now: datetime) -> Change:
    """What is told of the revision `after`."""
    following = _told(after)
    was = {field: said for field, said in _told(before).items() if following[field] != said}
    return Change(after.revision, act, by, at_epoch(epoch(now)), reason, was)


def _told(venue: Venue) -> Mapping[str, str]:
    """What keepers may change, by the names of the public contract."""
    return {
        "name": venue.name,
        "address": venue.address,
        "category": venue.category,
        "default_stay_minutes": str(venue.stay.default // timedelta(minutes=1)),
        "contact_phone": venue.contact_phone,
        "capacity": "" if venue.capacity is None else str(venue.capacity),
        "status": venue.state.value,
        "code": venue.code.shown,
    }
