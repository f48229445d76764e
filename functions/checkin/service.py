"""Use cases of a citizen's visits. Each is one write; each may be repeated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from domain.base.errors import Fault, InvalidInput
from domain.base.period import at_epoch, local_day
from domain.base.secret import KeyStore, Purpose
from domain.people.caller import Citizen
from domain.people.codes import PersonId
from domain.presence.admission import admitted
from domain.presence.codes import VenueId
from domain.presence.errors import LeftBeforeArriving, VenueUnknown, VisitUnknown
from domain.presence.policy import Stay, VisitPolicy, visit_policy
from domain.presence.venue import Venue, VenueDirectory, VenueThen, read_token
from domain.presence.visit import (
    Flag,
    Scan,
    Source,
    Visit,
    VisitKey,
    VisitLog,
    arrival,
    corrected,
    is_keyable,
    left,
    marks,
    newest_last,
    scan_second,
)
from functions.kit.beside import beside


class LeavingScan(NamedTuple):
    """A visit to end, and when its person left; without a moment the next check-in ends it."""

    key: VisitKey
    at: datetime | None


class Receipt(NamedTuple):
    """A check-in as stored."""

    visit: Visit
    venue: Venue
    is_new: bool
    ended: Visit | None


class Found(NamedTuple):
    """The venue a scanned or typed code stands for, how it stood at the moment of the scan, and whether it was typed."""

    venue: Venue
    stood: VenueThen
    typed: bool


def venue_of_code(text: str, at: datetime, *, venues: VenueDirectory, keys: KeyStore, clocks: VisitPolicy) -> Found:
    """Judged as it stood `at`. Raises InvalidInput (mistyped), VenueCodeForged, VenueUnknown, and as `admitted`."""
    try:
        scanned = read_token(text, keys.ring(Purpose.VENUE).material())
    except ValueError:
        raise InvalidInput.of("code", "venue-code") from None
    venue = venues.by_code(scanned.code)
    if venue is None:
        raise VenueUnknown(Fault("code", "venue-unknown"))
    stood = admitted(venue, scanned.code, at, clocks=clocks.skew_trusted)
    return Found(venue, stood, not scanned.signed)


def check_in(
    citizen: Citizen,
    code: str,
    scan: Scan,
    *,
    out_at: datetime | None,
    leaves: LeavingScan | None,
    visits: VisitLog,
    venues: VenueDirectory,
    keys: KeyStore,
    now: datetime,
) -> Receipt:
    """One scan becomes one visit. `out_at` makes it whole at once; `leaves` ends the visit before.

    Clocks are judged by the rules of the day it arrives, everything else by those of its own day (decision 0030).
    """
    clocks = visit_policy(local_day(now))
    _check_moments(at=scan.at, client_now=scan.client_now, out_at=out_at, leaves_at=leaves.at if leaves else None)
    at = corrected(scan, policy=clocks, received=now)
    venue, stood, typed = venue_of_code(code, at.at, venues=venues, keys=keys, clocks=clocks)
    key = VisitKey(citizen.person, scan_second(scan.at), venue.venue_id)
    visit = replace(
        arrival(
            key, at, stay=stood.stay, category=stood.category, unit_path=venue.unit_path,
            source=Source.PERSON_SCAN, policy=visit_policy(local_day(at.at)),
        ),
        device=citizen.device,
        flags=at.flags + ((Flag.CODE_TYPED,) if typed else ()) + marks(at.at, citizen.registered_at, clocks),
    )  # fmt: skip
    clock_shift = at.at - scan.at
    if out_at is not None:
        out_at = _past("out_at", out_at + clock_shift, clocks, now)
        visit = left(visit, out_at, stood.stay, said_in="out_at")
    if leaves is not None and leaves.at is not None:
        leaves = leaves._replace(at=_past("leaves.at", leaves.at + clock_shift, clocks, now))
    ended = None
    if leaves is not None:
        previous = partial(_end_previous, leaves, visit, venue, clock_shift=clock_shift, visits=visits, venues=venues)
        ended = beside(previous)
    stored, is_new = visits.record(visit)
    if out_at is not None and stored.is_open:
        stored = visits.close(key, at=out_at, stay=stood.stay, by_leaving=True) or stored
    return Receipt(stored, venue, is_new, ended() if ended else None)


def _check_moments(**moments: datetime | None) -> None:
    """A device's clock may be wrong by decades, not by centuries."""
    for field, moment in moments.items():
        if moment is not None and not is_keyable(moment):
            raise InvalidInput.of(field.replace("leaves_at", "leaves.at"), "range")


