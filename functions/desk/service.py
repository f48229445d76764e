"""Use cases of the desk: find somebody, and record a visit of somebody who has no phone at hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.base.errors import Fault, InvalidInput
from domain.base.period import local_day
from domain.people.audit import AuditLog, Errand
from domain.people.caller import Caller, Citizen
from domain.people.errors import NotAllowed
from domain.people.finding import Sought, found, the_one
from domain.people.person import HandleKind, Person, PersonFinder
from domain.presence.codes import VenueId
from domain.presence.errors import LeftBeforeArriving, VenueDeactivated, VenueUnknown
from domain.presence.keeping import require_keeper
from domain.presence.policy import visit_policy
from domain.presence.venue import Venue, VenueDirectory, VenueState
from domain.presence.visit import (
    Scan,
    Source,
    Stored,
    VisitKey,
    VisitLog,
    arrival,
    corrected,
    is_keyable,
    left,
    scan_second,
)

_SOURCES = {
    None: Source.STAFF_SCAN,
    HandleKind.CARD: Source.CARD,
    HandleKind.IDENTITY: Source.IDENTITY_NUMBER,
    HandleKind.PHONE: Source.PHONE,
}


def look_up(sought: Sought, *, errand: Errand, persons: PersonFinder, audit: AuditLog) -> Sequence[Person]:
    """Everybody found; each finding is in the audit log before it is shown."""
    return found(sought, persons=persons, audit=audit, errand=errand)


def venue_kept(venue_id: VenueId, caller: Caller, *, venues: VenueDirectory) -> Venue:
    """A venue whose visits the caller may record. Raises VenueUnknown, NotAllowed, OutsideJurisdiction."""
    venue = venues.by_id(venue_id)
    if venue is None:
        raise VenueUnknown
    require_keeper(caller, venue)
    return venue


def require_may_name(caller: Caller, sought: Sought) -> None:
    """A venue's owner reads cards: a number would let an owner learn whose it is. Raises NotAllowed."""
    if isinstance(caller, Citizen) and sought.kind is not HandleKind.CARD:
        raise NotAllowed


def record_visit(
    venue: Venue,
    sought: Sought,
    at: datetime,
    until: datetime | None,
    *,
    errand: Errand,
    persons: PersonFinder,
    audit: AuditLog,
    visits: VisitLog,
    now: datetime,
) -> tuple[Stored, Person]:
    """One visit of one person, with that person; on record before anything is told of that person or stored.

    Raises PersonUnknown, PersonAmbiguous, PhoneChangedOwner, VenueDeactivated and the refusals of time.
    """
    if venue.state is not VenueState.ACTIVE:
        raise VenueDeactivated
    policy = visit_policy(local_day(now))
    if until is not None and until > now + policy.skew_trusted:
        raise InvalidInput.of("until", "future")
    if not is_keyable(at):
        raise InvalidInput.of("at", "range")
    moment = corrected(Scan(at), policy=policy, received=now)
    if until is not None and until < moment.at:
        raise LeftBeforeArriving(Fault("until", LeftBeforeArriving.code))
    person = the_one(sought, persons=persons, audit=audit, errand=errand)
    visit = arrival(
        VisitKey(person.person_id, scan_second(at), venue.venue_id),
        moment,
        stay=venue.stay,
        category=venue.category,
        unit_path=venue.unit_path,
        source=_SOURCES[sought.kind],
        policy=policy,
    )
    if until is not None:
        visit = left(visit, until, venue.stay, said_in="until")
    return visits.record(replace(visit, recorded_by=errand.actor)), person
