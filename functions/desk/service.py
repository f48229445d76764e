"""Use cases of the desk: find somebody, and record a visit of somebody who has no phone at hand.

A visit recorded for the wrong person is withdrawn at once, or disputed by that person and then settled by a tracer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.base.errors import InvalidInput
from domain.base.period import local_day
from domain.people.audit import AuditLog, Errand
from domain.people.caller import Caller, Citizen, Staff
from domain.people.codes import PersonId
from domain.people.errors import NotAllowed
from domain.people.finding import Sought, found, the_one
from domain.people.person import HandleKind, Person, PersonFinder
from domain.presence.codes import VenueId
from domain.presence.dispute import RecordedVisits
from domain.presence.errors import RecordedTooLate, VenueDeactivated, VenueUnknown, VisitUnknown
from domain.presence.keeping import require_keeper
from domain.presence.policy import visit_policy
from domain.presence.venue import Venue, VenueDirectory, VenueState
from domain.presence.visit import (
    DOUBTS,
    Flag,
    Scan,
    Source,
    Stored,
    Visit,
    VisitKey,
    VisitLog,
    arrival,
    corrected,
    flagged,
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
    people = found(sought, persons=persons)
    for person in people:
        audit.append(errand.about(person.person_id))
    return people


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
    caller: Caller,
    errand: Errand,
    persons: PersonFinder,
    audit: AuditLog,
    visits: VisitLog,
    now: datetime,
) -> tuple[Stored, Person]:
    """One visit of one person, with that person; on record before it is stored.

    An owner records who is there now, and is answered what was sent: what became of the visit since is not an owner's to
    know. Raises PersonUnknown, PersonAmbiguous, PhoneChangedOwner, VenueDeactivated and the refusals of time.
    """
    if venue.state is not VenueState.ACTIVE:
        raise VenueDeactivated
    policy = visit_policy(local_day(now))
    if until is not None and until > now + policy.skew_trusted:
        raise InvalidInput.of("until", "future")
    if not is_keyable(at):
        raise InvalidInput.of("at", "range")
    moment = corrected(Scan(at), policy=policy, received=now)
    if isinstance(caller, Citizen) and now - moment.at > policy.owner_records_within:
        raise RecordedTooLate
    person = the_one(sought, persons=persons)
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
    visit = replace(
        visit,
        flags=flagged(visit.flags, *_doubts(caller, persons)),
        recorded_by=errand.actor,
        recorded_at=now,
    )
    audit.append(errand.about(person.person_id))
    done = visits.record(visit)
    return (done._replace(visit=visit) if isinstance(caller, Citizen) else done), person


def _doubts(caller: Caller, persons: PersonFinder) -> Sequence[Flag]:
    """A printed code is no presence: behind an owner's word stands a proved phone, or the visit is in doubt."""
    if not isinstance(caller, Citizen):
        return ()
    owner = persons.by_id(caller.person)
    return () if owner is not None and owner.phone_verified_at is not None else (Flag.DOUBTFUL,)


def withdraw(
    venue: Venue,
    sought: Sought,
    scan: tuple[int, VenueId],
    *,
    caller: Caller,
    errand: Errand,
    persons: PersonFinder,
    audit: AuditLog,
    visits: RecordedVisits,
    now: datetime,
) -> tuple[Visit, Person]:
    """Takes back what was recorded for the wrong person, an owner only the own record; on record before it is told.

    Raises the refusals of finding the person, VisitUnknown, WithdrawTooLate.
    """
    if scan[1] != venue.venue_id:
        raise VisitUnknown
    person = the_one(sought, persons=persons)
    audit.append(errand.about(person.person_id))
    visit = visits.withdraw(
        VisitKey(person.person_id, *scan),
        by=errand.actor if isinstance(caller, Citizen) else None,
        policy=visit_policy(local_day(now)),
        now=now,
    )
    if visit is None:
        raise VisitUnknown
    return visit, person


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
    person = _at_own_venue(venue_id, sought, staff, venues, persons)
    audit.append(errand.about(person))
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
    person = _at_own_venue(scan[1], sought, staff, venues, persons)
    audit.append(errand.about(person))
    visit = visits.settle(VisitKey(person, *scan), stands=stands, now=now)
    if visit is None:
        raise VisitUnknown
    return visit


def _at_own_venue(
    venue_id: VenueId, sought: Sought, staff: Staff, venues: VenueDirectory, persons: PersonFinder
) -> PersonId:
    """The person meant, once it is sure that the venue is the caller's. Raises VenueUnknown, OutsideJurisdiction."""
    venue = venues.by_id(venue_id)
    if venue is None:
        raise VenueUnknown
    staff.require_within(venue.unit_path)
    return the_one(sought, persons=persons).person_id