def _past(field: str, moment: datetime, clocks: VisitPolicy, now: datetime) -> datetime:
    if moment > now + clocks.skew_trusted:
        raise InvalidInput.of(field, "future")
    return moment


def _stay(venue: Venue, key: VisitKey, clock_shift: timedelta, left_at: datetime) -> Stay:
    """That of the venue when the visit began: by the device's clock, which was as wrong then as it is on leaving.

    Where it was another's by days, the moment of leaving is the nearest that is known.
    """
    began = at_epoch(key.scanned) + clock_shift
    near = left_at - visit_policy(local_day(left_at)).oldest_scan <= began <= left_at
    return venue.as_of(began if near else left_at).stay


def _end_previous(
    leaves: LeavingScan,
    arrived: Visit,
    venue: Venue,
    *,
    clock_shift: timedelta,
    visits: VisitLog,
    venues: VenueDirectory,
) -> Visit | None:
    """Rule V5: a check-in ends the visit before, but never the place that contains this one.

    A previous visit that cannot be ended must not cost the new one, which is stored at the same time.
    """
    if leaves.key == arrived.key or (leaves.at is None and venue.parent == leaves.key.venue):
        return None
    previous = venues.by_id(leaves.key.venue)
    if previous is None:
        return None
    moment = leaves.at if leaves.at is not None else arrived.start
    stay = _stay(previous, leaves.key, clock_shift, moment)
    try:
        return visits.close(leaves.key, at=moment, stay=stay, by_leaving=leaves.at is not None)
    except LeftBeforeArriving:
        return None


def check_out(
    key: VisitKey, leaving: Scan, *, visits: VisitLog, venues: VenueDirectory, now: datetime
) -> tuple[Visit, Venue | None]:
    """Ends a visit; one already ended is returned as it stands. Raises VisitUnknown, LeftBeforeArriving, VisitTooOld.

    A device that tells its clock is corrected as at its check-in (rule V10).
    """
    _check_moments(at=leaving.at, client_now=leaving.client_now)
    clocks = visit_policy(local_day(now))
    told = leaving.client_now is not None
    at = corrected(leaving, policy=clocks, received=now).at if told else _past("at", leaving.at, clocks, now)
    venue = venues.by_id(key.venue)
    if venue is None:
        raise VisitUnknown
    visit = visits.close(key, at=at, stay=_stay(venue, key, at - leaving.at, at), by_leaving=True)
    if visit is None:
        raise VisitUnknown
    return visit, venue


def void(key: VisitKey, *, visits: VisitLog, now: datetime) -> Visit:
    """Takes a wrong scan back. Raises VisitUnknown, VoidTooLate."""
    visit = visits.void(key, policy=visit_policy(local_day(now)), now=now)
    if visit is None:
        raise VisitUnknown
    return visit


def my_visits(
    records: Sequence[PersonId], *, visits: VisitLog, venues: VenueDirectory, now: datetime
) -> list[tuple[Visit, Venue | None]]:
    """A citizen's visits under any record, newest first, each with its venue where that still exists."""
    found = [visit for record in records for visit in visits.of_person(record, now=now)]
    own = sorted(found, key=newest_last, reverse=True)
    places: dict[VenueId, Venue] = dict(venues.by_ids(list({v.key.venue for v in own})))
    return [(visit, places.get(visit.key.venue)) for visit in own]
