"""Visits that somebody else recorded and their person denies: disputed, shown to tracers and settled."""

from datetime import datetime

from domain.people.audit import AuditLog, Errand
from domain.people.caller import Staff
from domain.people.codes import PersonId
from domain.people.finding import Sought, the_one
from domain.people.person import PersonFinder
from domain.presence.codes import VenueId
from domain.presence.dispute import RecordedVisits
from domain.presence.errors import VenueUnknown, VisitUnknown
from domain.presence.venue import VenueDirectory
from domain.presence.visit import (
    DOUBTS,
    Flag,
    Visit,
    VisitKey,
    VisitLog,
)


def dispute(key: VisitKey, *, why: str, visits: RecordedVisits, now: datetime) -> Visit:
    """The person was not there. Raises VisitUnknown, OwnScan, DisputeSettled."""
    visit = visits.dispute(key, why=why, now=now)
    if visit is None:
        raise VisitUnknown
    return visit


def disputes(
    venue_id: VenueId,
    sought: Sought,
    *,
    staff: Staff,
    errand: Errand,
    venues: VenueDirectory,
    persons: PersonFinder,
    audit: AuditLog,
    visits: VisitLog,
    now: datetime,
) -> list[Visit]:
    """A person's visits to a venue of the own unit that are in doubt or were; on record before they are shown."""
    person = _at_own_venue(venue_id, sought, staff, errand, venues, persons, audit)
    return [
        visit
        for visit in visits.of_person(person, now=now)
        if visit.key.venue == venue_id and not DOUBTS.union({Flag.SETTLED}).isdisjoint(visit.flags)
    ]


def settle(
    scan: tuple[int, VenueId],
    sought: Sought,
    *,
    stands: bool,
    staff: Staff,
    errand: Errand,
    venues: VenueDirectory,
    persons: PersonFinder,
    audit: AuditLog,
    visits: RecordedVisits,
    now: datetime,
) -> Visit:
    """A visit of the own unit stands or is void. Raises VisitUnknown, VisitNotDisputed, DisputeSettled."""
    person = _at_own_venue(scan[1], sought, staff, errand, venues, persons, audit)
    visit = visits.settle(VisitKey(person, *scan), stands=stands, now=now)
    if visit is None:
        raise VisitUnknown
    return visit


def _at_own_venue(
    venue_id: VenueId,
    sought: Sought,
    staff: Staff,
    errand: Errand,
    venues: VenueDirectory,
    persons: PersonFinder,
    audit: AuditLog,
) -> PersonId:
    """The person meant, on record, once it is sure that the venue is the caller's. Raises VenueUnknown, OutsideJurisdiction."""
    venue = venues.by_id(venue_id)
    if venue is None:
        raise VenueUnknown
    staff.require_within(venue.unit_path)
    return the_one(sought, persons=persons, audit=audit, errand=errand).person_id
